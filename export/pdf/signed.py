"""Whether a PDF has a digital signature: then not one byte of it may change (ISO 32000-1, 12.8)."""

from collections.abc import Iterator
from itertools import chain

import pikepdf
from pikepdf import Array, Dictionary, Name

_APPEND_ONLY = 2  # bit AppendOnly of /SigFlags (ISO 32000-1, table 219)
_MOST_FIELDS = 100_000
"""Fields that are looked at: a damaged file may lead in a circle, or to one field by endlessly many ways."""


def is_signed(pdf: pikepdf.Pdf) -> bool:
    """Whether ``pdf`` has a signature, anywhere that a reader would look for one."""
    form = pdf.Root.get(Name.AcroForm)
    form = form if isinstance(form, Dictionary) else Dictionary()
    flags = form.get(Name.SigFlags, 0)
    if (isinstance(flags, int) and flags & _APPEND_ONLY) or Name.Perms in pdf.Root:
        return True
    notes = (_members(page.obj.get(Name.Annots)) for page in pdf.pages)
    return any(map(_is_signature, chain(_fields(form), *notes)))


def _fields(form: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every field once, however many ways lead to it."""
    waiting, seen, left = list(_members(form.get(Name.Fields))), set[tuple[int, int]](), _MOST_FIELDS
    while waiting and left:
        field, left = waiting.pop(), left - 1
        if field.is_indirect and field.objgen in seen:
            continue
        seen.add(field.objgen)
        yield field
        waiting += _members(field.get(Name.Kids))


def _members(things: object) -> Iterator[pikepdf.Object]:
    """The dictionaries in an array; nothing where it is no array."""
    if isinstance(things, Array):
        yield from (thing for thing in things if isinstance(thing, Dictionary))


def _is_signature(field: pikepdf.Object) -> bool:
    return field.get(Name.FT) == Name.Sig and Name.V in field
