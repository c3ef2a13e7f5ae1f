"""The training of the line reader: ``python -m training.reader`` makes its weights again."""
