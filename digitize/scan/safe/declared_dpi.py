"""The resolution that a file declares, and whether it can be believed."""

DEFAULT_DPI = frozenset({72, 96})
"""What software writes when it does not know; no office scans at so low a resolution."""
PLAUSIBLE_DPI = (50.0, 2400.0)
"""Dots an inch of the coarsest fax and the finest scanner."""


def believable_dpi(dpi: float) -> float:
    """``dpi`` itself, or 0 if it is a default or outside the range of scanners (or NaN)."""
    low, high = PLAUSIBLE_DPI
    return dpi if low <= dpi <= high and round(dpi) not in DEFAULT_DPI else 0.0
