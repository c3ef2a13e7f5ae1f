import pytest

from extract.extraction import extract
from ocr.box import Box
from ocr.page import Mark


def status(page, types, birth, mark=None):
    read = page(*birth)
    word = next(line for line in read.lines if "Lê Văn Bảo" in line.text).words[-1]
    marks = (mark(word.box),) if mark else ()
    (found,) = extract((page(*birth, marks=marks),), types, source="a.pdf")
    field = found.record.fields["ho_ten_cha"]
    return field.status, {check.name for check in field.checks if not check.passed}


def beside(box):
    return Mark(kind="cover", box=Box(box.right, box.top, box.right + box.height, box.bottom))


def further_right(box):
    return Mark(
        kind="cover", box=Box(box.right + 2 * box.height, box.top, box.right + 4 * box.height, box.bottom)
    )


def in_the_row_below(box):
    return Mark(kind="cover", box=Box(box.right, box.bottom + 1, box.right + box.height, box.bottom + 40))


def test_a_value_beside_a_cover_goes_to_a_person(page, types, birth):
    assert status(page, types, birth)[0] == "accepted"
    found, failed = status(page, types, birth, beside)
    assert found == "review"
    assert "maybe_covered" in failed


@pytest.mark.parametrize("mark", [further_right, in_the_row_below])
def test_a_cover_elsewhere_is_no_doubt(page, types, birth, mark):
    assert status(page, types, birth, mark)[0] == "accepted"
