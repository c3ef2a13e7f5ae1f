"""Things on paper that are not text: rules, bar codes, halftone pictures, specks. A line finder must ignore them."""

import cv2
import numpy as np
from PIL import Image

from samples.draw.flow import Flow
from samples.draw.sheet import BLACK, Colour

INKS: tuple[Colour, ...] = (BLACK, BLACK, BLACK, BLACK, (60, 60, 70), (30, 42, 140), (190, 30, 36))


def rule(flow: Flow) -> None:
    """One to three straight lines across the column."""
    rng = flow.sheet.rng
    for _ in range(rng.randrange(1, 4)):
        thick = rng.choice((0.15, 0.3, 1.0))
        flow.sheet.rule((flow.column.left, flow.y), (flow.column.right, flow.y), thick, rng.choice(INKS))
        flow.y += rng.uniform(0.6, 5)


def bars(flow: Flow) -> None:
    """A bar code, or squares like those of a QR code."""
    rng, sheet = flow.sheet.rng, flow.sheet
    fine = max(1, round(sheet.px(0.4)))
    dice = np.random.default_rng(rng.getrandbits(32))
    cells = dice.random((1, 70)) if rng.random() < 0.5 else dice.random((25, 25))
    pattern = (cells > 0.5).astype(np.uint8) * 255
    wide, tall = pattern.shape[1] * fine, max(pattern.shape[0] * fine, fine * 25)
    mark = cv2.resize(pattern, (wide, tall), interpolation=cv2.INTER_NEAREST)
    left = round(sheet.px(rng.uniform(flow.column.left, flow.column.middle)))
    sheet.image.paste(Image.fromarray(mark), (left, round(sheet.px(flow.y))))
    flow.y += tall * 25.4 / sheet.dpi


def halftone(flow: Flow) -> None:
    """A picture of soft blobs, in grey like a photograph or in printed dots."""
    rng, sheet = flow.sheet.rng, flow.sheet
    wide = round(sheet.px(rng.uniform(0.2, 0.9) * (flow.column.right - flow.column.left)))
    tall = round(sheet.px(min(rng.uniform(15, 60), max(8, flow.bottom - flow.y))))
    dice = np.random.default_rng(rng.getrandbits(32))
    blobs = dice.random((rng.randrange(3, 12), rng.randrange(3, 12))).astype(np.float32)
    picture = np.clip(cv2.resize(blobs, (wide, tall), interpolation=cv2.INTER_CUBIC), 0, 1)
    if rng.random() < 0.6:
        y, x = np.mgrid[0:tall, 0:wide].astype(np.float32) * np.float32(
            2 * np.pi / sheet.px(rng.uniform(0.3, 0.9))
        )
        screen = 0.5 + 0.25 * (np.sin(0.7 * x + 0.7 * y) + np.sin(0.7 * x - 0.7 * y))
        picture = (picture > screen).astype(np.float32)
    left = round(
        sheet.px(
            rng.uniform(flow.column.left, flow.column.left + 0.1 * (flow.column.right - flow.column.left))
        )
    )
    sheet.image.paste(Image.fromarray((20 + 225 * picture).astype(np.uint8)), (left, round(sheet.px(flow.y))))
    flow.y += tall * 25.4 / sheet.dpi


def blots(flow: Flow) -> None:
    """Specks, hairs and scratches."""
    rng, sheet = flow.sheet.rng, flow.sheet
    for _ in range(rng.randrange(5, 80)):
        x, y = (sheet.px(rng.uniform(0, side)) for side in sheet.size)
        reach = sheet.px(rng.choice((0.1, 0.2, 0.5, 1.5)))
        box = (x, y, x + reach * rng.uniform(0.5, 2), y + reach * rng.uniform(0.5, 2))
        if rng.random() < 0.7:
            sheet.draw.ellipse(box, fill=BLACK)
        else:
            sheet.draw.arc((x, y, x + 9 * reach, y + 6 * reach), 0, rng.randrange(30, 300), fill=BLACK)
    flow.y += 2
