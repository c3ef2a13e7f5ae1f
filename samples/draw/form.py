"""Printed forms: one or more pairs of label and value on one line; a long value goes on below."""

from dataclasses import dataclass

from samples.draw.flow import Column, Flow, Shape
from samples.draw.sheet import Type, parse


@dataclass(frozen=True, slots=True)
class Form:
    """How the rows of a form are set: the type, the line pitch in ems, and whether values stand on dotted lines."""

    type_: Type
    leading: float = 1.5
    dotted: bool = False
    hand: bool = False
    bold_values: bool = False

    def value(self, text: str) -> str:
        """A value as this form shows it."""
        if self.hand:
            return f"<h>{text}</h>"
        return f"<b>{text}</b>" if self.bold_values else text


def row(flow: Flow, form: Form, pairs: list[tuple[str, str]], starts: tuple[float, ...] = (0.0,)) -> None:
    """Labels with values on one line; ``starts`` are the left edges of the pairs in millimetres from the column's edge.

    A single pair that is too long for the line is set as one paragraph.
    """
    markups = [f"{label} {form.value(value)}".strip() if value else label for label, value in pairs]
    if len(pairs) == 1:
        before = len(flow.sheet.lines)
        flow.paragraph(markups[0], form.type_, Shape("left", leading=form.leading))
        if form.dotted:
            _leader(flow, form, pairs[0][0], wrapped=len(flow.sheet.lines) > before + 1)
        return
    sheet, pitch = flow.sheet, form.type_.size * form.leading * 25.4 / 72
    flow.need(pitch)
    baseline = flow.y + pitch * 0.78
    for markup, start in zip(markups, starts, strict=True):
        line = sheet.set_words(
            parse(markup, form.type_), (flow.column.left + start, baseline), sheet.space(form.type_)
        )
        if form.dotted:
            label = sheet.width_of(markup.partition(":")[0] + ": ", form.type_)
            sheet.dots(flow.column.left + start + label, line.box[2] * 25.4 / sheet.dpi, baseline + 0.9)
    sheet.join_last(len(pairs))
    flow.y += pitch


def _leader(flow: Flow, form: Form, label: str, *, wrapped: bool) -> None:
    """Dots under the value of the last row, or after its end if the value went on to a second line."""
    end = flow.sheet.lines[-1].box[2] * 25.4 / flow.sheet.dpi
    start = end + 1 if wrapped else flow.column.left + flow.sheet.width_of(label, form.type_) + 1
    flow.sheet.dots(
        start, flow.column.right, flow.y - form.type_.size * form.leading * 0.22 * 25.4 / 72 + 0.9
    )


def centred(flow: Flow, markup: str, type_: Type, column: Column | None = None, leading: float = 1.2) -> None:
    """One centred paragraph."""
    flow.paragraph(markup, type_, Shape("center", leading=leading), column)
