"""The chain for one page: open, clean, decide, read, and stop at a secrecy stamp."""
