"""The administrative units of Viet Nam: their tree, their names, and the units that an address names."""
