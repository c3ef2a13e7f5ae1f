"""A page that counts in inches, or in any other unit, is the page that it is in points."""

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from digitize.__main__ import run
from digitize.exit_codes import ExitCode
from digitize.page.chain import PageTask, scan_page
from digitize.settings import Settings

LINES = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 125/QĐ-UBND", "Hòa Bình, ngày 12 tháng 11 năm 2025")
ONE_GREY = 1  # of 255: numbers in another unit are rounded elsewhere
NEAR = 2  # pixels
SHAPES = {
    "plain": {},
    "turned": {"Rotate": 90},
    "cropped": {"CropBox": Array([20, 300, 500, 800])},
    "cropped and upside down": {"CropBox": Array([20, 300, 500, 800]), "Rotate": 180},
}


def in_units(path, target, unit, **entries):
    """The PDF at ``path`` with its page in units of so many points; or as it is, but with ``entries``, for 1."""
    with pikepdf.open(path) as pdf:
        page = pdf.pages[0]
        for key, value in entries.items():
            page.obj[f"/{key}"] = value
        for box in (Name.MediaBox, Name.CropBox):
            if box in page.obj:
                page.obj[box] = Array([float(side) / unit for side in page.obj[box]])
        look = pdf.make_stream(b"1 0 0 rg 0 0 10 10 re f", BBox=Array([0, 0, 10, 10]), Subtype=Name.Form)
        rect = Array([side / unit for side in (100, 400, 150, 450)])
        page.obj.Annots = Array(
            [Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=rect, F=4, AP=Dictionary(N=look))]
        )
        if unit != 1:
            page.contents_add(f"q {1 / unit} 0 0 {1 / unit} 0 0 cm".encode(), prepend=True)
            page.contents_add(b"Q")
            page.obj.UserUnit = unit
        pdf.save(target)
    return target


@pytest.mark.parametrize("unit", [72, 28.3465, 10, 0.5])
@pytest.mark.parametrize("shape", SHAPES)
def test_it_is_drawn_and_read_as_in_points(typed, source, tmp_path, unit, shape):
    paper = typed(tmp_path / "paper.pdf", LINES)
    seen = []
    for number in (1, unit):
        path = in_units(paper, tmp_path / f"{number}.pdf", number, **SHAPES[shape])
        seen.append(scan_page(PageTask(source(path), 1, Settings())))
    (image, scanned), (other, also) = seen
    assert image.colour.shape == other.colour.shape
    assert np.abs(image.colour.astype(int) - other.colour).mean() < ONE_GREY
    assert [line.text for line in scanned.layer.lines] == [line.text for line in also.layer.lines]
    assert scanned.layer.lines
    boxes = (np.array([list(line.box) for line in one.layer.lines]) for one in (scanned, also))
    assert np.abs(np.subtract(*boxes)).max() <= NEAR


@pytest.mark.parametrize("unit", [0, -3, Name.Inch], ids=str)
def test_a_unit_that_is_none_is_a_point(typed, source, tmp_path, unit):
    path = typed(tmp_path / "paper.pdf", LINES)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.UserUnit = unit
        pdf.save(path)
    assert scan_page(PageTask(source(path), 1, Settings()))[1].layer.lines


def test_a_run_keeps_the_original_and_makes_a_searchable_pdf(typed, tmp_path):
    path = in_units(typed(tmp_path / "paper.pdf", LINES), tmp_path / "inch.pdf", 72)
    out = tmp_path / "out"
    assert run(["run", str(path), "-o", str(out), "--progress", "none"]) == ExitCode.DONE
    assert [kept.read_bytes() for kept in out.rglob("original/*")] == [path.read_bytes()]
    (made,) = out.rglob("document-1.pdf")
    assert made.stat().st_size
