"""What each threshold decides: shifted by a tenth, down and up, it prints how many fields of known pages change.

    python -m benchmarks.thresholds FOLDER... [--package extract] [--only NAME...] [--jobs 2] [--write FILE]

``FOLDER`` holds pages with truth, as for ``digitize eval``. Pages are read once; then the extraction is done again
for each number at the top level of a module of ``--package``, which is made a tenth smaller and a tenth larger (whole
numbers by one at least). For both it tells how many fields come out otherwise, how many right ones are lost and won,
and how many accepted ones are wrong more or fewer than before. A threshold that changes nothing in either direction
is decided by none of these pages.
"""

import argparse
import ast
import importlib
import pkgutil
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import Any

from digitize.evaluate.field_comparison import FieldVerdict, judge_fields, pair_records
from digitize.evaluate.measure import MeasureTask, measure_file
from digitize.evaluate.truth import Truth, find_pairs
from digitize.settings import load_settings
from extract.extraction import extract
from extract.rules.loader import load_types
from ocr.page import PageText

PACKAGES = ("ocr", "extract", "export", "digitize")
SHIFT = 0.1
_REMEMBERING = type(lru_cache(len))
HEADER = "| threshold | value | down: changed | right | silent | up: changed | right | silent |"


@dataclass(frozen=True)
class Threshold:
    """A number at the top level of a module; ``part`` where it is one of a tuple."""

    module: str
    name: str
    part: int | None
    value: float

    @property
    def label(self) -> str:
        """As it is printed."""
        return f"{self.module}.{self.name}" + ("" if self.part is None else f"[{self.part}]")

    def shifted(self, direction: int) -> float:
        """A tenth away; whole numbers by one at least and whole again."""
        if isinstance(self.value, int):
            return self.value + direction * max(1, round(abs(self.value) * SHIFT))
        return self.value * (1 + direction * SHIFT)


@dataclass(frozen=True)
class Effect:
    """What a shift does: fields that come out otherwise, the change in right ones, in accepted wrong ones."""

    changed: int
    right: int
    silent: int


@dataclass(frozen=True)
class Known:
    """A file that was read, with its truth."""

    name: str
    pages: tuple[PageText, ...]
    truth: Truth


def thresholds(package: str) -> list[Threshold]:
    """Every number at the top level of a module of ``package``, folders included."""
    found: list[Threshold] = []
    for module in _modules(package):
        for node in ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")).body:
            for name in _assigned(node):
                found += _numbers(module.__name__, name, getattr(module, name, None))
    return found


def _modules(package: str) -> list[ModuleType]:
    top = importlib.import_module(package)
    names = [
        one.name for one in pkgutil.walk_packages(top.__path__, package + ".") if "__main__" not in one.name
    ]
    return [top, *map(importlib.import_module, names)]


def _assigned(node: ast.stmt) -> Iterator[str]:
    targets = (
        node.targets
        if isinstance(node, ast.Assign)
        else [node.target]
        if isinstance(node, ast.AnnAssign)
        else []
    )
    for target in targets:
        elements = target.elts if isinstance(target, ast.Tuple) else [target]
        yield from (one.id for one in elements if isinstance(one, ast.Name))


def _numbers(module: str, name: str, value: object) -> Iterator[Threshold]:
    if _is_number(value):
        yield Threshold(module, name, None, value)
    elif isinstance(value, tuple) and all(map(_is_number, value)):
        yield from (Threshold(module, name, part, one) for part, one in enumerate(value))


def _is_number(value: Any) -> bool:  # noqa: ANN401  (whatever stands in a module)
    return isinstance(value, int | float) and not isinstance(value, bool)


@contextmanager
def standing_at(threshold: Threshold, value: float) -> Iterator[None]:
    """The threshold at ``value`` in its module and in all that import it by name, until the block ends."""
    home = sys.modules[threshold.module]
    before = getattr(home, threshold.name)
    part = threshold.part
    after = value if part is None else (*before[:part], value, *before[part + 1 :])
    holders = [home, *_importers(threshold.module, threshold.name)]
    try:
        for holder in holders:
            setattr(holder, threshold.name, after)
        _forget()
        yield
    finally:
        for holder in holders:
            setattr(holder, threshold.name, before)
        _forget()


@cache
def _importers(module: str, name: str) -> tuple[ModuleType, ...]:
    found = []
    for other in list(sys.modules.values()):
        file = getattr(other, "__file__", None)
        if other.__name__.split(".")[0] in PACKAGES and file and file.endswith(".py"):
            imports = (node for node in ast.walk(_tree(file)) if isinstance(node, ast.ImportFrom))
            if any(node.module == module and name in {one.name for one in node.names} for node in imports):
                found.append(other)
    return tuple(found)


@cache
def _tree(file: str) -> ast.Module:
    return ast.parse(Path(file).read_text(encoding="utf-8"))


