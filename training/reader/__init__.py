"""How the line reader came about: ``python -m training.reader`` makes its weights again."""
