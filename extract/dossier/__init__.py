"""The papers of one dossier held against each other: the same persons, the same facts, nothing missing."""
