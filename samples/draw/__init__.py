"""Setting Vietnamese pages in type with Pillow, and knowing where every word came to stand."""
