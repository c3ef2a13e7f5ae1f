"""The text layer of a PDF page: its words in pixels of the upright page, and how it was drawn.

The letters and their places come from pdfplumber; whether they are visible comes from pdfium, since only
pdfium gives the render mode. Whether to believe the layer is decided in
:mod:`ocr.textlayer.trust`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from pypdfium2 import raw as pdfium

from ocr.box import Box
from ocr.lines.split_and_join import levels, mended
from ocr.page import Finding, Line, Operation, Word
from ocr.value import Value
from ocr.vietnamese import from_legacy, legacy_encoding, nfc

VISIBLE, HIDDEN = 0.99, 0.8  # confidence in what was typed, and in what an earlier OCR read
SPACED = 0.05  # share of white space among the letters from which only white space separates words
WIDE, NARROW = 0.6, 0.2  # gap between words in sizes of the letters, with and without white space
STRAY = 0.15  # share of a letter's width that a neighbouring blank may cover on either side
DEEPEST_FORM = 5  # levels of forms inside forms in which text is looked for

Homography = tuple[float, ...]


class Layer(Value):
    """What the text layer of one page holds; ``hidden_share`` is the share of letters drawn invisibly."""

    lines: tuple[Line, ...] = ()
    hidden_share: float = 0.0
    operations: tuple[Operation, ...] = ()
    findings: tuple[Finding, ...] = ()


NO_LAYER = Layer()


def read_layer(path: Path, page: int, points_to_pixels: Homography) -> Layer:
    """The text layer of ``page`` (from 1) of the PDF at ``path``, boxes in pixels.

    ``points_to_pixels`` maps (x, top, 1) in points, as pdfplumber gives them, to pixels; nine numbers
    in row order. A layer that cannot be read gives a finding, since the image of the page can still be read.
    """
    try:
        characters = _characters(path, page)
        if characters is None:
            return Layer(findings=(_too_long(page),))
        if not any(character["text"].strip() for character in characters):
            return NO_LAYER
        hidden = _hidden_share(path, page)
    except Exception as error:  # noqa: BLE001  (pdfminer raises anything on damaged pages)
        return Layer(findings=(_unreadable(error, page),))
    words = _words(characters, np.array(points_to_pixels).reshape(3, 3), VISIBLE if hidden < 1 else HIDDEN)
    words, operations = _in_unicode(words)
    lines = [Line.of(sorted(level, key=_left), "text_layer") for level in levels(words)]
    return Layer(lines=mended(lines), hidden_share=round(hidden, 3), operations=operations)


def _too_long(page: int) -> Finding:
    return Finding(code="text_layer_too_long", severity="info", page=page)


def _unreadable(error: Exception, page: int) -> Finding:
    return Finding(
        code="text_layer_unreadable", severity="info", data={"error": type(error).__name__}, page=page
    )


def _characters(path: Path, page: int) -> list[dict[str, Any]] | None:
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


def _hidden_share(path: Path, page: int) -> float:
    """The share of letters drawn with render mode 3, as OCR programs do."""
    with pypdfium2.PdfDocument(path) as document:
        opened = document[page - 1]
        text = opened.get_textpage()
        hidden = drawn = 0
        for item in opened.get_objects(
            filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=DEEPEST_FORM, textpage=text
        ):
            letters = len(item.extract().strip())
            invisible = pdfium.FPDFTextObj_GetTextRenderMode(item.raw) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
            hidden, drawn = hidden + invisible * letters, drawn + letters
        return hidden / drawn if drawn else 0.0


def _words(
    characters: Sequence[dict[str, Any]], matrix: np.ndarray[Any, Any], confidence: float
) -> list[Word]:
    blanks = sum(character["text"].isspace() for character in characters)
    ratio = WIDE if blanks >= SPACED * len(characters) else NARROW
    moved = _without_stray_blanks([_moved(character, matrix) for character in characters])
    size = float(np.median([character["bottom"] - character["top"] for character in moved]))
    from pdfplumber.utils.text import extract_words  # noqa: PLC0415  (as above)

    found = extract_words(moved, x_tolerance_ratio=ratio, y_tolerance=size / 4, use_text_flow=False)
    words = ((nfc(word["text"]), _box(word)) for word in found)
    return [Word(text=text, box=box, confidence=confidence) for text, box in words if text and box.area]


def _without_stray_blanks(characters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The characters without white space that lies on a letter, as word processors leave it behind."""
    letters = np.array([_edges(character) for character in characters if not character["text"].isspace()])
    return [
        character
        for character in characters
        if not (character["text"].isspace() and _lies_on_a_letter(character, letters))
    ]


def _lies_on_a_letter(blank: dict[str, Any], letters: np.ndarray[Any, Any]) -> bool:
    left, top, right, bottom = _edges(blank)
    x, y = (left + right) / 2, (top + bottom) / 2
    inset = STRAY * (letters[:, 2] - letters[:, 0])
    across = (letters[:, 0] + inset < x) & (x < letters[:, 2] - inset)
    return bool((across & (letters[:, 1] < y) & (y < letters[:, 3])).any())


def _edges(item: dict[str, Any]) -> tuple[float, float, float, float]:
    return item["x0"], item["top"], item["x1"], item["bottom"]


def _moved(character: dict[str, Any], matrix: np.ndarray[Any, Any]) -> dict[str, Any]:
    """The letter in pixels of the upright page, whichever way the page of the PDF was turned."""
    corners = [(character[x], character[y], 1.0) for x in ("x0", "x1") for y in ("top", "bottom")]
    points = np.array(corners) @ matrix.T
    points = points[:, :2] / points[:, 2:]
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    placed = {"x0": left, "x1": right, "top": top, "bottom": bottom, "doctop": top, "size": bottom - top}
    return {**character, **placed, "height": bottom - top, "width": right - left, "upright": True}


def _box(word: dict[str, Any]) -> Box:
    return Box(*(round(edge) for edge in _edges(word)))


def _in_unicode(words: list[Word]) -> tuple[list[Word], tuple[Operation, ...]]:
    encoding = legacy_encoding([word.text for word in words])
    if encoding is None:
        return words, ()
    decoded = [word.model_copy(update={"text": from_legacy(word.text, encoding)}) for word in words]
    return decoded, (Operation(name="decode_legacy", parameters={"encoding": encoding}),)


def _left(word: Word) -> int:
    return word.box.left