def _forget() -> None:
    """Drop what functions remember of texts; tables that are loaded once stay."""
    for module in list(sys.modules.values()):
        if module.__name__.split(".")[0] in PACKAGES:
            for one in vars(module).values():
                if isinstance(one, _REMEMBERING) and one.cache_parameters()["maxsize"] not in (1, None):
                    one.cache_clear()


def verdicts(known: Sequence[Known]) -> dict[tuple[str, int, str], FieldVerdict]:
    """Each field that a truth names, judged, by file, document and name."""
    judged: dict[tuple[str, int, str], FieldVerdict] = {}
    for one in known:
        documents = one.truth.documents
        records = [found.record for found in extract(one.pages, _types(), source=one.name)]
        for number, (document, record) in enumerate(
            zip(documents, pair_records(documents, records), strict=True)
        ):
            for verdict in judge_fields(document, record):
                judged[one.name, number, verdict.name] = verdict
    return judged


@cache
def _types() -> Any:  # noqa: ANN401  (document types; loaded once in each process)
    return load_types()


def effect(
    before: dict[tuple[str, int, str], FieldVerdict], after: dict[tuple[str, int, str], FieldVerdict]
) -> Effect:
    """How ``after`` differs."""
    pairs = [(one, after[key]) for key, one in before.items()]
    return Effect(
        changed=sum((one.read, one.accepted) != (other.read, other.accepted) for one, other in pairs),
        right=sum(other.is_right - one.is_right for one, other in pairs),
        silent=sum(_is_silent(other) - _is_silent(one) for one, other in pairs),
    )


def _is_silent(verdict: FieldVerdict) -> bool:
    return verdict.accepted and not verdict.is_right


_KNOWN: list[Known] = []


def _begin(known: list[Known]) -> None:
    _KNOWN[:] = known


@cache
def _before() -> dict[tuple[str, int, str], FieldVerdict]:
    return verdicts(_KNOWN)


def _tried(threshold: Threshold) -> tuple[Effect | None, Effect | None]:
    importlib.import_module(threshold.module)
    before = _before()
    return _at(threshold, -1, before), _at(threshold, 1, before)


def _at(
    threshold: Threshold, direction: int, before: dict[tuple[str, int, str], FieldVerdict]
) -> Effect | None:
    """None where the product cannot run with the shifted number, which is then no threshold but a fact."""
    with standing_at(threshold, threshold.shifted(direction)):
        try:
            return effect(before, verdicts(_KNOWN))
        except (ArithmeticError, LookupError, TypeError, ValueError):
            return None


def read_known(folders: Sequence[Path], jobs: int) -> list[Known]:
    """Every file with truth below ``folders``, read."""
    settings = load_settings(None, jobs=1).model_copy(update={"secrecy": "flag"})
    pairs = [pair for folder in folders for pair in find_pairs(folder)]
    tasks = [MeasureTask(path, settings, load_types()) for path, _ in pairs]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as workers:
        measured = workers.map(measure_file, tasks)
        return [
            Known(path.as_posix(), one.pages, truth)
            for (path, truth), one in zip(pairs, measured, strict=True)
        ]


def _row(threshold: Threshold, effects: tuple[Effect | None, Effect | None]) -> str:
    told = (
        f"{one.changed} | {one.right:+d} | {one.silent:+d}" if one else "cannot be | – | –" for one in effects
    )
    return f"| {threshold.label} | {threshold.value:g} | {' | '.join(told)} |"


def main() -> None:
    """Shift them all and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.thresholds", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--package", default="extract")
    parser.add_argument("--only", nargs="*", default=[], help="parts of names")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    known = read_known(options.folders, options.jobs)
    wanted = [
        one
        for one in thresholds(options.package)
        if not options.only or any(part in one.label for part in options.only)
    ]
    with ProcessPoolExecutor(
        options.jobs, mp_context=get_context("spawn"), initializer=_begin, initargs=(known,)
    ) as workers:
        rows = []
        for one, effects in zip(wanted, workers.map(_tried, wanted), strict=True):
            rows.append((sum(effect.changed for effect in effects if effect), _row(one, effects)))
            print(rows[-1][1], file=sys.stderr, flush=True)
    deciding = [row for changed, row in sorted(rows, key=lambda pair: -pair[0]) if changed or "cannot" in row]
    idle = [
        one.label
        for one, (changed, row) in zip(wanted, rows, strict=True)
        if not changed and "cannot" not in row
    ]
    fields = sum(len(document.fields) for one in known for document in one.truth.documents)
    lines = [
        f"{len(known)} files, {fields} fields; {len(wanted)} numbers, {len(idle)} of which change nothing.",
        "",
        HEADER,
        "|---|" + "---|" * 7,
        *deciding,
        "",
        "Changing nothing here: " + ", ".join(idle) + ".",
    ]
    print(*lines, sep="\n")
    if options.write:
        options.write.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
