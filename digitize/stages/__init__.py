"""Each stage of the chain on its own: scan, ocr, extract, export."""
