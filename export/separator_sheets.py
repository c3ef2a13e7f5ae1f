"""Separator sheets to print: A4 pages with a QR code (TCVN 7322, ISO/IEC 18004) in the top left corner.

Drawn as vectors, so that any printer prints the code sharply. The words are for the person at the scanner;
a computer without a typeface for Vietnamese prints them without accents rather than not at all.
"""

import os
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import zxingcpp
from fontTools.ttLib import TTFont
from fpdf import FPDF

from export.atomic import write_bytes
from ocr.vietnamese.text import bare

Modules = npt.NDArray[np.bool_]

CORNER = 18.0  # millimetres from the edges of the sheet, more than any printer leaves blank
SIZE = 42.0  # millimetres a side without the white zone
RIGHT_OF_CODE = CORNER + SIZE + 10
FACES = (
    "NotoSans-Regular.ttf",
    "Arimo-Regular.ttf",
    "LiberationSans-Regular.ttf",
    "DejaVuSans.ttf",
    "arial.ttf",
    "Arial.ttf",
    "Tinos-Regular.ttf",
    "times.ttf",
)
FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path("/System/Library/Fonts"),
    Path("/Library/Fonts"),
    Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts",
)


class Wording(NamedTuple):
    """What stands on a sheet: a title, the line about whose papers follow, and how the sheet is used."""

    title: str
    dossier: str
    use: str


def write_separator_sheets(target: Path, code: str, wording: Wording, count: int) -> None:
    """Write a PDF of ``count`` equal sheets (at least 1) whose QR code says ``code``.

    Raises:
        OutputProblem: ``target`` cannot be written.
    """
    paper = FPDF(unit="mm", format="A4")
    wording = _in_a_typeface_at_hand(paper, wording)
    modules = _modules(code)
    for _ in range(count):
        paper.add_page()
        _draw_code(paper, modules)
        _write_words(paper, wording)
    write_bytes(target, bytes(paper.output()))


def _modules(code: str) -> Modules:
    """The dark modules of the QR code, a square of booleans."""
    made = zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.QRCode)
    return np.asarray(np.asarray(made.to_image(scale=1, add_quiet_zones=False)) == 0)


def _draw_code(paper: FPDF, modules: Modules) -> None:
    side = SIZE / len(modules)
    for row, line in enumerate(modules):
        for column in np.flatnonzero(line):
            # A hair wider than a module: viewers leave white seams between rectangles that only touch.
            place = CORNER + float(column) * side, CORNER + row * side
            paper.rect(*place, side * 1.02, side * 1.02, style="F")


def _write_words(paper: FPDF, wording: Wording) -> None:
    width = 210 - CORNER - RIGHT_OF_CODE
    paper.set_xy(RIGHT_OF_CODE, CORNER)
    for size, height, text in ((26, 13, wording.title), (15, 9, wording.dossier), (12, 6.5, wording.use)):
        paper.set_font_size(size)
        paper.set_x(RIGHT_OF_CODE)
        paper.multi_cell(width, height, text, align="L", new_x="LEFT", new_y="NEXT")
        paper.ln(3)


def _in_a_typeface_at_hand(paper: FPDF, wording: Wording) -> Wording:
    letters = {ord(letter) for letter in "".join(wording) if not letter.isspace()}
    found = _typeface(letters)
    if found is None:
        paper.set_font("Helvetica")
        return Wording(*map(_plain, wording))
    paper.add_font("words", fname=found)
    paper.set_font("words")
    return wording


def _typeface(letters: set[int], folders: Sequence[Path] = FOLDERS) -> Path | None:
    """The first known face on this computer that has all ``letters`` (code points)."""
    for name in FACES:
        for folder in folders:
            for path in sorted(folder.rglob(name)) if folder.is_dir() else ():
                with TTFont(path, lazy=True) as face:
                    if letters <= face.getBestCmap().keys():
                        return path
    return None


def _plain(text: str) -> str:
    return bare(unicodedata.normalize("NFC", text)).encode("ascii", "ignore").decode("ascii")
