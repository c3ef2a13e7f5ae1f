"""The invisible text of a page: every word where it stands on the paper, as PDF operators.

The text is drawn in rendering mode 3 (ISO 32000-1, 9.3.6). Each word is stretched to its box and
turned with the page, and the space after it to the gap before the next word, so that selecting, searching and
copying follow the print in any viewer. On a page that was scanned a little askew each word stands level
at its own height, since viewers take a sloping line for several lines.
"""

import math
import unicodedata
from collections.abc import Iterable, Iterator

from export.pdf.glyphless import ADVANCE, ASCENT, DESCENT, EM, GlyphlessFont
from export.pdf.page_space import Point, ToUserSpace
from ocr.box import Box
from ocr.page import Geometry, Line, Word

_HEIGHT = (ASCENT - DESCENT) / EM
_BELOW = -DESCENT / (ASCENT - DESCENT)
_CURVED = 1.6
"""A line this many times as high as its words bends or leans: each word then keeps its own height."""
_ASKEW = math.radians(10)  # beyond it a level word would leave its ink
_NARROWEST_GAP = (
    0.2  # of the height of the line; Poppler joins words less than 0.15 apart, whatever space is drawn
)


def layer_letters(lines: Iterable[Line]) -> set[str]:
    """The letters that a font for these lines needs."""
    return {letter for line in lines for word in _words(line) for letter in _text(word)}


def text_layer(
    lines: Iterable[Line], geometry: Geometry, font: GlyphlessFont, name: str, to_user_space: ToUserSpace
) -> bytes:
    """Content stream operators that place ``lines`` on a page whose resources call the font ``name``.

    ``to_user_space`` takes pixels of the original page to points of user space. Graphics state is
    saved and restored around them.
    """
    shown = [line for line in lines if any(_text(word) for word in _words(line))]
    if not shown:
        return b""
    out = [b"q BT 3 Tr"]
    for line in shown:
        out += _line(line, geometry, font, name, to_user_space)
    return b"\n".join([*out, b"ET Q", b""])


def _line(
    line: Line, geometry: Geometry, font: GlyphlessFont, name: str, to_user_space: ToUserSpace
) -> Iterator[bytes]:
    words = [word for word in _words(line) if _text(word)]
    boxes = _apart(_level(line.box, [word.box for word in words]))
    for number, (word, box) in enumerate(zip(words, boxes, strict=True)):
        corners = _corners(box, geometry, to_user_space)
        text = _text(word)
        yield from _placed(corners, name)
        yield b"%s Tz %s Tj" % (_stretch(corners, len(text)), font.encode(text))
        if number + 1 < len(words):
            gap = _corners(_gap(box, boxes[number + 1]), geometry, to_user_space)
            yield b"%s Tz %s Tj" % (_stretch(gap, 1), font.encode(" "))


def _words(line: Line) -> tuple[Word, ...]:
    return line.words or (Word(text=line.text, box=line.box, confidence=line.confidence),)


def _text(word: Word) -> str:
    joined = " ".join(unicodedata.normalize("NFC", word.text).split())
    return "".join(letter for letter in joined if unicodedata.category(letter) not in {"Cc", "Cs", "Cn"})


def _level(line: Box, words: list[Box]) -> list[Box]:
    """The words' boxes with the top and bottom of their line, so that they share one baseline."""
    heights = sorted(word.height for word in words)
    if line.height > _CURVED * heights[len(heights) // 2]:
        return words
    return [Box(word.left, line.top, word.right, line.bottom) for word in words]


def _apart(boxes: list[Box]) -> list[Box]:
    """Boxes that touch or overlap made a little narrower, or viewers would take their words for one."""
    apart = list(boxes)
    for number in range(len(boxes) - 1):
        before, after = apart[number], apart[number + 1]
        gap = max(1, math.ceil(_NARROWEST_GAP * max(before.height, after.height)))
        if after.left - before.right < gap:
            right = max(before.left + 1, (before.right + after.left - gap) // 2)
            apart[number] = before._replace(right=right)
            apart[number + 1] = after._replace(left=right + gap, right=max(after.right, right + gap + 1))
    return apart


def _gap(before: Box, after: Box) -> Box:
    return Box(before.right, before.top, after.left, before.bottom)


Corners = tuple[Point, Point, Point]


def _corners(box: Box, geometry: Geometry, to_user_space: ToUserSpace) -> Corners:
    """Bottom left, bottom right and top left of ``box`` in user space; a box has at least one pixel."""
    whole = Box(box.left, box.top, max(box.right, box.left + 1), max(box.bottom, box.top + 1))
    top_left, _, bottom_right, bottom_left = (to_user_space(x, y) for x, y in geometry.original_points(whole))
    return _level_out(bottom_left, bottom_right, top_left)


def _level_out(start: Point, end: Point, top: Point) -> Corners:
    """The corners turned about the middle of their box to the nearest quarter turn, where that is near."""
    slope = math.atan2(end[1] - start[1], end[0] - start[0])
    by = round(slope / (math.pi / 2)) * (math.pi / 2) - slope
    if abs(by) > _ASKEW:
        return start, end, top
    middle = (end[0] + top[0]) / 2, (end[1] + top[1]) / 2
    cos, sin = math.cos(by), math.sin(by)

    def turned(point: Point) -> Point:
        x, y = point[0] - middle[0], point[1] - middle[1]
        return middle[0] + cos * x - sin * y, middle[1] + sin * x + cos * y

    return turned(start), turned(end), turned(top)


def _placed(corners: Corners, name: str) -> Iterator[bytes]:
    start, _, top = corners
    (along_x, along_y), (up_x, up_y) = _direction(corners[0], corners[1]), _direction(start, top)
    x, y = start[0] + _BELOW * (top[0] - start[0]), start[1] + _BELOW * (top[1] - start[1])
    yield b"/%s %s Tf" % (name.encode(), _number(_size(corners)))
    yield b"%s Tm" % b" ".join(_number(value) for value in (along_x, along_y, up_x, up_y, x, y))


def _size(corners: Corners) -> float:
    return math.dist(corners[0], corners[2]) / _HEIGHT


def _stretch(corners: Corners, letters: int) -> bytes:
    natural = letters * ADVANCE / EM * _size(corners)
    return _number(100 * math.dist(corners[0], corners[1]) / natural)


def _direction(start: Point, end: Point) -> Point:
    length = math.dist(start, end)
    return (end[0] - start[0]) / length, (end[1] - start[1]) / length


def _number(value: float) -> bytes:
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return b"0" if text in {"-0", ""} else text.encode()
