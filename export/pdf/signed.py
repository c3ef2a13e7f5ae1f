"""Whether a PDF has a digital signature: then not one byte of it may change (ISO 32000-1, 12.8)."""

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

_APPEND_ONLY = 2  # bit AppendOnly of /SigFlags (ISO 32000-1, table 219)
_DEEPEST = 32  # fields inside fields: a damaged file may lead in a circle


def is_signed(pdf: pikepdf.Pdf) -> bool:
    """Whether ``pdf`` has a signature, anywhere that a reader would look for one."""
    form = pdf.Root.get(Name.AcroForm, Dictionary())
    if int(form.get(Name.SigFlags, 0)) & _APPEND_ONLY or Name.Perms in pdf.Root:
        return True
    if any(_is_signature(field) for field in _fields(form.get(Name.Fields, Array()), 0)):
        return True
    return any(_is_signature(note) for page in pdf.pages for note in page.get(Name.Annots, Array()))


def _fields(fields: pikepdf.Object, depth: int) -> Iterator[pikepdf.Object]:
    for field in fields:
        yield field
        if depth < _DEEPEST:
            yield from _fields(field.get(Name.Kids, Array()), depth + 1)


def _is_signature(field: pikepdf.Object) -> bool:
    return field.get(Name.FT) == Name.Sig and Name.V in field
