"""What the store is built on: its tables, the keys under which values are sealed, and the log of who saw them."""
