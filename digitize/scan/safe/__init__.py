"""How far a file is believed: what it declares is compared with its bytes."""
