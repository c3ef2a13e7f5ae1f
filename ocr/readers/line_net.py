"""A line reader of our own: a small net trained on drawn Vietnamese lines only (``data/line_reader.md``).

The net sees a line at a fixed height and says for every few pixels of its length which character stands there, if
any; it knows no words. The likeliest characters are taken, and where the net hesitates a lexicon helps
(:mod:`ocr.readers.hesitation`). Lines of equal length go through the net together.
"""

import hashlib
import string
import time
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import TypeVar

import cv2
import numpy as np
import numpy.typing as npt

from ocr.box import Box
from ocr.image import Pixels
from ocr.lines.find import unavailable
from ocr.lines.strip import RIM
from ocr.pixels.session import net
from ocr.problem import MachineProblem
from ocr.readers import ctc
from ocr.readers.contract import Readings, ReadWord
from ocr.readers.hesitation import weighed

WEIGHTS = Path(__file__).parents[1] / "data" / "line_reader.onnx"
HEIGHT = 48  # pixels of a line as the net sees it
NARROWED = 40 / 48  # how much narrower than high a strip is made: accents need height more than width
STEP = 4  # pixels of the net's picture for one of its answers
GRAIN = 32  # widths are multiples of this
LONGEST = 6000  # pixels of a line; a longer one is squeezed
TOGETHER = 2_000  # pixels of length that go through the net at once
PAPER, INK, LEAST_CONTRAST = 60, 2, 40  # percentiles of brightness; grey levels between paper and ink
LOWEST = 8  # rows of a strip at least, once its rim is cut off
FARTHEST = 1.4  # limit of a pixel on either side of 0, where paper is 0 and ink 1

Floats = npt.NDArray[np.float32]
Item = TypeVar("Item")

_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_VOWELS = "aăâeêioôơuưy"
_FOREIGN = "äöüñçïëîûåøæšžčćěřĭŏŭĕ"


def _alphabet() -> str:
    toned = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product(_VOWELS, _TONES))
    lower = toned + "đ" + string.ascii_lowercase + _FOREIGN
    return "".join(
        sorted({*lower, *lower.upper(), *string.digits, *string.punctuation, *" ß°²³§×€©®½•·«»№…–“”‘’"})
    )


ALPHABET = _alphabet()
"""The characters that the net knows, in the order of its answers; the first answer stands for none."""


def prepared(strip: Pixels) -> Floats:
    """A strip as the net sees it: (HEIGHT, width) with 0 for paper and 1 for ink, the rim above and below cut off."""
    inner = strip[slice(*_rims(strip))]
    paper, ink = _levels(inner)
    high, wide = inner.shape
    by = HEIGHT / high
    size = min(LONGEST, max(STEP, round(wide * by * NARROWED))), HEIGHT
    way = cv2.INTER_AREA if by < 1 else cv2.INTER_LINEAR
    seen = cv2.resize(inner, size, interpolation=way).astype(np.float32)
    scaled = (paper - seen) / max(LEAST_CONTRAST, paper - ink)
    return np.asarray(np.clip(scaled, -FARTHEST, FARTHEST), dtype=np.float32)


def _levels(inner: Pixels) -> tuple[float, float]:
    """The brightness of paper and of ink."""
    darker = np.bincount(inner.ravel(), minlength=256).cumsum()
    paper, ink = np.searchsorted(darker, np.array((PAPER, INK)) / 100 * darker[-1])
    return float(paper), float(ink)


def _rims(strip: Pixels) -> tuple[int, int]:
    """The first row and the end of the rows that hold more than the rim of the strip."""
    even = np.ptp(strip, axis=1) == 0
    limit = max(0, min(RIM, (strip.shape[0] - LOWEST) // 2))
    top, low = even[:limit], even[::-1][:limit]
    first = limit if top.all() else int(np.argmin(top))
    last = limit if low.all() else int(np.argmin(low))
    return first, strip.shape[0] - last


def stacked(lines: Sequence[Floats]) -> Floats:
    """Prepared lines as one input of the net, (n, 1, HEIGHT, width), the shorter ones filled up with paper."""
    width = -(-max(line.shape[1] for line in lines) // GRAIN) * GRAIN
    made = np.zeros((len(lines), 1, HEIGHT, width), np.float32)
    for place, line in zip(made, lines, strict=True):
        place[0, :, : line.shape[1]] = line
    return made


class NetReader:
    """Our net as a :class:`ocr.readers.contract.LineReader`."""

    name = "reader"

    def version(self) -> str:
        """Such as ``reader-1a2b3c4d``: the start of the hash of its weights."""
        return f"reader-{hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()[:8]}"

    def unavailable(self) -> MachineProblem | None:
        """``onnxruntime_missing``, or None."""
        return unavailable()

    def read(self, strips: Sequence[Pixels], *, seconds: float) -> list[Readings]:
        """The words of each strip; see :class:`ocr.readers.contract.LineReader`."""
        end = time.monotonic() + seconds
        lines = [prepared(strip) for strip in _until(end, strips, seconds)]
        read: list[Readings] = [()] * len(lines)
        for group in _until(end, _alike(lines), seconds):
            chances = net(WEIGHTS).run(None, {"lines": stacked([lines[at] for at in group])})[0]
            for at, said in zip(group, chances, strict=True):
                read[at] = _readings(np.asarray(said, dtype=np.float32), lines[at], strips[at])
        return read


def _until(end: float, items: Iterable[Item], seconds: float) -> Iterator[Item]:
    """The items, as long as there is time; ``seconds`` is the deadline of the whole call."""
    for item in items:
        if time.monotonic() >= end:
            raise MachineProblem("reader_slow", seconds=round(seconds, 1))
        yield item


def _alike(lines: Sequence[Floats]) -> Iterator[list[int]]:
    """The numbers of lines with the same filled-up length, so that each is read as it would be alone."""
    by_width: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        by_width.setdefault(-(-line.shape[1] // GRAIN), []).append(at)
    for grains, group in sorted(by_width.items()):
        most = max(1, TOGETHER // (grains * GRAIN))
        yield from (group[start : start + most] for start in range(0, len(group), most))


def _readings(chances: Floats, line: Floats, strip: Pixels) -> Readings:
    """The words of one line with their boxes in its strip."""
    steps = -(-line.shape[1] // STEP)
    found = ctc.words(weighed(ctc.signs(chances[:steps], ALPHABET), chances[:steps], ALPHABET))
    rim, inner = _rims(strip)
    across, down = strip.shape[1] / line.shape[1], (inner - rim) / HEIGHT
    made = []
    for word, (left, right) in zip(found, ctc.sides(found, line, STEP), strict=True):
        top, bottom = ctc.rows(line, left, right)
        box = Box(
            round(left * across), round(rim + top * down), round(right * across), round(rim + bottom * down)
        )
        made.append(ReadWord(word.text, _filled(box, strip.shape), word.sure))
    return tuple(made)


def _filled(box: Box, shape: tuple[int, ...]) -> Box:
    """The box, at least one pixel wide and high, inside the strip."""
    left, top = min(box.left, shape[1] - 1), min(box.top, shape[0] - 1)
    return Box(left, top, min(shape[1], max(box.right, left + 1)), min(shape[0], max(box.bottom, top + 1)))
