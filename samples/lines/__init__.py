"""Lines for training a reader, drawn by the hundred thousand."""
