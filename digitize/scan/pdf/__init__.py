"""A PDF page as an image: the scan inside it where it is one scan, drawn where it is more."""
