"""What papers say, taken apart: whom they speak of, and the words and numbers by which it is found again."""
