"""How sure a value is: it is parsed, checked against the rest of the paper, and given a confidence and a status."""
