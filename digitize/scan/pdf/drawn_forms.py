"""How much a PDF page draws by forms and patterns that draw each other: some dozen can stand for a thousand million.

Libraries follow them without counting. Here each is looked at once, and what it draws is multiplied out.
"""

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from digitize.scan.pdf.drawn import looks, resources_of
from ocr.problem import InputProblem

_MOST_DRAWN = 100_000
"""Forms and patterns that a page draws, counted as often as they are drawn."""
_DEEPEST = 64  # forms inside forms
_USED = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+(?:Do|scn|SCN)\b")
"""The name of a form or pattern where it is used (ISO 32000-1, 8.7.3.2 and 8.8)."""

Known = dict[tuple[int, int], int]


def check_forms(dictionary: pikepdf.Page, file: str, page: int) -> None:
    """Check that what the page draws comes to an end.

    Raises:
        InputProblem: ``page_damaged``.
    """
    known: Known = {}
    own = resources_of(dictionary)
    drawn = sum(_drawn(thing, own, known, 0) for thing in _begins(dictionary))
    if drawn > _MOST_DRAWN:
        raise InputProblem("page_damaged", file=file, page=page, error="forms without end")


def _begins(dictionary: pikepdf.Page) -> Iterator[Object]:
    """The page, and how its notes look, each once."""
    yield dictionary.obj
    yield from {look.objgen: look for look in looks(dictionary)}.values()


def _drawn(thing: Object, own: Object, known: Known, depth: int) -> int:
    """How many forms and patterns are drawn where ``thing`` is, itself among them; too many where it draws itself."""
    if depth > _DEEPEST:
        return _MOST_DRAWN + 1
    if thing.objgen not in known:
        # What is met again while it is looked at leads in a circle.
        known[thing.objgen] = _MOST_DRAWN + 1
        known[thing.objgen] = 1 + sum(
            _drawn(inner, own, known, depth + 1) * times for inner, times in _used(thing, own)
        )
    return known[thing.objgen]


def _used(thing: Object, own: Object) -> Iterator[tuple[Object, int]]:
    """The forms and patterns that ``thing`` draws itself, and how often; ``own`` are the resources of the page."""
    resources = thing.get(Name.Resources, own)
    inner = dict(_streams(resources)) if isinstance(resources, Dictionary) else {}
    if not inner:
        return
    names = [match.decode("latin-1") for match in _USED.findall(_content(thing))]
    for name, stream in inner.items():
        if times := names.count(name.removeprefix("/")):
            yield stream, times


def _streams(resources: Object) -> Iterator[tuple[str, Object]]:
    for kind in (Name.XObject, Name.Pattern):
        listed = resources.get(kind)
        for name, stream in listed.items() if isinstance(listed, Dictionary) else ():
            if isinstance(stream, Stream) and stream.get(Name.Subtype) != Name.Image:
                yield name, stream


def _content(thing: Object) -> bytes:
    contents = thing if isinstance(thing, Stream) else thing.get(Name.Contents)
    pieces = contents if isinstance(contents, Array) else (contents,)
    return b"\n".join(piece.read_bytes() for piece in pieces if isinstance(piece, Stream))
