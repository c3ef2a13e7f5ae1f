from datetime import date

import pytest

from extract.record import Field, Record
from extract.rules.loader import load_types
from extract.rules.procedure import Procedure, RequiredPaper, completeness, load_procedures
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


def test_a_paper_that_no_official_list_was_seen_to_ask_for_is_missed_more_softly():
    asked = RequiredPaper(name="giấy báo tử", types=("van_ban_hanh_chinh",), verified=False)
    listed = PROCEDURE.model_copy(update={"papers": (asked,)})
    (found,) = completeness(listed, [paper("khac")], DAY)
    assert (found.code, found.severity) == ("paper_unverified_missing", "info")


def test_every_shipped_procedure_is_valid_and_each_day_has_one_list():
    assert load_procedures(load_types())


@pytest.fixture
def loaded(tmp_path):
    def load(*lists):
        for number, one in enumerate(lists):
            (tmp_path / f"{number}.yaml").write_text(one.model_dump_json(), encoding="utf-8")
        return [one for one in load_procedures(load_types(), [tmp_path]) if one.id == PROCEDURE.id]

    return load


ENDED = PROCEDURE.model_copy(update={"effective_to": date(2025, 12, 31)})
NEW = PROCEDURE.model_copy(update={"effective_from": date(2026, 1, 1)})


def test_lists_of_one_code_for_different_days_lie_side_by_side(loaded):
    assert loaded(ENDED, NEW) == [ENDED, NEW]


def test_two_lists_of_one_code_for_the_same_days_are_refused_and_both_files_named(loaded, tmp_path):
    with pytest.raises(ConfigurationProblem) as raised:
        loaded(PROCEDURE, NEW)
    assert raised.value.code == "procedure_periods_overlap"
    assert raised.value.data["other"] == str(tmp_path / "0.yaml")
    assert raised.value.data["file"] == str(tmp_path / "1.yaml")


def test_a_list_that_says_so_takes_the_place_of_another(loaded):
    own = NEW.model_copy(update={"replaces": True})
    assert loaded(PROCEDURE, own) == [PROCEDURE, own]


def test_who_names_an_unknown_type_is_told_file_line_and_the_nearest(tmp_path):
    text = PROCEDURE.model_dump_json().replace("can_cuoc", "can_cuok")
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationProblem) as raised:
        load_procedures(load_types(), [tmp_path])
    assert raised.value.code == "procedure_type_unknown"
    assert raised.value.data["suggestion"] == "can_cuoc"
