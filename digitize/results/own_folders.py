"""Folders of results and whose they are: known by what this program wrote into them, never by their names."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from digitize.results.handed_on import ScannedFile
from digitize.results.layout import (
    DOSSIER,
    ORIGINAL,
    SCAN,
    TEXT,
    files_called,
    folders,
    is_file,
    pictures_beyond,
    records_in,
)
from digitize.results.read_back import load
from digitize.results.text_file import head_of
from digitize.scan.inputs.results_mark import has_results
from export.atomic import output_problem
from export.original import file_sha256
from extract.record import Dossier, Record

_PICTURE = re.compile(r"page-\d{4,}\.png")
_OF_A_FILE = re.compile(r"(scan|text)\.json|page-\d{4,}(\.ink)?\.png|(document|explained)-\d+\..+|\..+\.part")


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
    return not any(files for _, _, files in _walked(folder))


def is_half_made(folder: Path) -> bool:
    """Whether ``folder`` holds only what a stage leaves of one file: it may have been ended before its last step."""
    found = {path.name: path for path in folder.iterdir()}
    pictures = [name for name in found if _PICTURE.fullmatch(name)]
    # Somebody's own scans may be called like pictures of pages; the planes for engines beside them are made here.
    has_planes = all(name.replace(".png", ".ink.png") in found for name in pictures)
    # Each stage begins with the original or with pictures; finished forms without a record tell nothing of whose they are.
    has_begun = ORIGINAL in found or not has_forms(folder)
    return has_planes and has_begun and all(map(_is_of_a_file, found.values()))


def has_forms(folder: Path) -> bool:
    """Whether forms of documents lie in ``folder``, with a record or without."""
    return any(is_file(path) for path in folder.glob("document-*"))


def _is_of_a_file(path: Path) -> bool:
    """Whether ``path`` is called like what is written of one file, directly into its folder."""
    if is_file(path):
        return _OF_A_FILE.fullmatch(path.name) is not None
    return path.name == ORIGINAL and path.is_dir() and not path.is_symlink()


def clear(folder: Path, sha256: str) -> None:
    """Remove what was written of the file with this hash into ``folder``, where other things lie, too.

    Raises:
        OutputProblem: it cannot be removed.
    """
    if sha256_of(folder) != sha256:
        return
    # Papers may be called like pages and originals; each of these is known to be of this file.
    beside = (folder / name for name in (TEXT, SCAN) if is_file(folder / name))
    numbers = [path.stem.rpartition("-")[2] for path in records_in(folder)]
    written = (path for number in numbers for path in folder.glob(f"*-{number}.*") if _is_of_a_file(path))
    originals = (
        path for path in (folder / ORIGINAL).glob("*") if is_file(path) and file_sha256(path) == sha256
    )
    for path in (*originals, *written, *pictures_beyond(folder, 0), *beside):
        remove_file(path)


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
        for here in reversed([here for here, _, _ in _walked(folder)]):
            with suppress(OSError):
                here.rmdir()
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
        # One that an earlier version wrote is none of today's, and tells all the same.
        if sha256.encode() in _bytes_of(path):
            remove_file(path)


def is_dossier(path: Path) -> bool:
    """Whether ``path`` is what this program writes about a dossier, and no file of somebody's that is called so."""
    return is_file(path) and load(Dossier, path) is not None


def remove_file(path: Path) -> None:
    """Remove a file, where there is one; raises OutputProblem."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise output_problem(error, path) from error


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.is_file() else b""
    except OSError:
        return b""


def _remove(folder: Path) -> None:
    for here, below, files in _walked(folder):
        below[:] = [name for name in below if name == ORIGINAL or not _is_of_another(here / name)]
        for name in files:
            (here / name).unlink()


def _walked(folder: Path) -> Iterator[tuple[Path, list[str], list[str]]]:
    """Each folder below ``folder`` with the names of the folders and of all else in it, however deep.

    What is taken out of the names of the folders is not looked into. What cannot be listed has nothing of ours.
    """
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        below, files = list[str](), list[str]()
        with suppress(OSError), os.scandir(here) as found:
            for one in found:
                (below if one.is_dir(follow_symlinks=False) else files).append(one.name)
        yield here, below, files
        waiting += [here / name for name in below]


def _is_of_another(folder: Path) -> bool:
    return has_results(folder) or sha256_of(folder) is not None
