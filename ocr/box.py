"""Axis-parallel boxes in pixels: where on a page something stands.

The origin is the top left corner of the upright page, x grows to the right and y downwards;
``right`` and ``bottom`` are exclusive, so width is ``right - left``.
"""

from collections.abc import Iterable
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in whole pixels of the upright page; it serialises as ``[left, top, right, bottom]``."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Pixels from left to right, never negative."""
        return max(0, self.right - self.left)

    @property
    def height(self) -> int:
        """Pixels from top to bottom, never negative."""
        return max(0, self.bottom - self.top)

    @property
    def area(self) -> int:
        """Square pixels covered."""
        return self.width * self.height

    @property
    def center(self) -> tuple[float, float]:
        """The middle point ``(x, y)``."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def intersection(self, other: "Box") -> "Box":
        """The part shared with ``other``; its area is 0 where they do not meet."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        return Box(
            left, top, max(left, min(self.right, other.right)), max(top, min(self.bottom, other.bottom))
        )

    def inside_share(self, other: "Box") -> float:
        """Which share of this box lies inside ``other``, 0 to 1."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        if width <= 0 or height <= 0:  # as most boxes are, which are asked for by the thousand
            return 0.0
        return width * height / self.area

    def overlap_y(self, other: "Box") -> float:
        """Shared height over the smaller of the two heights, 0 to 1: near 1 on one printed line."""
        smaller = min(self.height, other.height)
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0, shared) / smaller if smaller else 0.0

    def overlap_x(self, other: "Box") -> float:
        """Shared width over the smaller of the two widths, 0 to 1: near 1 in one column."""
        smaller = min(self.width, other.width)
        shared = min(self.right, other.right) - max(self.left, other.left)
        return max(0, shared) / smaller if smaller else 0.0

    def grown(self, by: int) -> "Box":
        """The box with ``by`` pixels added on every side; it may leave the page."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def clipped(self, width: int, height: int) -> "Box":
        """The part inside a page of ``width`` by ``height`` pixels."""
        return self.intersection(Box(0, 0, width, height))


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all ``boxes``; raises ValueError when there are none."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))
