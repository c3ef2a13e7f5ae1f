"""An invented run of two documents that the writers' tests share."""

import pytest

from extract.record import MISSING, Check, Evidence, Field, Record
from ocr.box import Box
from ocr.page import Finding


def field(value, status="accepted", **more):
    box = Box(100, 200, 400, 240)
    seen = Evidence(page=1, box=box, text=str(value), source="print")
    return Field(value=value, raw=str(value), confidence=0.97, status=status, evidence=(seen,), **more)


@pytest.fixture
def decision():
    return Record(
        source="hồ sơ 1/quyết định.pdf",
        sha256="ab" * 32,
        pages=(1, 2, 3, 5),
        dossier="hồ sơ 1",
        ma_ho_so="000.00.01.H99-260102-0001",
        doc_type="van_ban_hanh_chinh",
        doc_type_name="quyết định",
        doc_type_version=1,
        confidence=0.99,
        fields={
            "trich_yeu": field("Về việc “sửa; đổi” quy chế,\nnăm 2026"),
            "so_ky_hieu": field("05/2026", "corrected"),
            "ngay_ban_hanh": field(
                "2026-01-31", "review", checks=(Check(name="day_maybe_handwritten", passed=False),)
            ),
            "noi_nhan": field(["Như Điều 3", "Lưu: VT"]),
            "nguoi_ky": MISSING,
        },
        findings=(Finding(code="seal_over_text", page=3, box=Box(1, 2, 3, 4)),),
    )


@pytest.fixture
def declaration():
    return Record(
        source="hồ sơ 1/tờ khai.jpg",
        sha256="cd" * 32,
        pages=(1,),
        dossier="hồ sơ 1",
        doc_type="to_khai",
        doc_type_name="tờ khai",
        doc_type_version=2,
        confidence=0.8,
        fields={
            "ho_ten": field('=HYPERLINK("http://a.example")'),
            "so_dinh_danh": field("001199000123", checks=(Check(name="id_birth_year", passed=True),)),
            "ngay_sinh": field("1899-12-31"),
            "von_kinh_doanh": field(150_000_000),
            "nganh_nghe": field([{"ten": "Bán lẻ", "ma": "4711"}, {"ten": "May", "ma": ""}]),
        },
    )


@pytest.fixture
def records(decision, declaration):
    return [decision, declaration]
