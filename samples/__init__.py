"""Drawn dossiers of invented people, with their truth: for the demo, the tests and the training."""
