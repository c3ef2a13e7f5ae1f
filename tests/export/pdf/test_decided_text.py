"""The text layer says what a person decided, where it stands on the paper."""

import pytest

from export.pdf.decided_text import with_decided_text
from extract.record import Evidence, Field, MachineReading, Record
from ocr.box import Box
from ocr.page import Decision, Geometry, Line, PageText, Word

AT = Box(100, 10, 300, 40)


def word(left, text):
    return Word(text=text, box=Box(left, 12, left + 60, 38), confidence=0.9)


@pytest.fixture
def page():
    return PageText(
        page=1,
        sha256="0" * 64,
        geometry=Geometry(width=600, height=400, dpi=100, original_width=600, original_height=400),
        decision=Decision(use="image", reason="test"),
        engine="drawn",
        engine_version="1",
        lines=(Line.of((word(10, "Tên:"), word(110, "Lê"), word(180, "Bào"), word(320, "Nam"))),),
    )


def record(value, status="corrected", boxes=(AT,), said_at=None):
    read = tuple(Evidence(page=1, box=box, text="Lê Bào", source="print") for box in boxes)
    own = Evidence(page=1, box=said_at, text=str(value), source="person")
    field = Field(
        value=value, status=status, evidence=(own,), machine=MachineReading(value="Lê Bào", evidence=read)
    )
    return Record(
        source="a", sha256="0" * 64, pages=(1,), doc_type="x", doc_type_name="x", doc_type_version=1,
        confidence=1, fields={"ho_ten": field},
    )  # fmt: skip


def text(page, *args, **known):
    (left,) = with_decided_text((page,), record(*args, **known))
    return [line.text for line in left.lines]


def test_the_corrected_value_stands_in_the_place_of_what_was_misread(page):
    assert text(page, "Lê Bảo") == ["Tên: Lê Bảo Nam"]


def test_a_day_stands_there_as_papers_print_it(page):
    assert text(page, "2026-11-05") == ["Tên: 05/11/2026 Nam"]


def test_what_is_right_or_not_there_changes_no_text(page):
    assert with_decided_text((page,), record("Lê Bào", status="accepted")) == (page,)
    assert with_decided_text((page,), record(None)) == (page,)


def test_a_value_that_the_machine_did_not_find_stands_where_the_person_saw_it(page):
    assert text(page, "Kinh", boxes=(), said_at=Box(100, 200, 200, 230)) == ["Tên: Lê Bào Nam", "Kinh"]


def test_a_value_over_two_boxes_stands_once(page):
    boxes = (Box(100, 10, 175, 40), Box(175, 10, 300, 40))
    assert text(page, "Lê Bảo", boxes=boxes) == ["Tên: Lê Bảo Nam"]
