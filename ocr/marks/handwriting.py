"""What people wrote on a page: boxes around it, and doubt about every word that was read from it.

An engine for print reads a written 7 as a 1 and is sure of it. So a word that stands on handwriting
never counts as certain, whatever the engine says: its confidence is at most CAP.
"""

import re
from collections.abc import Sequence

import numpy as np

from ocr.box import Box
from ocr.image import Pixels
from ocr.marks.maps import MarkMaps, Patch
from ocr.page import Line, Mark, MarkKind, Word
from ocr.pixels.ink import redness

CAP = 0.5
"""The most that a word read from handwriting is trusted: far below what any field accepts without a look."""
LEAST_SURE = 0.62
FEWEST = 5  # places of the map
LOWEST = 1.3  # millimetres: a tick, a dot of a pen
WIDE, HIGH = 20.0, 9.0  # millimetres: writing larger than this is a signature
SURELY_READ, CERTAINLY_READ = 0.9, 0.995
WRITTEN_WORD, WRITTEN_NUMBER = (0.5, 0.8, 0.8), (0.45, 0.6, 0.8)
"""How likely handwriting must be, on average over a word, for the word to count as written: where it
was read with less than SURELY_READ, with less than CERTAINLY_READ, and else.

What an engine for print reads surely is print far more often than not; of numbers that says less, for
any stroke looks like some figure.
"""
NUMBER_BEFORE = re.compile(r"\D{0,3}(\d+)\D")
READ_WITH_IT, WRITTEN_BEFORE = 0.99, 0.8
"""Confidence from which such a word is print all the same, and how likely handwriting is over the number."""
PRINT = 0.8  # confidence of letters that are print, so that writing is not looked for under them
WITHIN_PRINT = 0.8  # of what looks like a stroke lies in a word that was read certainly: part of its letters
REDNESS = 40  # of the ink of a word: more than of a pixel, for what is red here is never told to be written
DARK = 150  # of the flat plane: where ink is


def find_handwriting(
    maps: MarkMaps, ink: Pixels, dpi: float, lines: Sequence[Line] = (), colour: Pixels | None = None
) -> tuple[Mark, ...]:
    """Writing by hand and signatures on a page, boxes fitted to the ``ink``; what ``lines`` show to be print is none.

    Nor is what is red on the page in ``colour``.
    """
    found = []
    words = [word for line in lines for word in line.words if word.confidence >= CERTAINLY_READ]
    certain = [word.box for word in words if not is_written(word, maps, colour)]
    for patch in _beside_print(maps, lines, colour).patches("handwriting", "signature"):
        short = min(patch.box.width, patch.box.height) * 25.4 / dpi
        long = max(patch.box.width, patch.box.height) * 25.4 / dpi
        if patch.sure >= LEAST_SURE and len(patch.places) >= FEWEST and long >= LOWEST and short > 0:
            box = _fitted(ink, patch.box)
            if any(box.inside_share(print_) > WITHIN_PRINT for print_ in certain):
                continue
            found.append(Mark(kind=_kind(maps, patch, dpi), box=box, confidence=round(patch.sure, 2)))
    return tuple(found)


def _kind(maps: MarkMaps, patch: Patch, dpi: float) -> MarkKind:
    likelier = maps.mean("signature", patch.places) > maps.mean("handwriting", patch.places)
    large = patch.box.width > WIDE * dpi / 25.4 and patch.box.height > HIGH * dpi / 25.4
    return "signature" if likelier or large else "handwriting"


def _fitted(ink: Pixels, box: Box) -> Box:
    """The box around the dark pixels inside ``box``, or ``box`` itself where there are none."""
    box = box.clipped(ink.shape[1], ink.shape[0])
    dark = ink[box.top : box.bottom, box.left : box.right] < DARK
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    if not len(rows):
        return box
    left, top = box.left + int(columns[0]), box.top + int(rows[0])
    return Box(left, top, box.left + int(columns[-1]) + 1, box.top + int(rows[-1]) + 1)


def _beside_print(maps: MarkMaps, lines: Sequence[Line], colour: Pixels | None) -> MarkMaps:
    """The maps without handwriting where letters were read that are surely print; pens may still cross them."""
    words = [word for line in lines for word in line.words]
    printed = [word.box for word in words if word.confidence >= PRINT and not is_written(word, maps, colour)]
    return maps.without("handwriting", printed)


def doubted(lines: Sequence[Line], maps: MarkMaps, colour: Pixels | None = None) -> tuple[Line, ...]:
    """The lines with the confidence of words on handwriting capped; see :func:`is_written`."""
    return tuple(_doubted(line, maps, colour) for line in lines)


def _doubted(line: Line, maps: MarkMaps, colour: Pixels | None) -> Line:
    if line.source == "text_layer":
        return line
    words = [_capped(word, maps, colour) for word in line.words]
    return line if words == list(line.words) else Line.of(words, line.source)


def _capped(word: Word, maps: MarkMaps, colour: Pixels | None) -> Word:
    if word.confidence <= CAP or not is_written(word, maps, colour):
        return word
    return word.model_copy(update={"confidence": CAP})


def is_written(word: Word, maps: MarkMaps, colour: Pixels | None = None) -> bool:
    """Whether a word stands on handwriting, so that its text is a guess at it.

    Nobody fills in papers in red: what is red on the page in ``colour`` is the printed number of a card or a certificate.
    """
    return _looks_written(word, maps) and not _is_red(word.box, colour)


def _is_red(box: Box, colour: Pixels | None) -> bool:
    if colour is None or colour.ndim == 2:  # noqa: PLR2004  (a grey page)
        return False
    part = colour[box.top : box.bottom, box.left : box.right].reshape(-1, 3)
    ink = part[part[:, 1] < DARK]
    return len(ink) >= FEWEST and bool(np.median(redness(ink)) > REDNESS)


def _looks_written(word: Word, maps: MarkMaps) -> bool:
    letters = sum(map(str.isalpha, word.text)) > 1
    tier = sum(word.confidence >= least for least in (SURELY_READ, CERTAINLY_READ))
    needed = (WRITTEN_WORD if letters else WRITTEN_NUMBER)[tier]
    return maps.mean_in("handwriting", word.box) >= needed or _begins_written(word, maps)


def _begins_written(word: Word, maps: MarkMaps) -> bool:
    """Whether a number was written before a printed symbol and read with it as one word ("574/UBND-KTTH")."""
    found = NUMBER_BEFORE.match(word.text)
    if found is None or word.confidence >= READ_WITH_IT:
        return False
    box, sign = word.box, word.box.width / len(word.text)
    first, last = found.span(1)
    number = Box(round(box.left + first * sign), box.top, max(1, round(box.left + last * sign)), box.bottom)
    return maps.mean_in("handwriting", number) >= WRITTEN_BEFORE
