"""Coordinates on a PDF page: user space, the page as it is displayed, pixels.

In user space y points upwards and the origin is anywhere (ISO 32000-1, 8.3.2.3). *Displayed* points are counted from the
top left corner of what a reader shows: the CropBox inside the MediaBox, turned by /Rotate.
"""

from dataclasses import dataclass

Rectangle = tuple[float, float, float, float]
Homography = tuple[float, float, float, float, float, float, float, float, float]


@dataclass(frozen=True)
class PageBox:
    """The visible box and the MediaBox as (left, bottom, right, top) in user space; turn in degrees clockwise."""

    visible: Rectangle
    media: Rectangle
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        """Displayed width and height in points."""
        left, bottom, right, top = self.visible
        size = (right - left, top - bottom)
        return size[::-1] if self.turn in {90, 270} else size

    def displayed(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of user space is displayed."""
        return _displayed(self.visible, self.turn, x, y)

    def displayed_box(self, rectangle: Rectangle) -> Rectangle:
        """The displayed (left, top, right, bottom) of a rectangle of user space."""
        left, bottom, right, top = rectangle
        (x0, y0), (x1, y1) = self.displayed(left, bottom), self.displayed(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def points_to_pixels(self, shown: Rectangle, width: float, height: float) -> Homography:
        """Maps pdfplumber's (x, top) to the pixels of an image that fills ``shown`` (displayed points).

        pdfplumber turns by /Rotate, but counts from the MediaBox, and adds that box's own origin.
        """
        left, top, right, bottom = shown
        across, down = width / (right - left), height / (bottom - top)
        x, y = self._plumber_offset()
        return (across, 0.0, (x - left) * across, 0.0, down, (y - top) * down, 0.0, 0.0, 1.0)

    def _plumber_offset(self) -> tuple[float, float]:
        left, bottom = self.media[:2]
        origin_x, origin_y = (bottom, left) if self.turn in {90, 270} else (left, bottom)
        here = self.displayed(left, bottom)
        in_media = _displayed(self.media, self.turn, left, bottom)
        return here[0] - in_media[0] - origin_x, here[1] - in_media[1] + origin_y


def _displayed(box: Rectangle, turn: int, x: float, y: float) -> tuple[float, float]:
    left, bottom, right, top = box
    match turn:
        case 90:
            return y - bottom, x - left
        case 180:
            return right - x, y - bottom
        case 270:
            return top - y, right - x
        case _:
            return x - left, top - y
