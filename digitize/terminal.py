"""The only way from this program to a terminal: what could steer the terminal or mislead the eye is taken out.

Names of files and texts of papers are written by others. A control character among them could move the cursor or
change the title of the window, a direction mark could show ``exe.png`` where ``gnp.exe`` stands. In a name such a
character is shown by its number, so that the file can be found; in the text of a paper it is left out.
"""

import json
import re
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from pydantic import BaseModel

# Controls, format characters, line separators, halves of surrogate pairs, and what Unicode calls ignorable by
# default: all that has no shape of its own. A test holds the list against the Unicode tables of Python.
_UNSEEN = (
    "\x00-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
_ANY = re.compile(f"[{_UNSEEN}]")
_IN_LAYOUT = re.compile(f"(?![\n\t\f])[{_UNSEEN}]")
_ASCII = 0xFF  # the last code that two hexadecimal digits hold
_PLANE = 0xFFFF  # the last code that four hexadecimal digits hold


def say(text: str, *, nl: bool = True, err: bool = False) -> None:
    """Write ``text`` to stdout or stderr; line ends, tabs and form feeds are the layout and stay."""
    typer.echo(_IN_LAYOUT.sub(_number, text), nl=nl, err=err)


def inline(text: str) -> str:
    """A name, or another piece of a sentence, on one line: what cannot be seen is shown by its number."""
    return _ANY.sub(_number, text)


def readable(text: str) -> str:
    """The text of a paper without what cannot be seen."""
    return _IN_LAYOUT.sub("", text)


def json_readable(text: str) -> str:
    """JSON with the same meaning, in which what cannot be seen stands as JSON writes it in ASCII."""
    return _IN_LAYOUT.sub(_json_number, text)


def in_json(value: "BaseModel") -> str:
    """``value`` as JSON for programs; a path whose bytes are no text stands as Python and JSON write it."""
    return json_readable(json.dumps(value.model_dump(), ensure_ascii=False, indent=2))


def xml_readable(text: str) -> str:
    """XML with the same meaning, in which what cannot be seen stands as a reference."""
    return _IN_LAYOUT.sub(lambda found: f"&#x{ord(found[0]):x};", text)


def _number(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code <= _ASCII:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= _PLANE else f"\\U{code:08x}"


def _json_number(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))
