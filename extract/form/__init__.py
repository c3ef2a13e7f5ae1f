"""Labels and the values beside them: located, told apart, and read from lines, columns and tables."""
