"""A sheet of paper: places are in millimetres from the top left, type in points, and every word is recorded.

Text is given as short markup: ``<b>bold</b>``, ``<i>italic</i>`` and ``<h>handwritten</h>``.
"""

import random
import re
from dataclasses import dataclass, field, replace

from PIL import Image, ImageDraw, ImageFont

from samples.draw import fonts
from samples.draw.truth import Line, Mark, PageTruth, Word

A4 = (210.0, 297.0)
CARD = (85.6, 53.98)
"""ID-1 of ISO/IEC 7810, in millimetres."""
Colour = tuple[int, int, int]
BLACK: Colour = (16, 16, 18)
_TAG = re.compile(r"<(/?)([bih])>")


@dataclass(frozen=True, slots=True)
class Type:
    """How text is set: family, size in points, cut, ink, and whether a person wrote it."""

    family: str = "Tinos"
    size: float = 13.0
    bold: bool = False
    italic: bool = False
    hand: bool = False
    ink: Colour = BLACK

    @property
    def cut(self) -> str:
        """The name of the font's cut."""
        return ("Bold" if self.bold else "") + ("Italic" if self.italic else "") or "Regular"


Piece = tuple[str, Type]
WordPieces = tuple[Piece, ...]


def parse(markup: str, type_: Type) -> list[WordPieces]:
    """The words of ``markup``, each as pieces of one type; the type may change inside a word."""
    words: list[list[Piece]] = []
    glued = False
    for start, end, now in _stretches(markup, type_):
        for part in re.split(r"(\s+)", markup[start:end]):
            if not part:
                continue
            if part.isspace():
                glued = False
            elif glued:
                words[-1].append((part, now))
            else:
                words.append([(part, now)])
                glued = True
    return [tuple(word) for word in words]


def _stretches(markup: str, type_: Type) -> list[tuple[int, int, Type]]:
    """Start, end and type of each stretch of ``markup`` between two tags."""
    found, start, on = [], 0, {"b": type_.bold, "i": type_.italic, "h": type_.hand}
    for tag in _TAG.finditer(markup):
        found.append((start, tag.start(), replace(type_, bold=on["b"], italic=on["i"], hand=on["h"])))
        on[tag[2]] = not tag[1]
        start = tag.end()
    return [*found, (start, len(markup), replace(type_, bold=on["b"], italic=on["i"], hand=on["h"]))]


