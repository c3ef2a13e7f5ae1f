"""From the image or the text layer of a page to its lines, with boxes and honest confidence."""
