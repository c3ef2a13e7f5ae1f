"""The text that a PDF carries itself: its words, and whether they can be trusted."""
