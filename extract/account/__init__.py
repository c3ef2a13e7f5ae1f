"""What explains each word of a paper, and what is left over: a paper accounts for its words as a run for its files."""
