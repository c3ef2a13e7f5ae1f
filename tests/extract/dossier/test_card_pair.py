import pytest

from extract.dossier.card_pair import card_findings, only_side
from extract.record import Evidence, Field, Record


def said(value, source="print"):
    return Field(value=value, evidence=(Evidence(page=1, box=None, text=value, source=source),))


def card(source, doc_type="can_cuoc_cong_dan", **fields):
    return Record(
        source=source,
        sha256="0" * 64,
        pages=(1,),
        doc_type=doc_type,
        doc_type_name=doc_type,
        doc_type_version=1,
        confidence=1,
        fields=fields,
    )


NUMBER, OTHER = "000190000017", "000185000023"
HOLDER = {"ho_ten": said("LÊ THỊ MẪU"), "so_dinh_danh": said(NUMBER)}
ISSUED = {"ngay_cap": said("2021-07-09"), "so_dinh_danh": said(NUMBER, "mrz")}
FRONT, BACK = card("truoc.jpg", **HOLDER), card("sau.jpg", **ISSUED)


def told(*records):
    return [(finding.code, finding.data["file"]) for finding in card_findings(records)]


def test_a_side_is_told_by_what_is_printed_on_it():
    assert only_side(FRONT) == "front"
    assert only_side(BACK) == "back"
    assert only_side(card("hai-mat.jpg", **HOLDER, ngay_cap=said("2021-07-09"))) is None
    assert only_side(card("khai-sinh.jpg", "giay_khai_sinh", **HOLDER)) is None


@pytest.mark.parametrize("papers", [(FRONT, BACK), (BACK, FRONT)])
def test_sides_in_two_files_are_one_card(papers):
    assert told(*papers) == [("card_sides_apart", "truoc.jpg")]


@pytest.mark.parametrize(
    ("papers", "missing"),
    [
        ((FRONT,), [("card_back_missing", "truoc.jpg")]),
        ((BACK,), [("card_front_missing", "sau.jpg")]),
    ],
)
def test_a_side_that_is_not_there_is_told(papers, missing):
    assert told(*papers) == missing


def test_the_back_of_another_persons_card_is_not_taken_for_it():
    other = card("khac.jpg", ngay_cap=said("2022-01-05"), so_dinh_danh=said(OTHER, "mrz"))
    assert told(FRONT, other) == [("card_back_missing", "truoc.jpg"), ("card_front_missing", "khac.jpg")]
    assert told(FRONT, other, BACK) == [("card_sides_apart", "truoc.jpg"), ("card_front_missing", "khac.jpg")]


def test_a_back_without_a_number_goes_to_no_card_where_two_could_be_meant():
    bare = [card(name, ngay_cap=said("2021-07-09")) for name in ("sau-1.jpg", "sau-2.jpg")]
    assert [code for code, _ in told(FRONT, *bare)] == [
        "card_back_missing",
        "card_front_missing",
        "card_front_missing",
    ]
