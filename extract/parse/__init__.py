"""Typed values out of the text of a field: one strict parser a kind of value.

A parser never raises; it gives a ``Parsed`` with its certainty and its own checks, or None when the
text is not such a value. Which parser belongs to which kind: ``extract/rules/field_kinds.py``.
"""
