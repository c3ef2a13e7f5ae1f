from pathlib import Path
from typing import get_args

import pytest
from ruamel.yaml import YAML

import extract
from export.labels import field_order, label, labels
from export.workbook import _EVIDENCE, _FINDINGS, _FIXED
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
    sheets = ("sheet_records", "sheet_evidence", "sheet_findings", "sheet_legend", "passed", "failed")
    names = (*_FIXED, *_EVIDENCE, *_FINDINGS, *states, *sheets)
    assert [name for name in names if label(name, language) is None] == []


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
