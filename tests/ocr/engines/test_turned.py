"""Lines upside down on an upright page are told and not kept; an ordinary page is left alone."""

import numpy as np
import pytest

from ocr.engines.by_line import LineEngine
from ocr.engines.registry import engine
from ocr.page import PART_TURNED
from ocr.problem import MachineProblem
from tests.ocr.engines.test_by_line import Told

UPRIGHT = [
    (60, 40 + 60 * at, text)
    for at, text in enumerate(("Số định danh cá nhân", "Họ, chữ đệm, tên", "Quê quán"))
]
SLIP = [
    (60, 320 + 60 * at, text)
    for at, text in enumerate(
        ("Nơi nhận hồ sơ tại xã", "Phạm Tuyết My", "Công an, Quân sự", "Đài Truyền thanh")
    )
]


@pytest.fixture
def reader():
    made = engine("lines")
    if made.unavailable():
        pytest.skip("our own reader is missing here")
    return made


def turned_below(page, top):
    ink = page.ink.copy()
    ink[top:] = ink[top:][::-1, ::-1]
    return type(page)(ink, ink, page.geometry, page.sha256)


def found(read):
    return [finding for finding in read.skipped if finding.code == PART_TURNED]


def test_a_slip_upside_down_is_told_and_nothing_of_it_is_kept(draw, reader):
    page = turned_below(draw(UPRIGHT + SLIP), 300)
    read = reader.read(page, seconds=60)
    (told,) = found(read)
    assert told.severity == "review"
    assert told.box.top > 300
    assert [line.text for line in read.kept] == [text for _, _, text in UPRIGHT]


def test_a_page_that_lies_as_it_should_is_not_told(draw, reader):
    read = reader.read(draw(UPRIGHT + SLIP), seconds=60)
    assert not found(read)
    assert len(read.kept) == len(UPRIGHT + SLIP)


def test_one_line_that_reads_well_both_ways_is_kept(draw, reader):
    page = turned_below(draw([*UPRIGHT, (60, 400, "Phạm Tuyết My")]), 300)
    assert not found(reader.read(page, seconds=60))


class TurnsOnce(Told):
    """Reads badly, and does not start a second time."""

    def read(self, strips, *, seconds):
        if self.seen:
            raise MachineProblem("tesseract_hung", seconds=seconds)
        return super().read(strips, seconds=seconds)


def test_a_look_that_fails_costs_no_line(draw):
    page = draw(UPRIGHT + SLIP)
    read = LineEngine("test", TurnsOnce("nhân", 0.6), Told("nhân", 0.6)).read(page, seconds=30)
    assert len(read.kept) == len(UPRIGHT + SLIP)
    assert {finding.code for finding in read.skipped} == {"second_look_skipped"}


def test_badly_read_lines_that_are_no_better_turned_stay(draw):
    page = draw(UPRIGHT + SLIP)
    read = LineEngine("test", Told("nhân viên", 0.6), Told("nhân viên", 0.6)).read(page, seconds=30)
    assert len(read.kept) == len(UPRIGHT + SLIP)
    assert not found(read)
    assert np.all([line.text == "nhân viên" for line in read.kept])
