"""Stamps in a frame: of urgency, of secrecy, and the CÔNG VĂN ĐẾN of an office that received the paper.

The wording of a stamp comes from the lines that were read inside it. Where they hold no known wording, as in
a slanted stamp, the stamp is cut out, turned upright and read by itself. Stamps and their words: Nghị
định 30/2020/NĐ-CP, Phụ lục I, and Nghị định 26/2020/NĐ-CP on state secrets.
"""

import math
import re
import time
from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import numpy.typing as npt

from ocr.box import Box
from ocr.engines.registry import Engine
from ocr.image import PageImage, Pixels
from ocr.marks.maps import MarkMaps, Patch
from ocr.marks.stamp_wording import SECRECY, URGENCY
from ocr.page import NO_LINES, PART_TURNED, Finding, Geometry, Line, Mark, PageText, Word
from ocr.pixels.ink import RED, redness
from ocr.second_look import Looked, second_look

Points = npt.NDArray[np.float32]
Wording = Looked[str | None]

SPELLED = {"HOẢ TỐC": "HỎA TỐC", "HOẢ TỐC HẸN GIỜ": "HỎA TỐC HẸN GIỜ"}
ARRIVAL = "ĐẾN"
ARRIVAL_WORDS = re.compile(r"\b(?:CV|CÔNG VĂN|VĂN BẢN)?\s*ĐẾN\b")
LEAST_SURE = 0.65  # mean probability over an area from which it is a stamp
SHORTEST, LONGEST = 10.0, 90.0  # millimetres of the long side
NARROWEST, HIGHEST = 3.5, 50.0  # millimetres of the short side
INSIDE = 0.6  # share of a word that lies in the stamp
TOP = 0.5  # share of the page's height in which a word alone on a line may be a stamp without a found frame
READ = 0.9  # confidence of words that decide what a stamp says
FEWEST_LETTERS, MOSTLY = 3, 0.8  # letters read with this confidence, and their share of all letters in it
FEWEST_RED = 200  # red pixels in a stamp
OBLONG = 1.25  # length over width from which a red frame is no square seal
ROOM = 6  # pixels around a stamp that is cut out
SECONDS = 5.0  # seconds that the engine may take to read one stamp


def find_stamps(
    maps: MarkMaps,
    page: PageImage,
    lines: Sequence[Line],
    engine: Engine | None = None,
    *,
    end: float = math.inf,
) -> Looked[tuple[Mark, ...]]:
    """The stamps on ``page``; ``engine`` reads those of which ``lines`` say nothing known, where it is given.

    It is asked before ``end``, a time of the monotonic clock.
    """
    found: list[Mark] = []
    skipped: list[Finding] = []
    for patch in stamp_patches(maps, page.geometry.dpi):
        said = _wording(maps, patch, page, lines, engine, end)
        found.append(Mark(kind="stamp", box=patch.box, confidence=round(patch.sure, 2), text=said.kept))
        skipped += said.skipped
    return Looked(tuple(found), tuple(skipped))


def red_stamps(
    page: PageImage, seals: Sequence[Mark], engine: Engine, *, end: float = math.inf
) -> Looked[tuple[Mark, ...]]:
    """Stamps of urgency or secrecy among what was taken for ``seals``: a frame or an arrow that lies askew.

    A seal is as wide as it is high; these are longer, and say one of the known wordings. ``end`` as above.
    """
    found: list[Mark] = []
    skipped: list[Finding] = []
    for mark in seals:
        points = _red_points(page.colour, mark.box)
        if points is None:
            continue
        wide, high = sorted(cv2.minAreaRect(points)[1])
        if high <= OBLONG * wide:
            continue
        said = _read_level(_level(points, ROOM, page.colour), page, engine, end)
        skipped += said.skipped
        if said.kept:
            found.append(Mark(kind="stamp", box=mark.box, confidence=mark.confidence, text=said.kept))
    return Looked(tuple(found), tuple(skipped))


def _red_points(colour: Pixels, box: Box) -> Points | None:
    """Where red ink lies within ``box``, x and y on the page; None where there is next to none."""
    if colour.ndim == 2:  # noqa: PLR2004  (a grey page)
        return None
    y, x = np.nonzero(redness(colour[box.top : box.bottom, box.left : box.right]) > RED)
    if len(x) < FEWEST_RED:
        return None
    return np.stack([x + box.left, y + box.top], axis=1).astype(np.float32)


