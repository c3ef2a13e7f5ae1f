"""Fast work on pixels: ink, brightness, smaller copies, and the session in which nets run."""
