from datetime import date

import pytest

from extract.record import Field, Record
from extract.rules.loader import load_types
from extract.rules.procedure import Procedure, RequiredPaper, completeness, load_procedures, procedure_for
from ocr.problem import ConfigurationProblem

DAY = date(2026, 8, 10)
PROCEDURE = Procedure(
    id="1.000001",
    name="việc mẫu",
    legal_basis=("Luật mẫu",),
    effective_from=date(2020, 1, 1),
    application=("giay_khai_sinh",),
    papers=(
        RequiredPaper(name="giấy khai sinh", types=("giay_khai_sinh",)),
        RequiredPaper(
            name="xác nhận hôn nhân",
            types=("giay_xac_nhan_tinh_trang_hon_nhan",),
            substitutes=("van_ban_hanh_chinh",),
            valid_months=6,
        ),
        RequiredPaper(name="căn cước", types=("can_cuoc",), need="presented"),
    ),
)


def paper(doc_type, **said):
    fields = {key: Field(value=value, raw=value, status="accepted") for key, value in said.items()}
    return Record(
        source=f"{doc_type}.pdf",
        sha256="0" * 64,
        pages=(1,),
        doc_type=doc_type,
        doc_type_name=doc_type,
        doc_type_version=1,
        confidence=1,
        fields=fields,
    )


BIRTH, MARITAL = paper("giay_khai_sinh"), paper("giay_xac_nhan_tinh_trang_hon_nhan")


def codes(*records, day=DAY):
    return [finding.code for finding in completeness(PROCEDURE, records, day)]


def test_a_whole_dossier_has_no_finding():
    assert codes(BIRTH, MARITAL) == []


def test_a_missing_paper_is_told_by_the_name_of_the_list():
    assert codes(BIRTH) == ["paper_missing"]
    assert completeness(PROCEDURE, [BIRTH], DAY)[0].data["paper"] == "xác nhận hôn nhân"


def test_a_substitute_fills_the_place():
    assert codes(BIRTH, paper("van_ban_hanh_chinh")) == []


def test_an_unknown_paper_may_be_the_missing_one():
    assert codes(BIRTH, paper("khac")) == ["paper_maybe_missing"]


def test_what_is_only_shown_and_what_nobody_asked_for_are_told_apart():
    extra = paper("giay_chung_nhan_dang_ky_ho_kinh_doanh")
    assert codes(BIRTH, MARITAL, paper("can_cuoc"), extra) == ["paper_only_shown", "paper_surplus"]


@pytest.mark.parametrize(
    ("issued", "found"), [("2026-02-10", []), ("2026-02-09", ["paper_expired"]), ("Không rõ", [])]
)
def test_a_paper_of_six_months_may_be_used_on_the_last_day(issued, found):
    assert codes(BIRTH, paper("giay_xac_nhan_tinh_trang_hon_nhan", ngay_ban_hanh=issued)) == found


def test_months_end_on_the_last_day_where_the_month_is_shorter():
    marital = paper("giay_xac_nhan_tinh_trang_hon_nhan", ngay_ban_hanh="2025-08-31")
    assert codes(BIRTH, marital, day=date(2026, 2, 28)) == []
    assert codes(BIRTH, marital, day=date(2026, 3, 1)) == ["paper_expired"]


def test_a_printed_expiry_counts_without_the_list():
    assert "paper_expired" in codes(BIRTH, MARITAL, paper("can_cuoc", ngay_het_han="2026-08-09"))
    assert "paper_expired" not in codes(BIRTH, MARITAL, paper("can_cuoc", ngay_het_han="Không thời hạn"))


def test_papers_name_their_procedure_by_code_or_by_the_form():
    assert procedure_for([BIRTH], [PROCEDURE]) == PROCEDURE
    assert procedure_for([paper("khac", ma_thu_tuc="1.000001")], [PROCEDURE]) == PROCEDURE
    assert procedure_for([MARITAL], [PROCEDURE]) is None


def test_every_shipped_procedure_is_valid():
    assert load_procedures(load_types())


def test_who_names_an_unknown_type_is_told_file_line_and_the_nearest(tmp_path):
    text = PROCEDURE.model_dump_json().replace("can_cuoc", "can_cuok")
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationProblem) as raised:
        load_procedures(load_types(), [tmp_path])
    assert raised.value.code == "procedure_type_unknown"
    assert raised.value.data["suggestion"] == "can_cuoc"
