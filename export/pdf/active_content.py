"""What a PDF can do besides showing its pages: scripts, actions, attachments, media, links that lead elsewhere.

None of it passes into what is written here, and what the original holds of it is told. All objects of
the file are looked at one after the other, so that no circle among them is ever followed.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from ocr.page import Finding

SCRIPT, ACTION, ATTACHMENT = "original_has_script", "original_has_action", "original_has_attachment"
MEDIA, LINKS = "original_has_media", "original_has_links"

_REVIEWED = frozenset({ACTION, ATTACHMENT})
"""What a person should know of before the original is opened, and what was not read."""
_INSIDE = frozenset({"/GoTo", "/Named"})
"""Actions that turn to another place of the same file (ISO 32000-1, 12.6.4)."""
_ACTIONS = {
    "/JavaScript": SCRIPT, "/Rendition": MEDIA, "/Movie": MEDIA, "/Sound": MEDIA, "/RichMediaExecute": MEDIA,
    "/GoTo3DView": MEDIA, "/URI": LINKS,
}  # fmt: skip
_ENTRIES = {
    "/JS": SCRIPT, "/JavaScript": SCRIPT, "/XFA": SCRIPT, "/EmbeddedFiles": ATTACHMENT, "/EF": ATTACHMENT,
    "/RF": ATTACHMENT, "/AF": ATTACHMENT, "/FS": ATTACHMENT, "/Collection": ATTACHMENT, "/Renditions": MEDIA,
    "/RichMediaContent": MEDIA, "/RichMediaSettings": MEDIA, "/AlternatePresentations": MEDIA, "/OPI": ACTION,
}  # fmt: skip
"""Entries of dictionaries that go, whatever they hold."""
_TRIGGERS = "/AA"
"""What is done when something is opened, closed, printed or typed into (ISO 32000-1, 12.6.3)."""
_LEADING = frozenset({"/A", "/OpenAction", "/Next", "/PA"})
"""Entries that hold an action, or several."""
_OUTSIDE = ("/F", "/FFilter", "/FDecodeParms", "/Ref")
"""Entries of streams whose data lie in another file (ISO 32000-1, tables 5 and 95)."""
_NOTES = {
    "/FileAttachment": ATTACHMENT, "/RichMedia": MEDIA, "/Movie": MEDIA, "/Sound": MEDIA, "/Screen": MEDIA, "/3D": MEDIA,
}  # fmt: skip


def remove_active_content(pdf: pikepdf.Pdf) -> tuple[Finding, ...]:
    """Takes out of ``pdf`` whatever can act, and says what there was."""
    found = set[str]()
    for page in pdf.pages:
        found.update(_without_notes(page))
    for thing in _all(pdf):
        found.update(_cleaned(thing))
    return tuple(_finding(code) for code in sorted(found))


def _finding(code: str) -> Finding:
    return Finding(code=code, severity="review" if code in _REVIEWED else "info")


def size(pdf: pikepdf.Pdf, most: int) -> int:
    """How many arrays, dictionaries and streams ``pdf`` holds, counted up to one more than ``most``."""
    return sum(1 for _ in islice(_everything(pdf), most + 1))


def _all(pdf: pikepdf.Pdf) -> Iterator[Object]:
    """Every dictionary and stream, those inside others too."""
    return (thing for thing in _everything(pdf) if not isinstance(thing, Array))


def _everything(pdf: pikepdf.Pdf) -> Iterator[Object]:
    for top in pdf.objects:
        waiting = _composite([top])
        while waiting:
            thing = waiting.pop()
            yield thing
            inner = thing if isinstance(thing, Array) else thing.values()
            waiting += (each for each in _composite(inner) if not each.is_indirect)


def _composite(things: Iterable[object]) -> list[Object]:
    return [thing for thing in things if isinstance(thing, Array | Dictionary | Stream)]


def _cleaned(thing: Object) -> Iterator[str]:
    """Takes the entries out of ``thing`` that act, and says what they are."""
    for key, value in list(thing.items()):
        codes = _told(key, value)
        if key in _OUTSIDE and isinstance(thing, Stream):
            codes = {ACTION}
        if codes or key == _TRIGGERS:
            del thing[key]
            yield from codes


def _told(key: str, value: object) -> set[str]:
    """What an entry can do that is not allowed to stay."""
    if key in _ENTRIES:
        return {_ENTRIES[key]}
    if key == _TRIGGERS and isinstance(value, Dictionary):
        return {code for action in value.values() for code in _acts(action)}
    if key not in _LEADING:
        return set()
    return {code for action in (value if isinstance(value, Array) else (value,)) for code in _acts(action)}


def _acts(action: object) -> Iterator[str]:
    """What an action does, where it does more than turn to another place of the file."""
    kind = str(action.get(Name.S, "")) if isinstance(action, Dictionary) else ""
    if kind and kind not in _INSIDE:
        yield _ACTIONS.get(kind, ACTION)


def _without_notes(page: pikepdf.Page) -> Iterator[str]:
    """Takes notes that hold files or media off a page; how they look stays, as a stamp."""
    notes = page.obj.get(Name.Annots)
    for note in notes if isinstance(notes, Array) else ():
        code = _NOTES.get(str(note.get(Name.Subtype))) if isinstance(note, Dictionary) else None
        if code:
            note.Subtype = Name.Stamp
            yield code
