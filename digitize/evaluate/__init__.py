"""How right are the results: pages and records compared with what a person read by eye."""
