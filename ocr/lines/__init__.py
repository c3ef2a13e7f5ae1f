"""From ink to lines in order: finding lines, cutting them at cells, making strips, ordering and mending."""
