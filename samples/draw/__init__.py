"""Draws Vietnamese pages with Pillow and records where every word stands."""
