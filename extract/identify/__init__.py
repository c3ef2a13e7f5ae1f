"""Which type a paper is of, where one paper ends and the next begins, and what can be read from an unknown one."""
