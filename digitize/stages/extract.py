"""The stage ``extract`` on its own: records from the text that ``ocr`` or ``run`` left in folders."""

from collections.abc import Sequence
from pathlib import Path

from digitize.jobs.deliver import Delivery, original_of, unchanged, write_extracted
from digitize.jobs.write import RECORD
from digitize.results.account import FileAccount, RunAccount, account_of
from digitize.results.layout import ORIGINAL, TEXT, open_results
from digitize.results.text_file import StoredText, stored_reading, write_reading
from export.atomic import make_folder
from export.original import keep_original
from ocr.problem import InputProblem


def extract_folders(inputs: Sequence[Path], out: Path, delivery: Delivery) -> RunAccount:
    """Extract the documents of every ``text.json`` below ``inputs`` into the same places below ``out``.

    Raises:
        InputProblem: there is no such file, or it was not written by ``ocr``.
        OutputProblem: ``out`` cannot be written.
    """
    found = [(root, path) for root in inputs for path in sorted(root.rglob(TEXT))]
    if not found:
        raise InputProblem("text_none_found", folder=", ".join(map(str, inputs)))
    open_results(out, ())
    return RunAccount(
        out=str(out),
        files=tuple(
            _extract_one(path, out / path.parent.relative_to(root), delivery) for root, path in found
        ),
    )


def _extract_one(text: Path, folder: Path, delivery: Delivery) -> FileAccount:
    read = stored_reading(text)
    try:
        return _extracted(text, folder, read, delivery)
    except InputProblem as problem:
        return FileAccount.failed(read.origin.file, problem)


def _extracted(text: Path, folder: Path, read: StoredText, delivery: Delivery) -> FileAccount:
    kept = unchanged(original_of(text.parent, read.origin), read.origin)
    make_folder(folder)
    if kept and folder != text.parent:
        kept = keep_original(kept, folder / ORIGINAL, kept.name, read.origin.sha256)
    counts, _ = write_extracted(folder, kept, read, delivery, to=(RECORD,))
    if folder != text.parent:
        write_reading(folder / TEXT, read)
    return account_of(read, folder, counts)
