"""Records as JSON, for programs."""
