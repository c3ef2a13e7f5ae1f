"""The stage ``export`` on its own: tables over records, and a searchable PDF beside each of them."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from digitize.jobs.deliver import (
    Document,
    original_of,
    remove_documents,
    write_document,
    write_tables,
)
from digitize.jobs.dossiers import Reception
from digitize.messages import Translator
from digitize.results.account import DocumentCount, FileAccount, RunAccount, account_of
from digitize.results.layout import ORIGINAL, TEXT, open_results, record_files
from digitize.results.read_back import require
from digitize.results.text_file import stored_reading, write_reading
from export.atomic import make_folder
from export.original import keep_original
from extract.record import Record
from ocr.page import PageText
from ocr.problem import InputProblem


def export_folders(inputs: Sequence[Path], out: Path, t: Translator, reception: Reception) -> RunAccount:
    """Write tables and searchable PDFs of the records below ``inputs`` into ``out``.

    Raises:
        InputProblem: there are no records.
        OutputProblem: ``out`` cannot be written.
    """
    found = sorted({(root, path.parent) for root in inputs for path in record_files(root)})
    if not found:
        raise InputProblem("records_none_found", folder=", ".join(map(str, inputs)))
    open_results(out, ())
    accounts = tuple(_export_one(folder, out / folder.relative_to(root)) for root, folder in found)
    write_tables(out, t, reception)
    return RunAccount(out=str(out), files=accounts)


def _export_one(source: Path, folder: Path) -> FileAccount:
    read = stored_reading(source / TEXT)
    files = sorted(record_files(source), key=_number)
    make_folder(folder)
    kept = original_of(source, read.origin)
    original = keep_original(kept, folder / ORIGINAL, kept.name, read.origin.sha256) if kept else None
    counts, pdfa = [], original is not None
    records = (require(Record, path) for path in files)
    for number, (record, pages) in enumerate(_with_pages(records, read.pages), start=1):
        document = Document(number, record, pages, is_one_of_many=len(files) > 1)
        written, archival = write_document(folder, original, read.origin, document)
        counts.append(DocumentCount.of(written))
        pdfa = pdfa and archival
    remove_documents(folder, beyond=len(counts))
    if folder != source:
        write_reading(folder / TEXT, read)
    return account_of(read, folder, counts, pdfa=pdfa)


def _number(path: Path) -> int:
    return int(path.stem.rpartition("-")[2])


def _with_pages(
    records: Iterable[Record], pages: Iterable[PageText]
) -> Iterator[tuple[Record, list[PageText]]]:
    """Each record with the pages that were read of it; records stand in the order of their pages."""
    left = iter(pages)
    held: dict[int, PageText] = {}
    for record in records:
        while not held.keys() >= set(record.pages) and (page := next(left, None)):
            held[page.page] = page
        yield record, [held[number] for number in record.pages if number in held]
        held = {number: page for number, page in held.items() if number > max(record.pages)}
