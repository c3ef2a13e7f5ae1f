"""Whether this computer has what ``digitize`` needs, and what to do if something is missing."""

import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from pydantic import Field

from digitize.messages import Translator
from digitize.settings import Gathered, from_environment, gathered
from digitize.settings_files import own_file
from ocr.problem import Datum, MachineProblem, Problem
from ocr.value import Value

OWN_PACKAGES = ("ocr", "extract", "export", "digitize")
OWN_DISTRIBUTION = "hoso-digitize"
# A scanned page and its results take about a megabyte; less has no room for a day's work.
FREE_BYTES = 1024**3


class Look(Value):
    """One thing that was checked; ``code`` names the remedy if it is missing, or a possible improvement."""

    name: str
    ok: bool
    detail: str = ""
    code: str | None = None
    data: dict[str, Datum] = Field(default_factory=dict)


def examine() -> tuple[Look, ...]:
    """Check everything; never raises."""
    looks: tuple[tuple[str, Callable[[], str | Look]], ...] = (
        ("python", _python),
        ("lines", _lines),
        ("tesseract", _tesseract),
        ("package_names", _package_names),
        ("types", _types),
        ("disk", _disk),
    )
    return tuple(_look(name, look) for name, look in looks)


def look_at_settings(config: Path | None, t: Translator | None) -> Look:
    """Whether the settings are valid, and where they come from: in sentences, or without ``t`` for programs."""
    return _look("settings", lambda: "; ".join(_sources(gathered(config), t or _for_programs)))


def _for_programs(code: str, **data: Datum) -> str:
    return " ".join((code.removeprefix("doctor.settings_"), *map(str, data.values())))


def _sources(found: Gathered, t: Callable[..., str]) -> Iterator[str]:
    own = own_file()
    for one in found.files:
        where = "beside" if one.beside else "own" if one.file == own else "named"
        yield t(f"doctor.settings_{where}", file=str(one.file), keys=", ".join(one.keys) or "–")
    names = from_environment()
    if names:
        yield t("doctor.settings_environment", names=", ".join(names))
    if own and own not in {one.file for one in found.files}:
        yield t("doctor.settings_place", file=str(own))


def _look(name: str, look: Callable[[], str | Look]) -> Look:
    try:
        found = look()
        return found if isinstance(found, Look) else Look(name=name, ok=True, detail=found)
    except Problem as problem:
        return Look(name=name, ok=False, code=problem.code, data=problem.data)


def _python() -> str:
    return f"{platform.python_version()} ({sys.platform})"


def _lines() -> str:
    """The engine that reads pages on this computer."""
    from ocr.engines.registry import engine  # noqa: PLC0415  (loads what reads pages)

    best = engine("auto")
    missing = best.unavailable()
    if missing:
        raise missing
    return f"{best.name} ({best.version()})"


def _tesseract() -> Look:
    """Tesseract for doubtful lines: pages are read without it, too; as a library it is faster."""
    from ocr.engines.registry import engine, second_missing  # noqa: PLC0415  (loads what reads pages)
    from ocr.readers.tesseract_batches import PytesseractReader, tesseract_reader  # noqa: PLC0415  (as above)

    missing = second_missing()
    if missing and engine("reader").unavailable():
        raise missing
    if missing:
        return Look(name="tesseract", ok=True, code="tesseract_spared")
    reader = tesseract_reader()
    slower = isinstance(reader, PytesseractReader)
    return Look(
        name="tesseract", ok=True, detail=reader.version(), code="tesserocr_missing" if slower else None
    )


def _package_names() -> str:
    owners = packages_distributions()
    others = {other for name in OWN_PACKAGES for other in owners.get(name, ()) if other != OWN_DISTRIBUTION}
    if others:
        raise MachineProblem("package_name_taken", owners=", ".join(sorted(others)))
    return ", ".join(OWN_PACKAGES)


def _types() -> str:
    from extract.rules.loader import load_types  # noqa: PLC0415  (an invalid shipped file must not stop the other looks)

    return str(len(load_types().by_id))


def _disk() -> str:
    free = shutil.disk_usage(Path.cwd()).free
    if free < FREE_BYTES:
        raise MachineProblem("disk_short", free_mb=free // 1024**2)
    return f"{free / 1024**3:.0f} GiB, {os.cpu_count()} CPU"