def stamp_patches(maps: MarkMaps, dpi: float) -> Iterator[Patch]:
    """The areas that are surely a stamp and have the size of one."""
    for patch in maps.patches("stamp", joined=2):
        short, long = (side * 25.4 / dpi for side in sorted((patch.box.width, patch.box.height)))
        if SHORTEST <= long <= LONGEST and NARROWEST <= short <= HIGHEST and patch.sure >= LEAST_SURE:
            yield patch


def known_wording(text: str) -> str | None:
    """The known wording, such as HỎA TỐC, MẬT or ĐẾN, that ``text`` is and nothing else; or None."""
    plain = " ".join(re.sub(r"[^\w\s]|_", " ", text).split()).upper()
    plain = SPELLED.get(plain, plain)
    if plain in (*URGENCY, *SECRECY):
        return plain
    return ARRIVAL if ARRIVAL_WORDS.search(plain) else None


def secrecy(page: PageText) -> Mark | None:
    """The stamp of a state secret on a page, or None.

    The word stands alone: "BẢO MẬT", "bí mật" and a sentence with "mật" do not count. Where no frame was
    found, a line of capitals in the upper half of the page counts.
    """
    stamps = [mark for mark in page.marks_of("stamp") if mark.text in SECRECY]
    if stamps:
        return stamps[0]
    for line in page.lines:
        text = line.text.strip(" .,:;-–*|[](){}\"'")
        if text in SECRECY and line.box.center[1] < TOP * page.geometry.height:
            return Mark(kind="stamp", box=line.box, confidence=round(line.confidence, 2), text=text)
    return None


def _wording(
    maps: MarkMaps, patch: Patch, page: PageImage, lines: Sequence[Line], engine: Engine | None, end: float
) -> Wording:
    inside = [word for line in lines for word in line.words if word.box.inside_share(patch.box) >= INSIDE]
    said = known_wording(" ".join(word.text for word in inside))
    if said or engine is None or _says_something_else(inside):
        return Looked(said)
    # The stamp alone, with its long side level.
    points = ((patch.places + 0.5) * (maps.wide, maps.high)).astype(np.float32)
    return _read_level(_level(points, max(maps.wide, maps.high) + ROOM, page.colour), page, engine, end)


def _says_something_else(words: Sequence[Word]) -> bool:
    """Whether words of the stamp were read surely: then it lies level and need not be read again."""
    letters = sum(len(word.text) for word in words if word.confidence >= READ)
    return letters >= FEWEST_LETTERS and letters >= MOSTLY * sum(len(word.text) for word in words)


def _read_level(cut: Pixels, page: PageImage, engine: Engine, end: float) -> Wording:
    """The known wording on a stamp that was cut out and lies level."""
    height, width = cut.shape
    geometry = Geometry(
        width=width, height=height, dpi=page.geometry.dpi, original_width=width, original_height=height
    )
    seconds = max(0.01, min(SECONDS, end - time.monotonic()))
    picture = PageImage(cut, cut, geometry, page.sha256, page.page)
    lines, skipped = second_look("stamp", page.page, lambda: engine.read(picture, seconds=seconds), NO_LINES)
    # A stamp that was cut out the wrong way round is no part of a page.
    missed = tuple(finding for finding in skipped if finding.code != PART_TURNED)
    return Looked(known_wording(" ".join(line.text for line in lines)), missed)


def _level(points: Points, room: float, colour: Pixels) -> Pixels:
    """The area around ``points``, with ``room`` pixels more, its long side turned level, any ink dark on light."""
    (x, y), (wide, high), degrees = cv2.minAreaRect(points)
    if wide < high:
        wide, high, degrees = high, wide, degrees - 90
    degrees = (degrees + 90) % 180 - 90
    reach = round((wide + high) / 2 + 2 * room)
    around = Box(round(x) - reach, round(y) - reach, round(x) + reach, round(y) + reach)
    around = around.clipped(colour.shape[1], colour.shape[0])
    x, y = x - around.left, y - around.top
    part = colour[around.top : around.bottom, around.left : around.right]
    plane = part if part.ndim == 2 else part.min(axis=2)  # noqa: PLR2004  (a grey page)
    size = (round(wide + 2 * room), round(high + 2 * room))
    matrix = np.asarray(cv2.getRotationMatrix2D((float(x), float(y)), float(degrees), 1.0), dtype=np.float64)
    matrix[:, 2] += np.array(size) / 2 - (x, y)
    return cv2.warpAffine(
        np.ascontiguousarray(plane),
        matrix,
        size,
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=255,
    ).astype(np.uint8)
