"""Draws official forms in a second style: descriptions as data, a layout of its own, filled with invented people.

The pages serve to measure what was never fitted on them. They share people, places, wording, the truth
files and the wear of scans with the other samples, and no line of their layout.
"""
