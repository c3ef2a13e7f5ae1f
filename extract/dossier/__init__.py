"""The papers of one dossier compared: whether persons and facts agree and which papers are missing."""
