"""The stage ``extract`` on its own: records from the text that ``ocr`` or ``run`` left in folders."""

from collections.abc import Sequence
from pathlib import Path

from digitize.jobs.deliver import Delivery, original_of, unchanged, write_extracted
from digitize.jobs.write import RECORD
from digitize.page.secrecy import remove_all_results, secret_in
from digitize.results.account import FileAccount, RunAccount, account_of
from digitize.results.claims import Claims
from digitize.results.handed_folders import handed_on
from digitize.results.layout import ORIGINAL, TEXT, files_called, open_results
from digitize.results.text_file import StoredText, of_origin, stored_reading, write_reading
from export.atomic import make_folder
from export.original import keep_original
from ocr.problem import InputProblem


def extract_folders(inputs: Sequence[Path], out: Path, delivery: Delivery) -> RunAccount:
    """Extract the documents of every ``text.json`` below ``inputs`` into the same places below ``out``.

    Raises:
        InputProblem: there is no such file, or it was not written by ``ocr``.
        OutputProblem: ``out`` cannot be written.
    """
    found = [(root, path) for root in inputs for path in files_called(root, TEXT)]
    if not found:
        raise InputProblem("text_none_found", folder=", ".join(map(str, inputs)))
    open_results(out, ())
    claims = Claims.of(out)
    accounts = tuple(_extract_one(path, root, claims, delivery) for root, path in found)
    claims.remember()
    return RunAccount(out=str(out), files=accounts)


def _extract_one(text: Path, root: Path, claims: Claims, delivery: Delivery) -> FileAccount:
    name = text.parent.relative_to(root).as_posix()
    try:
        read = stored_reading(text)
        name = read.origin.file
        origin, folder = handed_on(claims, root, text.parent, read.origin)
        secret = secret_in(read.pages, delivery.settings)
        if secret:
            remove_all_results(claims.out, folder, origin.sha256)
            return FileAccount.failed(name, secret)
        return _extracted(text, folder, of_origin(read, origin), delivery)
    except InputProblem as problem:
        return FileAccount.failed(name, problem)


def _extracted(text: Path, folder: Path, read: StoredText, delivery: Delivery) -> FileAccount:
    kept = unchanged(original_of(text.parent, read.origin), read.origin)
    make_folder(folder)
    if kept and folder != text.parent:
        kept = keep_original(kept, folder / ORIGINAL, kept.name, read.origin.sha256)
    counts, _ = write_extracted(folder, kept, read, delivery, to=(RECORD,))
    if folder != text.parent:
        write_reading(folder / TEXT, read)
    return account_of(read, folder, counts)
