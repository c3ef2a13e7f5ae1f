"""All typefaces of this computer that have every Vietnamese letter, for lines that a reader is trained on.

These are more families than the papers use, because offices print with many typefaces. A face is used for a text
only if it has a glyph for each character of the text.
"""

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError
from PIL import ImageFont

from samples.draw import fonts
from samples.lines.text import TONES, VOWELS, alphabet

USUAL = ("Tinos", "LiberationSerif", "Arimo", "LiberationSans", "Cousine", "NotoSerif", "NotoSans")
_OFTEN = (30, 18, 12, 8, 4, 4, 4)  # of a hundred lines; the rest is set in any family
_NOT_TEXT = ("Emoji", "Symbol", "Math", "Awesome", "Icons", "Libertine_I", "LinLibertine_D", "DejaVuMathTeX")
_STYLES = ("BoldItalic", "Bold", "Italic", "Oblique")


@dataclass(frozen=True, slots=True)
class Face:
    """A font file and the characters of the alphabet that it has."""

    path: Path
    signs: frozenset[str]

    @property
    def family(self) -> str:
        """The name of the file before the name of the cut."""
        return self.path.stem.partition("-")[0]

    def at(self, pixels: int) -> ImageFont.FreeTypeFont:
        """The face with an em of ``pixels``."""
        return _opened(self.path, pixels)


@cache
def _opened(path: Path, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, pixels, layout_engine=ImageFont.Layout.BASIC)


@cache
def faces() -> dict[str, list[Face]]:
    """The faces by family; raises FontMissingError if not even those of the papers are installed."""
    fonts.path("Tinos", "Regular")
    found: dict[str, list[Face]] = {}
    known = set[str]()
    for folder in fonts.FOLDERS:
        for path in sorted(folder.glob("**/*.[ot]tf")) if folder.is_dir() else ():
            face = None if path.name in known or any(part in path.stem for part in _NOT_TEXT) else _face(path)
            if face:
                known.add(path.name)
                found.setdefault(face.family, []).append(face)
    return found


def _face(path: Path) -> Face | None:
    """The face of a font file, or None if it lacks Vietnamese letters."""
    try:
        with TTFont(path, lazy=True) as font:
            has = frozenset(map(chr, font.getBestCmap() or ()))
    except (TTLibError, OSError, KeyError, AssertionError):
        return None
    return Face(path, has & (frozenset(alphabet()) | {" "})) if _vietnamese() <= has else None


@cache
def _vietnamese() -> frozenset[str]:
    import unicodedata  # noqa: PLC0415  (only here)

    lower = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | {"đ"}
    return frozenset(lower | {letter.upper() for letter in lower} | set("0123456789-/.,:()"))


def draw_face(rng: random.Random, text: str) -> Face:
    """A random face that has all characters of ``text``; more often one that the papers use."""
    wanted, by_family = set(text), faces()
    for _ in range(40):
        family = rng.choices((*USUAL, ""), (*_OFTEN, 100 - sum(_OFTEN)))[0]
        family = family if family in by_family else rng.choice(list(by_family))
        face = rng.choice(by_family[family])
        if wanted <= face.signs:
            return face
    return next(face for face in by_family["Tinos"] if face.path.stem == "Tinos-Regular")


def sibling(rng: random.Random, face: Face, text: str) -> Face:
    """Another cut of the same family, as for a value beside its label."""
    others = [other for other in faces()[face.family] if set(text) <= other.signs]
    return rng.choice(others) if others else face
