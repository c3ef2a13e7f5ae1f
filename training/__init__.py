"""Fits weights and confidences: the nets that find lines and marks and read, the probabilities of words and fields."""
