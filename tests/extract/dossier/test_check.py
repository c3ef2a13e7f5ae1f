import pytest

from extract.dossier.check import alone, dossier_of
from extract.record import Check, Evidence, Field, Record
from ocr.box import Box


def stated(value, confidence=0.95, status="review", checks=(), source="print"):
    evidence = Evidence(page=2, box=Box(10, 20, 30, 40), text=str(value), source=source)
    return Field(
        value=value, raw=str(value), confidence=confidence, status=status, evidence=(evidence,), checks=checks
    )


def paper(source, doc_type="giay_khai_sinh", ma_ho_so=None, **said):
    fields = {key: value if isinstance(value, Field) else stated(value) for key, value in said.items()}
    return Record(
        source=source,
        sha256="0" * 64,
        pages=(2,),
        doc_type=doc_type,
        doc_type_name=doc_type,
        doc_type_version=1,
        confidence=1,
        ma_ho_so=ma_ho_so,
        fields=fields,
    )


MOTHER = {"ho_ten_me": "Lê Thị Mẫu", "so_dinh_danh_me": "000190000017"}
CARD = {"doc_type": "can_cuoc", "ho_ten": "LÊ THỊ MẪU", "so_dinh_danh": "000190000017"}


def codes(dossier):
    """What was found, but for sides of cards: most of these cards have one side only."""
    return [finding.code for finding in dossier.findings if not finding.code.startswith("card_")]


def test_a_fact_that_two_papers_state_is_accepted_on_both():
    found = dossier_of("A", [paper("khai-sinh.pdf", **MOTHER), paper("the.jpg", **CARD)])
    assert codes(found) == []
    names = [found.records[0].fields["ho_ten_me"], found.records[1].fields["ho_ten"]]
    assert [field.status for field in names] == ["accepted", "accepted"]
    assert names[0].checks[-1].passed
    assert names[0].checks[-1].data == {
        "file": "the.jpg",
        "page": 2,
        "field": "ho_ten",
        "confidence": 0.95,
        "status": "review",
    }


def test_a_contradiction_sends_both_to_review_and_names_both_places():
    card = paper("the.jpg", **{**CARD, "ho_ten": stated("LÊ THỊ MẬU", 0.99, "accepted")})
    found = dossier_of("A", [paper("khai-sinh.pdf", **MOTHER), card])
    assert codes(found) == ["papers_differ"]
    assert found.findings[0].box == Box(10, 20, 30, 40)
    assert found.findings[0].data == {
        "field": "ho_ten_me",
        "file": "khai-sinh.pdf",
        "other_field": "ho_ten",
        "other_file": "the.jpg",
        "other_page": 2,
    }
    assert found.records[1].fields["ho_ten"].status == "review"
    assert not found.records[1].fields["ho_ten"].checks[-1].passed


def test_no_finding_quotes_what_the_papers_say():
    card = paper("the.jpg", **{**CARD, "ho_ten": "LÊ THỊ MẬU"})
    found = dossier_of("A", [paper("khai-sinh.pdf", **MOTHER), card])
    assert "Mẫu" not in found.findings[0].model_dump_json()


@pytest.mark.parametrize(
    "weakness",
    [
        {"checks": (Check(name="pattern", passed=False),)},
        {"source": "handwriting"},
        {"confidence": 0.3},
    ],
)
def test_agreement_heals_no_failed_check_no_hand_and_no_guess(weakness):
    card = {**CARD, "ho_ten": stated("LÊ THỊ MẪU", **{"confidence": 0.8, **weakness})}
    found = dossier_of("A", [paper("khai-sinh.pdf", **MOTHER), paper("the.jpg", **card)])
    assert found.records[1].fields["ho_ten"].status == "review"


def test_a_second_paper_shows_that_a_label_that_nobody_saw_printed_meant_the_field():
    doubted = stated("Lê Thị Mẫu", checks=(Check(name="label_unverified", passed=False),))
    found = dossier_of(
        "A", [paper("khai-sinh.pdf", **{**MOTHER, "ho_ten_me": doubted}), paper("the.jpg", **CARD)]
    )
    assert found.records[0].fields["ho_ten_me"].status == "accepted"


def test_two_people_of_one_family_are_not_one():
    sister = paper("b.pdf", ho_ten="Lê Thị Mẫn", ngay_sinh="2001-01-01")
    found = dossier_of("A", [paper("a.pdf", ho_ten="Lê Thị Mẫu", ngay_sinh="1999-05-07"), sister])
    assert codes(found) == []


def test_people_of_one_name_born_on_other_days_of_other_months_are_two():
    found = dossier_of(
        "A",
        [
            paper("a.pdf", ho_ten="Lê Mẫu", ngay_sinh="1999-05-07"),
            paper("b.pdf", ho_ten="Lê Mẫu", ngay_sinh="1971-12-30"),
        ],
    )
    assert codes(found) == []


def test_one_wrong_digit_in_a_number_is_a_contradiction_not_another_person():
    found = dossier_of(
        "A", [paper("a.pdf", **MOTHER), paper("b.jpg", **{**CARD, "so_dinh_danh": "000190000011"})]
    )
    assert codes(found) == ["papers_differ"]
    assert found.findings[0].data["field"] == "so_dinh_danh_me"


def test_who_moved_house_contradicts_nothing():
    old, new = ({**CARD, "noi_cu_tru": place} for place in ("xã Cũ, tỉnh Mẫu", "xã Mới, tỉnh Mẫu"))
    found = dossier_of("A", [paper("a.jpg", **old), paper("b.jpg", **new, ngay_cap="2024-01-01")])
    moved = [finding for finding in found.findings if finding.code == "papers_differ"]
    assert [finding.severity for finding in moved] == ["info"]
    assert found.records[0].fields["noi_cu_tru"].checks == ()


def test_the_same_paper_twice_is_told():
    said = {**CARD, "ngay_sinh": "1990-02-01"}
    found = dossier_of("A", [paper("a.jpg", **said), paper("b.jpg", **said)])
    assert codes(found) == ["paper_twice"]


def test_the_two_sides_of_a_card_are_not_one_paper_twice():
    front = paper("a.jpg", **CARD, ngay_sinh="1990-02-01")
    code = {key: stated(field.value, source="qr") for key, field in front.fields.items()}
    assert codes(dossier_of("A", [front, paper("b.jpg", doc_type="can_cuoc", **code)])) == []


def test_papers_of_two_dossiers_in_one_folder_are_told():
    found = dossier_of("A", [paper("a.pdf", ma_ho_so="H00.1"), paper("b.pdf", ma_ho_so="H00.2")])
    assert codes(found) == ["dossier_codes_differ"]
    assert found.ma_ho_so is None


def test_a_paper_can_be_asked_alone_again():
    papers = [paper("a.pdf", **MOTHER), paper("b.jpg", **{**CARD, "ho_ten": "LÊ THỊ MẬU"})]
    checked = dossier_of("A", papers)
    assert checked.records != tuple(papers)
    assert [alone(record) for record in checked.records] == papers
