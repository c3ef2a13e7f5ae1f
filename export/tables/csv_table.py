"""``records.csv``: one row a document, one column a field, for spreadsheets and simple programs.

UTF-8 with a byte order mark and CRLF, which is what Excel needs to show Vietnamese; the order of the
columns does not depend on the order of the documents. A text that a spreadsheet would run or change gets
an apostrophe (see :mod:`export.cells`, which also says for which separators the file is safe). Types, evidence and colours are in the workbook.
"""

import csv
from collections.abc import Sequence
from pathlib import Path

from export.atomic import replacing
from export.cells import SEPARATOR, cell_text, guarded, page_ranges, printable, to_review
from export.labels import field_order
from extract.record import Record

FIXED = ("source", "dossier", "dossier_code", "pages", "doc_type", "doc_type_name", "status", "can_xem")


def write_csv(target: Path, records: Sequence[Record]) -> None:
    """Writes ``records`` as a table; the headings are the names of the columns, the same in every language.

    ``can_xem`` lists the fields a person has to look at; ``status`` is ``review`` or ``accepted``.
    Errors as :func:`export.atomic.replacing`.
    """
    names = field_order(name for record in records for name in record.fields)
    with replacing(target) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as stream:
        table = csv.writer(stream, lineterminator="\r\n")
        table.writerow([*FIXED, *(guarded(printable(name)) for name in names)])
        for record in records:
            table.writerow(guarded(cell) for cell in _row(record, names))


def _row(record: Record, names: Sequence[str]) -> list[str]:
    values = [record.fields[name].value if name in record.fields else None for name in names]
    fixed: list[str] = [
        record.source,
        record.dossier,
        record.ma_ho_so or "",
        page_ranges(record.pages),
        record.doc_type,
        record.doc_type_name,
        "review" if record.needs_review else "accepted",
        SEPARATOR.join(to_review(record)),
    ]
    return [cell_text(cell) for cell in (*fixed, *values)]
