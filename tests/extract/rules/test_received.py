from datetime import date

import pytest

from extract.record import Dossier, Field, Record
from extract.rules.received import received_on


def receipt(status, day="2026-11-02"):
    return Record(
        source="a.pdf",
        sha256="0" * 64,
        pages=(1,),
        doc_type="giay_tiep_nhan_ho_so",
        doc_type_name="giấy tiếp nhận",
        doc_type_version=1,
        confidence=1,
        fields={"ngay_tiep_nhan": Field(value=day, status=status)},
    )


@pytest.mark.parametrize(
    ("status", "code", "day"),
    [
        ("accepted", "H17.28.22-261102-000123", date(2026, 11, 4)),
        ("corrected", "H17.28.22-261102-000123", date(2026, 11, 4)),
        ("review", "H17.28.22-261102-000123", date(2026, 11, 2)),
        ("review", None, date(2026, 11, 4)),
        ("missing", None, None),
    ],
)
def test_the_receipt_counts_then_the_code_then_a_receipt_in_doubt(status, code, day):
    said = receipt(status, "2026-11-04" if status != "missing" else None)
    assert received_on(Dossier(name="hồ sơ", ma_ho_so=code, records=(said,))) == day


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("000.00.01.H26-201105-0007", date(2020, 11, 5)),
        ("G09.20-20260609-0092637", date(2026, 6, 9)),
        ("H17.28.22-261332-000123", None),
    ],
)
def test_a_code_holds_the_day_of_reception(code, day):
    assert received_on(Dossier(name="", ma_ho_so=code)) == day


def test_a_folder_may_be_named_by_the_code():
    assert received_on(Dossier(name="H17.28.22-261102-000123")) == date(2026, 11, 2)
    assert received_on(Dossier(name="xap-261102-moi")) is None
