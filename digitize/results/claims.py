"""Every dossier and every file of a run gets a folder that is its own, today and in later runs.

Ordinary names keep their ordinary folders. Where a folder of that name is another's, ``~`` and the first digits of a hash
follow: of the bytes of a file, of the place or the mã hồ sơ of a dossier.
"""

import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from digitize.results.homes import Home, files_of, home_of_file, owner_of, read_homes, write_homes
from digitize.results.layout import DOSSIER, ORIGINAL, TABLES
from digitize.results.own_folders import is_dossier, is_empty, is_half_made, sha256_of
from digitize.scan.inputs.names import code_in
from digitize.scan.inputs.results_mark import MARK, has_results
from digitize.scan.raw import DossierInput, SourceFile
from export.atomic import is_half_written
from export.original import safe_name

Holder = Callable[[Path], str | None]
"""The hash of the file that the ledger keeps a folder for, or None."""

DIGITS = (8, 16)
"""How many digits of a hash follow a name that is taken; more where even that is."""


@dataclass
class Claims:
    """The folders below ``out`` that are taken; ``holder`` asks the ledger, where there is one."""

    out: Path
    holder: Holder | None = None
    homes: dict[str, Home] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    _home_names: set[str] = field(default_factory=set)
    _given: set[str] = field(default_factory=set)
    _taken: dict[str, str] = field(default_factory=dict)
    _listed: dict[Path, dict[str, Path]] = field(default_factory=dict)

    @classmethod
    def of(cls, out: Path, holder: Holder | None = None) -> "Claims":
        """The claims that earlier runs left in ``out``."""
        told = read_homes(out)
        files = files_of(told.values())
        known = {owner: home for owner, home in told.items() if home.folder not in files}
        homes = {owner: home for owner, home in known.items() if _can_hold(out / home.folder)}
        return cls(out, holder, homes, files, {_folded(home.folder) for home in homes.values()})

    def remember(self) -> None:
        """Write down the homes of dossiers, and folders that hold no record; errors as :func:`export.atomic.replacing`."""
        files = (home_of_file(folder, sha256) for folder, sha256 in self.files.items())
        write_homes(self.out, (*self.homes.values(), *files))

    def without_record(self, folder: Path, sha256: str) -> None:
        """Note that ``folder`` will hold forms of the file of these bytes, and nothing that tells whose they are."""
        self.files[folder.relative_to(self.out).as_posix()] = sha256

    def remember_what_lies_there(self) -> None:
        """Forget the folders without a record that were not made or were taken away, as those of a stopped paper; errors as above."""
        self.files = {folder: sha256 for folder, sha256 in self.files.items() if (self.out / folder).is_dir()}
        self.remember()

    def file_in(self, folder: Path) -> str | None:
        """The hash of the file whose results or forms lie in ``folder``; None where that is not known."""
        return sha256_of(folder) or self.files.get(folder.relative_to(self.out).as_posix())

    def place_for(self, dossier: DossierInput, file: SourceFile) -> tuple[DossierInput, Path]:
        """The folder for the results of ``file``, and its dossier under the name that is its own."""
        if dossier.is_single:
            plain = safe_name(file.name.replace("/", "__"))
            folder = self.file_folder(self.out, plain, file.sha256)
            is_other = _folded(folder.name) != _folded(plain) and dossier.ma_ho_so is None
            return (replace(dossier, name=folder.name) if is_other else dossier), folder
        home = self.home_of(dossier)
        own = safe_name(file.name.replace("/", "__"))
        return replace(dossier, name=home.name), self.file_folder(self.out / home.folder, own, file.sha256)

    def home_of(self, dossier: DossierInput) -> Home:
        """The folder and the name of a dossier of several files."""
        owner = owner_of(dossier.name, dossier.ma_ho_so, dossier.place)
        if owner not in self._given:
            self._given.add(owner)
            self._settle(owner, dossier)
        return self.homes[owner]

    def home(self, owner: str, plain: str, name: str, is_same: Callable[[Path], bool]) -> Home:
        """The home of ``owner``; ``is_same`` says whether an unclaimed folder of that name is this dossier's, too."""
        if owner not in self.homes:
            end = next(end for end in _endings(owner) if self._is_free_home(plain + end, is_same))
            self.homes[owner] = Home(plain + end, name + end, owner)
            self._home_names.add(_folded(plain + end))
        return self.homes[owner]

    def _settle(self, owner: str, dossier: DossierInput) -> None:
        hashes = {file.sha256 for file in dossier.files}
        plain = safe_name(dossier.name.replace("/", "__"))

        def is_same(lying: Path) -> bool:
            held = _held(lying)
            is_joined = dossier.ma_ho_so is not None and (held or is_dossier(lying / DOSSIER))
            return bool(is_joined) or not hashes.isdisjoint(held)

        if owner not in self.homes:
            self._take_over(owner, plain, hashes)
        self.home(owner, plain, dossier.name, is_same)

    def _take_over(self, owner: str, plain: str, hashes: set[str]) -> None:
        """Make the home of another place that of ``owner``, where all papers in it come from here now: it was moved."""
        for home in self.homes.values():
            if home.folder == plain and home.owner not in self._given:
                held = _held(self.out / plain)
                if held and held <= hashes:
                    del self.homes[home.owner]
                    self.homes[owner] = home._replace(owner=owner)
                return

    def file_folder(self, parent: Path, plain: str, sha256: str) -> Path:
        """The folder below ``parent`` for the file of these bytes."""
        wanted = (parent / f"{plain}{end}" for end in _endings(sha256))
        folder = next(one for one in wanted if self._is_free(one, sha256))
        self._taken[_folded(folder)] = sha256
        return self._lying(folder) or folder

    def _is_free_home(self, name: str, is_same: Callable[[Path], bool]) -> bool:
        folder = self.out / name
        is_claimed = _folded(folder) in self._taken or _folded(name) in self._home_names
        if is_claimed or _is_reserved(folder, self.out):
            return False
        lying = self._lying(folder)
        if lying is None:
            return True
        if not _is_plain_folder(lying) or sha256_of(lying) or (self.holder and self.holder(lying)):
            return False
        return is_empty(lying) or is_same(lying)

    def _is_free(self, folder: Path, sha256: str) -> bool:
        if self._taken.get(_folded(folder), sha256) != sha256:
            return False
        if _is_reserved(folder, self.out) or self._is_home(folder):
            return False
        lying = self._lying(folder)
        if lying is None:
            return True
        if not _is_plain_folder(lying):
            return False
        left = self.file_in(lying)
        if left or is_empty(lying):
            return left in {None, sha256}
        # It was never finished: the ledger knows whose it is, and stages leave nothing but their own files.
        return self.holder(lying) == sha256 if self.holder else is_half_made(lying)

    def _is_home(self, folder: Path) -> bool:
        if folder.parent != self.out:
            return False
        # A dossier whose papers are joined by their code has its folder under that code.
        name = _folded(folder.name)
        return name in self._home_names or name == _folded(code_in(folder.name) or "")

    def _lying(self, folder: Path) -> Path | None:
        """What lies there already, be it in other letters: to Windows and macOS, A.jpg and a.jpg are one."""
        if folder.parent not in self._listed:
            self._listed[folder.parent] = {
                _folded(Path(name)): folder.parent / name for name in _names(folder.parent)
            }
        exact = folder if os.path.lexists(folder) else None
        return exact or self._listed[folder.parent].get(_folded(Path(folder.name)))


