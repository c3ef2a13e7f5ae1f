"""Tasks in child processes that can be stopped, each with a deadline, a memory limit and an outcome."""
