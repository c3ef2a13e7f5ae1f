"""The chain for one page: open, clean, decide, read; and what stops at a secrecy stamp."""
