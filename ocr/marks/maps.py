"""Where on a page people wrote, signed, sealed and stamped, seen by a small net of our own (``data/mark_finder.md``).

The net sees the page in colour, with its ground made white, at a long side of about thirteen hundred pixels.
For every place it says how likely each kind of mark is there; kinds may lie over each other, such as a
signature over a seal. The marks are made from these maps in :mod:`ocr.marks.handwriting`, :mod:`ocr.marks.seals` and
:mod:`ocr.marks.stamps`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
import numpy.typing as npt

from ocr.box import Box
from ocr.image import Pixels
from ocr.pixels.ink import flat
from ocr.pixels.session import net
from ocr.pixels.shrink import shrunk

WEIGHTS = Path(__file__).parents[1] / "data" / "mark_finder.onnx"
LONG_SIDE, ASPECT = 1280, 1.6
"""The long side of the small page in pixels; how many widths of the page it counts at most, so that a strip
keeps its width."""
LARGEST_SCALE = 2.0  # times that a page is enlarged at most
LONGEST = 4096  # pixels of the small page; a longer strip is not searched
GRAIN, STEP = 32, 4  # pixels of the small page: what its sides are multiples of; the side of a place
SURE = 0.5  # probability above which a place belongs to an area

Seen = Literal["handwriting", "signature", "seal", "stamp"]
KINDS: tuple[Seen, ...] = ("handwriting", "signature", "seal", "stamp")
Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Patch:
    """A connected area of one kind: its places as x and y on the map, its box on the page, the mean probability."""

    places: Places
    box: Box
    sure: float


@dataclass(frozen=True, slots=True)
class MarkMaps:
    """How likely each of KINDS is, shape (4, rows, columns), and the width and height of a place in pixels of the page."""

    likely: Floats
    wide: float
    high: float

    def mean_in(self, kind: Seen, box: Box) -> float:
        """How likely that kind is in ``box`` of the page, on average, 0 to 1."""
        left, right = int(box.left / self.wide), int(np.ceil(box.right / self.wide))
        top, bottom = int(box.top / self.high), int(np.ceil(box.bottom / self.high))
        area = self.likely[KINDS.index(kind), top:bottom, left:right]
        return float(area.mean()) if area.size else 0.0

    def without(self, kind: Seen, boxes: Sequence[Box]) -> "MarkMaps":
        """The same maps in which nothing of that kind is in the ``boxes`` of the page."""
        likely = self.likely.copy()
        for box in boxes:
            left, right = int(box.left / self.wide), int(np.ceil(box.right / self.wide))
            top, bottom = int(box.top / self.high), int(np.ceil(box.bottom / self.high))
            likely[KINDS.index(kind), top:bottom, left:right] = 0
        return replace(self, likely=likely)

    def patches(self, *kinds: Seen, joined: int = 1) -> Iterator[Patch]:
        """The areas of these kinds together; those closer than ``joined`` places are one."""
        likely = self.likely[[KINDS.index(kind) for kind in kinds]].max(axis=0)
        mask = likely > SURE
        near = np.pad(mask.astype(np.uint8), joined)
        near = cv2.morphologyEx(near, cv2.MORPH_CLOSE, np.ones((joined, 2 * joined + 1), np.uint8))
        inner = np.ascontiguousarray(near[joined:-joined, joined:-joined])
        _, labels = cv2.connectedComponents(inner, connectivity=8)
        y, x = np.nonzero(mask)
        order = np.argsort(labels[y, x], kind="stable")
        y, x = y[order], x[order]
        for places in np.split(np.stack([x, y], axis=1), np.flatnonzero(np.diff(labels[y, x])) + 1):
            if len(places):
                yield Patch(places.astype(np.int32), self._box(places), float(likely[*places.T[::-1]].mean()))

    def mean(self, kind: Seen, places: Places) -> float:
        """How likely that kind is on the ``places``, on average."""
        return float(self.likely[KINDS.index(kind)][*places.T[::-1]].mean())

    def _box(self, places: npt.NDArray[np.signedinteger]) -> Box:
        (left, top), (right, bottom) = places.min(axis=0), places.max(axis=0) + 1
        sides = (left * self.wide, top * self.high, right * self.wide, bottom * self.high)
        return Box(*(round(float(side)) for side in sides))


def map_marks(colour: Pixels) -> MarkMaps:
    """The maps of a page, RGB or grey, shape (height, width, 3) or (height, width). One thread."""
    height, width = colour.shape[:2]
    scale = min(LARGEST_SCALE, LONG_SIDE / max(1.0, min(max(height, width), ASPECT * min(height, width))))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    if max(size) > LONGEST:
        return MarkMaps(np.zeros((len(KINDS), 1, 1), np.float32), width, height)
    small = shrunk(colour, size)
    planes = [flat(np.ascontiguousarray(plane)) for plane in cv2.split(small)]
    white = [(0, -side % GRAIN) for side in (size[1], size[0])]
    ink = np.stack(
        [1 - np.pad(plane, white, constant_values=255).astype(np.float32) / 255 for plane in planes]
    )
    found = np.asarray(net(WEIGHTS).run(None, {"ink": np.broadcast_to(ink, (3, *ink.shape[1:]))[None]})[0][0])
    rows, columns = (-(-side // STEP) for side in (size[1], size[0]))
    return MarkMaps(found[:, :rows, :columns], STEP * width / size[0], STEP * height / size[1])