def _endings(hashed: str) -> Iterator[str]:
    yield ""
    yield from (f"~{hashed[:digits]}" for digits in DIGITS)
    yield from (f"~{hashed}~{number}" for number in count(1))


def _folded(name: Path | str) -> str:
    return unicodedata.normalize("NFC", str(name)).casefold()


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()]
    except OSError:
        return []


def _is_reserved(folder: Path, out: Path) -> bool:
    """Whether this program itself writes something of that name there."""
    name = _folded(folder.name)
    at_top = folder.parent == out and (name in _AT_TOP or _OF_LEDGER.fullmatch(name))
    return bool(at_top) or name in {ORIGINAL, DOSSIER} or is_half_written(folder.name)


_AT_TOP = frozenset({MARK, *TABLES})
_OF_LEDGER = re.compile(r"\.?ledger\.(lock|(damaged\.)?sqlite(-wal|-shm|-journal)?)")


def _is_plain_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink() and not has_results(path)


def _can_hold(home: Path) -> bool:
    """Whether results can lie there: nobody finds them again behind a link, or in other results."""
    return not os.path.lexists(home) or _is_plain_folder(home)


def _held(folder: Path) -> set[str]:
    """The hashes of the files whose results lie in the folder of a dossier."""
    return {sha256 for name in _names(folder) if (sha256 := sha256_of(folder / name))}
