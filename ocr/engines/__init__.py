"""A page goes in, its lines come out: the registry of engines, and how several readings become one."""
