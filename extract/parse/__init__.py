"""Typed values out of the text of a field: one strict parser a kind of value.

``PARSERS`` maps the name that a document type uses to its parser. A parser never raises; it gives
a ``Parsed`` with its certainty and its own checks, or None when the text is not such a value.
"""

from typing import Final

from extract.parse import plain
from extract.parse.parsed import Parsed, Parser

PARSERS: Final[dict[str, Parser]] = {
    "text": plain.text,
}

__all__ = ["PARSERS", "Parsed", "Parser"]
