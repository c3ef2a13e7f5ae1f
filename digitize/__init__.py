"""The command line: opens inputs, cleans scans, runs the chain, and speaks to people."""

__version__ = "0.1.0"
