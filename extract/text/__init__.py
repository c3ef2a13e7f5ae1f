"""Comparison of text: letters without case and accents, likeness, and fixed wording."""
