"""The picture behind ``--explain``: every field's box, name and status drawn on the page it was read from.

Seals, stamps, codes and handwriting that were found are framed in thin lines; words that nothing explains
are underlined.
"""

import io
from collections.abc import Iterable, Iterator

from PIL import Image, ImageDraw, ImageFont

from extract.record import Record, Status
from ocr.box import Box, union
from ocr.image import Pixels
from ocr.page import Mark

STATUS_COLOURS: dict[Status, str] = {
    "accepted": "#2E7D32",
    "review": "#E65100",
    "missing": "#C62828",
    "corrected": "#1565C0",
}
MARK_COLOUR = "#7B1FA2"
LEFT_OVER_COLOUR = "#C62828"
_NAME_SHARE = 90
"""The page is this many times as high as the names on it."""
_SMALLEST = 10  # pixels: names on small pages stay readable

Marked = tuple[str, Status, Box]
Font = ImageFont.ImageFont | ImageFont.FreeTypeFont


def overlay(
    pixels: Pixels,
    records: Iterable[Record],
    page: int,
    found: Iterable[Mark] = (),
    left_over: Iterable[Box] = (),
) -> bytes:
    """A PNG of the upright page ``page`` with the marks ``found`` and the fields of ``records`` that were read on it.

    Args:
        pixels: the page, shape (height, width, 3) in RGB or (height, width) in grey.
        records: those of one file; fields without a box on this page are skipped.
        page: its number in the file, from 1.
        found: the marks on that page.
        left_over: the boxes of words on it that nothing explains.
    """
    picture = Image.fromarray(pixels).convert("RGB")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(max(_SMALLEST, picture.height // _NAME_SHARE))
    line = max(2, picture.height // 700)
    for box in left_over:
        inner = box.clipped(*picture.size)
        if inner.area:
            draw.line(
                (inner.left, inner.bottom, inner.right, inner.bottom), fill=LEFT_OVER_COLOUR, width=line
            )
    for mark in found:
        _frame(draw, mark.kind, mark.box, picture.size, font)
    for name, status, box in _marked(records, page):
        colour = STATUS_COLOURS[status]
        around = box.grown(line).clipped(picture.width, picture.height)
        if not around.area:
            continue
        draw.rectangle(
            (around.left, around.top, around.right - 1, around.bottom - 1), outline=colour, width=line
        )
        _write_name(draw, name, around, colour, font)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _frame(draw: ImageDraw.ImageDraw, name: str, box: Box, size: tuple[int, int], font: Font) -> None:
    """A thin frame around a mark, its kind written below, where no field's name stands."""
    inner = box.clipped(*size)
    if inner.area:
        sides = (inner.left, inner.top, inner.right - 1, inner.bottom - 1)
        draw.rectangle(sides, outline=MARK_COLOUR, width=max(1, size[1] // 1200))
        draw.text((inner.left, inner.bottom), name, fill=MARK_COLOUR, font=font)


def _marked(records: Iterable[Record], page: int) -> Iterator[Marked]:
    for record in records:
        for name, field in record.fields.items():
            boxes = [each.box for each in field.evidence if each.page == page and each.box is not None]
            for box in _joined(boxes):
                yield name, field.status, box


def _joined(boxes: list[Box]) -> list[Box]:
    """Boxes of one field whose columns meet line under line become one; others stay apart."""
    joined: list[Box] = []
    for box in sorted(boxes, key=lambda box: (box.top, box.left)):
        last = joined[-1] if joined else None
        if last and box.top - last.bottom < box.height and box.overlap_x(last) > 0:
            joined[-1] = union((last, box))
        else:
            joined.append(box)
    return joined


def _write_name(draw: ImageDraw.ImageDraw, name: str, box: Box, colour: str, font: Font) -> None:
    left, top, right, bottom = draw.textbbox((0, 0), name, font=font)
    width, height = right - left + 4, bottom - top + 4
    # Above the box where there is room, so that the value stays readable; never beyond the page.
    x, y = max(0, min(box.left, draw.im.size[0] - width)), max(0, box.top - height)
    draw.rectangle((x, y, x + width, y + height), fill=colour)
    draw.text((x + 2 - left, y + 2 - top), name, fill="white", font=font)
