"""All that a PDF page draws: its content, forms, patterns, glyphs, masks and the looks of notes, with the images in them.

The drawing library lists the images that the content and its forms draw, and no others. Here everything is followed, each
stream once, from the resources down (ISO 32000-1, 7.8.3), those that a page has from above it too.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

_MOST_STREAMS = 2_000
"""Streams of a page that are looked at; they may draw each other without end."""
_DEEPEST = 200  # nodes of the tree of pages above one
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")


class Drawn(NamedTuple):
    """A stream, and what it is for; ``listed`` where the drawing library lists the images that it draws, or lists it."""

    stream: Object
    kind: Literal["content", "image", "mask", "font"]
    listed: bool


def drawn(page: pikepdf.Page) -> Iterator[Drawn]:
    """Every stream that ``page`` can draw besides its own contents."""
    waiting = [*_used(resources_of(page), listed=True)]
    waiting += [Drawn(look, "content", listed=False) for look in looks(page)]
    seen = set[tuple[int, int]]()
    while waiting and len(seen) < _MOST_STREAMS:
        one = waiting.pop()
        if one.stream.objgen not in seen:
            seen.add(one.stream.objgen)
            yield one
            waiting += _inside(one)


def resources_of(page: pikepdf.Page) -> Object:
    """The resources of a page, which may stand above it."""
    node: Object | None = page.obj
    for _ in range(_DEEPEST):
        if not isinstance(node, Dictionary):
            break
        if isinstance(found := node.get(Name.Resources), Dictionary):
            return found
        node = node.get(Name.Parent)
    return Dictionary()


def looks(page: pikepdf.Page) -> Iterator[Stream]:
    """How the notes of a page look, in every state that they can have."""
    notes = page.obj.get(Name.Annots)
    for note in notes if isinstance(notes, Array) else ():
        look = _dictionary(note, Name.AP).get(Name.N)
        states = look.values() if isinstance(look, Dictionary) else (look,)
        yield from (state for state in states if isinstance(state, Stream))


def _inside(one: Drawn) -> Iterator[Drawn]:
    if one.kind == "content":
        yield from _used(_dictionary(one.stream, Name.Resources), listed=one.listed)
    elif one.kind == "image":
        masks = (one.stream.get(name) for name in (Name.SMask, Name.Mask))
        yield from (Drawn(mask, "mask", listed=False) for mask in masks if isinstance(mask, Stream))


def _used(resources: Object, *, listed: bool) -> Iterator[Drawn]:
    for thing in _streams(_dictionary(resources, Name.XObject)):
        kind: Literal["image", "content"] = "image" if thing.get(Name.Subtype) == Name.Image else "content"
        yield Drawn(thing, kind, listed)
    for pattern in _streams(_dictionary(resources, Name.Pattern)):
        yield Drawn(pattern, "content", listed=False)
    for state in _dictionary(resources, Name.ExtGState).values():
        group = _dictionary(state, Name.SMask).get(Name.G)
        if isinstance(group, Stream):
            yield Drawn(group, "content", listed=False)
    for font in _dictionary(resources, Name.Font).values():
        yield from _of_font(font)


def _of_font(font: object) -> Iterator[Drawn]:
    """The programs of a font, or its glyphs where they are drawings, and what its codes mean."""
    yield from (
        Drawn(glyph, "content", listed=False) for glyph in _streams(_dictionary(font, Name.CharProcs))
    )
    yield from _used(_dictionary(font, Name.Resources), listed=False)
    parts = font.get(Name.DescendantFonts) if isinstance(font, Dictionary) else None
    for part in (font, *(parts if isinstance(parts, Array) else ())):
        program = _dictionary(part, Name.FontDescriptor)
        found = [program.get(key) for key in _PROGRAMS]
        found += [part.get(Name.ToUnicode)] if isinstance(part, Dictionary) else []
        yield from (Drawn(stream, "font", listed=False) for stream in found if isinstance(stream, Stream))


def _streams(things: Object) -> Iterator[Stream]:
    return (thing for thing in things.values() if isinstance(thing, Stream))


def _dictionary(thing: object, key: Name) -> Object:
    """The dictionary under ``key``; an empty one where there is none."""
    found = thing.get(key) if isinstance(thing, Dictionary | Stream) else None
    return found if isinstance(found, Dictionary) else Dictionary()
