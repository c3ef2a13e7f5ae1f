"""Whether this computer has what ``digitize`` needs, and what to do about what is missing."""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import packages_distributions
from pathlib import Path

from pydantic import Field

from ocr.problem import Datum, MachineProblem, Problem
from ocr.value import Value

OWN_PACKAGES = ("ocr", "extract", "export", "digitize")
OWN_DISTRIBUTION = "hoso-digitize"
# A scanned page and its results take about a megabyte; below this a day's work would not fit.
FREE_BYTES = 1024**3


class Look(Value):
    """One thing that was looked at; ``code`` names the remedy when it is missing, or what would better it."""

    name: str
    ok: bool
    detail: str = ""
    code: str | None = None
    data: dict[str, Datum] = Field(default_factory=dict)


def examine() -> tuple[Look, ...]:
    """Look at everything; never raises."""
    looks: tuple[tuple[str, Callable[[], str | Look]], ...] = (
        ("python", _python),
        ("tesseract", _tesseract),
        ("language", lambda: _language("vie")),
        ("osd", lambda: _language("osd")),
        ("lines", _lines),
        ("package_names", _package_names),
        ("types", _types),
        ("disk", _disk),
    )
    return tuple(_look(name, look) for name, look in looks)


def _look(name: str, look: Callable[[], str | Look]) -> Look:
    try:
        found = look()
        return found if isinstance(found, Look) else Look(name=name, ok=True, detail=found)
    except Problem as problem:
        return Look(name=name, ok=False, code=problem.code, data=problem.data)


def _python() -> str:
    return f"{platform.python_version()} ({sys.platform})"


def _tesseract() -> str:
    return _run_tesseract("--version").splitlines()[0]


def _language(name: str) -> str:
    if name not in _run_tesseract("--list-langs").split():
        raise MachineProblem("tesseract_language_missing", language=name)
    return name


def _run_tesseract(option: str) -> str:
    program = shutil.which("tesseract")
    if program is None:
        raise MachineProblem("tesseract_missing")
    ran = subprocess.run([program, option], capture_output=True, timeout=20, check=False)  # noqa: S603  (found on PATH)
    return (ran.stdout or ran.stderr).decode("utf-8", "replace")


def _lines() -> Look:
    """Which reader of lines works here: both read the same, in process is faster."""
    from ocr.engine import engine  # noqa: PLC0415  (loads what reads pages)
    from ocr.pytesseract_reader import PytesseractReader, tesseract_reader  # noqa: PLC0415  (as above)

    lines = engine("tesseract-lines")
    missing = lines.unavailable()
    if missing:
        raise missing
    slower = isinstance(tesseract_reader(), PytesseractReader)
    return Look(name="lines", ok=True, detail=lines.version(), code="tesserocr_missing" if slower else None)


def _package_names() -> str:
    owners = packages_distributions()
    others = {other for name in OWN_PACKAGES for other in owners.get(name, ()) if other != OWN_DISTRIBUTION}
    if others:
        raise MachineProblem("package_name_taken", owners=", ".join(sorted(others)))
    return ", ".join(OWN_PACKAGES)


def _types() -> str:
    from extract.loader import load_types  # noqa: PLC0415  (an invalid shipped file must not stop the other looks)

    return str(len(load_types().by_id))


def _disk() -> str:
    free = shutil.disk_usage(Path.cwd()).free
    if free < FREE_BYTES:
        raise MachineProblem("disk_short", free_mb=free // 1024**2)
    return f"{free / 1024**3:.0f} GiB, {os.cpu_count()} CPU"
