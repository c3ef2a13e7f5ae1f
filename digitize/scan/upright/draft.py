"""A small copy of the page, on which every step towards an upright page is tried and measured.

The steps: EXIF, light on dark turned into dark on light, the sheet within the picture, the quarter turn, the
skew. They are collected in one matrix, which is applied to the scanned pixels once, at the end.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np

from digitize.scan.clean import ground, quality
from digitize.scan.clean.plane import Mask, dark_strokes, grey, length, paper_colour, reduced
from digitize.scan.raw import RawPage
from digitize.scan.upright import homography, orientation, sheet, skew
from digitize.scan.upright.homography import Matrix, Size
from digitize.scan.upright.words import NO_WORDS, Words, words
from ocr.image import Pixels
from ocr.page import Finding, Operation
from ocr.pixels.brightness import percentile
from ocr.second_look import Looked, each_once, second_look

Reader = Callable[[Pixels], bool | None]
"""Whether a straight page with level lines is upright; None where it is not clear.

Raises Problem where it cannot look.
"""

LOOKED_AT = 2_200_000  # pixels of the copy: A4 at 150 dpi
MOST_GROWTH = (
    3.0  # times its own area that a page may take when straight: a strip ten times as long as wide takes 2.8
)
LEAST_SKEW = 0.2  # degrees: less moves the end of a line by a third of a letter only, and turning blurs
DARK, BRIGHT = 96, 128  # grey levels: the median of a negative is below the first, its print above the second
MIDDLE = 50  # percentile
PATCHES = 0.5  # share of the bright ink that is too thick for print


@dataclass(frozen=True)
class Draft:
    """A small copy of the page, the mapping of its pixels to the scanned ones, and what was found on it."""

    view: Pixels
    to_original: Matrix
    operations: tuple[Operation, ...] = ()
    negative: bool = False
    skew: float = 0.0
    contrast: float = 1.0
    words: Words = NO_WORDS
    canvas: Size | None = None
    skipped: tuple[Finding, ...] = ()

    @property
    def size(self) -> Size:
        """Width and height of the copy, or of the ``canvas`` that it would fill when straight."""
        return self.canvas or (self.view.shape[1], self.view.shape[0])

    @property
    def scale(self) -> float:
        """Scanned pixels along a side for one pixel of the copy."""
        width, height = self.size
        corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
        scanned = homography.through(self.to_original, corners).astype(np.float32)
        return float((cv2.contourArea(scanned) / (width * height)) ** 0.5)

    def moved(self, to_old: Matrix, size: Size, operation: Operation) -> "Draft":
        """The copy after a step; ``to_old`` maps the new pixels to its own."""
        view = homography.placed(self.view, to_old, size, paper_colour(self.view))
        return replace(
            self,
            view=view,
            to_original=self.to_original @ to_old,
            operations=(*self.operations, operation),
        )


def drafted(raw: RawPage, stands: Reader | None) -> Draft:
    """The small copy of ``raw``, upright and straight; ``stands`` decides where the turn is in doubt."""
    height, width = raw.pixels.shape[:2]
    view = reduced(raw.pixels, LOOKED_AT)
    draft = Draft(view, homography.scale(width / view.shape[1], height / view.shape[0]))
    return _upright(_sheet(_positive(_exif(draft, raw.exif))), raw, stands)


def _exif(draft: Draft, tag: int) -> Draft:
    if tag not in range(2, 9):
        return draft
    matrix, size = homography.exif(tag, draft.size)
    return draft.moved(matrix, size, Operation(name="exif", parameters={"orientation": tag}))


def _positive(draft: Draft) -> Draft:
    """Light print on a dark ground, as on microfilm, made dark on light."""
    plane = grey(draft.view)
    if percentile(plane, MIDDLE)[0] >= DARK:
        return draft
    # Without thin strokes a sheet on a dark desk is still bright; the print of a negative is gone.
    reach = max(3, length(plane) // 60)
    patches = cv2.morphologyEx(plane, cv2.MORPH_OPEN, np.ones((reach, reach), np.uint8)) > BRIGHT
    bright = plane > BRIGHT
    if not bright.any() or patches.mean() > PATCHES * bright.mean():
        return draft
    operations = (*draft.operations, Operation(name="inverted"))
    return replace(draft, view=255 - draft.view, negative=True, operations=operations)


def _sheet(draft: Draft) -> Draft:
    outline = sheet.corners(draft.view)
    if outline is None:
        return draft
    matrix, size = sheet.rectified(outline)
    corners = " ".join(f"{x:.0f},{y:.0f}" for x, y in homography.through(draft.to_original, outline))
    return draft.moved(matrix, size, Operation(name="sheet", parameters={"corners": corners}))


def _upright(draft: Draft, raw: RawPage, stands: Reader | None) -> Draft:
    """The copy turned and straight; what a person said of the turn holds."""
    flat = ground.flattened(grey(draft.view))
    strokes = dark_strokes(flat)
    angle, found = _straight_words(strokes)
    beside, turned = 0.0, NO_WORDS
    if found.wide < orientation.ROWS or raw.quarter is not None:
        beside, turned = _straight_words(np.ascontiguousarray(np.rot90(strokes, -1)))

    skipped: list[Finding] = []

    def judge(quarter: int) -> bool | None:
        if stands is None:
            return None
        page = np.ascontiguousarray(np.rot90(flat, -(quarter // 90)))
        straight = _level(page, beside if quarter else angle)
        stood, missed = second_look("head_or_foot", raw.page, lambda: Looked(stands(straight)), None)
        skipped.extend(missed)
        return stood

    degrees = orientation.quarter_turn(found, turned, judge) if raw.quarter is None else raw.quarter % 4 * 90
    if degrees in (90, 270):
        angle, found = beside, turned
    legible = found if found.wide >= orientation.ROWS else NO_WORDS
    contrast = quality.contrast(flat, strokes)
    made = _straight(_turned(draft, degrees), angle)
    return replace(made, words=legible, contrast=contrast, skipped=each_once(skipped))


def _level(flat: Pixels, angle: float) -> Pixels:
    matrix, size = homography.straight(angle, (flat.shape[1], flat.shape[0]))
    return flat if abs(angle) < LEAST_SKEW else homography.placed(flat, matrix, size, (255,))


def _turned(draft: Draft, degrees: int) -> Draft:
    if not degrees:
        return draft
    matrix, size = homography.quarter(degrees, draft.size)
    return draft.moved(matrix, size, Operation(name="turn", parameters={"degrees": degrees}))


def _straight(draft: Draft, angle: float) -> Draft:
    if abs(angle) < LEAST_SKEW:
        return draft
    # The last step: the copy is not needed any more, so only the mapping to the scanned pixels is turned.
    matrix, size = homography.straight(angle, draft.size)
    return replace(
        draft,
        to_original=draft.to_original @ matrix,
        operations=(*draft.operations, Operation(name="deskew", parameters={"degrees": angle})),
        skew=angle,
        canvas=size,
    )


def _straight_words(strokes: Mask) -> tuple[float, Words]:
    angle = skew.angle(strokes)
    matrix, size = homography.straight(angle, (strokes.shape[1], strokes.shape[0]))
    if size[0] * size[1] > MOST_GROWTH * strokes.size:
        # The page around a long strip that lies askew would be nearly all empty: it costs what its own area costs.
        return 0.0, words(strokes)
    if abs(angle) >= LEAST_SKEW:
        strokes = homography.moved_mask(strokes, matrix, size)
    return angle, words(strokes)
