"""From pixels of a page as it came to points of a PDF page's user space (ISO 32000-1, 8.3.2.3)."""

from collections.abc import Callable
from dataclasses import dataclass

import pikepdf

Point = tuple[float, float]
ToUserSpace = Callable[[float, float], Point]
Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True)
class Shown:
    """Where pixels lie on a PDF page.

    Attributes:
        area: the rectangle of user space they fill: left, bottom, right, top.
        turn: degrees by which a viewer turns the page clockwise (/Rotate); the pixels are as displayed.
        width: pixels across, as displayed.
        height: pixels down, as displayed.
    """

    area: Rectangle
    turn: int
    width: int
    height: int

    def to_user_space(self, x: float, y: float) -> Point:
        """The point of user space under a pixel."""
        left, bottom, right, top = self.area
        across, down = x / self.width, y / self.height
        match self.turn:
            case 90:
                across, up = down, across
            case 180:
                across, up = 1 - across, down
            case 270:
                across, up = 1 - down, 1 - across
            case _:
                up = 1 - down
        return left + across * (right - left), bottom + up * (top - bottom)


def visible_area(page: pikepdf.Page) -> Rectangle:
    """The CropBox inside the MediaBox: what viewers and renderers show."""
    media, crop = _ordered(page.mediabox), _ordered(page.cropbox)
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return (left, bottom, right, top) if left < right and bottom < top else media


def page_turn(page: pikepdf.Page) -> int:
    """/Rotate as 0, 90, 180 or 270."""
    return int(page.rotation) % 360 // 90 * 90


def _ordered(box: pikepdf.Object) -> Rectangle:
    x0, y0, x1, y1 = (float(side) for side in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
