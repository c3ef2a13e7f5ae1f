"""What a value that pydantic refused would have had to be, as a code and a bound that the catalogues have words for.

Settings, document types and procedures are written by people in offices; pydantic's own sentences are English.
"""

from collections.abc import Mapping
from typing import Any, Final

from pydantic_core import ErrorDetails

from ocr.problem import Datum

MOST_SHOWN: Final = 60
"""Characters of a wrong value that are shown; whoever wrote it knows the rest."""

_BY_START: Mapping[str, str] = {
    "int": "whole_number",
    "float": "number",
    "finite": "number",
    "decimal": "number",
    "bool": "true_or_false",
    "date": "day",
    "string_too_short": "not_empty",
    "string_too_long": "shorter",
    "too_long": "fewer",
    "string_pattern": "shape",
    "string": "text",
    "path": "text",
    "literal": "one_of",
    "tuple": "list",
    "list": "list",
    "too_short": "items_at_least",
    "greater_than_equal": "at_least",
    "greater_than": "more_than",
    "less_than_equal": "at_most",
    "less_than": "less_than",
    "model": "table",
    "dict": "table",
}
"""The code for each kind of error, by how pydantic's name for the kind begins; longer beginnings come first."""
_SHAPES: Mapping[object, str] = {r"^[a-z][a-z0-9_]*$": "identifier", r"^\d\.\d{6}$": "procedure_code"}
"""The patterns of the rules that have words of their own."""
_BOUNDS = ("ge", "gt", "le", "lt", "expected", "pattern", "min_length", "max_length")


def must_be(detail: ErrorDetails) -> dict[str, Datum]:
    """The two data ``must_be`` and ``bound`` of a problem."""
    kind = detail["type"]
    code = next((code for start, code in _BY_START.items() if kind.startswith(start)), "otherwise")
    context = detail.get("ctx", {})
    code = _SHAPES.get(context.get("pattern"), code)
    bound = next((context[name] for name in _BOUNDS if name in context), "")
    return {"must_be": code, "bound": _bound(bound)}


def shown(value: object) -> str:
    """A wrong value, short enough for a sentence; a number or a structure without end is only hinted at."""
    if not isinstance(value, str | int | float):
        return "…"
    try:
        text = str(value)
    except ValueError:  # more digits than Python writes
        return "…"
    return text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN] + "…"


def _bound(bound: Any) -> Datum:  # noqa: ANN401  (pydantic gives what the rule was written with)
    if isinstance(bound, float):
        return int(bound) if bound.is_integer() else bound
    # pydantic lists choices in English: 'a', 'b' or 'c'.
    return bound if isinstance(bound, int) else str(bound).replace(" or ", ", ")
