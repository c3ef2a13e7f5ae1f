"""Papers of civil status (hộ tịch), and the declarations that they are based on."""
