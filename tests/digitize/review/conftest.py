"""A small folder of results with doubtful fields, read from typed PDFs, that every test gets a copy of."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from digitize.__main__ import run
from digitize.workers.pool import run_here

HEAD = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "TỜ KHAI ĐĂNG KÝ KHAI SINH")
HER = (
    *HEAD,
    "Kính gửi: Ủy ban nhân dân xã An Bình",
    "Họ, chữ đệm, tên người yêu cầu: Lê Thị Hoa",
    "Nơi cư trú: Thôn 1, xã An Viễn, tỉnh Quảng Ngãi",
    "Giấy tờ tùy thân: 001190000017",
    "Quan hệ với người được khai sinh: Mẹ",
    "Họ, chữ đệm, tên: LÊ VĂN AN",
    "Ngày, tháng, năm sinh: 01/02/2026 ghi bằng chữ: Ngày một tháng ba năm hai nghìn không trăm hai mươi sáu",
    "Giới tính: Nam  Dân tộc: Kinh  Quốc tịch: Việt Nam",
    "Nơi sinh: Trạm Y tế xã An Viễn",
)
HIS = (
    *HEAD,
    "Kính gửi: Ủy ban nhân dân xã An Bình",
    "Họ, chữ đệm, tên người yêu cầu: Trần Văn Bqo",
    "Quan hệ với người được khai sinh: Cha",
    "Họ, chữ đệm, tên:",
    "Ngày, tháng, năm sinh: O3/02/2026",
    "Giới tính: Nx  Dân tộc: Kzzh  Quốc tịch: Việt Nam",
    "Nơi sinh: Trqm Y tế xã An Vxễn",
)


@pytest.fixture(scope="session")
def read_once(typed, tmp_path_factory):
    top = tmp_path_factory.mktemp("office")
    typed(top / "in" / "hers.pdf", HER)
    typed(top / "in" / "his.pdf", HIS)
    assert run(["run", str(top / "in"), "-o", str(top / "out"), "--progress", "none"]) == 0
    return top / "out"


@pytest.fixture
def out(read_once, tmp_path):
    """The folder of results."""
    return Path(shutil.copytree(read_once, tmp_path / "out"))


@pytest.fixture(autouse=True)
def follows_here(monkeypatch):
    """What follows the decisions is written by this process."""
    monkeypatch.setattr(
        "digitize.stages.follow.run_tasks", lambda work, tasks, **_limits: run_here(work, tasks)
    )


class Sheet:
    """The sheet that people type into, as a person sees it."""

    def __init__(self, path: Path, title: str = "Cần xem lại") -> None:
        self.path, self.book = path, openpyxl.load_workbook(path)
        self.sheet = self.book[title]
        self.headings = [cell.value for cell in self.sheet[1]]

    def rows(self):
        return list(self.sheet.iter_rows(min_row=2))

    def cell(self, row, heading):
        return row[self.headings.index(heading)]

    def row_of(self, field):
        return next(row for row in self.rows() if self.cell(row, "field_key").value == field)

    def type(self, field, value, number_format=None):
        cell = self.cell(self.row_of(field), "Giá trị đúng")
        cell.value = value
        cell.number_format = number_format or cell.number_format
        return self

    def saved(self, path):
        self.book.save(path)
        return path


@pytest.fixture
def sheet():
    return Sheet
