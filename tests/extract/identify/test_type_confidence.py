import json

import pytest

from extract.extraction import extract
from extract.identify.type_confidence import SIGNS, WEIGHTS, probability
from extract.record import Reason


@pytest.fixture
def record_of(types):
    return lambda *pages: next(extract(pages, types, source="a.pdf")).record


def found(**signs):
    return [Reason(what=name, weight=strength) for name, strength in signs.items()]


def test_each_sign_has_its_weight_by_name():
    shipped = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert {name: set(weights) for name, weights in shipped["weights"].items()} == {
        name: set(signs) for name, signs in SIGNS.items()
    }
    assert set(shipped["known"]) == set(SIGNS)


def test_every_sign_but_a_foreign_title_makes_a_type_likelier(types):
    for doc_type in (types["giay_khai_sinh"], types["van_ban_hanh_chinh"]):
        bare = probability(doc_type, found(title=0.5))
        assert probability(doc_type, found(title=1.0)) > bare
        assert probability(doc_type, found(title=0.5, foreign_title=1.0)) < bare


def test_labels_alone_make_no_type(record_of, page, birth, types):
    only_here = ("GIẤY KHAI SINH", *types["giay_khai_sinh"].anchors)
    labelled = [line for line in birth if not any(phrase in line[2] for phrase in only_here)]
    assert len(labelled) == len(birth) - len(only_here)
    assert record_of(page(*birth)).doc_type == "giay_khai_sinh"
    assert record_of(page(*labelled)).doc_type == "khac"


@pytest.mark.parametrize("title", ["TỜ KHAI LÝ LỊCH TƯ PHÁP", "SỔ HỘ KHẨU", "PHIẾU THU THẬP THÔNG TIN"])
def test_a_paper_with_the_title_of_another_kind_is_unknown_and_nothing_of_it_is_accepted(
    record_of, page, birth, title
):
    record = record_of(page(*((x, y, text.replace("GIẤY KHAI SINH", title)) for x, y, text in birth)))
    assert record.doc_type == "khac"
    assert not [name for name, field in record.fields.items() if field.status == "accepted"]


def test_the_name_of_an_agency_is_no_title_of_another_paper(record_of, page, decision):
    lines = [(x, y, "SỞ NỘI VỤ" if y == min(one[1] for one in decision) else text) for x, y, text in decision]
    assert record_of(page(*lines)).doc_type == "van_ban_hanh_chinh"
