"""A clean page: even ground, seals removed from the ink, blank backs and poor scans reported."""
