"""Pages drawn on the spot, in fonts that hold every Vietnamese letter."""

import stat
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from pytesseract import pytesseract

from ocr.box import Box
from ocr.image import PageImage
from ocr.page import Geometry, Line, Word

FONTS = (
    "/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf",
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
)


TSV_HEADER = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
posix = pytest.mark.skipif(sys.platform == "win32", reason="the fake programs are shell scripts")


@pytest.fixture
def fake(tmp_path, monkeypatch):
    """Puts a shell script in the place of Tesseract; $2 is where it has to write, without .tsv."""

    def put(body):
        program = tmp_path / "tesseract"
        program.write_text("#!/bin/sh\n" + body)
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(pytesseract, "tesseract_cmd", str(program))
        return tmp_path

    return put


@pytest.fixture(scope="session")
def font():
    found = next((path for path in FONTS if Path(path).exists()), None)
    assert found, "the tests need fonts-croscore, fonts-liberation2 or fonts-dejavu"
    return found


def as_page(pixels, dpi=200.0):
    height, width = pixels.shape[:2]
    geometry = Geometry(width=width, height=height, dpi=dpi, original_width=width, original_height=height)
    return PageImage(colour=pixels, ink=pixels, geometry=geometry, sha256="0" * 64)


@pytest.fixture(scope="session")
def draw(font):
    """Draws texts at (x, y) in black on white, 12 pt at 200 dpi unless told."""

    def drawn(texts, width=1200, height=600, size=33):
        picture = Image.new("L", (width, height), 255)
        pen = ImageDraw.Draw(picture)
        for x, y, text in texts:
            pen.text((x, y), text, font=ImageFont.truetype(font, size), fill=0)
        return as_page(np.asarray(picture))

    return drawn


def line_at(text, left, top, width=None, height=30, **more):
    """A line whose words share its width by their length, with a space of a third of the height."""
    parts = text.split()
    room = (width or 15 * len(text)) - (len(parts) - 1) * height // 3
    share = room / max(1, sum(map(len, parts)))
    words, x = [], float(left)
    for part in parts:
        box = Box(round(x), top, round(x + share * len(part)), top + height)
        words.append(Word(text=part, box=box, confidence=more.get("confidence", 0.9)))
        x += share * len(part) + height // 3
    return Line.of(words, more.get("source", "image"))
