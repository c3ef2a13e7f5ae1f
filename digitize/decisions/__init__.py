"""What people decide about papers: kept for ever, and laid over what the machine reads, now and at every later run."""
