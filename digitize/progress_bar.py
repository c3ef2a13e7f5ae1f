"""The moving progress bar for a person at a terminal: pages, rate, time left."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from digitize.messages import Translator


class _Rate(ProgressColumn):
    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t

    def render(self, task: Task) -> Text:
        """Pages a second, once it is known."""
        return Text(self._t("progress.rate", rate=f"{task.speed:.1f}") if task.speed else "")


class _Bar:
    def __init__(self, bar: Progress, task: TaskID) -> None:
        self._bar, self._task, self._total = bar, task, 0

    def found(self, pages: int) -> None:
        self._total += pages
        self._bar.update(self._task, total=self._total)

    def advance(self, name: str) -> None:
        del name
        self._bar.advance(self._task)


@contextmanager
def bar(t: Translator) -> Iterator[_Bar]:
    """A bar on stderr that leaves no trace when it ends."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(t),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as drawn:
        yield _Bar(drawn, drawn.add_task(t("progress.pages"), total=None))
