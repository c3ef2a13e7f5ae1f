"""Keeping a store whole: proving it, backing it up, restoring it, and changing the key of the office."""
