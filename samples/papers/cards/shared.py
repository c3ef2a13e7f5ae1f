"""Shared by both generations of identity cards: background, portrait, chip, fingerprints, both sides copied on A4."""

import random
from dataclasses import replace
from datetime import date
from functools import partial

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from samples.draw.sheet import A4, CARD, Colour, Sheet
from samples.papers.paper import Paper

INK: Colour = (38, 38, 44)
RED: Colour = (188, 40, 44)
GOLD: Colour = (206, 178, 96)
BRASS: Colour = (120, 100, 50)
NO_END = "Không thời hạn"


def card_sheet(rng: random.Random, dpi: int, tint: Colour) -> Sheet:
    """A card with a background of fine waves."""
    sheet = Sheet(rng, dpi, CARD, paper=tint)
    height, width = sheet.image.height, sheet.image.width
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) / height
    waves = np.sin(90 * y + 5 * np.sin(5 * x + rng.uniform(0, 6))) * np.sin(70 * x + 3 * np.sin(6 * y))
    glow = np.exp(-((x - 0.9) ** 2 + (y - 0.45) ** 2) * 3)
    ground = (
        np.array(tint, np.float32)
        + 5 * waves[..., None]
        + glow[..., None] * np.array([12, 2, -14], np.float32)
    )
    sheet.image.paste(Image.fromarray(np.clip(ground, 0, 255).astype(np.uint8)))
    return sheet


def portrait(sheet: Sheet, corner: tuple[float, float], size: tuple[float, float]) -> None:
    """A blurred shape of nobody in place of the photograph."""
    x, y, wide, tall = (round(sheet.px(value)) for value in (*corner, *size))
    picture = Image.new("RGB", (wide, tall), (196, 208, 222))
    figure = Image.new("L", (wide, tall), 0)
    pen = ImageDraw.Draw(figure)
    pen.ellipse((wide * 0.28, tall * 0.14, wide * 0.72, tall * 0.58), fill=255)
    pen.ellipse((wide * 0.04, tall * 0.60, wide * 0.96, tall * 1.5), fill=255)
    picture.paste((126, 130, 140), mask=figure.filter(ImageFilter.GaussianBlur(max(1, wide / 40))))
    sheet.image.paste(picture, (x, y))


def chip(sheet: Sheet, corner: tuple[float, float]) -> None:
    """The contacts of the chip."""
    x, y = corner
    box = [sheet.px(value) for value in (x, y, x + 10.5, y + 9)]
    sheet.draw.rounded_rectangle(box, radius=sheet.px(1.5), fill=GOLD, outline=BRASS, width=2)
    for down in (3, 6):
        sheet.rule((x, y + down), (x + 10.5, y + down), 0.15, BRASS)
    sheet.rule((x + 5.2, y), (x + 5.2, y + 9), 0.15, BRASS)


def fingerprint(sheet: Sheet, corner: tuple[float, float]) -> None:
    """Arcs that look like a fingerprint but are invented."""
    x, y = corner
    for ring in range(9):
        reach = 0.5 + ring * 0.62
        box = [
            sheet.px(v) for v in (x + 6 - reach, y + 8 - reach * 1.25, x + 6 + reach, y + 8 + reach * 1.25)
        ]
        sheet.draw.arc(
            box, sheet.rng.randrange(150, 210), sheet.rng.randrange(330, 420), fill=(150, 90, 96), width=2
        )


def expiry(born: date, issued: date) -> date | None:
    """The birthday (25th, 40th, 60th) at which a card ends, or the next one if it was issued in the two years before.

    None means that it never ends. Luật Căn cước 2023, article 21; the same in the law before.
    """
    for age in (25, 40, 60):
        end = date(born.year + age, born.month, min(born.day, 28) if born.month == 2 else born.day)
        if (end - issued).days > 730:
            return end
    return None


def on_a4(front: Paper, back: Paper) -> Paper:
    """Both sides on one sheet, one above the other, as an office copies a card."""
    first = front.sheets[0]
    page = Sheet(first.rng, first.dpi, A4)
    for side, top in ((front, 40.0), (back, 115.0)):
        sheet = side.sheets[0]
        left, down = round(page.px(58)), round(page.px(top))
        page.image.paste(sheet.image, (left, down))
        page.lines += [line.moved(partial(np.add, (left, down))) for line in sheet.lines]
    return replace(front, fields=front.fields | back.fields, sheets=[page])
