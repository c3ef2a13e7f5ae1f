"""Regular expressions of document types, compiled once and searched within a time budget.

Patterns come from data files that anybody may write, and a page may hold any text; a search can then take for
ever. The ``regex`` package can stop after a time limit. If it does, the pattern is wrong, not the page, so the
problem is a ``ConfigurationProblem``.
"""

import re
import time
from collections.abc import Iterator
from typing import Any, Final, Protocol

import regex  # type: ignore[import-untyped]  # ships no types; its values do not leave this module untyped

from ocr.problem import ConfigurationProblem

BUDGET: Final = 0.5
"""Seconds that one search may take. An ordinary pattern needs less than a millisecond for a page."""
_CALLS_ITSELF: Final = re.compile(r"\(\?(?:R|[+-]?\d|&|P>)")
"""Recursion takes half a gigabyte before its time is up; no field needs it."""
_PROBE: Final = 1_000
"""Characters of a text by which a pattern is tried, as many as the longest value has."""
_MOST_PROBES: Final = 12
"""Characters of a pattern that are tried."""


class Match(Protocol):
    """The part of a match that is used; positions count characters of the searched text."""

    def __getitem__(self, group: int | str, /) -> Any:  # noqa: ANN401  (None for a group without a match)
        """The text of a group."""

    def span(self, group: int | str = ..., /) -> tuple[int, int]:
        """Start and end of a group."""

    def groupdict(self) -> dict[str, str | None]:
        """The named groups."""


class Pattern:
    """One compiled pattern; every search may take ``budget`` seconds.

    Raises:
        ConfigurationProblem: ``pattern_invalid`` with ``pattern``, ``reason`` and ``position`` if
            it does not compile, ``pattern_too_slow`` with ``pattern`` and ``seconds`` if a search
            runs out of time, ``pattern_recursive`` if it calls itself.
    """

    def __init__(self, source: str, *, budget: float = BUDGET) -> None:
        self.source = source
        self.budget = budget
        if _CALLS_ITSELF.search(source):
            raise ConfigurationProblem("pattern_recursive", pattern=source)
        try:
            # Version 0 reads a pattern as Python's own re does.
            self._compiled = regex.compile(source, regex.VERSION0 | regex.UNICODE)
        except regex.error as error:
            raise ConfigurationProblem(
                "pattern_invalid", pattern=source, reason=str(error.msg), position=error.pos or 0
            ) from error
        except RecursionError:
            raise ConfigurationProblem(
                "pattern_invalid", pattern=source, reason="( ( (", position=0
            ) from None

    def search(self, text: str) -> Match | None:
        """The first match anywhere in ``text``."""
        try:
            found: Match | None = self._compiled.search(text, timeout=self.budget)
        except (TimeoutError, MemoryError) as error:
            raise self._too_slow() from error
        return found

    def fullmatch(self, text: str) -> Match | None:
        """The match of the whole ``text``."""
        try:
            found: Match | None = self._compiled.fullmatch(text, timeout=self.budget)
        except (TimeoutError, MemoryError) as error:
            raise self._too_slow() from error
        return found

    def finditer(self, text: str) -> Iterator[Match]:
        """Every match from left to right; the budget is for all of them together."""
        try:
            yield from self._compiled.finditer(text, timeout=self.budget)
        except (TimeoutError, MemoryError) as error:
            raise self._too_slow() from error

    def try_out(self, end: float) -> None:
        """Search texts that are hard for careless patterns: a character again and again, and then another one.

        Args:
            end: when it is done at the latest, on the clock ``time.monotonic``.

        Raises:
            ConfigurationProblem: ``pattern_too_slow``.
        """
        letters = dict.fromkeys(char for char in self.source if char.isalnum())
        for char in (*"a0 Á", *list(letters)[:_MOST_PROBES]):
            if time.monotonic() > end:
                raise self._too_slow()
            self.search(char * _PROBE + "!")
            self.search(f"{char} " * (_PROBE // 2) + "!")

    def _too_slow(self) -> ConfigurationProblem:
        return ConfigurationProblem("pattern_too_slow", pattern=self.source, seconds=self.budget)
