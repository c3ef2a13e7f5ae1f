"""The command line: opens inputs, cleans scans, runs the chain, and reports to people."""

__version__ = "0.1.0"
