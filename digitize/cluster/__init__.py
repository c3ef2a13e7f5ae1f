"""Pages read by several computers of one office."""
