"""How a folder of results is laid out, and what each stage leaves there for the next.

OUT/
  .digitize                                     the mark of a folder of results: it is never read as papers
  records.jsonl  records.csv  records.xlsx      all documents in OUT
  ledger.sqlite                                 what was done, of ``run`` only
  <dossier>/dossier.json                        a dossier of several papers, checked against each other
  <dossier>/<file>/                             one folder a file; a single file has no <dossier> level
    original/<file>                             bit for bit as it came
    page-0001.png  page-0001.ink.png            what ``scan`` leaves: the upright page, the plane for engines
    scan.json                                   and what is known of these pages
    text.json                                   what ``ocr`` leaves: lines, marks, findings of every page
    document-1.json  document-1.pdf             what ``extract`` and ``export`` leave: record and searchable PDF
    explained-1.json  explained-1.page-0001.png    with ``--explain``

Where a folder of that name is another's, ``~`` and digits follow. What is called like one of these files and lies
elsewhere, among originals or in other results that lie inside these, is none of them; no link is followed.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from digitize.exit_codes import UsageProblem
from digitize.scan.inputs.results_mark import MARK, has_results
from digitize.scan.inputs.tree import DEEPEST
from export.atomic import make_folder, write_text
from export.writers import RUN_WRITERS

SCAN = "scan.json"
TEXT = "text.json"
DOSSIER = "dossier.json"
ORIGINAL = "original"

TABLES = tuple(writer.file for writer in RUN_WRITERS.values())
"""What is written over all papers, directly into the folder of results."""

_INK = re.compile(r"page-(\d{4,})\.ink\.png")
_RECORD = re.compile(r"document-([1-9]\d*)\.json")


def open_results(out: Path, inputs: Iterable[Path]) -> None:
    """Makes ``out`` if it does not exist, and marks it.

    Raises:
        UsageProblem: ``output_is_input``, papers and results would be mixed; ``output_in_results``, the results that
            lie there already would be hidden from the folder of results around them; ``output_has_others``, a table
            that lies there was not written by this program and would be overwritten.
        OutputProblem: ``out`` cannot be written.
    """
    if os.path.realpath(out) in map(os.path.realpath, inputs):
        raise UsageProblem("output_is_input", file=str(out))
    if not has_results(out) and _would_hide_results(out):
        raise UsageProblem("output_in_results", file=str(out))
    others = [] if has_results(out) else _tables_of_others(out)
    if others:
        raise UsageProblem("output_has_others", folder=str(out), file=others[0])
    make_folder(out)
    if not has_results(out):
        write_text(out / MARK, "digitize\n")


def _would_hide_results(out: Path) -> bool:
    """Whether ``out`` is, holds or lies in the folder of a paper, in another folder of results."""
    real = Path(os.path.realpath(out))
    around = next((one for one in real.parents if has_results(one)), None)
    if around is None:
        return False
    below = list(real.iterdir()) if real.is_dir() else []
    inside = (one for one in real.parents if around in one.parents)
    return any(map(_is_of_a_paper, (real, *below, *inside)))


def _tables_of_others(out: Path) -> list[str]:
    """What is called like a table in a folder without the mark; results that were copied may have lost theirs."""
    lying = [name for name in TABLES if os.path.lexists(out / name)]
    return [] if lying and any(map(_is_of_a_paper, folders(out))) else lying


def _is_of_a_paper(folder: Path) -> bool:
    return any(is_file(folder / name) for name in (TEXT, SCAN)) or bool(records_in(folder))


def page_picture(folder: Path, page: int, plane: str = "") -> Path:
    """The path of the upright picture of a page, or with ``plane="ink"`` of the one that engines read."""
    return folder / f"page-{page:04d}{'.' + plane if plane else ''}.png"


def pictures_beyond(folder: Path, pages: int) -> list[Path]:
    """Both pictures of each page with a greater number; a picture without the plane for engines is none of ours."""
    numbered = ((_INK.fullmatch(path.name), path) for path in folder.glob("page-*.ink.png"))
    inks = [path for number, path in numbered if number and int(number[1]) > pages and is_file(path)]
    return [path for ink in inks for path in (ink.with_name(ink.name.replace(".ink", "")), ink)]


def document_file(folder: Path, document: int, suffix: str) -> Path:
    """What is written of the n-th document of a file, from 1, in the form of that suffix."""
    return folder / f"document-{document}{suffix}"


def documents_beyond(folder: Path, count: int, suffix: str) -> list[Path]:
    """What there is in that form of documents whose number is greater than ``count``."""
    numbered = (
        (re.fullmatch(r"document-(\d+)", path.name.removesuffix(suffix)), path)
        for path in folder.glob(f"document-*{suffix}")
    )
    return [path for number, path in numbered if number and int(number[1]) > count and is_file(path)]


def explained_file(folder: Path, document: int) -> Path:
    """The explanation of the n-th document: why its type and fields were found."""
    return folder / f"explained-{document}.json"


def explained_picture(folder: Path, document: int, page: int) -> Path:
    """A page of the n-th document with its fields marked."""
    return folder / f"explained-{document}.page-{page:04d}.png"


def record_files(out: Path) -> list[Path]:
    """Every record below ``out``, in an order that does not depend on when it was written."""
    found = (path for folder in folders(out) for path in records_in(folder))
    return sorted(found, key=lambda path: path.relative_to(out).as_posix())


def records_in(folder: Path) -> list[Path]:
    """The records that lie directly in ``folder``, in no order."""
    try:
        found = list(folder.iterdir())
    except OSError:
        return []
    return [path for path in found if _RECORD.fullmatch(path.name) and is_file(path)]


def files_called(out: Path, name: str) -> list[Path]:
    """Every file of ours of that name below ``out``, in order."""
    return sorted(folder / name for folder in folders(out) if is_file(folder / name))


def folders(out: Path) -> Iterator[Path]:
    """``out`` and every folder below it that may hold results."""
    waiting = [(out, 0)]
    while waiting:
        here, depth = waiting.pop()
        yield here
        if depth < DEEPEST:
            waiting += [(one, depth + 1) for one in _subfolders(here)]


def _subfolders(folder: Path) -> list[Path]:
    """The folders in ``folder`` that may hold results; none of one that cannot be listed."""
    try:
        with os.scandir(folder) as found:
            inside = [Path(one.path) for one in found if one.is_dir(follow_symlinks=False)]
    except OSError:
        return []
    return sorted((one for one in inside if one.name != ORIGINAL and not has_results(one)), reverse=True)


def is_file(path: Path) -> bool:
    """Whether a file lies at ``path``, and neither a folder nor a link."""
    return path.is_file() and not path.is_symlink()
