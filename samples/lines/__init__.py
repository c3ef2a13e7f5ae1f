"""Draws lines for training a reader, hundreds of thousands of them."""
