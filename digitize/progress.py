"""Progress of a run on stderr: a moving bar for people, lines or JSON for programs."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal, Protocol

from digitize.messages import Translator
from digitize.terminal import say

Style = Literal["auto", "plain", "json", "none"]

# Seconds between plain or JSON lines at least, so that the log of a night stays readable.
SECONDS_BETWEEN_LINES = 5.0


class Progress(Protocol):
    """Is called for every page that is finished, read or failed."""

    def found(self, pages: int) -> None:
        """``pages`` more pages are to be read."""
        ...

    def advance(self, name: str) -> None:
        """One page of the file ``name`` is finished."""
        ...


@dataclass
class _Silent:
    def found(self, pages: int) -> None:
        del pages

    def advance(self, name: str) -> None:
        del name


@dataclass
class _Lines:
    style: Style
    t: Translator
    total: int = 0
    done: int = 0
    started: float = field(default_factory=time.monotonic)
    last: float = 0.0

    def found(self, pages: int) -> None:
        self.total += pages

    def advance(self, name: str) -> None:
        self.done += 1
        now = time.monotonic()
        if now - self.last < SECONDS_BETWEEN_LINES and self.done < self.total:
            return
        self.last = now
        rate = self.done / max(now - self.started, 1e-6)
        left = round(max(0, self.total - self.done) / rate)
        if self.style == "json":
            line = json.dumps(
                {"done": self.done, "total": self.total, "rate": round(rate, 2), "left": left},
                ensure_ascii=False,
            )
        else:
            line = self.t(
                "progress.line", done=self.done, total=self.total, rate=f"{rate:.1f}", left=left, name=name
            )
        say(line, err=True)


@contextmanager
def progress(style: Style, t: Translator) -> Iterator[Progress]:
    """The progress of one run in the given style; ``auto`` draws a bar on a terminal and lines elsewhere."""
    if style == "none":
        yield _Silent()
    elif style != "auto" or not sys.stderr.isatty():
        yield _Lines(style, t)
    else:
        from digitize.progress_bar import bar  # noqa: PLC0415  (rich is loaded for a person at a terminal only)

        with bar(t) as drawn:
            yield drawn
