import ast
from pathlib import Path
from typing import get_args

import pytest
from ruamel.yaml import YAML

import extract
from export.labels import field_order, label, labels
from export.tables.workbook import _EVIDENCE, _FINDINGS, _FIXED, _LEGEND, _REVIEW, _SHEETS
from extract.record import EvidenceSource, Status
from ocr.page import Severity


def shipped_fields():
    types = (Path(extract.__file__).parent / "types").glob("*.yaml")
    return sorted({each["name"] for path in types for each in YAML(typ="safe").load(path)["fields"]})


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_field_of_a_shipped_document_type_has_a_heading(language):
    names = shipped_fields()
    assert names
    assert [name for name in names if label(name, language) is None] == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_column_sheet_and_state_has_a_heading(language):
    states = (*get_args(Status), *get_args(EvidenceSource), *get_args(Severity))
    means = [f"{name}_means" for name in (*get_args(Status), *_SHEETS)]
    names = (*_FIXED, *_REVIEW, *_EVIDENCE, *_FINDINGS, *_LEGEND, *states, *_SHEETS, "sheet_legend", *means)
    assert [name for name in names if label(name, language) is None] == []


def made_checks():
    """The names of all checks that are made anywhere, and whether they can be passed."""
    for path in Path(extract.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Check":
                given = {word.arg: word.value for word in node.keywords}
                if isinstance(given["name"], ast.Constant):
                    yield given["name"].value, getattr(given["passed"], "value", True) is not False


DOUBTS = (
    "misspelled", "phrase_misread", "unit_misspelled", "unit_unknown", "unit_elsewhere", "tones_vary", "maybe_cut", "row_incomplete", "rows_mixed", "starts_late", "has_hole", "number_apart", "number_faint",
    "number_uneven", "day_maybe_handwritten", "id_not_twelve", "signer_of_copy", "day_at_foot", "signer_unsure", "position_unknown", "position_contradicts_form", "type_unknown", "label_unverified",
)  # fmt: skip


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_check_and_doubt_is_a_sentence(language):
    names = [f"{name}_failed" for name in (*DOUBTS, "qr", "mrz", *(name for name, _ in made_checks()))]
    names += [f"{name}_passed" for name in ("qr", "mrz", *(name for name, can in made_checks() if can))]
    assert len(names) > 30
    assert sorted({name for name in names if not (label(name, language) or "").endswith(".")}) == []


def test_headings_are_those_of_the_language():
    assert (labels()("so_ky_hieu"), labels("en")("so_ky_hieu")) == ("Số, ký hiệu", "Number and symbol")


def test_a_role_that_has_no_heading_of_its_own_is_composed():
    assert labels()("so_dinh_danh_vo") == "Số định danh cá nhân (vợ)"
    assert labels()("noi_cu_tru_chu_ho") == "Nơi cư trú (chủ hộ)"


def test_an_unknown_name_is_its_own_heading():
    assert labels()("truong_la") == "truong_la"


def test_columns_come_in_one_order_with_unknown_ones_last():
    assert field_order(["xyz", "nguoi_ky", "so_ky_hieu", "abc", "nguoi_ky"]) == [
        "so_ky_hieu",
        "nguoi_ky",
        "abc",
        "xyz",
    ]
