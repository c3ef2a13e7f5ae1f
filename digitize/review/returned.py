"""What comes back in a workbook: for each row the paper and field that it is about, what was typed, and what it showed.

The workbook may have been sorted, filtered and saved by another program. It comes from outside: it is looked at as a ZIP
before it is opened, nothing in it is run, and a formula counts by the plain value that was saved with it.
"""

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from digitize.messages import LANGUAGES
from digitize.scan.inputs.archive import HARMLESS_BYTES, check_directory
from digitize.scan.safe.guard import reading
from digitize.settings import MIB, Limits
from export.labels import label
from export.tables.asked import FIELD, FIRST_PAGE, HIDDEN, PAPER, READ, RIGHT_VALUE, VALUE, WAY
from ocr.problem import InputProblem, LimitProblem

if TYPE_CHECKING:
    from openpyxl import Workbook

_LARGEST: Final = 512 * MIB
"""Bytes that the parts of a workbook may unpack to; 100,000 rows take a tenth."""
_NAMED: Final = (VALUE, RIGHT_VALUE)
"""Columns that are called otherwise in every language."""
_COLUMNS: Final = 64  # of a table that are looked at; ours has 13
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")  # how an encrypted workbook and one of before 2007 begin
_DECLARES: Final = tuple(
    mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le")
)
"""What no spreadsheet writes: names for text, which could grow without end."""
_CHUNK: Final = MIB  # bytes looked at together


class Row(NamedTuple):
    """A row of a table of ours.

    Attributes:
        sheet: the name of its sheet.
        cell: the cell that was typed into, such as ``G12``.
        sha256: the file of the paper.
        page: the first page of the paper.
        key: the field.
        read: the mark of what was read when the workbook was written.
        way: what the person was asked for.
        shown: the text in the column of what was read, which somebody may have typed over.
        typed: the text; nothing where nothing was typed, or the cell cannot be used.
        is_number: the spreadsheet holds a number, which may have lost its first zeros.
        trouble: why the cell cannot be used, as the code of a sentence.
    """

    sheet: str
    cell: str
    sha256: str
    page: int
    key: str
    read: str
    way: str
    shown: str
    typed: str
    is_number: bool = False
    trouble: str = ""


def returned_rows(file: Path, limits: Limits) -> list[Row]:
    """The rows of the tables of ours in ``file``, with or without something typed.

    Raises:
        InputProblem: ``workbook_invalid``, ``workbook_locked``, ``workbook_macros``, ``workbook_without_rows``, or the
            file cannot be opened.
        LimitProblem: ``workbook_too_large``, ``zip_bomb``.
    """
    _check(file, limits)
    with _opened(file, formulas=False) as values, _opened(file, formulas=True) as formulas:
        sheets = [name for name in values.sheetnames if _columns(values[name])]
        if not sheets:
            raise InputProblem("workbook_without_rows", file=str(file))
        with reading(str(file), "workbook_invalid"):
            return [row for name in sheets for row in _rows(values[name], formulas[name])]


def _check(file: Path, limits: Limits) -> None:
    """Refuse what is no workbook, or one that does harm, before anything in it is parsed."""
    with reading(str(file), "workbook_invalid"):
        with file.open("rb") as stream:
            if stream.read(len(_OLE)) == _OLE:
                raise InputProblem("workbook_locked", file=str(file))
        check_directory(str(file), file, limits)
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
            if any(info.filename.lower().endswith("vbaproject.bin") for info in infos):
                raise InputProblem("workbook_macros", file=str(file))
            parts = [info for info in infos if info.filename.endswith((".xml", ".rels"))]
            _check_size(file, parts, limits)
            if any(_declares(archive, info) for info in parts):
                raise InputProblem("workbook_invalid", file=str(file))


