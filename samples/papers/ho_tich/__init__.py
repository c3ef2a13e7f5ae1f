"""Papers of civil status (hộ tịch), and the declarations they are made from."""
