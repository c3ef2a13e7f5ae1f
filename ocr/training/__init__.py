"""How the weights of the line finder are made; for development only, nothing here is installed."""
