"""What people type into the workbook comes back as decisions, whatever was done to the workbook in between."""

import json
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from functools import partial

import openpyxl
import pytest
import xlsxwriter

from digitize.__main__ import run
from digitize.decisions.kept import decisions_in
from digitize.review.results import Made, Results
from digitize.review.returned import returned_rows
from digitize.review.said import said_in
from digitize.review.workbook import taken_from
from digitize.settings import Limits, Settings
from export.labels import label
from export.tables.asked import COLUMNS
from export.tables.workbook import write_workbook
from extract.record import Field, Record
from extract.rules.loader import load_types
from ocr.problem import InputProblem, LimitProblem

TYPED = {"ngay_sinh": "3/2/2026", "ho_ten": "Trần Thị Mai", "gioi_tinh": "x", "noi_sinh": "?"}


def files_of(folder):
    """Everything that is in a folder of results, but its logs."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "ledger" not in path.name and "decisions" not in path.name
    }


@pytest.fixture
def back(out, sheet, tmp_path):
    """Types into the workbook of the results and saves it elsewhere."""

    def typed_in(typed=None, **more):
        opened = sheet(out / "records.xlsx")
        for field, value in ({**(TYPED if typed is None else typed), **more}).items():
            opened.type(field, value)
        return opened.saved(tmp_path / "back.xlsx")

    return typed_in


def take(out, file, *more, by="Lan"):
    return run(["review", str(out), "--from", str(file), "--by", by, *more])


def fields(out, name="his.pdf"):
    papers = (json.loads(path.read_text(encoding="utf-8")) for path in out.rglob("document-1.json"))
    return next(paper["fields"] for paper in papers if paper["source"].endswith(name))


def test_what_was_typed_becomes_decisions_and_the_results_follow(out, back):
    assert take(out, back(ho_ten_nguoi_yeu_cau="✓")) == 0
    made = {one.decision.key: one.decision for one in decisions_in(out)}
    assert {key: (one.outcome, one.value) for key, one in made.items()} == {
        "ngay_sinh": ("corrected", "2026-02-03"),
        "ho_ten": ("corrected", "Trần Thị Mai"),
        "gioi_tinh": ("absent", None),
        "noi_sinh": ("unreadable", None),
        "ho_ten_nguoi_yeu_cau": ("right", "Trần Văn Bqo"),
    }
    assert {(one.by, one.way) for one in made.values()} == {("Lan", "workbook")}
    assert fields(out)["ngay_sinh"]["value"] == "2026-02-03"
    assert fields(out)["ho_ten_nguoi_yeu_cau"]["status"] == "accepted"
    left = openpyxl.load_workbook(out / "records.xlsx")["Cần xem lại"]
    assert [row[COLUMNS.index("field_key")].value for row in left.iter_rows(min_row=2)] == ["dan_toc"]
    assert run(["verify", str(out), "--sample", "0"]) == 0


def test_the_same_workbook_twice_changes_nothing(out, back):
    file = back()
    assert take(out, file) == 0
    before = files_of(out), decisions_in(out)
    assert take(out, file) == 0
    assert (files_of(out), decisions_in(out)) == before


def test_rows_may_be_sorted_deleted_and_repeated(out, back, tmp_path):
    book = openpyxl.load_workbook(back())
    sheet = book["Cần xem lại"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    sheet.delete_rows(2, len(rows))
    for row in [*reversed(rows), *rows[:2]]:
        sheet.append(row)
    for name in ("Giấy tờ", "Chi tiết", "Chú giải"):
        del book[name]
    sheet.title = "Bảng của 'tôi'"
    sheet.sheet_state = "visible"
    book.save(tmp_path / "sorted.xlsx")
    assert take(out, tmp_path / "sorted.xlsx") == 0
    assert {one.decision.key for one in decisions_in(out)} == set(TYPED)


def test_what_does_not_fit_is_told_by_cell_and_the_rest_is_taken(out, back, sheet, capsys):
    file = back(ngay_sinh="hôm qua")
    assert take(out, file) == 3
    told = capsys.readouterr().err
    opened = sheet(file)
    cell = opened.cell(opened.row_of("ngay_sinh"), "Giá trị đúng").coordinate
    assert f"“Cần xem lại”, ô {cell}:" in told
    assert "hôm qua" in told
    assert {one.decision.key for one in decisions_in(out)} == set(TYPED) - {"ngay_sinh"}


def test_a_workbook_of_an_older_run_does_not_take_back_what_was_decided_since(
    read_once, out, sheet, tmp_path, capsys
):
    hers = sheet(read_once / "records.xlsx").type("ho_ten", "Trần Thị Mai").saved(tmp_path / "hers.xlsx")
    his = sheet(read_once / "records.xlsx").type("ho_ten", "Trần Thị Mái").type("noi_sinh", "?")
    assert take(out, hers) == 0
    assert take(out, his.saved(tmp_path / "his.xlsx"), by="Hoa") == 3
    assert "Lan" in capsys.readouterr().err
    assert fields(out)["ho_ten"]["value"] == "Trần Thị Mai"
    assert {one.decision.by: one.decision.key for one in decisions_in(out)} == {
        "Lan": "ho_ten",
        "Hoa": "noi_sinh",
    }


def test_right_counts_only_for_what_the_workbook_showed(out, sheet, tmp_path, capsys):
    opened = sheet(out / "records.xlsx").type("ho_ten_nguoi_yeu_cau", "✓")
    opened.cell(opened.row_of("ho_ten_nguoi_yeu_cau"), "value_read").value = "0" * 16
    assert take(out, opened.saved(tmp_path / "back.xlsx")) == 3
    assert "Nay máy đọc khác" in capsys.readouterr().err
    assert decisions_in(out) == []


def test_a_correction_typed_over_what_was_read_is_told(out, sheet, tmp_path, capsys):
    opened = sheet(out / "records.xlsx")
    opened.cell(opened.row_of("ho_ten_nguoi_yeu_cau"), "Giá trị máy đọc").value = "Trần Văn Bảo"
    opened.cell(opened.row_of("ho_ten"), "Giá trị máy đọc").value = "Trần Thị Mai"
    opened.type("ho_ten", "Trần Thị Mai")
    assert take(out, opened.saved(tmp_path / "back.xlsx")) == 3
    assert capsys.readouterr().err.count("gõ đè") == 1
    assert [one.decision.key for one in decisions_in(out)] == ["ho_ten"]


@pytest.mark.parametrize(
    "value",
    ["2026-01-31", "1899-12-31", True, 12, 12.5, 150_000, ["a, b", "c"], [{"x": "1", "y": ""}], "a\nb", None],
)
def test_what_nobody_typed_over_is_never_told(tmp_path, value):
    record = Record(
        source="a.pdf", sha256="ab" * 32, pages=(1,), doc_type="t", doc_type_name="t", doc_type_version=1,
        confidence=1.0, fields={"x": Field(value=value, status="review")},
    )  # fmt: skip
    write_workbook(tmp_path / "a.xlsx", [record])
    rows = returned_rows(tmp_path / "a.xlsx", Limits())
    results = Results(tmp_path, {record.sha256: [("p", record)]}, load_types(), ())
    assert len(rows) == 1
    assert taken_from(rows, results, Made([]), "Lan") == ((), 0, (), frozenset())


def test_a_paper_or_a_field_that_is_not_there_is_told(out, sheet, tmp_path, capsys):
    opened = sheet(out / "records.xlsx").type("ho_ten", "A B").type("noi_sinh", "?").type("dan_toc", "Kinh")
    opened.cell(opened.row_of("ho_ten"), "paper_sha256").value = "0" * 64
    opened.cell(opened.row_of("noi_sinh"), "paper_first_page").value = "hai"
    opened.cell(opened.row_of("dan_toc"), "field_key").value = "khong_co"
    assert take(out, opened.saved(tmp_path / "back.xlsx")) == 3
    assert capsys.readouterr().err.count("“Cần xem lại”") == 3
    assert decisions_in(out) == []


@pytest.mark.parametrize(
    ("field", "value", "taken"),
    [
        ("ngay_sinh", datetime(2026, 2, 3, tzinfo=UTC).replace(tzinfo=None), "2026-02-03"),
        ("ngay_sinh", 2026, "2026"),
        ("ho_ten", 912, None),  # it may have been 0912
        ("noi_sinh", 12.5, None),
        ("ho_ten", "#N/A", None),
        ("ho_ten", "=1/0", None),  # a formula whose value nobody saved
    ],
)
def test_what_a_spreadsheet_makes_of_a_cell_is_taken_only_where_it_is_plain(out, back, field, value, taken):
    code = take(out, back({field: value}))
    assert [one.decision.value for one in decisions_in(out)] == ([taken] if taken else [])
    assert code == (0 if taken else 3)


def test_a_formula_counts_by_the_value_that_was_saved_with_it(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        table = book.add_worksheet("O'Hara")
        for column, name in enumerate(COLUMNS):
            table.write(0, column, label(name, "en") or name)
        place = COLUMNS.index("right_value")
        table.write_formula(1, place, "=1+1", None, "Lê Văn An")
        table.write_formula(2, place, "=NA()", None, "#N/A")
        table.hide()
        book.add_worksheet("khác")
    rows = returned_rows(tmp_path / "a.xlsx", Limits())
    assert [(row.sheet, row.cell, row.typed, row.trouble) for row in rows] == [
        ("O'Hara", "G2", "Lê Văn An", ""),
        ("O'Hara", "G3", "", "review.cell_formula"),
    ]


def test_two_looks_need_two_people_with_workbooks_of_their_own(read_once, out, sheet, tmp_path, monkeypatch):
    monkeypatch.setenv("DIGITIZE_REVIEW__TWO_LOOKS", '["ho_ten"]')
    file = sheet(read_once / "records.xlsx").type("ho_ten", "Trần Thị Mai").saved(tmp_path / "back.xlsx")
    assert take(out, file) == 0
    assert take(out, file, by=" LAN") == 0
    assert fields(out)["ho_ten"]["value"] is None
    assert take(out, file, by="Hoa") == 0
    assert fields(out)["ho_ten"]["value"] == "Trần Thị Mai"
    assert [one.decision.look for one in decisions_in(out)] == [1, 2]


def test_what_came_of_it_is_told_to_programs(out, back, capsys):
    assert take(out, back(ngay_sinh="hôm qua"), "--json") == 3
    told = json.loads(capsys.readouterr().out)
    assert (told["decisions"], told["unchanged"], len(told["told"])) == (3, 0, 1)
    assert told["told"][0]["code"] == "problem.answer_invalid"


def test_who_decides_has_to_be_known(out, back, capsys):
    assert run(["review", str(out), "--from", str(back())]) == 2
    assert "--by" in capsys.readouterr().err


def bomb(path, size=1 << 30):
    chunk = b" " * (1 << 20)
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(size // len(chunk)):
            part.write(chunk)


def with_part(path, name, content):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, content)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: path.write_bytes(b"%PDF-1.7 no workbook"), "workbook_invalid"),
        (lambda path: path.write_bytes(b""), "workbook_invalid"),
        (lambda path: path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)), "workbook_locked"),
        (partial(with_part, name="xl/vbaProject.bin", content="x"), "workbook_macros"),
        (partial(with_part, name="mimetype", content="application/vnd.oasis"), "workbook_invalid"),
        (
            partial(with_part, name="xl/workbook.xml", content='<!DOCTYPE a [<!ENTITY b "c">]>'),
            "workbook_invalid",
        ),
        (lambda path: openpyxl.Workbook().save(path), "workbook_without_rows"),
        (bomb, "zip_bomb"),
    ],
)
def test_what_is_no_workbook_of_ours_is_one_sentence(out, tmp_path, capsys, make, code):
    make(tmp_path / "odd.xlsx")
    with pytest.raises((InputProblem, LimitProblem)) as refused:
        returned_rows(tmp_path / "odd.xlsx", Limits())
    assert refused.value.code == code
    assert take(out, tmp_path / "odd.xlsx") in {5, 8}
    assert capsys.readouterr().err.count("\n") == 1
    assert decisions_in(out) == []


def test_a_workbook_that_is_not_there_is_told(out, tmp_path):
    assert take(out, tmp_path / "none.xlsx") == 5


def test_a_cell_far_away_costs_neither_memory_nor_rows(tmp_path):
    book = openpyxl.Workbook()
    book.active.append([label(name, "vi") or name for name in COLUMNS])
    book.active["XFD50000"] = "far"
    book.active.cell(50_000, COLUMNS.index("right_value") + 1, "?")
    book.save(tmp_path / "far.xlsx")
    rows = returned_rows(tmp_path / "far.xlsx", Limits())
    assert [row.cell for row in rows if row.typed] == ["G50000"]


def test_words_of_the_legend_are_understood():
    for language in ("vi", "en"):
        for name, outcome in (
            ("say_right", "right"),
            ("say_unreadable", "unreadable"),
            ("say_absent", "absent"),
        ):
            for word in label(name, language).replace(" hoặc:", "|").replace(" or:", "|").split("|"):
                assert said_in(word, None).outcome == outcome
    assert said_in("Lê Văn Đúng", None) == ("corrected", "Lê Văn Đúng")


def test_the_sheet_is_protected_but_for_the_column_to_type_into(out):
    sheet = openpyxl.load_workbook(out / "records.xlsx")["Cần xem lại"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    place = COLUMNS.index("right_value")
    for row in sheet.iter_rows(min_row=2):
        assert [cell.protection.locked for cell in row].index(False) == place
        assert row[place].number_format == "@"
    assert sheet.column_dimensions["G"].width > 25  # as wide as what may be typed
    keys = [row[COLUMNS.index("field_key")].value for row in sheet.iter_rows(min_row=2)]
    # One line, whatever stands in the columns that nobody sees.
    assert sheet.row_dimensions[2 + keys.index("ho_ten")].height is None
    hidden = [name for name, column in sheet.column_dimensions.items() if column.hidden]
    assert hidden[0] == "I"
    link = sheet.cell(2, place + 2).hyperlink
    assert (out / link.target.replace("\\", "/")).is_file()


def test_closed_lists_are_offered_and_every_field_says_how_it_is_typed(out):
    book = openpyxl.load_workbook(out / "records.xlsx")
    offered = book["Cần xem lại"].data_validations.dataValidation
    lists = [book.defined_names[one.formula1.lstrip("=")] for one in offered if one.type == "list"]
    cells = [
        [cell.value for (cell,) in book[title][area.replace("$", "")]]
        for one in lists
        for title, area in one.destinations
    ]
    assert ["Nam", "Nữ"] in cells
    assert all("Kinh" in one or "Nam" in one for one in cells)
    assert all(one.showErrorMessage is not True or one.errorStyle != "stop" for one in offered)
    assert all("✓" in one.prompt for one in offered)
    assert book["Danh mục"].sheet_state == "hidden"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_workbook_saved_by_libreoffice_is_taken_in(out, back, tmp_path):
    home = tmp_path / "home"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
         "--outdir", str(tmp_path / "saved"), str(back())],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    assert take(out, tmp_path / "saved" / "back.xlsx") == 0
    assert {one.decision.key for one in decisions_in(out)} == set(TYPED)


def test_settings_name_who_decides(out, back, tmp_path):
    (tmp_path / "mine.toml").write_text('[review]\nname = "Lan"\n', encoding="utf-8")
    assert Settings().review.name == ""
    config = ["--config", str(tmp_path / "mine.toml")]
    assert run(["review", str(out), "--from", str(back()), *config]) == 0
    assert {one.decision.by for one in decisions_in(out)} == {"Lan"}


def test_a_row_whose_hidden_columns_name_another_paper_than_it_shows_is_told(out, sheet, tmp_path, capsys):
    opened = sheet(out / "records.xlsx")
    opened.cell(opened.row_of("ho_ten"), "Giá trị máy đọc").value = "Một người khác"
    opened.type("ho_ten", "Trần Thị Mai")
    assert take(out, opened.saved(tmp_path / "back.xlsx")) == 3
    assert "sắp xếp" in capsys.readouterr().err
    assert decisions_in(out) == []
