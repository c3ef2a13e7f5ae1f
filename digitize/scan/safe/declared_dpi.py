"""The resolution that a file declares, and whether it is worth believing."""

DEFAULT_DPI = frozenset({72, 96})
"""What software writes when it does not know; no office scans this coarsely."""
PLAUSIBLE_DPI = (50.0, 2400.0)
"""Dots an inch of the coarsest fax and the finest scanner."""


def believable_dpi(dpi: float) -> float:
    """``dpi`` itself, or 0 where it is a default or out of any scanner's range (NaN too)."""
    low, high = PLAUSIBLE_DPI
    return dpi if low <= dpi <= high and round(dpi) not in DEFAULT_DPI else 0.0
