"""Commands of the counter, which ask a store what was digitised before."""
