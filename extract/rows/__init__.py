"""A page as extraction sees it: printed rows, the rows of a document, and the text found on them."""
