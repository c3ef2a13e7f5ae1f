import openpyxl
import pytest
from xlsxwriter.workbook import Workbook

from export.labels import labels
from export.tables import sheet as sheets
from export.tables.sheet import COLOURS, Cell, workbook
from export.tables.workbook import write_workbook
from extract.record import Dossier, Field
from ocr.page import Finding
from ocr.problem import OutputProblem


@pytest.fixture
def written(records, tmp_path):
    path = tmp_path / "records.xlsx"
    write_workbook(path, records, describe=lambda finding: f"Câu: {finding.code}")
    return openpyxl.load_workbook(path)


def column(sheet, heading):
    headings = [cell.value for cell in sheet[1]]
    return [row[headings.index(heading)] for row in sheet.iter_rows(min_row=2)]


def test_values_keep_their_types(written):
    sheet = written["Giấy tờ"]
    day = column(sheet, "Ngày ban hành")[0]
    assert (day.value.isoformat(), day.number_format) == ("2026-01-31T00:00:00", "dd/mm/yyyy")
    assert column(sheet, "Số định danh cá nhân")[1].value == "001199000123"
    assert column(sheet, "Vốn kinh doanh")[1].value == 150_000_000
    assert column(sheet, "Số, ký hiệu")[0].value == "05/2026"
    assert column(sheet, "Ngày sinh")[1].value == "1899-12-31"
    assert column(sheet, "Ngành, nghề kinh doanh")[1].value == "Bán lẻ, 4711; May"


def test_nothing_is_a_formula_or_a_link(written):
    cell = column(written["Giấy tờ"], "Họ và tên")[1]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://a.example")')
    assert cell.quotePrefix
    for sheet in written:
        assert not any(cell.data_type == "f" or cell.hyperlink for row in sheet.iter_rows() for cell in row)


def test_cells_wear_the_colour_of_their_status(written):
    sheet = written["Giấy tờ"]
    worn = {
        heading: column(sheet, heading)[0].fill.fgColor.rgb[2:]
        for heading in ("Trích yếu nội dung", "Số, ký hiệu", "Ngày ban hành", "Người ký")
    }
    assert worn == {
        "Trích yếu nội dung": "000000",
        "Số, ký hiệu": COLOURS["corrected"][1:],
        "Ngày ban hành": COLOURS["review"][1:],
        "Người ký": COLOURS["missing"][1:],
    }
    legend = [row[0].value for row in written["Chú giải"].iter_rows(min_row=2)]
    assert legend == [
        "Chấp nhận", "Cần xem lại", "Không tìm thấy", "Đã sửa",
        "Giấy tờ", "Cần xem lại", "Chi tiết", "Lưu ý",
        "Giá trị đúng", "✓ hoặc: đúng", "? hoặc: không đọc được", "x hoặc: không có trên giấy",
    ]  # fmt: skip
    assert written.sheetnames == [*legend[4:8], "Chú giải"]


