"""What people put over the print of a page: seals, stamps, signatures and writing, and what it does to the lines."""

import math
from collections.abc import Sequence

from ocr.box import Box
from ocr.engines.registry import Engine
from ocr.image import PageImage
from ocr.marks.covers import find_covers
from ocr.marks.handwriting import doubted, find_handwriting
from ocr.marks.maps import map_marks
from ocr.marks.seals import find_seals
from ocr.marks.stamps import find_stamps, red_stamps
from ocr.marks.written_numbers import read_numbers
from ocr.page import Geometry, Line, Mark, PageUse
from ocr.second_look import Looked, second_look
from ocr.vietnamese.text import fold

CRUMB = 2  # letters and digits at most in a piece that was read from the strokes of a seal
WITHIN = 0.9  # share of such a piece that lies in the mark
SURE = 0.9  # confidence from which such a piece is print all the same
CARD_ASPECT = (1.5, 1.68)  # long side over short side around that of ISO/IEC 7810 ID-1, 1.586
CARD_WORDS = ("can cuoc", "chung minh nhan dan", "dau vet rieng", "ngon tro", "dac diem nhan dang", "idvnm")

Overprint = tuple[tuple[Line, ...], tuple[Mark, ...]]
"""The lines of a page, and marks that were found on it."""


def is_identity_card(geometry: Geometry, lines: Sequence[Line]) -> bool:
    """Whether a page is one side of an identity card: cards are printed, even where a typeface looks handwritten."""
    aspect = geometry.width / max(1, geometry.height)
    said = " ".join(fold(line.text) for line in lines)
    return CARD_ASPECT[0] <= aspect <= CARD_ASPECT[1] and any(word in said for word in CARD_WORDS)


def without_crumbs(lines: Sequence[Line], marks: Sequence[Mark]) -> tuple[Line, ...]:
    """The lines without single letters that were read, with little confidence, from strokes of seals and stamps."""
    places = [mark.box for mark in marks if mark.kind in ("seal", "stamp")]
    return tuple(line for line in lines if not (_is_crumb(line) and _lies_in(line, places)))


def _is_crumb(line: Line) -> bool:
    return sum(map(str.isalnum, line.text)) <= CRUMB and line.confidence < SURE and line.source == "image"


def _lies_in(line: Line, places: Sequence[Box]) -> bool:
    return any(line.box.inside_share(place) >= WITHIN for place in places)


def read_overprint(
    image: PageImage, lines: Sequence[Line], use: PageUse, engine: Engine, *, end: float = math.inf
) -> Looked[Overprint]:
    """The lines with what was read from writing doubted or read anew, and the marks that ``image`` lacks.

    A page that is read from its text layer keeps its lines: no engine guessed at them. ``engine`` is asked
    before ``end``, a time of the monotonic clock.

    Raises:
        MachineProblem: what sees the marks does not start on this computer.
    """
    if use == "blank":
        return Looked((tuple(lines), ()))
    maps, dpi = map_marks(image.colour), image.geometry.dpi
    seals = find_seals(maps, dpi, [mark for mark in image.marks if mark.kind == "seal"])
    if use == "text_layer":
        level, skipped = find_stamps(maps, image, lines)
        return Looked((tuple(lines), (*seals, *level)), skipped)
    askew, unread = red_stamps(image, seals, engine, end=end)
    seals = tuple(seal for seal in seals if seal.box not in [stamp.box for stamp in askew])
    level, skipped = find_stamps(maps, image, lines, engine, end=end)
    stamps = (*level, *askew)
    if is_identity_card(image.geometry, lines):
        maps = maps.without("handwriting", [Box(0, 0, image.geometry.width, image.geometry.height)])
    lines = without_crumbs(lines, (*image.marks, *seals, *stamps))
    marks = find_handwriting(maps, image.ink, dpi, lines, image.colour)
    lines = doubted(lines, maps, image.colour)
    (written, marks), missed = second_look(
        "numbers", image.page, lambda: Looked(read_numbers(lines, marks, image.ink)), (lines, marks)
    )
    covers = find_covers(image.colour, dpi, written)
    return Looked((written, (*seals, *stamps, *marks, *covers)), (*unread, *skipped, *missed))
