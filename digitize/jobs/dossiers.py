"""The papers of one dossier checked against each other, once all of them are read.

Each check starts from the records of the single papers. So another check, after one more paper came, gives the
same as a single run over all papers. ``dossier.json`` is written beside the papers.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from digitize.results.layout import DOSSIER, files_called, record_files
from digitize.results.own_folders import is_dossier, remove_file
from digitize.results.read_back import load, require
from export.atomic import make_folder
from export.original import safe_name
from export.records.record_json import write_record
from extract.dossier.check import alone, dossier_of
from extract.record import Dossier, Record
from extract.rules.procedure import Procedure, completeness
from extract.rules.procedure_choice import code_of, in_force, none_in_force
from extract.rules.received import received_on
from ocr.page import Finding


@dataclass(frozen=True)
class Reception:
    """What a dossier is checked against: the known procedures, the code of the one chosen, and today's date."""

    procedures: Sequence[Procedure] = ()
    asked: str | None = None
    today: date | None = None

    def completeness(self, dossier: Dossier) -> tuple[Finding, ...]:
        """What the dossier lacks by the list in force on its day, where it names a procedure or one was asked for."""
        day = received_on(dossier) or self.today or date.max
        code = self.asked or code_of(dossier.records, self.procedures, day)
        if code is None:
            return ()
        procedure = in_force(code, self.procedures, day)
        if procedure is None:
            return (none_in_force(code, self.procedures, day),)
        return completeness(procedure, dossier.records, day)


NOTHING_KNOWN = Reception()


class Checked(NamedTuple):
    """Every record as its dossier leaves it, and every dossier of several papers with the folder that holds it."""

    by_path: dict[Path, Record]
    homes: tuple[tuple[Path, Dossier], ...]

    @property
    def records(self) -> tuple[Record, ...]:
        """The records in the order of their paths."""
        return tuple(self.by_path.values())

    @property
    def dossiers(self) -> tuple[Dossier, ...]:
        """The dossiers in the order of their names."""
        return tuple(dossier for _, dossier in self.homes)


def check_dossiers(
    out: Path, reception: Reception
) -> tuple[tuple[Record, ...], tuple[Dossier, ...], tuple[Path, ...], tuple[Path, ...]]:
    """Every record below ``out`` after the check, and every dossier of several papers.

    Then the paths of the records that were written again, and of the files about dossiers.

    Raises:
        OutputProblem: ``out`` cannot be written.
        InputProblem: a record below ``out`` cannot be read.
    """
    stored = stored_records(out)
    checked = checked_dossiers(out, stored, reception)
    homes = {home / DOSSIER for home, _ in checked.homes}
    for path in files_called(out, DOSSIER):
        if path not in homes and is_dossier(path):
            remove_file(path)  # its papers are gone, or one is left, which is no dossier of several
    for home, dossier in checked.homes:
        make_folder(home)
        _write_changed(home / DOSSIER, dossier)
    changed = tuple(path for path, record in checked.by_path.items() if record != stored[path])
    for path in changed:
        write_record(path, checked.by_path[path])
    return checked.records, checked.dossiers, changed, tuple(home / DOSSIER for home, _ in checked.homes)


def stored_records(out: Path, given: Mapping[Path, Record] = MappingProxyType({})) -> dict[Path, Record]:
    """Every record below ``out``, by where it lies; what lies in the folders of ``given`` is replaced by these.

    Raises:
        InputProblem: a record below ``out`` cannot be read.
    """
    folders = {path.parent for path in given}
    stored = {path: require(Record, path) for path in record_files(out) if path.parent not in folders}
    return dict(sorted((stored | dict(given)).items(), key=lambda item: item[0].relative_to(out).as_posix()))


def checked_dossiers(out: Path, stored: Mapping[Path, Record], reception: Reception) -> Checked:
    """The papers of each dossier held against each other; nothing is written."""
    records: dict[Path, Record] = {}
    homes: list[tuple[Path, Dossier]] = []
    for name, group in groupby(sorted(stored, key=lambda path: stored[path].dossier), _dossier_of(stored)):
        every = sorted(group, key=lambda path: path.relative_to(out).as_posix())
        records |= {path: alone(stored[path]) for path in every}
        paths = _different(every, stored)
        checked = _checked(name, [records[path] for path in paths], reception)
        records |= dict(zip(paths, checked.records, strict=True))
        if len(paths) > 1:
            homes.append((_home(out, paths, checked), checked))
    return Checked({path: records[path] for path in stored}, tuple(homes))


def _different(paths: Sequence[Path], stored: Mapping[Path, Record]) -> list[Path]:
    """``paths`` with each document once: a paper that lies there under two names is no witness of itself."""
    first: dict[tuple[str, str], Path] = {}
    for path in paths:
        first.setdefault((stored[path].sha256, path.name), path)
    return list(first.values())


def _dossier_of(stored: Mapping[Path, Record]) -> Callable[[Path], str]:
    return lambda path: stored[path].dossier


def _checked(name: str, records: Sequence[Record], reception: Reception) -> Dossier:
    dossier = dossier_of(name, records)
    found = reception.completeness(dossier) if len(records) > 1 else ()
    return dossier.model_copy(update={"findings": (*dossier.findings, *found)})


def _home(out: Path, paths: Sequence[Path], dossier: Dossier) -> Path:
    """The folder that holds all papers of a dossier, or a new one where separator sheets joined them."""
    if dossier.name == dossier.ma_ho_so:
        return out / safe_name(dossier.name)
    first, *rest = (path.parent for path in paths)
    for folder in (first, *first.parents):
        if folder == out or all(folder in (other, *other.parents) for other in rest):
            return folder
    return out


def _write_changed(path: Path, dossier: Dossier) -> None:
    if load(Dossier, path) != dossier:
        write_record(path, dossier)
