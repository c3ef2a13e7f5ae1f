"""Papers going into the store, and being found in it again."""
