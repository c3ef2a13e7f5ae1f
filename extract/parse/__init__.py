"""Typed values from the text of a field: one strict parser for each kind of value.

A parser never raises; it gives a ``Parsed`` with its certainty and its own checks, or None if the
text is not such a value. ``extract/rules/field_kinds.py`` says which parser belongs to which kind.
"""
