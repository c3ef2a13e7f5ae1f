"""Ways in which a page read well becomes strange: words moved, lost, doubled or mixed with those of another paper.

Every way takes the page, the rows of values on it and the words of another paper, and gives the changed page, or None
where it cannot be applied. The truth of the page stays the same; what can no longer be known must not be accepted wrongly.
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from extract.rows.heading import national_heading
from extract.rows.rows import Run, rows, usual_height
from extract.rows.wording import in_capitals
from ocr.box import Box
from ocr.page import Line, PageText, Word

LINE = 1.5  # heights of a row that a further row takes
TITLES = ("TỜ KHAI", "CẤP PHIẾU XÁC NHẬN CƯ TRÚ"), ("BIÊN BẢN", "GIAO NHẬN GIẤY TỜ"), ("SỔ TIẾP DÂN",)
"""Titles of papers that no type has."""
TILT = 0.012  # pixels by which a turned page falls for each pixel to the right
SQUEEZED = 0.55  # share of the height between rows that is left where rows are set close


class Value(NamedTuple):
    """A value on a page: the words of its first row, and the words before it on that row."""

    field: str
    words: tuple[Word, ...]
    before: tuple[Word, ...]
    after: tuple[Word, ...]


class Strange(NamedTuple):
    """What a way works on."""

    page: PageText
    values: Sequence[Value]
    other: PageText
    dice: random.Random


Way = Callable[[Strange], PageText | None]


def with_lines(page: PageText, lines: Iterable[Sequence[Word]]) -> PageText:
    """The page with other words, each series a line from left to right."""
    kept = [sorted(line, key=lambda word: word.box.left) for line in lines if line]
    return page.model_copy(update={"lines": tuple(Line.of(tuple(line)) for line in kept)})


def words_of(page: PageText) -> list[list[Word]]:
    """The words of each printed row."""
    return [list(row.words) for row in rows(page)]


def moved(word: Word, right: float = 0, down: float = 0) -> Word:
    """The word at another place, in pixels."""
    box = word.box
    return word.model_copy(
        update={
            "box": Box(
                round(box.left + right),
                round(box.top + down),
                round(box.right + right),
                round(box.bottom + down),
            )
        }
    )


def _height(page: PageText) -> float:
    return usual_height(rows(page))


def _with_room(page: PageText, below: float, room: float) -> list[list[Word]]:
    """The rows of the page with those under ``below`` moved down by ``room``."""
    return [
        [moved(word, down=room) if word.box.center[1] > below else word for word in row]
        for row in words_of(page)
    ]


def _without(page: PageText, lost: Iterable[Word]) -> list[list[Word]]:
    gone = set(lost)
    return [[word for word in row if word not in gone] for row in words_of(page)]


def _chosen(strange: Strange, fit: Callable[[Value], bool]) -> Value | None:
    values = [value for value in strange.values if fit(value)]
    return strange.dice.choice(values) if values else None


def broken_over(strange: Strange, left: Callable[[Value], int]) -> PageText | None:
    """A value whose last words stand on a further row, which begins at ``left``."""
    value = _chosen(strange, lambda one: len(one.words) > 2 and not one.after)  # noqa: PLR2004  (one word stays)
    if value is None:
        return None
    count = strange.dice.randrange(1, len(value.words) - 1)
    tail, height = value.words[-count:], _height(strange.page)
    foot = max(word.box.bottom for word in value.words) - height / 4
    shift = left(value) - tail[0].box.left
    tail = tuple(moved(word, right=shift, down=LINE * height) for word in tail)
    gone = set(value.words[-count:])
    kept = [[word for word in row if word not in gone] for row in words_of(strange.page)]
    spaced = [
        [moved(word, down=LINE * height) if word.box.center[1] > foot else word for word in row]
        for row in kept
    ]
    return with_lines(strange.page, [*spaced, tail])


def broken_at_the_margin(strange: Strange) -> PageText | None:
    """The further row begins where the row itself begins."""
    return broken_over(strange, lambda value: min(word.box.left for word in (*value.before, *value.words)))


def broken_under_itself(strange: Strange) -> PageText | None:
    """The further row begins under the value."""
    return broken_over(strange, lambda value: value.words[0].box.left)


def foreign_row(strange: Strange) -> PageText | None:
    """A row of another paper under a value."""
    value = _chosen(strange, lambda one: bool(one.words))
    rows_there = [row for row in words_of(strange.other) if 1 < len(row) < 12]  # noqa: PLR2004  (a row of a form)
    if value is None or not rows_there:
        return None
    height, foreign = _height(strange.page), strange.dice.choice(rows_there)
    foot = max(word.box.bottom for word in value.words)
    scale = height / max(1.0, float(sorted(word.box.height for word in foreign)[len(foreign) // 2]))
    left = foreign[0].box.left
    row = [
        word.model_copy(
            update={
                "box": Box(
                    round(value.words[0].box.left + scale * (word.box.left - left)),
                    round(foot + height * (LINE - 1)),
                    round(value.words[0].box.left + scale * (word.box.right - left)),
                    round(foot + height * LINE),
                )
            }
        )
        for word in foreign
    ]
    return with_lines(strange.page, [*_with_room(strange.page, foot - height / 4, LINE * height), row])


def word_lost(strange: Strange) -> PageText | None:
    """A word within a value was not read: a gap is left."""
    value = _chosen(strange, lambda one: len(one.words) > 2)  # noqa: PLR2004  (a word on each side)
    if value is None:
        return None
    return with_lines(strange.page, _without(strange.page, [strange.dice.choice(value.words[1:-1])]))


def label_lost(strange: Strange) -> PageText | None:
    """The words before a value were not read."""
    value = _chosen(strange, lambda one: bool(one.before))
    return with_lines(strange.page, _without(strange.page, value.before)) if value else None


def label_misread(strange: Strange) -> PageText | None:
    """The letters of the words before a value are others."""
    value = _chosen(strange, lambda one: bool(one.before))
    if value is None:
        return None
    wrong = {
        word: word.model_copy(update={"text": _garbled(word.text, strange.dice)}) for word in value.before
    }
    return with_lines(
        strange.page, [[wrong.get(word, word) for word in row] for row in words_of(strange.page)]
    )


def _garbled(text: str, dice: random.Random) -> str:
    return "".join(dice.choice("aeonhtlmc") if sign.isalpha() else sign for sign in text)


def second_person(strange: Strange) -> PageText | None:
    """The row of a label stands twice: once more with other words beside it, over or under the first one."""
    value = _chosen(strange, lambda one: bool(one.before) and not one.after)
    others = [row for row in words_of(strange.other) if len(row) > 1 and in_capitals(row[0].text) is False]
    if value is None or not others:
        return None
    height, said = _height(strange.page), strange.dice.choice(others)[-3:]
    top = min(word.box.top for word in (*value.before, *value.words))
    foot = max(word.box.bottom for word in value.words)
    if strange.dice.random() < 0.5:  # noqa: PLR2004  (as often over it as under it)
        edge, down = foot - height / 4, LINE * height
    else:
        edge, down = top - height / 4, 0.0
    label = [moved(word, down=down) for word in value.before]
    x = value.words[0].box.left
    beside = []
    for word in said:
        beside.append(
            word.model_copy(update={"box": Box(x, label[0].box.top, x + word.box.width, label[0].box.bottom)})
        )
        x += word.box.width + round(height / 3)
    return with_lines(strange.page, [*_with_room(strange.page, edge, LINE * height), [*label, *beside]])


def other_title(strange: Strange) -> PageText | None:
    """The rows in capitals under the heading are the title of a paper that no type has."""
    return _retitled(strange, strange.dice.choice(TITLES))


def title_lost(strange: Strange) -> PageText | None:
    """The title was not read."""
    return _retitled(strange, ())


def _retitled(strange: Strange, title: Sequence[str]) -> PageText | None:
    page = strange.page
    laid = rows(page)
    heading = national_heading(laid, page.geometry.height)
    below = heading.bottom if heading else 0
    old = [
        row
        for row in laid
        if below < row.band.center[1] < page.geometry.height / 2
        and in_capitals(row.text)
        and _is_centred(row, page)
    ]
    if not old:
        return None
    made = [_set(text, row, page) for text, row in zip(title, [*old, *old[-1:]], strict=False)]
    return with_lines(page, [*_without(page, (word for row in old for word in row.words)), *made])


def _is_centred(row: Run, page: PageText) -> bool:
    return abs(row.box.center[0] - page.geometry.width / 2) < page.geometry.width / 8


def _set(text: str, at: Run, page: PageText) -> list[Word]:
    """Words in the middle of the page at the height of a row."""
    letter = at.height * 0.62
    x = page.geometry.width / 2 - letter * len(text) / 2
    made = []
    for part in text.split():
        box = Box(round(x), at.band.top, round(x + letter * len(part)), at.band.bottom)
        made.append(Word(text=part, box=box, confidence=0.99))
        x += letter * (len(part) + 1)
    return made


def upper_half(strange: Strange) -> PageText | None:
    """Only the upper part of the page was scanned."""
    return _cut(strange.page, 0.0, strange.dice.uniform(0.4, 0.7))


def lower_half(strange: Strange) -> PageText | None:
    """Only the lower part of the page was scanned."""
    return _cut(strange.page, strange.dice.uniform(0.3, 0.6), 1.0)


def _cut(page: PageText, top: float, bottom: float) -> PageText | None:
    height = page.geometry.height
    kept = [row for row in words_of(page) if top * height <= row[0].box.center[1] < bottom * height]
    return with_lines(page, kept) if kept else None


def turned(strange: Strange) -> PageText | None:
    """The page was not quite straightened."""
    slope = strange.dice.choice((-TILT, TILT))
    return with_lines(
        strange.page,
        [[moved(word, down=slope * word.box.left) for word in line.words] for line in strange.page.lines],
    )


def rows_close(strange: Strange) -> PageText | None:
    """All rows stand close, as on a form that was made smaller."""
    page = strange.page
    laid = words_of(page)
    made, last, shift = [], 0.0, 0.0
    for row in laid:
        top = min(word.box.top for word in row)
        white = top - last
        if last and white > 0:
            shift += white * (1 - SQUEEZED)
        made.append([moved(word, down=-shift) for word in row])
        last = max(last, *(word.box.bottom for word in row))
    return with_lines(page, made)


def row_joined(strange: Strange) -> PageText | None:
    """The row under a value stands at its right instead, as where two columns were set side by side."""
    laid = words_of(strange.page)
    value = _chosen(strange, lambda one: bool(one.before) and not one.after)
    if value is None:
        return None
    at = next(number for number, row in enumerate(laid) if value.words[0] in row)
    if at + 1 >= len(laid):
        return None
    height, below = _height(strange.page), laid[at + 1]
    right = value.words[-1].box.right + 2 * height - below[0].box.left
    down = value.words[0].box.top - below[0].box.top
    joined = [*laid[at], *(moved(word, right=right, down=down) for word in below)]
    if max(word.box.right for word in joined) > strange.page.geometry.width:
        return None
    return with_lines(strange.page, [*laid[:at], joined, *laid[at + 2 :]])


WAYS: Mapping[str, Way] = {
    one.__name__: one
    for one in (
        broken_at_the_margin,
        broken_under_itself,
        foreign_row,
        word_lost,
        label_lost,
        label_misread,
        second_person,
        row_joined,
        other_title,
        title_lost,
        upper_half,
        lower_half,
        turned,
        rows_close,
    )
}
