"""One page while it is set: places are in points from the top left, every word is kept with the box of its ink."""

from dataclasses import dataclass, field
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from samples.draw.fonts import path
from samples.draw.truth import Line, Mark, PageTruth, Word

WIDTH, HEIGHT = 595.3, 841.9
"""A4 in points."""
FINEST = 150
"""Coarser pages are drawn twice as fine and made small, as the lens of a scanner does."""
Ink = tuple[int, int, int]
BLACK: Ink = (22, 22, 26)
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface in a size (points) and an ink."""

    family: str
    size: float
    bold: bool = False
    italic: bool = False
    ink: Ink = BLACK

    @property
    def cut(self) -> str:
        """The cut as the files of fonts name it."""
        return ("Bold" * self.bold + "Italic" * self.italic) or "Regular"


@dataclass(frozen=True, slots=True)
class Bit:
    """Letters of one face within a word; ``down`` and ``right`` move them from where they would stand.

    ``field`` is the field whose value they are part of; ``-`` is a value that belongs to none.
    """

    text: str
    face: Face
    down: float = 0.0
    right: float = 0.0
    field: str = ""


Glyphs = tuple[Bit, ...]
"""A word: letters between two spaces."""


@cache
def _font(file: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def advance(text: str, face: Face) -> float:
    """How wide the text runs, in points."""
    fine = 20  # measured large: the same line breaks at every resolution
    return _font(str(path(face.family, face.cut)), face.size * fine).getlength(text) / fine


def width_of(word: Glyphs) -> float:
    """How wide a word runs, in points."""
    return sum(advance(bit.text, bit.face) for bit in word)


@dataclass
class Page:
    """A page of paper."""

    dpi: int
    ground: Ink = (255, 255, 255)
    lines: list[Line] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    placed: list[tuple[Bit, float, float]] = field(default_factory=list)
    rules: list[tuple[Box, float, Ink]] = field(default_factory=list)
    owners: dict[tuple[int, int], str] = field(default_factory=dict)
    """The field of each word that is part of a value, by the places of its line and of the word in the line."""

    def __post_init__(self) -> None:
        self.fine = 2 if self.dpi < FINEST else 1
        self.scale = self.dpi * self.fine / 72
        size = (round(WIDTH * self.scale), round(HEIGHT * self.scale))
        self.image = Image.new("RGB", size, self.ground)
        self.draw = ImageDraw.Draw(self.image)
        self._owner: dict[tuple[tuple[float, float], ...], str] = {}

    def word(self, word: Glyphs, x: float, y: float) -> Word:
        """Draw a word whose baseline begins at ``x``, ``y``."""
        start, boxes = x, []
        for bit in word:
            boxes.append(self._bit(bit, x + bit.right, y + bit.down))
            x += advance(bit.text, bit.face)
        left, top, right, bottom = around(boxes)
        corners = ((left, top), (right, top), (right, bottom), (left, bottom))
        self._owner[corners] = next((bit.field for bit in word if bit.field), "")
        base = (y + word[0].down) * self.scale
        ends = ((start * self.scale, base), (x * self.scale, base))
        return Word("".join(bit.text for bit in word), corners, ends)

    def _bit(self, bit: Bit, x: float, y: float) -> Box:
        """Letter by letter, each where it stands in print: fonts round their widths at coarse resolutions."""
        self.placed.append((bit, x, y))
        font = _font(str(path(bit.face.family, bit.face.cut)), bit.face.size * self.scale)
        boxes = []
        for place, letter in enumerate(bit.text):
            at = ((x + advance(bit.text[:place], bit.face)) * self.scale, y * self.scale)
            self.draw.text(at, letter, font=font, fill=bit.face.ink, anchor="ls")
            left, top, right, bottom = font.getbbox(letter, anchor="ls")
            boxes.append((at[0] + left, at[1] + top, at[0] + right, at[1] + bottom))
        return around(boxes)

    def remember(self, words: list[Word], *, overlay: bool = False) -> None:
        """Keep words that stand on one printed line, and to which field each of them belongs."""
        if not words:
            return
        for place, word in enumerate(words):
            if owner := self._owner.get(word.corners):
                self.owners[len(self.lines), place] = owner
        self.lines.append(Line(tuple(words), overlay=overlay))

    def rule(self, box: Box, thick: float = 0.6, ink: Ink = BLACK) -> None:
        """A straight line of ``thick`` points."""
        self.rules.append((box, thick, ink))
        self.draw.line([side * self.scale for side in box], fill=ink, width=max(1, round(thick * self.scale)))

    def frame(self, box: Box, thick: float = 0.6) -> None:
        """A rectangle."""
        left, top, right, bottom = box
        for side in (
            (left, top, right, top),
            (right, top, right, bottom),
            (right, bottom, left, bottom),
            (left, bottom, left, top),
        ):
            self.rule(side, thick)

    def dots(self, left: float, right: float, y: float, face: Face) -> None:
        """A leader: full stops as a typewriter or a word processor sets them; it does not count as text."""
        step = advance(".", face)
        radius = max(0.5, face.size * 0.05 * self.scale)
        x = left + step
        while x < right - step / 2:
            middle = (x * self.scale, (y - radius / self.scale) * self.scale)
            self.draw.ellipse(
                (middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius), fill=BLACK
            )
            x += step

    def finished(self) -> tuple[Image.Image, PageTruth]:
        """The picture at its own resolution, and its truth."""
        width, height = self.image.width // self.fine, self.image.height // self.fine
        truth = PageTruth(self.image.width, self.image.height, self.dpi, tuple(self.lines), tuple(self.marks))
        if self.fine == 1:
            return self.image, truth
        by = 1 / self.fine
        small = self.image.resize((width, height), Image.Resampling.BOX)
        return small, truth.moved(lambda points: points * by, width, height)


def around(boxes: list[Box]) -> Box:
    """The box around all boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
