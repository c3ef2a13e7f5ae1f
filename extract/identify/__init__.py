"""Which paper this is, where one ends and the next begins, and what can be said of an unknown one."""
