"""How a folder of results is laid out, and what each stage leaves there for the next.

OUT/
  .digitize                                     the mark of a folder of results: it is never read as papers
  records.jsonl  records.csv  records.xlsx      all documents in OUT
  <dossier>/dossier.json                        a dossier of several papers, checked against each other
  <dossier>/<file>/                             one folder a file; a single file has no <dossier> level
    original/<file>                             bit for bit as it came
    page-0001.png  page-0001.ink.png            what ``scan`` leaves: the upright page, the plane for engines
    scan.json                                   and what is known of these pages
    text.json                                   what ``ocr`` leaves: lines, marks, findings of every page
    document-1.json  document-1.pdf             what ``extract`` and ``export`` leave: record and searchable PDF
    explained-1.json  explained-1.page-0001.png    with ``--explain``
"""

import os
import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from digitize.exit_codes import UsageProblem
from digitize.results.below import files_below
from digitize.scan.inputs.results_mark import MARK, has_results
from digitize.scan.raw import DossierInput, SourceFile
from export.atomic import make_folder, write_text
from export.original import safe_name

SCAN = "scan.json"
TEXT = "text.json"
DOSSIER = "dossier.json"
ORIGINAL = "original"


def open_results(out: Path, inputs: Iterable[Path]) -> None:
    """Makes ``out`` if it does not exist, and marks it.

    Raises:
        UsageProblem: ``output_is_input``, papers and results would be mixed.
        OutputProblem: ``out`` cannot be written.
    """
    if os.path.realpath(out) in map(os.path.realpath, inputs):
        raise UsageProblem("output_is_input", file=str(out))
    make_folder(out)
    if not has_results(out):
        write_text(out / MARK, "digitize\n")


def file_folder(out: Path, dossier: DossierInput, file: SourceFile) -> Path:
    """Where the results of ``file`` go; a single file is its own dossier and gets no folder for it."""
    own = safe_name(Path(file.name).name if dossier.name == file.name else file.name.replace("/", "__"))
    return out / own if dossier.name == file.name else out / safe_name(dossier.name.replace("/", "__")) / own


def page_picture(folder: Path, page: int, plane: str = "") -> Path:
    """The path of the upright picture of a page, or with ``plane="ink"`` of the one that engines read."""
    return folder / f"page-{page:04d}{'.' + plane if plane else ''}.png"


def document_file(folder: Path, document: int, suffix: str) -> Path:
    """What is written of the n-th document of a file, from 1, in the form of that suffix."""
    return folder / f"document-{document}{suffix}"


def documents_beyond(folder: Path, count: int, suffix: str) -> list[Path]:
    """What there is in that form of documents whose number is greater than ``count``."""
    numbered = (
        (re.fullmatch(r"document-(\d+)", path.name.removesuffix(suffix)), path)
        for path in folder.glob(f"document-*{suffix}")
    )
    return [path for number, path in numbered if number and int(number[1]) > count]


def explained_file(folder: Path, document: int) -> Path:
    """The explanation of the n-th document: why its type and fields were found."""
    return folder / f"explained-{document}.json"


def explained_picture(folder: Path, document: int, page: int) -> Path:
    """A page of the n-th document with its fields marked."""
    return folder / f"explained-{document}.page-{page:04d}.png"


def record_files(out: Path) -> list[Path]:
    """Every record below ``out``, in an order that does not depend on when it was written."""
    found = files_below(out, lambda name: fnmatchcase(name, "document-*.json"))
    return sorted(found, key=lambda path: path.relative_to(out).as_posix())
