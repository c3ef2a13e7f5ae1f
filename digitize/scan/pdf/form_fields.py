"""How many fields the form of a PDF has, counted as a library meets them: by every way that leads to one."""

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from ocr.problem import InputProblem

_MOST_FIELDS = 100_000
"""Fields of a form; the longest of a tax office have some thousands."""
_DEEPEST = 64  # fields inside fields

Known = dict[tuple[int, int], int]


def check_fields(root: pikepdf.Object, file: str, page: int) -> None:
    """Check that the fields of the form come to an end.

    Raises:
        InputProblem: ``page_damaged``.
    """
    form = root.get(Name.AcroForm)
    known: Known = {}
    if isinstance(form, Dictionary) and _below(form.get(Name.Fields), known, 0) > _MOST_FIELDS:
        raise InputProblem("page_damaged", file=file, page=page, error="fields without end")


def _below(fields: object, known: Known, depth: int) -> int:
    if depth > _DEEPEST:
        return _MOST_FIELDS + 1
    members = fields if isinstance(fields, Array) else ()
    return sum(_count(field, known, depth) for field in members if isinstance(field, Dictionary))


def _count(field: Object, known: Known, depth: int) -> int:
    if not field.is_indirect:
        return 1 + _below(field.get(Name.Kids), known, depth + 1)
    if field.objgen not in known:
        # Libraries stop at a field that they are inside of.
        known[field.objgen] = 0
        known[field.objgen] = 1 + _below(field.get(Name.Kids), known, depth + 1)
    return known[field.objgen]
