"""What lies over the print: signatures, round seals with MẪU in them, and the ground of a certificate."""

import math
import random

from PIL import Image, ImageDraw, ImageFont

from samples.draw.fonts import path
from samples.draw.truth import Line, Mark, Word
from samples.forms.page import HEIGHT, WIDTH, Bit, Face, Ink, Page, advance

RED: Ink = (206, 40, 48)
PENS: tuple[Ink, ...] = ((34, 48, 140), (24, 24, 30), (52, 60, 150))
RADIUS = 51.0
"""Points: a seal of an office is 36 mm wide."""
GROUNDS: dict[str, Ink] = {"pink": (250, 226, 226), "green": (228, 242, 226), "yellow": (252, 246, 218)}


def signature(page: Page, rng: random.Random, x: float, y: float) -> None:
    """A signature around a point: one stroke of the pen with loops."""
    steps, wide = 70, rng.uniform(45, 75)
    loops, lean = rng.uniform(2.5, 4.5), rng.uniform(0.2, 0.8)
    turn, phase = rng.uniform(-0.25, 0.1), rng.uniform(0, 6)
    points = []
    for step in range(steps):
        t = step / steps
        high = 15 * math.exp(-2.2 * abs(t - 0.25)) + 3
        px = x + (t - 0.5) * wide + lean * high * math.cos(2 * math.pi * loops * t + phase)
        py = y + high * math.sin(2 * math.pi * loops * t + phase) + turn * (t - 0.5) * wide
        points.append((px * page.scale, py * page.scale))
    page.draw.line(points, fill=rng.choice(PENS), width=max(1, round(1.2 * page.scale)), joint="curve")
    page.marks.append(Mark("signature", tuple(points)))


def seal(page: Page, rng: random.Random, x: float, y: float, around: str) -> None:
    """A round red seal, its ink mixed with the print below; MẪU stands in its middle."""
    layer = Image.new("L", page.image.size, 255)
    draw, ink, scale = ImageDraw.Draw(layer), rng.randrange(20, 90), page.scale
    for radius, thick in ((RADIUS, 2.2), (RADIUS - 5, 0.8), (RADIUS * 0.55, 0.8)):
        box = [(side) * scale for side in (x - radius, y - radius, x + radius, y + radius)]
        draw.ellipse(box, outline=ink, width=max(1, round(thick * scale)))
    _ring(layer, around, (x, y), RADIUS - 15, scale, ink)
    face = Face("LiberationSans", 15, bold=True)
    font = ImageFont.truetype(path(face.family, face.cut), face.size * scale)
    draw.text((x * scale, y * scale), "MẪU", font=font, fill=ink, anchor="mm")
    _stamped(page, layer)
    page.lines.append(Line((_middle(page, face, x, y),), overlay=True))
    rim = [
        (x + RADIUS * math.cos(a / 8 * math.pi), y + RADIUS * math.sin(a / 8 * math.pi)) for a in range(16)
    ]
    page.marks.append(Mark("seal", tuple((px * scale, py * scale) for px, py in rim), "round", "MẪU"))


def _ring(
    layer: Image.Image, text: str, at: tuple[float, float], radius: float, scale: float, ink: int
) -> None:
    """Capitals along the rim."""
    font = ImageFont.truetype(path("LiberationSans", "Bold"), 8 * scale)
    step = min(0.3, 4.9 / max(1, len(text)))
    for place, letter in enumerate(text):
        angle = (place - (len(text) - 1) / 2) * step
        side = round(14 * scale)
        tile = Image.new("L", (side, side), 255)
        ImageDraw.Draw(tile).text((side / 2, side / 2), letter, font=font, fill=ink, anchor="mm")
        turned = tile.rotate(-math.degrees(angle), fillcolor=255)
        x, y = at[0] + (radius + 4) * math.sin(angle), at[1] - (radius + 4) * math.cos(angle)
        spot = (round(x * scale - side / 2), round(y * scale - side / 2))
        mask = turned.point([255 - value for value in range(256)])
        layer.paste(ink, (*spot, spot[0] + side, spot[1] + side), mask)


def _stamped(page: Page, layer: Image.Image) -> None:
    """Red ink over the page: what is below stays to be seen."""
    share = layer.point([round((255 - value) * 0.85) for value in range(256)])
    page.image.paste(Image.new("RGB", page.image.size, RED), mask=share)
    page.draw = ImageDraw.Draw(page.image)


def _middle(page: Page, face: Face, x: float, y: float) -> Word:
    half = advance("MẪU", face) / 2
    left, right = (x - half) * page.scale, (x + half) * page.scale
    top, bottom = (y - face.size * 0.6) * page.scale, (y + face.size * 0.4) * page.scale
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return Word("MẪU", corners, ((left, bottom), (right, bottom)))


def specimen(page: Page, x: float, y: float) -> None:
    """MẪU in a frame, for what bears no seal and could be taken for real."""
    face = Face("LiberationSans", 12, bold=True, ink=RED)
    word = page.word((Bit("MẪU", face),), x, y)
    page.frame((x - 4, y - 13, x + advance("MẪU", face) + 4, y + 4), 1.0)
    page.remember([word], overlay=True)


def ground(page: Page, rng: random.Random, how: str) -> None:
    """The ground of a certificate: waves of fine lines in a pale colour."""
    colour = GROUNDS[how]
    dark = (max(0, colour[0] - 34), max(0, colour[1] - 34), max(0, colour[2] - 34))
    steps = [step * 4.0 for step in range(int(WIDTH / 4) + 2)]
    reach, wave = rng.uniform(6, 12), rng.uniform(0.02, 0.05)
    y = 0.0
    while y < HEIGHT + 20:
        for sign in (1, -1):
            points = [
                (x * page.scale, (y + sign * reach * math.sin(wave * x + y / 90)) * page.scale) for x in steps
            ]
            page.draw.line(points, fill=dark, width=max(1, round(0.4 * page.scale)))
        y += 9
    inset = 22.0
    for step in (0.0, 4.0):
        edge = inset + step
        page.frame((edge, edge, WIDTH - edge, HEIGHT - edge), 1.0 if step else 2.2)
