"""Where pdfplumber says that a letter stands, there it stands among the pixels."""

import zlib

import numpy as np
import pdfplumber
import pikepdf
import pytest

MEDIA = [(0, 0, 200, 300), (40, 25, 240, 325)]
CROPS = [None, (20, 30, 10, 50)]
"""The CropBox: how much it takes off the left, bottom, right and top of the MediaBox."""

SQUARE, INSET = 30, (60, 90)
"""Its side, and where it stands from the lower left corner of the visible page, in points."""


def visible(media, crop):
    left, bottom, right, top = crop or (0, 0, 0, 0)
    return media[0] + left, media[1] + bottom, media[2] - right, media[3] - top


def letter(left, bottom):
    # Unseen: a real letter would keep the scan from being taken as it is.
    return f" BT 3 Tr /F1 20 Tf {left + 8} {bottom + 8} Td (H) Tj ET".encode()


def page_keys(media, crop, turn):
    return {"media": media, "Rotate": turn} | ({"CropBox": visible(media, crop)} if crop else {})


def with_drawn_square(write_pdf, media, crop, turn):
    left, bottom = visible(media, crop)[0] + INSET[0], visible(media, crop)[1] + INSET[1]
    square = f"0 g {left} {bottom} {SQUARE} {SQUARE} re f".encode()
    return write_pdf(square + letter(left, bottom), **page_keys(media, crop, turn))


def with_square_in_its_scan(write_pdf, media, crop, turn):
    left, bottom, right, top = visible(media, crop)
    width, height = int(right - left), int(top - bottom)
    image = np.full((height * 2, width * 2), 255, np.uint8)
    image[-2 * (INSET[1] + SQUARE) : -2 * INSET[1], 2 * INSET[0] : 2 * (INSET[0] + SQUARE)] = 0
    spec = (zlib.compress(image.tobytes()), width * 2, height * 2, {"Filter": pikepdf.Name.FlateDecode})
    content = f"q {width} 0 0 {height} {left} {bottom} cm /Im Do Q".encode()
    return write_pdf(
        content + letter(left + INSET[0], bottom + INSET[1]),
        images={"Im": spec},
        **page_keys(media, crop, turn),
    )


def to_pixels(homography, x, y):
    a, b, c, d, e, f, g, h, i = homography
    w = g * x + h * y + i
    return (a * x + b * y + c) / w, (d * x + e * y + f) / w


DRAWN = [(with_drawn_square, "rendered"), (with_square_in_its_scan, "embedded")]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", CROPS, ids=["whole", "cropped"])
@pytest.mark.parametrize("media", MEDIA, ids=["from 0", "from elsewhere"])
@pytest.mark.parametrize("drawn", DRAWN, ids=["rendered", "embedded"])
def test_letter_of_pdfplumber_lies_in_the_square(write_pdf, opened, drawn, media, crop, turn):
    draw, raster = drawn
    path = draw(write_pdf, media, crop, turn)
    page = opened(path)
    with pdfplumber.open(path) as pdf:
        (char,) = pdf.pages[0].chars
    assert page.raster == raster
    dark = np.argwhere(page.pixels < 128)
    (top, left), (bottom, right) = dark.min(axis=0), dark.max(axis=0) + 1
    corners = [
        to_pixels(page.points_to_pixels, char[x], char[y]) for x in ("x0", "x1") for y in ("top", "bottom")
    ]
    assert all(left <= x <= right and top <= y <= bottom for x, y in corners)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", CROPS, ids=["whole", "cropped"])
def test_edges_of_a_drawn_square_are_met_to_a_pixel(write_pdf, opened, crop, turn):
    path = with_drawn_square(write_pdf, MEDIA[1], crop, turn)
    page = opened(path)
    with pdfplumber.open(path) as pdf:
        (square,) = pdf.pages[0].rects
    dark = np.argwhere(page.pixels < 128)
    (top, left), (bottom, right) = dark.min(axis=0), dark.max(axis=0) + 1
    assert to_pixels(page.points_to_pixels, square["x0"], square["top"]) == pytest.approx((left, top), abs=1)
    assert to_pixels(page.points_to_pixels, square["x1"], square["bottom"]) == pytest.approx(
        (right, bottom), abs=1
    )


def test_boxes_inherited_from_the_page_tree_count(write_pdf, opened):
    path = with_drawn_square(write_pdf, MEDIA[1], CROPS[1], 90)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0].obj
        for key in ("/MediaBox", "/CropBox", "/Rotate"):
            pdf.Root.Pages[key] = page[key]
            del page[key]
        pdf.save(path)
    page = opened(path)
    with pdfplumber.open(path) as pdf:
        (square,) = pdf.pages[0].rects
    top, left = np.argwhere(page.pixels < 128).min(axis=0)
    assert to_pixels(page.points_to_pixels, square["x0"], square["top"]) == pytest.approx((left, top), abs=1)