def _check_size(file: Path, parts: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    # A part cannot give more than it declares: reading stops there.
    size = sum(info.file_size for info in parts)
    if size > HARMLESS_BYTES and size > limits.zip_ratio * file.stat().st_size:
        raise LimitProblem("zip_bomb", file=str(file), limit=round(limits.zip_ratio))
    if size > min(_LARGEST, limits.zip_bytes):
        raise LimitProblem(
            "workbook_too_large", file=str(file), limit_mb=min(_LARGEST, limits.zip_bytes) // MIB
        )


def _declares(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    before = b""
    with archive.open(info) as part:
        while chunk := part.read(_CHUNK):
            if any(mark in before + chunk for mark in _DECLARES):
                return True
            before = chunk[-max(map(len, _DECLARES)) :]
    return False


@contextmanager
def _opened(file: Path, *, formulas: bool) -> "Iterator[Workbook]":
    from openpyxl import load_workbook  # noqa: PLC0415  (loaded only where a workbook comes back)

    with reading(str(file), "workbook_invalid"):
        book = load_workbook(file, read_only=True, data_only=not formulas, keep_links=False)
    with closing(book):
        yield book


def _columns(sheet: Any) -> dict[str, int] | None:  # noqa: ANN401  (openpyxl has no types)
    """Where the columns stand in a table of ours; None for every other sheet."""
    if not hasattr(sheet, "iter_rows"):
        return None  # a chart
    sheet.reset_dimensions()  # other programs may have declared too few rows
    headings = next(sheet.iter_rows(max_row=1, max_col=_COLUMNS, values_only=True), ())
    names = {label(name, language): name for name in _NAMED for language in LANGUAGES}
    found = {names.get(text, text): place for place, text in enumerate(headings) if isinstance(text, str)}
    return found if {*_NAMED, *HIDDEN} <= found.keys() else None


def _rows(values: Any, formulas: Any) -> Iterator[Row]:  # noqa: ANN401  (as above)
    columns = _columns(values) or {}
    formulas.reset_dimensions()
    both = (sheet.iter_rows(min_row=2, max_col=_COLUMNS) for sheet in (values, formulas))
    for number, (cells, as_typed) in enumerate(zip(*both, strict=True), start=2):
        place = columns[RIGHT_VALUE]
        if len(cells) <= place or len(as_typed) <= place:
            continue
        text, is_number, trouble = _typed(cells[place], is_formula=as_typed[place].data_type == "f")
        known = {name: _plain(cells, columns[name]) for name in HIDDEN}
        page = int(known[FIRST_PAGE]) if known[FIRST_PAGE].isdecimal() else 0
        yield Row(
            values.title,
            f"{_letters(place)}{number}",
            known[PAPER],
            page,
            known[FIELD],
            known[READ],
            known[WAY],
            _plain(cells, columns[VALUE]),
            text,
            is_number,
            trouble,
        )


def _plain(cells: Sequence[Any], place: int) -> str:
    return text_of(cells[place].value) if place < len(cells) else ""


def _typed(cell: Any, *, is_formula: bool) -> tuple[str, bool, str]:  # noqa: ANN401  (as above)
    """The text of a cell, whether it is a number, and what is wrong with it."""
    value = cell.value
    if is_formula and (value is None or cell.data_type == "e"):
        return "", False, "review.cell_formula"
    if cell.data_type == "e":
        return "", False, "review.cell_error"
    return text_of(value), isinstance(value, int | float) and not isinstance(value, bool), ""


def text_of(value: object) -> str:
    """A value of a spreadsheet as a person in Vietnam types it."""
    match value:
        case bool():
            return "Có" if value else "Không"
        case float() if value % 1:
            return repr(value).replace(".", ",")
        case int() | float():
            return str(int(value))
        case datetime() if value.time() != time():
            return f"{value:%H} giờ {value:%M} phút, ngày {value:%d/%m/%Y}"
        case date():
            return f"{value:%d/%m/%Y}"
        case _:
            return "" if value is None else str(value).strip()


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  (as above)

    return str(get_column_letter(column + 1))
