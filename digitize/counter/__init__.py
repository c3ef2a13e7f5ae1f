"""At the counter: what was digitised goes into the store, is found there again, and people have their rights."""
