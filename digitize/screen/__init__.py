"""What a person reads at a terminal: help, reports, and what this computer lacks."""