def test_the_heading_stays_in_view_and_filters(written):
    sheet = written["Giấy tờ"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert [cell.value for cell in sheet[1]][:2] == ["Tệp", "Loại giấy tờ"]
    assert column(sheet, "Các trường cần xem lại")[0].value == "Ngày ban hành; Người ký"


def test_every_place_to_review_is_listed_with_its_reason(written):
    rows = [[cell.value for cell in row][1:] for row in written["Cần xem lại"].iter_rows(min_row=2)]
    assert [(*row[:3], row[4]) for row in rows] == [
        ("Quyết định", "1", "Ngày ban hành", "Số ngày có thể được viết tay."),
        ("Quyết định", "1-3, 5", "Người ký", "Không tìm thấy trên giấy."),
    ]


def test_rows_are_as_high_as_what_they_hold_and_tables_fit_the_paper(written):
    sheet = written["Giấy tờ"]
    assert sheet.row_dimensions[2].height == 30  # a subject on two lines
    assert sheet.row_dimensions[3].height is None  # the usual
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$1:$1"


def test_large_numbers_are_grouped_and_years_are_not(tmp_path):
    with workbook(tmp_path / "a.xlsx") as book:
        book.table("Bảng", ["n"], lambda: ([Cell(number)] for number in (1993, 150_000_000)))
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Bảng"]
    assert [cell.number_format for cell in sheet["A"][1:]] == ["General", "#,##0"]


def test_every_value_says_where_it_was_read(written):
    sheet = written["Chi tiết"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    number = next(row for row in rows if row[2] == "Số định danh cá nhân")
    assert number[3:] == [
        "001199000123", "Chấp nhận", None, "Khớp năm sinh.", 1, "Chữ trên trang",
        "001199000123", "001199000123", 0.97, "100, 200, 400, 240",
    ]  # fmt: skip
    signer = next(row for row in rows if row[2] == "Người ký")
    assert signer[3:] == [None, "Không tìm thấy", "Không tìm thấy trên giấy.", *[None] * 7]


def test_text_from_the_paper_stays_text_even_where_it_looks_like_a_date(written):
    sheet = written["Chi tiết"]
    assert column(sheet, "Giá trị máy đọc")[1].value.isoformat() == "2026-01-31T00:00:00"
    assert column(sheet, "Chữ trên giấy")[1].value == "2026-01-31"


def test_findings_are_sentences_also_those_across_a_dossier(records, tmp_path):
    across = Dossier(name="hồ sơ 1", findings=(Finding(code="name_differs"),))
    write_workbook(
        tmp_path / "a.xlsx", records, dossiers=[across], describe=lambda finding: f"Câu: {finding.code}"
    )
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Lưu ý"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["hồ sơ 1", None, "Cần xem lại", "Câu: name_differs", None, "name_differs"],
        ["hồ sơ 1/quyết định.pdf", 3, "Cần xem lại", "Câu: seal_over_text", "1, 2, 3, 4", "seal_over_text"],
    ]


def test_headings_can_be_english_or_the_names_themselves(records, tmp_path):
    for said, expected in ((labels("en"), "Signer"), (lambda name: name, "nguoi_ky")):
        write_workbook(tmp_path / "a.xlsx", records, heading=said)
        sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
        assert expected in [cell.value for cell in sheet[1]]


def test_what_a_workbook_cannot_hold_is_left_out_or_cut(decision, tmp_path):
    odd = decision.model_copy(
        update={
            "fields": {
                "trich_yeu": Field(value="a\x00\x1bb\ufffe"),
                "muc_dich": Field(value="x" * 40_000),
                "von_kinh_doanh": Field(value=10**16 + 1),
                "ngay_cap": Field(value="2026-02-31"),
                "so_luong_ho_so": Field(value=float("inf")),
            }
        }
    )
    write_workbook(tmp_path / "a.xlsx", [odd])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert column(sheet, "Trích yếu nội dung")[0].value == "ab"
    assert len(column(sheet, "Mục đích sử dụng")[0].value) == 32_767
    assert column(sheet, "Vốn kinh doanh")[0].value == "10000000000000001"
    assert column(sheet, "Ngày cấp")[0].value == "2026-02-31"
    assert column(sheet, "Số lượng hồ sơ")[0].value == "inf"


def test_a_text_is_cut_as_excel_counts_it_and_no_letter_is_halved(tmp_path):
    with workbook(tmp_path / "a.xlsx") as book:
        book.table(
            "Bảng", ["n"], lambda: [[Cell("😀" * 20_000)], [Cell("a" + "😀" * 20_000)], [Cell("ữ" * 32_767)]]
        )
    cut, after_one, whole = (
        cell.value for cell in openpyxl.load_workbook(tmp_path / "a.xlsx")["Bảng"]["A"][1:]
    )
    assert (cut, after_one) == ("😀" * 16_383 + "…", "a" + "😀" * 16_382 + "…")
    assert whole == "ữ" * 32_767


def test_a_number_greater_than_any_decimal_fraction_is_a_text(tmp_path):
    with workbook(tmp_path / "a.xlsx") as book:
        book.table("Bảng", ["n"], lambda: [[Cell(10**400)]])
    assert openpyxl.load_workbook(tmp_path / "a.xlsx")["Bảng"]["A2"].value == "1" + "0" * 400


def test_rows_beyond_one_sheet_go_on_in_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "_ROWS", 2)
    with workbook(tmp_path / "a.xlsx") as book:
        book.table("Bảng", ["n"], lambda: ([Cell(number)] for number in range(5)))
        book.table("Rỗng", ["n"], list)
    read = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert read.sheetnames == ["Bảng", "Bảng (2)", "Bảng (3)", "Rỗng"]
    assert [cell.value for name in read.sheetnames[:3] for cell in read[name]["A"][1:]] == [0, 1, 2, 3, 4]


def test_the_same_records_give_the_same_bytes(records, tmp_path):
    write_workbook(tmp_path / "1.xlsx", records)
    write_workbook(tmp_path / "2.xlsx", records)
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()


def test_a_full_disk_is_told_and_leaves_nothing(records, tmp_path, monkeypatch):
    def full(_self):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Workbook, "_store_workbook", full)
    with pytest.raises(OutputProblem, match="output_disk_full"):
        write_workbook(tmp_path / "a.xlsx", records)
    assert list(tmp_path.iterdir()) == []
