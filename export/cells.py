"""How a value is written in one cell of a table, so that a spreadsheet does not change it.

A cell of a CSV file has no type: the spreadsheet guesses. It runs what looks like a formula, drops
the leading zeros of an identity number, and takes a document number such as 05/2024 for a month.
A text that would be changed gets a leading apostrophe; :func:`unguarded` removes it.

Which character parts the cells is the choice of whoever opens the file: Excel takes that of its country, LibreOffice
asks. Where semicolons or tabs part them, a text is cut at its own ones, quotes or not, and where a quote was not
taken for one, at its line ends. So each piece that would then begin as a formula gets an apostrophe, too.
"""

import re
import unicodedata
from collections.abc import Iterable

from extract.record import FieldValue, Record

SEPARATOR = "; "

# XML 1.0, section 2.2: what a workbook cannot hold, surrogates included.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_STARTS_FORMULA = frozenset("=+-@\t\r\n'")
_CUTS = ";\t\r\n"
_PIECES = re.compile(f"([{_CUTS}])([^{_CUTS}]*)")
_GUARDS = re.compile(f"(^|[{_CUTS}])'")
_ISO_DATE = re.compile(r"[12]\d{3}-[01]\d-[0-3]\d")
_GUESSED = re.compile(
    r"""0\d+            # an identity or telephone number: its zeros would go
    |\d{12,}            # shown as 1,23E+11, and beyond 15 digits rounded
    |\d+[eE]\d+         # 12E5
    |\d+([/.\-]\d+)+    # taken for a date, a month or a number with thousands
    """,
    re.VERBOSE | re.ASCII,
)


def cell_text(value: FieldValue) -> str:
    """``value`` as one text: items of a list joined by ``"; "``, parts of a table row by ``", "``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return SEPARATOR.join(_item_text(item) for item in value)
    return printable(str(value))


def printable(text: str) -> str:
    """``text`` without control characters that no table format can hold; tabs and line ends stay."""
    return _ILLEGAL.sub("", text)


def guarded(text: str) -> str:
    """``text`` with an apostrophe wherever a spreadsheet would run it, and before what it would change."""
    pieces = _PIECES.sub(lambda cut: cut[1] + "'" * _starts_formula(cut[2]) + cut[2], text)
    return f"'{pieces}" if _starts_formula(text) or _would_change(text) else pieces


def unguarded(cell: str) -> str:
    """The text that :func:`guarded` was given."""
    return _GUARDS.sub(r"\1", cell)


def to_review(record: Record) -> list[str]:
    """The names of the fields a person has to look at: doubtful ones and those not found."""
    return [name for name, field in record.fields.items() if field.status in ("review", "missing")]


def page_ranges(pages: Iterable[int]) -> str:
    """Page numbers as people write them: ``1-3, 5``."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _item_text(item: str | dict[str, str]) -> str:
    if isinstance(item, dict):
        return printable(", ".join(part for part in item.values() if part))
    return printable(item)


def _starts_formula(text: str) -> bool:
    if text[:1] in _STARTS_FORMULA:
        return True
    # Spreadsheets of East Asian locales also accept the full-width characters, and programs differ in
    # which blank or invisible characters they skip first. A quote before a formula is taken off.
    start = next((char for char in text if not _is_skipped(char)), "")
    return unicodedata.normalize("NFKC", start)[:1] in {"=", "+", "-", "@", "\u2212"} if start else False


def _is_skipped(char: str) -> bool:
    return char == '"' or char.isspace() or unicodedata.category(char) == "Cf"


def _would_change(text: str) -> bool:
    bare = text.strip()
    return _GUESSED.fullmatch(bare) is not None and _ISO_DATE.fullmatch(bare) is None
