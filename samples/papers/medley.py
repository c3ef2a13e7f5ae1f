"""Pages with a random mixture of everything, so that a line finder meets hard cases more often than on real papers.

Invented syllables in all fonts and sizes, close columns, tables, dotted lines, handwriting, white print on
dark bars; and things that are not text: rules, halftone, blots, bars, seals, signatures. The text has no meaning.
"""

import random
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from samples.draw import clutter, fonts
from samples.draw.flow import Column, Flow, Shape
from samples.draw.marks import incoming_stamp, seal, signature, specimen
from samples.draw.sheet import A4, Sheet, Type
from samples.draw.table import table
from samples.draw.truth import Line, Word

_ONSETS = [
    "b",
    "c",
    "ch",
    "d",
    "đ",
    "g",
    "gh",
    "gi",
    "h",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "ngh",
    "nh",
    "ph",
    "qu",
    "r",
    "s",
    "t",
    "th",
    "tr",
    "v",
    "x",
]
_RIMES = [
    "a",
    "an",
    "ang",
    "anh",
    "ao",
    "ác",
    "ạch",
    "ăn",
    "ẳng",
    "ấp",
    "âm",
    "ầu",
    "ậy",
    "e",
    "en",
    "èo",
    "ẹt",
    "ê",
    "ến",
    "ệnh",
    "ếch",
    "i",
    "im",
    "ình",
    "ít",
    "iên",
    "iều",
    "iệt",
    "o",
    "on",
    "òng",
    "ọc",
    "oa",
    "oán",
    "oại",
    "ô",
    "ông",
    "ộc",
    "ổi",
    "ơ",
    "ơn",
    "ời",
    "ợp",
    "u",
    "un",
    "ùng",
    "ụt",
    "uân",
    "uyên",
    "uyết",
    "ư",
    "ưng",
    "ừa",
    "ước",
    "ượng",
    "ướt",
    "y",
    "ỹ",
]
_SIZES = ((210.0, 297.0), (210.0, 297.0), (297.0, 210.0), (148.0, 210.0), (80.0, 190.0), (105.0, 74.0))


def draw(rng: random.Random, dpi: int) -> Sheet:
    """One sheet of random blocks from top to bottom, with marks pressed over it."""
    size = rng.choice(_SIZES)
    sheet = Sheet(rng, dpi, size, hand_face=rng.choice(fonts.HAND_FACES), pen=rng.choice(clutter.INKS))
    margin = rng.uniform(0.02, 0.12) * size[0]
    flow = Flow(sheet, Column(margin, size[0] - margin), rng.uniform(3, 20), size[1] - 8)
    bare = rng.random() < 0.04
    while flow.y < flow.bottom - 12:
        (rng.choice(_MUTE) if bare else rng.choices(_BLOCKS, _OFTEN)[0])(flow)
        flow.y += rng.choice((0.5, 1.5, 4, 9))
    _marks(sheet, 0 if bare else rng.choice((0, 0, 1, 2)))
    sheet.lines = [line for line in map(partial(_visible, sheet), sheet.lines) if line.words]
    return sheet


def words(rng: random.Random, count: int) -> str:
    """Syllables that look Vietnamese, with numbers, codes, capitals and short markup among them."""
    made = []
    for _ in range(count):
        word, chance = rng.choice(_ONSETS) + rng.choice(_RIMES), rng.random()
        if chance < 0.10:
            word = str(rng.randrange(10 ** rng.randrange(1, 9)))
        elif chance < 0.14:
            word = f"{rng.randrange(1, 999)}/{word.upper()}-{rng.choice('ABCDĐT')}"
        elif chance < 0.26:
            word = word.capitalize()
        made.append(word + rng.choice(("", "", "", "", "", ",", ".", ":", ";")))
    text = " ".join(made)
    return text.upper() if rng.random() < 0.15 else text


def _type(rng: random.Random, low: float = 7, high: float = 17) -> Type:
    size = low * (high / low) ** rng.random()
    family = rng.choice(list(fonts.FAMILIES))
    return Type(
        family, size, bold=rng.random() < 0.25, italic=rng.random() < 0.2, ink=rng.choice(clutter.INKS)
    )


def _visible(sheet: Sheet, line: Line) -> Line:
    """The line without the words beyond the edge of the sheet."""

    def inside(word: Word) -> bool:
        left, top, right, bottom = word.box
        return 0 <= left + right <= 2 * sheet.image.width and 0 <= top + bottom <= 2 * sheet.image.height

    return replace(line, words=tuple(filter(inside, line.words)))


def _wide(flow: Flow) -> float:
    return flow.column.right - flow.column.left


def _paragraph(flow: Flow) -> None:
    rng = flow.sheet.rng
    shape = Shape(
        rng.choice(("left", "justify", "center", "right")), rng.choice((0, 0, 10)), 0, rng.uniform(1.05, 1.9)
    )
    flow.paragraph(words(rng, rng.randrange(3, 60)), _type(rng), shape)


def _title(flow: Flow) -> None:
    rng = flow.sheet.rng
    type_ = _type(rng, 14, rng.choice((22, 60)))
    flow.paragraph(words(rng, rng.randrange(1, 5)), type_, Shape("center", leading=1.3))


