"""Sets a line of type: with wide spaces as in justified text, with spaced letters, or with tones on top of hats.

Newer faces put the tone of ấ or ổ beside the circumflex; Times New Roman and the typefaces before Unicode put it on
top. Such letters are made here from the letter with its hat and the tone of a plain letter.
"""

import random
import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Font = ImageFont.FreeTypeFont
Pixels = NDArray[np.uint8]
_TONES = "\u0300\u0301\u0309\u0303"
_HATS = "\u0302\u0306"
_STACKED, _APART = 0.45, 0.3  # shares of lines


@dataclass(frozen=True, slots=True)
class Manner:
    """How a line is set; lengths in ems. ``lifted`` moves the tone on a hat (right, up, size); None: as in the face."""

    spaced: float = 0.0
    apart: float = 0.0
    lifted: dict[str, tuple[float, float, float]] | None = None


def draw_manner(rng: random.Random) -> Manner:
    """A random manner."""
    lifted = None
    if rng.random() < _STACKED:
        up, size, right = rng.uniform(-0.05, 0.05), rng.uniform(0.75, 1.0), rng.uniform(-0.03, 0.16)
        left = rng.choice((right, -right))
        lifted = {tone: (left if tone == "\u0300" else right, up, size) for tone in _TONES}
    return Manner(
        spaced=rng.uniform(0.02, 0.25) if rng.random() < 0.08 else 0.0,
        apart=rng.choice((rng.uniform(0, 0.3), rng.uniform(0, 0.8), -0.08)) if rng.random() < _APART else 0.0,
        lifted=lifted,
    )


def set_text(image: Image.Image, at: tuple[float, int], text: str, font: Font, manner: Manner) -> float:
    """Draw ``text`` from ``at`` (x and baseline) with 255; gives the x position where the next text begins."""
    x, base = at
    draw, em = ImageDraw.Draw(image), font.size
    for part in _parts(text, manner):
        plain = part
        if manner.lifted:
            split = [_split(sign) for sign in part]
            plain = "".join(sign for sign, _ in split)
            for number, (sign, tone) in enumerate(split):
                if tone:
                    _lift(
                        image,
                        (x + font.getlength(plain[:number]), base),
                        sign,
                        font,
                        (tone, *manner.lifted[tone]),
                    )
        draw.text((x, base), plain, font=font, fill=255, anchor="ls")
        x += font.getlength(plain) + manner.spaced * em + (manner.apart * em if part == " " else 0)
    return x


def _parts(text: str, manner: Manner) -> list[str]:
    if manner.spaced:
        return list(text)
    if not manner.apart:
        return [text]
    words = [part for word in text.split(" ") for part in (word, " ")][:-1]
    return [part for part in words if part]


@cache
def _split(sign: str) -> tuple[str, str]:
    """The letter with its hat, and the tone on the hat, "" if there is none."""
    parts = unicodedata.normalize("NFD", sign)
    hat = next((mark for mark in parts if mark in _HATS), "")
    tone = next((mark for mark in parts if mark in _TONES), "")
    return (unicodedata.normalize("NFC", parts[0] + hat), tone) if hat and tone else (sign, "")


def _lift(
    image: Image.Image, at: tuple[float, float], sign: str, font: Font, tone: tuple[str, float, float, float]
) -> None:
    """Draw a tone on the hat of ``sign``, which is drawn from ``at``."""
    mark, right, up, size = tone
    patch = _mark(font, mark, sign.isupper())
    if patch is None:
        return
    wide, high = (max(1, round(side * size)) for side in patch.size)
    box = font.getbbox(sign, anchor="ls")
    left = round(at[0] + (box[0] + box[2]) / 2 + right * font.size - wide / 2)
    top = round(at[1] + box[1] - up * font.size - high)
    small = patch.resize((wide, high), Image.Resampling.BILINEAR)
    image.paste(255, (left, top), small)


@cache
def _mark(font: Font, tone: str, upper: bool) -> Image.Image | None:  # noqa: FBT001  (a key of the cache)
    """The tone of a plain letter without the letter: the ink above the letter."""
    letter = "A" if upper else "a"
    side = round(3 * font.size)
    image = Image.new("L", (side, side))
    toned = unicodedata.normalize("NFC", letter + tone)
    ImageDraw.Draw(image).text((font.size, 2 * font.size), toned, font=font, fill=255, anchor="ls")
    top = round(2 * font.size + font.getbbox(letter, anchor="ls")[1])
    above = image.crop((0, 0, image.width, top))
    box = above.getbbox()
    return above.crop(box) if box else None
