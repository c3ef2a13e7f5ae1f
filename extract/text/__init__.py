"""Comparing text: letters without case and accents, likeness, and fixed wording."""
