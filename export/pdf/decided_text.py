"""The words of a page as people left them: what a person corrected is what the text layer says where it stands.

What the machine misread must not be found, and what is printed must. So the words in the box of a corrected value give
way to the value. Where a person said that a value stands nowhere or cannot be read, the words stay as they were read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from export.cells import cell_text
from extract.record import Evidence, Field, Record
from ocr.box import Box
from ocr.page import Line, PageText, Word

INSIDE: Final = 0.5
"""Share of a word inside the box of a value from which it is a word of that value."""

Replaced = Mapping[Box, str]
"""The box of each value on a page and the words that stand there now; empty for further boxes of one value."""


def with_decided_text(pages: Sequence[PageText], record: Record) -> tuple[PageText, ...]:
    """``pages`` with every corrected value of ``record`` in its place."""
    replaced: dict[int, dict[Box, str]] = {}
    for field in record.fields.values():
        for page, box, text in _places(field):
            replaced.setdefault(page, {})[box] = text
    return tuple(_decided(page, replaced[page.page]) if page.page in replaced else page for page in pages)


def _places(field: Field) -> Iterator[tuple[int, Box, str]]:
    if field.status != "corrected" or field.value is None or field.machine is None:
        return
    read = [one for one in field.machine.evidence if one.box]
    text = _as_printed(field)
    for number, one in enumerate(read or _said(field.evidence)):
        assert one.box is not None  # noqa: S101  (left out above)
        yield one.page, one.box, "" if number else text


def _said(evidence: Sequence[Evidence]) -> list[Evidence]:
    return [one for one in evidence if one.box and one.source == "person"]


def _as_printed(field: Field) -> str:
    """A day as papers print it; other values as they are."""
    try:
        return f"{date.fromisoformat(str(field.value)):%d/%m/%Y}"
    except ValueError:
        return cell_text(field.value)


def _decided(page: PageText, replaced: Replaced) -> PageText:
    left = dict(replaced)
    lines = [line for one in page.lines if (line := _line(one, left)) is not None]
    lines += [_new(text, box) for box, text in left.items() if text]
    return page.model_copy(update={"lines": tuple(lines)})


def _line(line: Line, left: dict[Box, str]) -> Line | None:
    """``line`` with its part of each value replaced; a value that it took is not in ``left`` any more."""
    words = list(_words(line.words, left))
    if len(words) == len(line.words) and all(map(_same, words, line.words)):
        return line
    return Line.of(words, line.source) if words else None


def _words(words: Iterable[Word], left: dict[Box, str]) -> Iterator[Word]:
    for word in words:
        box = next((box for box in left if word.box.inside_share(box) > INSIDE), None)
        if box is None:
            yield word
        elif left[box]:
            text, left[box] = left[box], ""
            yield Word(text=text, box=box, confidence=1.0, raw=word.text)


def _same(one: Word, other: Word) -> bool:
    return one is other


def _new(text: str, box: Box) -> Line:
    return Line.of((Word(text=text, box=box, confidence=1.0),))
