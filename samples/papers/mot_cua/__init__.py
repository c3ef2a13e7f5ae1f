"""Papers of the one-stop office (một cửa)."""
