import csv
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.cells import cell_text, guarded, page_ranges, printable, unguarded
from export.tables.csv_table import write_csv
from extract.record import Field, Record

GOLDEN = Path(__file__).parent / "golden"

texts = st.text(
    st.one_of(st.characters(), st.sampled_from("=+-@\t\r\n'＝＋－＠ \u200b\u2060|0123456789/.eE"))
)


def record_of(value):
    return Record(
        source="a.pdf",
        sha256="00",
        pages=(1,),
        doc_type="van_ban_hanh_chinh",
        doc_type_name="quyết định",
        doc_type_version=1,
        confidence=1,
        fields={"trich_yeu": Field(value=value, status="accepted")},
    )


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_run_is_written_as_it_always_was(records, tmp_path):
    write_csv(tmp_path / "records.csv", records)
    assert (tmp_path / "records.csv").read_bytes() == (GOLDEN / "records.csv").read_bytes()


def test_columns_keep_their_order_whatever_the_order_of_documents(records, tmp_path):
    write_csv(tmp_path / "1.csv", records)
    write_csv(tmp_path / "2.csv", records[::-1])
    assert read(tmp_path / "1.csv") == read(tmp_path / "2.csv")[::-1]
    assert list(read(tmp_path / "1.csv")[0]) == list(read(tmp_path / "2.csv")[0])


def test_excel_sees_its_mark_and_its_line_ends(records, tmp_path):
    write_csv(tmp_path / "records.csv", records)
    data = (tmp_path / "records.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfsource,")
    assert data.endswith(b"\r\n")


def test_what_needs_a_look_is_listed(records, tmp_path):
    write_csv(tmp_path / "records.csv", records)
    first, second = read(tmp_path / "records.csv")
    assert (first["status"], first["can_xem"]) == ("review", "ngay_ban_hanh; nguoi_ky")
    assert (second["status"], second["can_xem"]) == ("accepted", "")


@given(texts)
def test_no_cell_is_a_formula_and_every_text_comes_back(text):
    cell = guarded(text)
    start = next((c for c in cell if not c.isspace() and unicodedata.category(c) != "Cf"), "")
    assert unicodedata.normalize("NFKC", start)[:1] not in {"=", "+", "-", "@"}
    assert cell[:1] not in {"\t", "\r", "\n"}
    assert unguarded(cell) == text


@given(st.one_of(texts, st.lists(texts), st.lists(st.dictionaries(texts, texts))))
def test_a_whole_file_holds_no_formula_and_reads_back(tmp_path_factory, value):
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    write_csv(path, [record_of(value)])
    (row,) = read(path)
    assert row["trich_yeu"][:1] not in {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"}
    assert unguarded(row["trich_yeu"]) == cell_text(value)


@pytest.mark.parametrize(
    "text", ["001199000123", "0912345678", "123456789012", "05/2026", "1-2", "12E5", "1.500", "\u22121"]
)
def test_what_a_spreadsheet_would_change_is_kept_as_text(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["2026-01-31", "12/QĐ-UBND", "Nguyễn Văn A", "1975", "", "Số 5"])
def test_ordinary_text_stays_as_it_is(text):
    assert guarded(text) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (150_000_000, "150000000"),
        (["a", "b"], "a; b"),
        ([{"ten": "Đơn", "so": "1"}, {"ten": "Bản sao", "so": ""}], "Đơn, 1; Bản sao"),
        ("a\x00\x0b\ufffeb", "ab"),
    ],
)
def test_values_as_one_text(value, text):
    assert cell_text(value) == text


def test_what_no_table_can_hold_is_dropped_and_the_rest_stays():
    assert printable("a\x1b[0m\tb\nc") == "a[0m\tb\nc"


def test_pages_are_written_as_people_write_them():
    assert page_ranges((5, 1, 2, 3, 3, 8)) == "1-3, 5, 8"


CUT = st.text(st.sampled_from(";\t\r\n,'\"=+-@ ab0\u200b\uff1d"), max_size=30)
SPREADSHEETS = {
    "commas": ",",
    "semicolons": ";",
    "tabs": "\t",
    "commas and semicolons": ",;",
    "commas, semicolons and tabs": ",;\t",
}


def cells_seen(text, separators):
    """What a spreadsheet sees: a quote is one only where a cell begins; what follows its end belongs to the cell."""
    at, cell = 0, ""
    while at < len(text):
        if not cell and text[at] == '"':
            end = re.compile(r'"((?:[^"]|"")*)("|$)').match(text, at)
            cell, at = end[1].replace('""', '"') or "\u200b", end.end()
        elif text[at] in separators or text[at] in "\r\n":
            yield cell
            cell, at = "", at + 1
        else:
            cell, at = cell + text[at], at + 1
    yield cell


def is_formula(cell):
    start = next((c for c in cell if not c.isspace() and unicodedata.category(c) != "Cf" and c != '"'), "")
    return unicodedata.normalize("NFKC", start)[:1] in {"=", "+", "-", "@"}


@pytest.mark.parametrize("separators", SPREADSHEETS.values(), ids=SPREADSHEETS)
@given(values=st.lists(CUT, min_size=1, max_size=4))
def test_whatever_parts_the_cells_none_is_a_formula(tmp_path_factory, separators, values):
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    write_csv(path, [record_of(value) for value in values])
    text = path.read_text(encoding="utf-8-sig")
    assert not [cell for cell in cells_seen(text, separators) if is_formula(cell)]
    # No program that ignores quotes altogether finds one either.
    pieces = text.replace('"', "").replace("\r", "\n")
    for cut in separators.replace(",", ""):
        pieces = pieces.replace(cut, "\n")
    assert not [piece for piece in pieces.split("\n") if is_formula(piece)]
    assert [unguarded(row["trich_yeu"]) for row in read(path)] == [cell_text(value) for value in values]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("a;=cmd", "a;'=cmd"),
        ("a; =cmd", "a;' =cmd"),
        ("a\t@SUM(A1)", "a\t'@SUM(A1)"),
        ("a\n+1", "a\n'+1"),
        ('a;"=1+1"', 'a;\'"=1+1"'),
        ("a;\uff1d1", "a;'\uff1d1"),
        ("a;'b", "a;''b"),
        ("a, =b; c", "a, =b; c"),
    ],
)
def test_a_piece_that_would_run_behind_a_separator_is_guarded(text, cell):
    assert guarded(text) == cell
    assert unguarded(cell) == text


def test_a_text_of_separators_alone_is_guarded_at_once():
    text = "; \t" * 200_000
    assert unguarded(guarded(text)) == text
