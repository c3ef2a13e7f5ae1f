"""The text layer of a PDF page: its words in pixels of the upright page, and how it was drawn.

The letters and their places come from pdfplumber; which of them the page shows comes from pdfium, which draws it. Letters that
nobody sees are left out. Whether to believe the others is decided in :mod:`ocr.textlayer.trust`.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ocr.box import Box
from ocr.lines.split_and_join import levels, mended
from ocr.page import Finding, Line, Operation, Word
from ocr.textlayer.letters import Character, Matrix, boxes, by_direction, each_once, with_width
from ocr.textlayer.shown import Letter, shown
from ocr.value import Value
from ocr.vietnamese import from_legacy, legacy_encoding, nfc, with_capitals

VISIBLE = 0.999  # confidence in what was typed
CUT = 0.5  # confidence in a word of which the page hides a part
SPACED = 0.05  # share of white space among the letters from which only white space separates words
WIDE, NARROW = 0.6, 0.2  # gap between words in sizes of the letters, with and without white space
STRAY = 0.15  # share of a letter's width that a neighbouring blank may cover on either side
BESIDE = 0.3  # heights of a word up to which a hidden letter beside it belongs to it
SOFT_HYPHEN = "\N{SOFT HYPHEN}"

Homography = tuple[float, ...]


class Layer(Value):
    """What the text layer of one page holds of what the page shows.

    Attributes:
        lines: The rows of words.
        hidden_share: The share of letters that the page does not show, 0 to 1; they are in no line.
        aside: The boxes of letters that lie across the rows, as those of a watermark; they are in no line either.
        operations: What was done to the text.
        findings: What could not be read.
    """

    lines: tuple[Line, ...] = ()
    hidden_share: float = 0.0
    aside: tuple[Box, ...] = ()
    operations: tuple[Operation, ...] = ()
    findings: tuple[Finding, ...] = ()


NO_LAYER = Layer()


def read_layer(path: Path, page: int, points_to_pixels: Homography, points_to_page: Homography) -> Layer:
    """The text layer of ``page`` (from 1) of the PDF at ``path``, boxes in pixels.

    ``points_to_pixels`` maps (x, top, 1) in points, as pdfplumber gives them, to pixels; nine numbers
    in row order; ``points_to_page`` maps them to points of the page as it is displayed. A layer that cannot be read gives a
    finding, since the image of the page can still be read.
    """
    try:
        characters = _characters(path, page)
        if characters is None:
            return Layer(findings=(_too_long(page),))
        characters = with_width(characters)
        if not any(character["text"].strip() for character in characters):
            return NO_LAYER
        seen = shown(path, page, _letters(characters, _matrix(points_to_page)))
    except Exception as error:  # noqa: BLE001  (pdfminer raises anything on damaged pages)
        return Layer(findings=(_unreadable(error, page),))
    return _layer(characters, seen, _matrix(points_to_pixels))


def _layer(characters: list[Character], seen: Sequence[bool], to_pixels: Matrix) -> Layer:
    printed = [bool(one["text"].strip()) for one in characters]
    visible = [
        one for one, inked, is_seen in zip(characters, printed, seen, strict=True) if is_seen or not inked
    ]
    hidden = [
        one for one, inked, is_seen in zip(characters, printed, seen, strict=True) if inked and not is_seen
    ]
    share = round(len(hidden) / sum(printed), 3)
    upright, turned = by_direction(each_once(visible), to_pixels)
    if not any(one["text"].strip() for one in upright):
        return Layer(hidden_share=share)
    words = _without_the_cut(_words(upright, to_pixels), boxes(hidden, to_pixels))
    words, operations = _in_unicode(words)
    lines = [Line.of(sorted(level, key=_left), "text_layer") for level in levels(words)]
    across = boxes([one for one in turned if one["text"].strip()], to_pixels)
    aside = tuple(Box(*map(round, box)) for box in across.tolist())
    return Layer(lines=mended(lines), hidden_share=share, aside=aside, operations=operations)


def _matrix(homography: Homography) -> Matrix:
    return np.array(homography).reshape(3, 3)


def _letters(characters: Sequence[Character], to_page: Matrix) -> list[Letter]:
    places = boxes(characters, to_page).tolist()
    return [Letter(one["text"], tuple(place)) for one, place in zip(characters, places, strict=True)]


def _without_the_cut(words: Sequence[Word], hidden: Matrix) -> list[Word]:
    """The words, with little confidence in those that go on in letters that the page hides."""
    return [
        word.model_copy(update={"confidence": CUT}) if len(hidden) and _is_cut(word.box, hidden) else word
        for word in words
    ]


def _is_cut(box: Box, hidden: Matrix) -> bool:
    left, top, right, bottom = hidden.T
    reach = BESIDE * box.height
    level = np.minimum(bottom, box.bottom) - np.maximum(top, box.top) > box.height / 2
    beside = (left < box.right + reach) & (right > box.left - reach)
    # Under a word that was printed over it, a hidden letter is the old one.
    under = (left >= box.left - reach / 2) & (right <= box.right + reach / 2)
    return bool((level & beside & ~under).any())


def _too_long(page: int) -> Finding:
    return Finding(code="text_layer_too_long", severity="info", page=page)


def _unreadable(error: Exception, page: int) -> Finding:
    return Finding(
        code="text_layer_unreadable", severity="info", data={"error": type(error).__name__}, page=page
    )


def _characters(path: Path, page: int) -> list[Character] | None:
    """The letters of a page; None where what draws it is too long to be taken apart."""
    import pdfplumber  # noqa: PLC0415  (slow to load, and not needed for pictures)

    from ocr.textlayer.drawing import is_too_long  # noqa: PLC0415  (as above)

    with pdfplumber.open(path, pages=[page]) as pdf:
        drawn = pdf.pages[0].page_obj
        if is_too_long(drawn.contents, drawn.resources):
            return None
        characters = list(pdf.pages[0].chars)
        pdf.pages[0].close()
    return characters


def _words(characters: Sequence[Character], matrix: Matrix) -> list[Word]:
    blanks = sum(character["text"].isspace() for character in characters)
    ratio = WIDE if blanks >= SPACED * len(characters) else NARROW
    moved = _without_stray_blanks(_moved(characters, matrix))
    size = float(np.median([character["bottom"] - character["top"] for character in moved]))
    from pdfplumber.utils.text import extract_words  # noqa: PLC0415  (as above)

    found = extract_words(moved, x_tolerance_ratio=ratio, y_tolerance=size / 4, use_text_flow=False)
    words = ((nfc(word["text"]), _box(word)) for word in found)
    return [Word(text=text, box=box, confidence=VISIBLE) for text, box in words if text and box.area]


def _without_stray_blanks(characters: list[Character]) -> list[Character]:
    """The characters without white space that lies on a letter, as word processors leave it behind."""
    letters = np.array([_edges(character) for character in characters if not character["text"].isspace()])
    return [
        character
        for character in characters
        if not (character["text"].isspace() and _lies_on_a_letter(character, letters))
    ]


def _lies_on_a_letter(blank: Character, letters: Matrix) -> bool:
    left, top, right, bottom = _edges(blank)
    x, y = (left + right) / 2, (top + bottom) / 2
    inset = STRAY * (letters[:, 2] - letters[:, 0])
    across = (letters[:, 0] + inset < x) & (x < letters[:, 2] - inset)
    return bool((across & (letters[:, 1] < y) & (y < letters[:, 3])).any())


def _edges(item: Character) -> tuple[float, float, float, float]:
    return item["x0"], item["top"], item["x1"], item["bottom"]


def _moved(characters: Sequence[Character], matrix: Matrix) -> list[Character]:
    """The letters in pixels of the upright page, whichever way the page of the PDF was turned."""
    places = boxes(characters, matrix).tolist()
    return [_placed(*pair) for pair in zip(characters, places, strict=True)]


def _placed(one: Character, place: Sequence[float]) -> Character:
    left, top, right, bottom = place
    moved = {"x0": left, "x1": right, "top": top, "bottom": bottom, "doctop": top, "size": bottom - top}
    return {**one, **moved, "height": bottom - top, "width": right - left, "upright": True}


def _box(word: Character) -> Box:
    return Box(*(round(edge) for edge in _edges(word)))


def _in_unicode(words: list[Word]) -> tuple[list[Word], tuple[Operation, ...]]:
    encoding = legacy_encoding([word.text for word in words])
    if encoding is None:
        # A hyphen that may be left out is one where it is seen; in TCVN3 its code is that of a letter.
        return [word.model_copy(update={"text": word.text.replace(SOFT_HYPHEN, "-")}) for word in words], ()
    texts = [from_legacy(word.text, encoding) for word in words]
    texts = with_capitals(texts) if encoding == "tcvn3" else texts
    decoded = [word.model_copy(update={"text": text}) for word, text in zip(words, texts, strict=True)]
    return decoded, (Operation(name="decode_legacy", parameters={"encoding": encoding}),)


def _left(word: Word) -> int:
    return word.box.left