@dataclass
class Sheet:
    """One page while it is drawn."""

    rng: random.Random
    dpi: int = 200
    size: tuple[float, float] = A4
    paper: Colour = (255, 255, 255)
    pen: Colour = (28, 38, 110)
    hand_face: str = "patrick-hand"
    lines: list[Line] = field(default_factory=list)
    placed: list[tuple[str, Type, float, float]] = field(default_factory=list)
    """Every piece of text with its type, left end and baseline in millimetres, for born-digital pages."""
    rules: list[tuple[tuple[float, float], tuple[float, float], float, Colour]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.image = Image.new(
            "RGB", (round(self.px(self.size[0])), round(self.px(self.size[1]))), self.paper
        )
        self.draw = ImageDraw.Draw(self.image)

    def px(self, mm: float) -> float:
        """Millimetres as pixels."""
        return mm * self.dpi / 25.4

    def em(self, points: float) -> int:
        """Points as whole pixels."""
        return max(4, round(points * self.dpi / 72))

    def measure(self, word: WordPieces) -> float:
        """The width of a word in millimetres."""
        return sum(self._advance(text, type_) for text, type_ in word) * 25.4 / self.dpi

    def space(self, type_: Type) -> float:
        """The width of a space in millimetres."""
        return fonts.face(type_.family, type_.cut, self.em(type_.size)).getlength(" ") * 25.4 / self.dpi

    def width_of(self, markup: str, type_: Type) -> float:
        """The width of a line in millimetres."""
        words = parse(markup, type_)
        return sum(map(self.measure, words)) + self.space(type_) * (len(words) - 1)

    def set_words(
        self, words: list[WordPieces], at: tuple[float, float], gap: float, *, overlay: bool = False
    ) -> Line:
        """Draw words from ``at`` (x and baseline) with ``gap`` millimetres between them, and record the line."""
        x, y = at
        drawn = []
        for word in words:
            drawn.append(self._word(word, self.px(x), self.px(y)))
            x += self.measure(word) + gap
        return self.remember(drawn, overlay=overlay)

    def remember(self, words: list[Word], *, overlay: bool = False) -> Line:
        """Record a line whose words have been drawn."""
        line = Line(tuple(words), overlay=overlay)
        self.lines.append(line)
        return line

    def join_last(self, count: int) -> None:
        """Join the last ``count`` lines into one: they stand on one printed row."""
        words = [word for line in self.lines[-count:] for word in line.words]
        del self.lines[-count:]
        self.remember(words)

    def write(
        self, markup: str, type_: Type, x: float, y: float, *, align: str = "left", overlay: bool = False
    ) -> Line:
        """Draw one line whose left end, middle or right end (``align``) stands at ``x`` on the baseline ``y``."""
        share = {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        left = x - share * self.width_of(markup, type_)
        return self.set_words(parse(markup, type_), (left, y), self.space(type_), overlay=overlay)

    def rule(
        self, start: tuple[float, float], end: tuple[float, float], thick: float = 0.2, ink: Colour = BLACK
    ) -> None:
        """A straight line of ``thick`` millimetres."""
        self.rules.append((start, end, thick, ink))
        ends = [(self.px(x), self.px(y)) for x, y in (start, end)]
        self.draw.line(ends, fill=ink, width=max(1, round(self.px(thick))))

    def dots(self, left: float, right: float, y: float) -> None:
        """A dotted line at height ``y``; it does not count as text."""
        radius = max(0.5, self.px(0.11))
        x, end, step = self.px(left), self.px(right), max(2.0, self.px(0.85))
        while x < end:
            middle = self.px(y)
            self.draw.ellipse((x - radius, middle - radius, x + radius, middle + radius), fill=BLACK)
            x += step

    def truth(self) -> PageTruth:
        """The truth of all that has been drawn so far."""
        return PageTruth(self.image.width, self.image.height, self.dpi, tuple(self.lines), tuple(self.marks))

    def _advance(self, text: str, type_: Type) -> float:
        if type_.hand:
            return sum(font.getlength(char) + self.em(0.4) for char, font in self._hand_chars(text, type_))
        return fonts.face(type_.family, type_.cut, self.em(type_.size)).getlength(text)

    def _hand_chars(self, text: str, type_: Type) -> list[tuple[str, ImageFont.FreeTypeFont]]:
        pixels = self.em(type_.size * 1.35)
        scripts = ("vietnamese" if ord(char) > 0xFF else "latin" for char in text)
        return [(char, fonts.hand(self.hand_face, s, pixels)) for char, s in zip(text, scripts, strict=True)]

    def _word(self, word: WordPieces, x: float, y: float) -> Word:
        start, boxes = x, []
        for text, type_ in word:
            self.placed.append((text, type_, x * 25.4 / self.dpi, y * 25.4 / self.dpi))
            boxes.append(self._hand(text, type_, x, y) if type_.hand else self._print(text, type_, x, y))
            x += self._advance(text, type_)
        left, top, right, bottom = _around(boxes)
        corners = ((left, top), (right, top), (right, bottom), (left, bottom))
        hand = any(type_.hand for _, type_ in word)
        return Word("".join(text for text, _ in word), corners, ((start, y), (x, y)), hand=hand)

    def _print(self, text: str, type_: Type, x: float, y: float) -> tuple[float, float, float, float]:
        font = fonts.face(type_.family, type_.cut, self.em(type_.size))
        self.draw.text((x, y), text, font=font, fill=type_.ink, anchor="ls")
        left, top, right, bottom = font.getbbox(text, anchor="ls")
        return x + left, y + top, x + right, y + bottom

    def _hand(self, text: str, type_: Type, x: float, y: float) -> tuple[float, float, float, float]:
        boxes = []
        for char, font in self._hand_chars(text, type_):
            lift = y + self.rng.uniform(-0.06, 0.06) * font.size
            stroke = round(self.dpi / 180)
            self.draw.text((x, lift), char, font=font, fill=self.pen, anchor="ls", stroke_width=stroke)
            left, top, right, bottom = font.getbbox(char, anchor="ls", stroke_width=stroke)
            boxes.append((x + left, lift + top, x + right, lift + bottom))
            x += font.getlength(char) + self.em(0.4)
        return _around(boxes)


def _around(boxes: list[tuple[float, float, float, float]]) -> tuple[float, float, float, float]:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
