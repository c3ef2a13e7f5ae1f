"""How far a file is believed: what it declares is held against what it is."""
