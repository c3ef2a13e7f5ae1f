"""Persons and things that papers speak of: who is whom, what is known of each, and the rights that each has."""
