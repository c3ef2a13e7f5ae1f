"""Tasks in child processes that can be stopped: with a deadline, a memory limit and an outcome each."""
