"""Searchable PDFs: what is seen stays as it is, what was read lies invisibly over it."""