def _columns(flow: Flow) -> None:
    """Two to four columns of short lines, some of them nearly touching."""
    rng, top, low = flow.sheet.rng, flow.y, flow.y
    count = rng.randrange(2, 5)
    gap, wide = rng.choice((1.5, 4, 9)), _wide(flow) / count
    type_ = _type(rng, 7, 14)
    for number in range(count):
        flow.y = top
        left = flow.column.left + number * wide
        column = Column(left, left + wide - gap)
        align = rng.choice(("left", "justify", "center", "right"))
        flow.paragraph(words(rng, rng.randrange(2, 22)), type_, Shape(align), column)
        low = max(low, flow.y)
    flow.y = low


def _rows(flow: Flow) -> None:
    """Labels and values of a form, with dotted lines, with gaps or in cells."""
    rng, type_ = flow.sheet.rng, _type(flow.sheet.rng, 8, 14)
    dotted, pitch = rng.random() < 0.5, type_.size * rng.uniform(1.2, 2) * 25.4 / 72
    for _ in range(rng.randrange(2, 8)):
        flow.y += pitch
        if flow.y > flow.bottom:
            return
        value = words(rng, rng.randrange(1, 4))
        text = words(rng, rng.randrange(1, 4)).rstrip(".,;:") + ":"
        line = flow.sheet.write(text, type_, flow.column.left, flow.y)
        end = line.box[2] * 25.4 / flow.sheet.dpi
        start = max(end + rng.choice((1, 1, 6)), flow.column.left + rng.choice((0, 0, 45)))
        if rng.random() < 0.8:
            flow.sheet.write(f"<h>{value}</h>" if rng.random() < 0.4 else value, type_, start, flow.y)
        if dotted:
            flow.sheet.dots(end + 1, flow.column.right, flow.y + rng.uniform(0.3, 0.9))


def _grid(flow: Flow) -> None:
    rng, type_ = flow.sheet.rng, _type(flow.sheet.rng, 7, 13)
    count = rng.randrange(2, 7)
    parts = [rng.uniform(0.5, 2) for _ in range(count)]
    widths = [part / sum(parts) * _wide(flow) for part in parts]
    rows = [
        [words(rng, rng.choice((0 if row else 1, 1, 1, 2, 5))) for _ in range(count - 1)]
        + [words(rng, rng.randrange(1, 8))]
        for row in range(rng.randrange(2, 7))
    ]
    table(flow, type_, widths, rows, [rng.choice(("left", "center", "right")) for _ in widths])


def _handwriting(flow: Flow) -> None:
    rng = flow.sheet.rng
    flow.paragraph(
        f"<h>{words(rng, rng.randrange(2, 14))}</h>", _type(rng, 9, 20), Shape("left", leading=1.7)
    )


def _bar(flow: Flow) -> None:
    """White letters on a dark bar."""
    rng, tall = flow.sheet.rng, flow.sheet.rng.uniform(6, 12)
    sides = [
        flow.sheet.px(v) for v in (flow.column.left, flow.y, flow.column.left + _wide(flow), flow.y + tall)
    ]
    flow.sheet.draw.rectangle(sides, fill=rng.choice(((20, 20, 30), (30, 60, 140), (150, 24, 30))))
    type_ = Type("Arimo", tall * 1.7, bold=True, ink=(250, 250, 250))
    flow.sheet.write(words(rng, rng.randrange(1, 4)), type_, flow.column.left + 2, flow.y + tall * 0.72)
    flow.y += tall


def _caption(flow: Flow) -> None:
    """The small lines of an electronic signature."""
    rng = flow.sheet.rng
    type_ = Type("Arimo", rng.uniform(5.5, 8), ink=rng.choice(((200, 30, 30), (40, 50, 200), (20, 120, 40))))
    left = rng.uniform(flow.column.left, flow.column.middle)
    for _ in range(rng.randrange(2, 5)):
        flow.y += type_.size * 0.45
        flow.sheet.write(words(rng, rng.randrange(2, 6)), type_, left, flow.y)


def _stamp(flow: Flow) -> None:
    if _wide(flow) > 90 and flow.y + 22 < flow.bottom:
        rng = flow.sheet.rng
        name, number = words(rng, 4)[:28].upper(), str(rng.randrange(9999))
        incoming_stamp(flow.sheet, (rng.uniform(2, 40), flow.y), name, number, f"{rng.randrange(1, 29)}/7")
        flow.y += 22


def _marks(sheet: Sheet, count: int) -> None:
    rng, (wide, tall) = sheet.rng, sheet.size
    for _ in range(count):
        place = (rng.uniform(0.15, 0.85) * wide, rng.uniform(0.2, 0.9) * tall)
        middle = words(rng, 2).upper() if rng.random() < 0.5 else ""
        if rng.random() < 0.6:
            seal(sheet, words(rng, 6).upper()[:40], place, middle.replace(" ", "\n"), rng.uniform(14, 40))
        if rng.random() < 0.7:
            ink = rng.choice(clutter.INKS)
            signature(sheet, (place[0] + rng.uniform(0, 15), place[1]), rng.uniform(18, 45), ink)
    if rng.random() < 0.1 and sheet.size == A4:
        specimen(sheet, (wide / 2, tall / 2), 120)


_BLOCKS: tuple[Callable[[Flow], None], ...] = (
    _paragraph,
    _title,
    _columns,
    _rows,
    _grid,
    _handwriting,
    _bar,
    _caption,
    _stamp,
    clutter.rule,
    clutter.bars,
    clutter.halftone,
    clutter.blots,
)
_OFTEN = (5, 2, 4, 5, 5, 2, 0.6, 1.2, 0.8, 2, 1, 1.2, 1)
_MUTE = (clutter.rule, clutter.bars, clutter.halftone, clutter.blots)
