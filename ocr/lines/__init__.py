"""From ink to lines in order: where lines stand, where cells part them, how they are read, and what is put right."""
