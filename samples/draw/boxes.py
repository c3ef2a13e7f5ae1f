"""Boxes for single digits, as on forms for a citizen's number: one digit in each box, one word in the truth."""

from samples.draw.flow import Flow
from samples.draw.form import Form
from samples.draw.sheet import Sheet, Type
from samples.draw.truth import Word

SIDE = 6.0
"""Millimetres of each side of a box."""


def boxed_row(flow: Flow, form: Form, label: str, number: str) -> None:
    """A label, and after it ``number`` in a row of boxes; without a number, twelve empty boxes."""
    sheet = flow.sheet
    height = max(SIDE + 1.6, form.type_.size * form.leading * 25.4 / 72)
    flow.need(height)
    baseline = flow.y + height / 2 + 1.6
    sheet.write(label, form.type_, flow.column.left, baseline)
    left = flow.column.left + sheet.width_of(label, form.type_) + 3
    top = flow.y + (height - SIDE) / 2
    for place in range(len(number) or 12):
        _box(sheet, left + place * SIDE, top)
    if number:
        _figures(sheet, form, number, (left, baseline))
    flow.y += height


def _box(sheet: Sheet, x: float, y: float) -> None:
    corners = [(x, y), (x + SIDE, y), (x + SIDE, y + SIDE), (x, y + SIDE)]
    for start, end in zip(corners, corners[1:] + corners[:1], strict=True):
        sheet.rule(start, end, 0.2)


def _figures(sheet: Sheet, form: Form, number: str, at: tuple[float, float]) -> None:
    """The digits in the middle of their boxes, recorded as one word on the label's line."""
    x, y = at
    type_ = Type(form.type_.family, form.type_.size, hand=form.hand)
    for place, figure in enumerate(number):
        sheet.write(figure, type_, x + (place + 0.5) * SIDE, y, align="center")
    drawn = [line.words[0] for line in sheet.lines[-len(number) :]]
    del sheet.lines[-len(number) :]
    left, right = min(word.box[0] for word in drawn), max(word.box[2] for word in drawn)
    top, bottom = min(word.box[1] for word in drawn), max(word.box[3] for word in drawn)
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    base = drawn[0].baseline[0][1]
    sheet.remember([Word(number, corners, ((left, base), (right, base)), hand=form.hand)])
    sheet.join_last(2)
