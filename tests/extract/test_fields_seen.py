import pytest

from digitize.evaluate.truth import DocumentTruth, Truth
from training.fields.calibrate import SIGNS
from training.fields.papers import Paper
from training.fields.seen import fields_seen


@pytest.fixture
def paper(page):
    """A birth certificate with its truth, under a title of its own."""

    def write(title):
        lines = (
            (300, 100, title),
            (100, 200, "Họ, chữ đệm, tên: Nguyễn Thị Hoa"),
            (100, 300, "Dân tộc: Kinh"),
        )
        fields = {"ho_ten": "Nguyễn Thị Hoa", "dan_toc": "Tày"}
        truth = Truth(documents=(DocumentTruth(doc_type="giấy khai sinh", fields=fields),))
        return Paper("a.jpg", (page(*lines),), truth)

    return write


def test_fields_of_a_paper_are_held_against_its_truth(paper, types):
    found = list(fields_seen(paper("GIẤY KHAI SINH"), types))
    assert {one.name: (one.doc_type, one.right) for one in found} == {
        "ho_ten": ("giay_khai_sinh", True),
        "dan_toc": ("giay_khai_sinh", False),
    }
    assert found[0].seen.keys() == SIGNS.keys()


def test_a_paper_that_a_person_sees_whole_tells_nothing_of_confidence(paper, types):
    assert list(fields_seen(paper("SỔ TIẾP CÔNG DÂN"), types)) == []
