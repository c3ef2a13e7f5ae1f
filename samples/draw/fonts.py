"""The typefaces of the drawn pages, all with every Vietnamese letter, from the font folders of the system.

The serif ones have the metrics of Times New Roman, which the law prescribes (Nghị định 30/2020/NĐ-CP). The
two handwriting faces are in ``samples/fonts`` with their licences, each in two files: ``latin`` and
``vietnamese``.
"""

import os
from functools import cache
from pathlib import Path

from PIL import ImageFont

HAND = Path(__file__).parent.parent / "fonts"
HAND_FACES = ("patrick-hand", "mali")
CUTS = ("Regular", "Bold", "Italic", "BoldItalic")
FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".fonts",
    Path.home() / ".local/share/fonts",
    Path("/Library/Fonts"),
    Path.home() / "Library/Fonts",
    Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts",
)
# The folder matters: Debian's older fonts-liberation has the same file names but lacks 93 of our letters.
FAMILIES = {
    "Tinos": "Tinos",
    "Arimo": "Arimo",
    "Cousine": "Cousine",
    "LiberationSerif": "liberation2/LiberationSerif",
    "LiberationSans": "liberation2/LiberationSans",
    "NotoSerif": "NotoSerif",
    "NotoSans": "NotoSans",
}


class FontMissingError(Exception):
    """No font folder has the file; Debian has it in fonts-croscore, fonts-liberation2 or fonts-noto-core."""


@cache
def path(family: str, cut: str) -> Path:
    """The file of a family's cut (one of CUTS); raises FontMissingError."""
    name = f"{FAMILIES[family]}-{cut}.ttf"
    for folder in FOLDERS:
        found = next(iter(sorted(folder.glob(f"**/{name}"))), None) if folder.is_dir() else None
        if found:
            return found
    raise FontMissingError(name)


@cache
def face(family: str, cut: str, pixels: int) -> ImageFont.FreeTypeFont:
    """A family's cut with an em of ``pixels``."""
    return ImageFont.truetype(path(family, cut), pixels, layout_engine=ImageFont.Layout.BASIC)


@cache
def hand(name: str, script: str, pixels: int) -> ImageFont.FreeTypeFont:
    """One half (``latin`` or ``vietnamese``) of a handwriting face with an em of ``pixels``."""
    file = HAND / f"{name}-{script}-400-normal.woff"
    return ImageFont.truetype(file, pixels, layout_engine=ImageFont.Layout.BASIC)
