"""The chain for one page: open it, clean it, decide what to read, read it.

These are the functions that run in child processes; a task carries everything they need, and what
they return is plain values.
"""

import hashlib
from dataclasses import dataclass, replace
from functools import lru_cache

from digitize import __version__
from digitize.scan.open import open_page
from digitize.scan.prepare import prepare
from digitize.scan.quality import PROFILES
from digitize.scan.raw import RawPage, SourceFile
from digitize.scan.turn import upright_by_tesseract
from digitize.settings import Settings
from digitize.stages import ScannedPage
from ocr.engine import Engine, engine
from ocr.image import PageImage
from ocr.page import PageText


@dataclass(frozen=True)
class PageTask:
    """One page of one file, to be read in one way."""

    file: SourceFile
    page: int
    settings: Settings


def fingerprint(settings: Settings) -> str:
    """Names everything that the text of a page depends on: program, engine, language data, profile.

    Raises:
        ConfigurationProblem: there is no such engine.
        MachineProblem: the engine cannot read on this computer.
    """
    reader = engine(settings.engine)
    missing = reader.unavailable()
    if missing:
        raise missing
    parts = (__version__, reader.name, reader.version(), settings.profile)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
