"""The store: what was digitised once, kept sealed and linked, so that nobody has to hand it in again."""
