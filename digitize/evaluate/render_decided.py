"""The tables that a person reads after an evaluation by decisions."""

from collections.abc import Iterable

from rich.console import Group as Stack
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from digitize.evaluate.decided import DecidedEvaluation, Figures
from digitize.evaluate.render import Translate, percent
from digitize.terminal import inline

_COLUMNS = (
    "group",
    "settled",
    "right",
    "corrected",
    "doubted_right",
    "silent_errors",
    "unreadable",
    "seconds_field",
)


def render_decided(result: DecidedEvaluation, t: Translate) -> RenderableType:
    """Fields that people settled, by type, by kind and by cause, and what a sample says of the others."""
    sample = result.sample
    figures = Table(title=t("eval.sample"), title_justify="left")
    for name in ("accepted", "looked_at", "wrong", "most_wrong"):
        figures.add_column(t(f"eval.column_{name}"), justify="right")
    figures.add_row(
        str(sample.accepted),
        str(sample.looked_at.of),
        str(sample.looked_at.count),
        percent(sample.most_wrong),
    )
    return Stack(
        _table(t, "by_doc_type", [(t("eval.overall"), result.overall), *result.by_doc_type.items()]),
        _table(t, "by_kind", result.by_kind.items()),
        _table(t, "by_cause", result.by_cause.items()),
        figures,
    )


def _table(t: Translate, title: str, rows: Iterable[tuple[str, Figures]]) -> Table:
    table = Table(title=t(f"eval.{title}"), title_justify="left")
    for number, column in enumerate(_COLUMNS):
        table.add_column(t(f"eval.column_{column}"), justify="right" if number else "left")
    for name, one in rows:
        table.add_row(Text(inline(name)), *_cells(one))
    return table


def _cells(one: Figures) -> tuple[str, ...]:
    counts = (
        one.settled,
        one.right,
        one.settled - one.right,
        one.doubted_right,
        one.silent_errors,
        one.unreadable,
    )
    return (*map(str, counts), "–" if one.seconds is None else f"{one.seconds:.1f}")
