"""A small page that was read, as a picture and as a PDF."""

import io

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

from export.pdf.searchable_pdf import write_searchable_pdf
from ocr.box import Box
from ocr.page import Decision, Geometry, Line, PageText, Word

SIZE = (300, 420)


@pytest.fixture
def sheet():
    """Print at the head, so that it is seen when the page is turned."""
    page = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(page)
    for row in range(20, 200, 20):
        draw.rectangle((20, row, 280 - row, row + 10), fill=(20, 20, 90))
    return page


@pytest.fixture
def read_page():
    def make(number=1, size=SIZE):
        line = Line.of([Word(text="chữ", box=Box(20, 20, 90, 30), confidence=1)])
        return PageText(
            page=number,
            sha256="ab" * 32,
            geometry=Geometry(
                width=size[0], height=size[1], dpi=72, original_width=size[0], original_height=size[1]
            ),
            decision=Decision(use="image", reason="test"),
            engine="test",
            engine_version="1",
            lines=(line,),
        )

    return make


@pytest.fixture
def scan_pdf(tmp_path, sheet):
    """A PDF of the page, changed by ``change`` before it is saved."""

    def make(change=bool):
        pdf = pikepdf.new()
        pdf.add_blank_page(page_size=SIZE)
        memory = io.BytesIO()
        sheet.save(memory, "JPEG")
        picture = pdf.make_stream(
            memory.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=SIZE[0], Height=SIZE[1],
            ColorSpace=Name.DeviceRGB, BitsPerComponent=8, Filter=Name.DCTDecode,
        )  # fmt: skip
        page = pdf.pages[0]
        page.Resources = Dictionary(XObject=Dictionary(Im=picture))
        page.Contents = pdf.make_stream(b"q 300 0 0 420 0 0 cm /Im Do Q")
        change(pdf)
        path = tmp_path / "in.pdf"
        pdf.save(path)
        return path

    return make


@pytest.fixture
def made(tmp_path, read_page):
    """What becomes of a file whose first page was read."""

    def make(source, kind="pdf", size=SIZE):
        return write_searchable_pdf(source, kind, [read_page(size=size)], tmp_path / "out.pdf")

    return make


@pytest.fixture
def loop():
    """An array that holds a dictionary which holds the array."""

    def make(pdf, **entries):
        inner = pdf.make_indirect(Dictionary(**entries))
        inner.Kids = Array([inner] * 4)
        return Array([inner])

    return make


def grey(pixels):
    return np.asarray(Image.fromarray(pixels).convert("L"))
