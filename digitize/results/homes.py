"""Which dossier has which folder in a folder of results, kept in its mark ``.digitize`` from run to run.

A dossier is known by the place that it was given from, or by its mã hồ sơ: two folders called ``scan`` are two dossiers, and
each finds its own folder again. Places are kept as hashes, since results are handed on and paths name people.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from digitize.results.artifact import is_below
from digitize.scan.inputs.results_mark import MARK
from export.atomic import write_text

FIRST_LINE = "digitize"
DIGITS = 16  # hexadecimal digits of a hash that names a dossier
OUT_ITSELF = "."
"""The folder of results where it is that of one file as well."""
_OF_FILE = "file "


class Home(NamedTuple):
    """The folder of a dossier below the results, its name in records, and whose it is."""

    folder: str
    name: str
    owner: str


def home_of_file(folder: str, sha256: str) -> Home:
    """What is kept of a folder that holds forms of one file and no record that would tell of which."""
    return Home(folder, folder, f"{_OF_FILE}{sha256} {folder}")


def files_of(homes: Iterable[Home]) -> dict[str, str]:
    """The hash of the file of each folder of that kind."""
    own = (home for home in homes if home.owner.startswith(_OF_FILE))
    return {home.folder: home.owner.removeprefix(_OF_FILE).partition(" ")[0] for home in own}


def owner_of(name: str, ma_ho_so: str | None, place: str) -> str:
    """Names a dossier across runs: by its code, else by the place that it was given from."""
    told = f"code {ma_ho_so} {name}" if ma_ho_so else f"place {place}"
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:DIGITS]


def read_homes(out: Path) -> dict[str, Home]:
    """The homes that the mark of ``out`` tells of, by owner; results of an earlier version tell of none.

    The mark may have come with results of a stranger: a home outside ``out``, or one told twice, is none.
    """
    try:
        # A pipe of that name would keep its reader waiting for ever.
        lines = (out / MARK).read_text(encoding="utf-8").splitlines() if (out / MARK).is_file() else []
    except (OSError, UnicodeDecodeError):
        return {}
    by_folder: dict[str, Home] = {}
    for home in filter(None, map(_home, lines[1:])):
        by_folder.setdefault(home.folder.casefold(), home)
    return {home.owner: home for home in by_folder.values()}


def write_homes(out: Path, homes: Iterable[Home]) -> None:
    """Write the mark of ``out``, if it would change; errors as :func:`export.atomic.replacing`."""
    wanted = {home.owner: home for home in homes}
    if wanted != read_homes(out) or not (out / MARK).exists():
        lines = (json.dumps(home._asdict(), ensure_ascii=False) for home in sorted(wanted.values()))
        write_text(out / MARK, "\n".join((FIRST_LINE, *lines)) + "\n")


def _home(line: str) -> Home | None:
    try:
        told = json.loads(line)
        home = Home(str(told["folder"]), str(told["name"]), str(told["owner"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    is_own = home == home_of_file(OUT_ITSELF, files_of([home]).get(OUT_ITSELF, ""))
    return home if is_own or is_below(home.folder) else None
