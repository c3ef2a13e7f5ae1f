"""Looking at pixels fast: ink, brightness, smaller copies, and the session in which nets run."""
