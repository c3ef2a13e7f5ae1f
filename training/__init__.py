"""How weights and confidences are fitted: nets for lines, marks, numbers and reading, and the probabilities of words and fields."""
