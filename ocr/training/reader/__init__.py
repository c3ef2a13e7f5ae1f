"""How the line reader came about: ``python -m ocr.training.reader`` makes its weights again."""
