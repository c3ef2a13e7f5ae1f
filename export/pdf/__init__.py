"""Searchable PDFs: the page looks as before, the text that was read lies invisibly over it."""
