"""How sure a value is: parsed, checked against the rest of the paper, given a confidence and a status."""
