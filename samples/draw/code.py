"""Machine-readable codes on cards: the QR code, and the three lines of a TD1 travel document (ICAO Doc 9303-5)."""

from datetime import date

import numpy as np
import zxingcpp
from PIL import Image

from samples.draw.sheet import Sheet

_WEIGHTS = (7, 3, 1)


def qr(sheet: Sheet, text: str, corner: tuple[float, float], size: float) -> None:
    """A QR code of ``size`` millimetres, including its white margin, with its top left corner at ``corner``."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    modules = np.asarray(code.to_image(scale=1, add_quiet_zones=True))
    pixels = round(sheet.px(size))
    picture = Image.fromarray(modules).resize((pixels, pixels), Image.Resampling.NEAREST)
    sheet.image.paste(picture.convert("RGB"), (round(sheet.px(corner[0])), round(sheet.px(corner[1]))))


def check_digit(text: str) -> str:
    """The check digit of ``text``: values times 7, 3, 1, 7, … modulo 10 (ICAO Doc 9303-3, 4.9)."""
    return str(sum(_value(char) * _WEIGHTS[place % 3] for place, char in enumerate(text)) % 10)


def _value(char: str) -> int:
    return 0 if char == "<" else int(char, 36)


def td1(number: str, born: date, expires: date | None, *, male: bool, name: str) -> list[str]:
    """Three lines of 30 characters; the card's short number is the last nine digits of the citizen's number.

    ``name`` is without accents, family name first. ``expires`` None is printed as 99.99.99, as on cards without expiry.
    """
    short = number[3:]
    first = f"IDVNM{short}{check_digit(short)}{number}".ljust(29, "<")
    first += check_digit(number)
    birth, end = f"{born:%y%m%d}", f"{expires:%y%m%d}" if expires else "991231"
    head = f"{birth}{check_digit(birth)}{'M' if male else 'F'}{end}{check_digit(end)}VNM".ljust(29, "<")
    guarded = first[5:] + head[:7] + head[8:15] + head[18:29]
    family, _, given = "".join(c if c.isalpha() or c == " " else "" for c in name.upper()).partition(" ")
    third = f"{family}<<{given.replace(' ', '<')}"[:30].ljust(30, "<")
    return [first, head + check_digit(guarded), third]
