"""Folders of results and whose they are: known by what this program wrote into them, never by their names."""

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

from digitize.results.handed_on import ScannedFile
from digitize.results.layout import DOSSIER, ORIGINAL, SCAN, TEXT, files_called, folders, records_in
from digitize.results.read_back import load
from digitize.results.text_file import head_of
from digitize.scan.inputs.results_mark import has_results
from export.atomic import output_problem
from extract.record import Dossier, Record

_OF_A_STAGE = re.compile(r"page-\d{4,}(\.ink)?\.png|(document|explained)-\d+\..+|\..+\.part")


def sha256_of(folder: Path) -> str | None:
    """The hash of the file whose results lie in ``folder``; None where it is not the folder of one file."""
    read = head_of(folder / TEXT) or load(ScannedFile, folder / SCAN)
    if read:
        return read.origin.sha256
    record = next((load(Record, path) for path in records_in(folder)), None)
    return record.sha256 if record else None


def folders_of(out: Path, sha256: str) -> list[Path]:
    """Every folder below ``out`` that holds results of the file with this hash, whatever it was called then."""
    return [folder for folder in folders(out) if sha256_of(folder) == sha256]


def is_empty(folder: Path) -> bool:
    """Whether there is no file below ``folder``."""
    return not any(files for _, _, files in os.walk(folder))


def is_half_made(folder: Path) -> bool:
    """Whether ``folder`` holds only what a stage leaves of one file: it may have been ended before its last step."""
    with os.scandir(folder) as found:
        return all(_is_of_a_stage(one) for one in found)


def _is_of_a_stage(found: "os.DirEntry[str]") -> bool:
    if found.is_dir(follow_symlinks=False):
        return found.name == ORIGINAL
    return found.is_file(follow_symlinks=False) and _OF_A_STAGE.fullmatch(found.name) is not None


def remove_folder(folder: Path, out: Path) -> None:
    """Remove ``folder``, and what is empty above it below ``out``, but no other results that lie in it.

    Raises:
        OutputProblem: it cannot be removed.
    """
    try:
        _remove(folder)
    except OSError as error:
        raise output_problem(error, folder) from error
    remove_empty(folder, out)


def remove_empty(folder: Path, out: Path) -> None:
    """Remove ``folder`` with the folders in it, and those above it up to ``out``, where they hold no file."""
    if folder.is_dir() and is_empty(folder):
        shutil.rmtree(folder, ignore_errors=True)
    for above in folder.parents:
        if out not in above.parents:
            return
        with suppress(OSError):  # it holds something else
            above.rmdir()


def forget_dossiers(out: Path, sha256: str) -> None:
    """Remove each ``dossier.json`` that tells of the file with this hash; the next check writes it anew.

    Raises:
        OutputProblem: it cannot be removed.
    """
    for path in files_called(out, DOSSIER):
        dossier = load(Dossier, path)
        if dossier is None or any(record.sha256 == sha256 for record in dossier.records):
            remove_file(path)


def remove_file(path: Path) -> None:
    """Remove a file, where there is one; raises OutputProblem."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise output_problem(error, path) from error


def _remove(folder: Path) -> None:
    for here, below, files in os.walk(folder):
        below[:] = [name for name in below if name == ORIGINAL or not _is_of_another(Path(here, name))]
        for name in files:
            Path(here, name).unlink()


def _is_of_another(folder: Path) -> bool:
    return has_results(folder) or sha256_of(folder) is not None
