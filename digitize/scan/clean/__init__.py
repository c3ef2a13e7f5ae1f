"""A clean page: flat ground, seals taken out of the ink, blank backs and poor scans told."""
