"""Labels and their values: where labels stand, which field each names, and values in rows, columns, tables."""
