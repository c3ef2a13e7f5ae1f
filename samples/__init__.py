"""Draws dossiers of invented people, together with their truth: for the demo, the tests and the training."""
