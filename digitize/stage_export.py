"""The stage ``export`` on its own: tables over records, and a searchable PDF beside each of them."""

from collections.abc import Sequence
from pathlib import Path

from digitize.account import FileAccount, RunAccount
from digitize.deliver import account_of, original_of, write_documents, write_tables
from digitize.dossiers import Reception
from digitize.folder import ORIGINAL, TEXT, open_results, record_files
from digitize.messages import Translator
from digitize.stages import ReadFile
from digitize.stored import require
from export.atomic import make_folder
from export.original import keep_original
from export.record_json import write_record
from extract.record import Record
from ocr.problem import InputProblem


def export_folders(inputs: Sequence[Path], out: Path, t: Translator, reception: Reception) -> RunAccount:
    """Write into ``out`` what the records below ``inputs`` say.

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
    read = require(ReadFile, source / TEXT)
    records = [require(Record, path) for path in record_files(source)]
    make_folder(folder)
    write_record(folder / TEXT, read)
    kept = original_of(source, read)
    original = keep_original(kept, folder / ORIGINAL, kept.name, read.origin.sha256) if kept else None
    written, pdfa = write_documents(folder, original, read, records)
    return account_of(read, folder, written, pdfa=pdfa)
