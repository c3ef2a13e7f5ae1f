"""Seals, signatures and stamps that people put on a printed page. Print stays visible under a seal."""

import math
import random
from itertools import pairwise

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from samples.draw import fonts
from samples.draw.sheet import Colour, Sheet, Type
from samples.draw.truth import Mark, Spot, Word

RED: Colour = (216, 28, 38)
BLUE: Colour = (30, 42, 140)
_OVERSIZE = 2


def press(sheet: Sheet, mark: Image.Image, centre: tuple[float, float], ink: Colour, strength: float) -> None:
    """Put the dark parts of a grey ``mark`` (0 = ink) in colour on the sheet, multiplied, as ink on paper."""
    left = round(sheet.px(centre[0]) - mark.width / 2)
    top = round(sheet.px(centre[1]) - mark.height / 2)
    box = (left, top, left + mark.width, top + mark.height)
    below = np.asarray(sheet.image.crop(box), dtype=np.float32)
    cover = (1 - np.asarray(mark, dtype=np.float32) / 255)[..., None] * strength
    laid = below * (1 - cover + cover * np.array(ink, dtype=np.float32) / 255)
    sheet.image.paste(Image.fromarray(laid.astype(np.uint8)), box[:2])


def seal(
    sheet: Sheet,
    ring: str,
    centre: tuple[float, float],
    middle: str = "",
    diameter: float = 36.0,
    ink: Colour = RED,
) -> None:
    """A round seal, red by default; the text ``ring`` runs around a star in a wreath, or around the text ``middle``."""
    rng = sheet.rng
    size = round(sheet.px(diameter)) * _OVERSIZE
    mark = Image.new("L", (size + 8, size + 8), 255)
    draw = ImageDraw.Draw(mark)
    half, thick = size / 2 + 4, max(2, size // 75)
    for share, width in ((1.0, 2 * thick), (0.93, thick), (0.60, thick)):
        radius = size / 2 * share
        draw.ellipse((half - radius, half - radius, half + radius, half + radius), outline=0, width=width)
    _ring_text(mark, ring, half, size)
    if middle:
        _middle_text(draw, middle, half, size)
    else:
        _emblem(draw, half, size * 0.30)
    _press_seal(sheet, mark, centre, rng, ink)
    sheet.marks.append(Mark("seal", _circle(sheet, centre, diameter), "round", f"{ring} {middle}".strip()))


def _circle(sheet: Sheet, centre: tuple[float, float], diameter: float) -> tuple[Spot, ...]:
    turns = [step * math.pi / 24 for step in range(48)]
    return tuple(
        (
            sheet.px(centre[0] + diameter / 2 * math.cos(turn)),
            sheet.px(centre[1] + diameter / 2 * math.sin(turn)),
        )
        for turn in turns
    )


def square_seal(sheet: Sheet, text: str, centre: tuple[float, float], side: float, ink: Colour = RED) -> None:
    """A square seal with a double frame around the lines of ``text``, as some offices and archives use."""
    size = round(sheet.px(side)) * _OVERSIZE
    rim = size // 3
    mark = Image.new("L", (size + 2 * rim, size + 2 * rim), 255)
    draw = ImageDraw.Draw(mark)
    thick = max(2, size // 60)
    for inset, width in ((0, 2 * thick), (size // 12, thick)):
        draw.rectangle((rim + inset, rim + inset, rim + size - inset, rim + size - inset), 255, 0, width)
    _middle_text(draw, text, rim + size / 2, round(size * 0.9))
    turn = _press_seal(sheet, mark, centre, sheet.rng, ink)
    half, cosine, sine = sheet.px(side) / 2, math.cos(turn), math.sin(turn)
    x, y = sheet.px(centre[0]), sheet.px(centre[1])
    corners = ((-half, -half), (half, -half), (half, half), (-half, half))
    points = tuple((x + a * cosine + b * sine, y - a * sine + b * cosine) for a, b in corners)
    sheet.marks.append(Mark("seal", points, "square", text))


def _press_seal(
    sheet: Sheet, mark: Image.Image, centre: tuple[float, float], rng: random.Random, ink: Colour
) -> float:
    """Turn the seal a little, ink it unevenly and press it; gives the turn in radians, counter-clockwise."""
    degrees = rng.uniform(-14, 14)
    turned = mark.rotate(degrees, Image.Resampling.BILINEAR, fillcolor=255)
    small = turned.resize((mark.width // _OVERSIZE, mark.height // _OVERSIZE), Image.Resampling.LANCZOS)
    noise = np.random.default_rng(rng.getrandbits(32)).random((9, 9), dtype=np.float32)
    blotches = cv2.resize(noise, small.size, interpolation=cv2.INTER_CUBIC)
    inked = 255 - (255 - np.asarray(small, dtype=np.float32)) * np.clip(0.62 + 0.6 * blotches, 0.4, 1)
    press(
        sheet, Image.fromarray(np.clip(inked, 0, 255).astype(np.uint8)), centre, ink, rng.uniform(0.75, 0.95)
    )
    return math.radians(degrees)


def _ring_text(mark: Image.Image, text: str, half: float, size: int) -> None:
    font = fonts.face("Arimo", "Bold", max(6, round(size * 0.1)))
    step = font.size * 1.5
    radius = size / 2 * 0.765
    chars = list(text + " ★")
    angle = 2 * math.pi / len(chars)
    for place, char in enumerate(chars):
        turn = place * angle - math.pi * (1 - 1 / len(chars)) + angle / 2
        glyph = Image.new("L", (round(step), round(step)), 255)
        pen = ImageDraw.Draw(glyph)
        if char == "★":
            _star(pen, step / 2, step / 2, step * 0.25)
        else:
            pen.text((step / 2, step / 2), char, font=font, fill=0, anchor="mm")
        glyph = glyph.rotate(-math.degrees(turn), Image.Resampling.BILINEAR, fillcolor=255)
        x, y = half + radius * math.sin(turn) - step / 2, half - radius * math.cos(turn) - step / 2
        mark.paste(0, (round(x), round(y)), Image.eval(glyph, lambda value: 255 - value))


def _middle_text(draw: ImageDraw.ImageDraw, text: str, half: float, size: int) -> None:
    lines = text.split("\n")
    longest = max(map(len, lines))
    font = fonts.face("Arimo", "Bold", max(6, round(min(size * 0.1, size * 0.78 / longest))))
    for number, line in enumerate(lines):
        y = half + (number - (len(lines) - 1) / 2) * font.size * 1.3
        draw.text((half, y), line, font=font, fill=0, anchor="mm")


def _star(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float) -> None:
    corners = []
    for point in range(10):
        reach = radius if point % 2 == 0 else radius * 0.4
        turn = point * math.pi / 5
        corners.append((x + reach * math.sin(turn), y - reach * math.cos(turn)))
    draw.polygon(corners, fill=0)


def _emblem(draw: ImageDraw.ImageDraw, half: float, radius: float) -> None:
    """A star above a toothed wheel between ears of rice: similar to the emblem on such seals, but not the same."""
    _star(draw, half, half - radius * 0.25, radius * 0.42)
    wide = max(1, int(radius / 28))
    for side in (-1, 1):
        for leaf in range(9):
            turn = side * (0.35 + leaf * 0.29)
            x, y = half + radius * 0.85 * math.sin(turn), half + radius * 0.85 * math.cos(turn)
            draw.line((x, y, x + side * radius * 0.10, y - radius * 0.22), fill=0, width=3 * wide)
            draw.line((x, y, x - side * radius * 0.12, y - radius * 0.16), fill=0, width=2 * wide)
    wheel = radius * 0.24
    centre = half + radius * 0.55
    draw.ellipse((half - wheel, centre - wheel, half + wheel, centre + wheel), outline=0, width=3 * wide)
    for tooth in range(10):
        turn = tooth * math.pi / 5
        x, y = half + wheel * math.sin(turn), centre + wheel * math.cos(turn)
        draw.line(
            (x, y, x + 0.3 * wheel * math.sin(turn), y + 0.3 * wheel * math.cos(turn)), fill=0, width=3 * wide
        )


def signature(sheet: Sheet, centre: tuple[float, float], width: float = 34.0, ink: Colour = BLUE) -> None:
    """A quick signature: loops that run to the right, and a long last stroke."""
    rng = sheet.rng
    size = (round(sheet.px(width * 1.5)), round(sheet.px(width * 0.8)))
    mark = Image.new("L", (size[0] * _OVERSIZE, size[1] * _OVERSIZE), 255)
    draw = ImageDraw.Draw(mark)
    tall, wide = mark.height, mark.width
    knots = (_zigzag if rng.random() < 0.5 else _loops)(rng, wide, tall)
    knots += [(wide * 0.55, tall * 0.75), (wide * rng.uniform(0.85, 0.97), tall * rng.uniform(0.2, 0.5))]
    base = sheet.px(rng.uniform(0.28, 0.5)) * _OVERSIZE
    path = _curve(knots)
    for number, (start, end) in enumerate(pairwise(path)):
        pen = max(2, round(base * (0.75 + 0.35 * math.sin(number / 7))))
        draw.line((*start, *end), fill=0, width=pen, joint="curve")
    mark = mark.resize(size, Image.Resampling.LANCZOS)
    press(sheet, mark, centre, ink, rng.uniform(0.8, 0.97))
    left, top = sheet.px(centre[0]) - size[0] / 2, sheet.px(centre[1]) - size[1] / 2
    sheet.marks.append(Mark("signature", tuple((left + x / _OVERSIZE, top + y / _OVERSIZE) for x, y in path)))


def _zigzag(rng: random.Random, wide: int, tall: int) -> list[tuple[float, float]]:
    """Strokes up and down, as some people sign."""
    knots = [(wide * 0.12, tall * rng.uniform(0.5, 0.8))]
    for step in range(rng.randrange(6, 11)):
        x = wide * (0.15 + 0.055 * step + rng.uniform(-0.05, 0.06))
        knots.append((x, tall * (0.52 + rng.uniform(0.1, 0.38) * (1 if step % 2 else -1))))
    return knots


def _loops(rng: random.Random, wide: int, tall: int) -> list[tuple[float, float]]:
    """Round loops that lean to the right and get smaller, as other people sign."""
    turns, reach = rng.uniform(2.5, 5), rng.uniform(0.10, 0.16)
    knots = []
    for step in range(int(turns * 8)):
        angle, share = step * math.pi / 4, step / (turns * 8)
        size = tall * rng.uniform(0.27, 0.31) * (1 - 0.6 * share)
        x = (
            wide * (0.14 + 0.5 * share)
            + wide * reach * (1 - 0.5 * share) * math.cos(angle)
            + 0.4 * size * math.sin(angle)
        )
        knots.append((x, tall * 0.52 - size * math.sin(angle)))
    return knots


def _curve(knots: list[tuple[float, float]], steps: int = 14) -> list[tuple[float, float]]:
    """A smooth path through ``knots`` (Catmull-Rom spline)."""
    points = np.array([knots[0], *knots, knots[-1]])
    share = np.linspace(0, 1, steps, endpoint=False)[:, None]
    path: list[tuple[float, float]] = []
    for a, b, c, d in zip(points, points[1:], points[2:], points[3:], strict=False):
        bend = (
            2 * b
            + (c - a) * share
            + (2 * a - 5 * b + 4 * c - d) * share**2
            + (3 * b - a - 3 * c + d) * share**3
        )
        path += [(float(x), float(y)) for x, y in bend / 2]
    return path


def incoming_stamp(sheet: Sheet, corner: tuple[float, float], agency: str, number: str, day: str) -> None:
    """The ĐẾN stamp of the office that received the paper; its number is not the number of the paper."""
    x, y = corner
    ink = sheet.rng.choice((RED, BLUE, (40, 40, 40)))
    for start, end in (
        ((x, y), (x + 50, y)),
        ((x + 50, y), (x + 50, y + 20)),
        ((x + 50, y + 20), (x, y + 20)),
        ((x, y + 20), (x, y)),
        ((x, y + 5), (x + 50, y + 5)),
        ((x + 14, y + 5), (x + 14, y + 20)),
    ):
        sheet.rule(start, end, 0.35, ink)
    small = Type("Arimo", 7.5, ink=ink)
    sheet.write(agency, Type("Arimo", 7, bold=True, ink=ink), x + 25, y + 3.7, align="center", overlay=True)
    sheet.write("ĐẾN", Type("Arimo", 12, bold=True, ink=ink), x + 7, y + 14, align="center", overlay=True)
    for row, label in enumerate((f"Số: <h>{number}</h>", f"Ngày: <h>{day}</h>", "Chuyển:")):
        sheet.write(label, small, x + 15.5, y + 9.2 + row * 4.6, overlay=True)
        sheet.dots(x + 25, x + 48, y + 9.6 + row * 4.6)
    sheet.marks.append(stamped(sheet, ((x, y), (x + 50, y), (x + 50, y + 20), (x, y + 20)), "ĐẾN"))


def stamped(sheet: Sheet, corners: tuple[Spot, ...], text: str) -> Mark:
    """The truth of a stamp with these corners in millimetres."""
    return Mark("stamp", tuple((sheet.px(x), sheet.px(y)) for x, y in corners), text=text)


def specimen(sheet: Sheet, centre: tuple[float, float], size: float, ink: Colour = (120, 120, 140)) -> None:
    """MẪU across the page, light but easy to see, so that nobody takes the drawing for a real paper."""
    font = fonts.face("Arimo", "Bold", sheet.em(size))
    left, top, right, bottom = font.getbbox("MẪU")
    mark = Image.new("L", (round(right - left) + 20, round(bottom - top) + 20), 255)
    ImageDraw.Draw(mark).text((10 - left, 10 - top), "MẪU", font=font, fill=0)
    turned = mark.rotate(28, Image.Resampling.BILINEAR, expand=True, fillcolor=255)
    press(sheet, turned.filter(ImageFilter.GaussianBlur(1)), centre, ink, 0.15)
    x, y = sheet.px(centre[0]), sheet.px(centre[1])
    wide, tall = turned.width / 2, turned.height / 2
    corners = ((x - wide, y - tall), (x + wide, y - tall), (x + wide, y + tall), (x - wide, y + tall))
    sheet.remember([Word("MẪU", corners, (corners[3], corners[1]))], overlay=True)
