"""The tables that a person reads after an evaluation."""

from collections.abc import Callable, Mapping

from rich.console import Group as Stack
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from digitize.evaluate.evaluation import Evaluation, Group
from digitize.evaluate.field_comparison import FieldFigures
from digitize.evaluate.rates import ErrorRate, Rate
from digitize.evaluate.reliability import Reliability
from digitize.terminal import inline

Translate = Callable[[str], str]

_TEXT = ("group", "files", "pages", "error_rate", "printed", "no_diacritics", "word_f1", "extra", "seconds")
_TYPES = ("group", "types", "splits", "explained")
_FIELDS = ("field", "asked", "right", "wrong", "missed", "straight_through", "silent_errors", "review")
_CONFIDENCE = ("confidence", "count", "wrong_share")


def render(result: Evaluation, t: Translate) -> RenderableType:
    """Text per condition and type, fields, and how reliable confidence is; ``t`` gives headings by code."""
    groups = {t("eval.overall"): result.overall, **result.by_condition, **result.by_doc_type}
    fields = {
        **result.by_field,
        t("eval.overall"): result.overall.fields,
        t("eval.printed_fields"): result.overall.printed_fields,
        t("eval.handwritten_fields"): result.overall.handwritten_fields,
    }
    tables = (
        _table(t, "text", _TEXT, {name: _text_row(group) for name, group in groups.items()}),
        _table(t, "types", _TYPES, {name: _type_row(group) for name, group in groups.items()}),
        _table(t, "fields", _FIELDS, {name: _field_row(figures) for name, figures in fields.items()}),
        _table(t, "honesty_words", _CONFIDENCE, _confidence_rows(result.honesty.words)),
        _table(t, "honesty_fields", _CONFIDENCE, _confidence_rows(result.honesty.fields)),
    )
    return Stack(*(table for table in tables if table.row_count))


def _table(t: Translate, title: str, columns: tuple[str, ...], rows: Mapping[str, tuple[str, ...]]) -> Table:
    table = Table(title=t(f"eval.{title}"), title_justify="left")
    for number, column in enumerate(columns):
        table.add_column(t(f"eval.column_{column}"), justify="right" if number else "left")
    for name, cells in rows.items():
        table.add_row(Text(inline(name)), *cells)
    return table


def _text_row(group: Group) -> tuple[str, ...]:
    text = group.characters
    return (
        str(group.files),
        str(group.pages),
        _with_interval(text.error_rate),
        _with_interval(text.printed),
        percent(text.no_diacritics.value),
        percent(text.word_f1),
        percent(text.extra_share),
        "–" if group.seconds_per_page is None else f"{group.seconds_per_page:.2f}",
    )


def _type_row(group: Group) -> tuple[str, ...]:
    return _with_interval(group.types), _with_interval(group.splits), percent(group.explained.value)


def _field_row(figures: FieldFigures) -> tuple[str, ...]:
    return (
        str(figures.asked),
        str(figures.right),
        str(figures.wrong + figures.spurious),
        str(figures.missed),
        _with_interval(figures.straight_through),
        _with_interval(figures.silent_errors),
        percent(figures.review.value),
    )


def _confidence_rows(figures: Reliability) -> dict[str, tuple[str, ...]]:
    return {f"{b.low:.2f}–{b.high:.2f}": (str(b.wrong.of), _with_interval(b.wrong)) for b in figures.bins}


def percent(share: float | None) -> str:
    """A share in per cent, or a dash."""
    return "–" if share is None else f"{share:.2%}"


def _with_interval(figure: Rate | ErrorRate) -> str:
    if figure.low is None or figure.high is None:
        return percent(figure.value)
    return f"{percent(figure.value)} ({figure.low:.1%}–{figure.high:.1%})"
