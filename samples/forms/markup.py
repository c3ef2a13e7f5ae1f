"""The compact markup in which forms are described: lines with a sign for their kind, pieces of text within them.

A file begins with ``key: value`` lines, then a line ``---``, then one block a line. The first sign says what
it is: ``^`` centred, ``|`` a row of a form, ``>`` a justified paragraph, ``.`` a note in small type, ``||``
columns beside each other, ``=`` a row of a table, ``+`` space in millimetres, ``!`` a mark, ``%`` a new page.
Within text: ``*bold*``, ``~italic~``, ``^(1)^`` a raised mark, ``@40`` a tab stop in millimetres, ``[x]`` and
``[ ]`` boxes to tick, ``<<one;;another>>`` a choice, ``{field=value}`` a slot and ``{#field=value}`` a slot
with a box for every digit. A slot without field, ``{=value}``, belongs to no field; ``?`` behind the value may
leave it blank.
"""

import random
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
_CHOICE = re.compile(r"<<([^<>]*)>>")
_MAYBE = re.compile(r"^\?(0\.\d+) ")
_PIECES = re.compile(
    r"(?P<slot>\{[^{}]*\})|(?P<tab>@\d+)|(?P<tick>\[[x ]\])|(?P<raised>\^\([^()]*\)\^)|(?P<sign>[*~])"
)


@dataclass(frozen=True, slots=True)
class Form:
    """A form as data: its name, its heading of settings and the lines of its body."""

    name: str
    settings: dict[str, str]
    body: tuple[str, ...]

    @property
    def doc_type(self) -> str:
        """The type's name in lower case, as in the truth files."""
        return self.settings["type"]


@dataclass(frozen=True, slots=True)
class Text:
    """Printed words of the form itself."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a value: the field it belongs to (empty for none), and the name of the value in the story."""

    field: str
    value: str
    boxed: bool = False
    blank: bool = False
    bold: bool = False
    italic: bool = False

    @property
    def owner(self) -> str:
        """The field that the words of the value belong to, ``-`` for none."""
        return self.field.partition("[]")[0] or "-"


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab stop, in millimetres from the left edge of the column."""

    at: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to tick."""

    ticked: bool


Piece = Text | Slot | Tab | Tick


@cache
def form_names() -> tuple[str, ...]:
    """The names of all forms, in order."""
    return tuple(sorted(path.stem for path in DATA.glob("*.txt")))


@cache
def load(name: str) -> Form:
    """The form of that name."""
    head, _, body = (DATA / f"{name}.txt").read_text(encoding="utf-8").partition("\n---\n")
    pairs = (line.partition(": ") for line in head.splitlines() if line and not line.startswith("#"))
    return Form(name, {key: value.strip() for key, _, value in pairs}, tuple(filter(None, body.splitlines())))


def chosen(form: Form, rng: random.Random) -> list[str]:
    """The lines of the form for one paper: choices made, lines that may be absent left out or kept."""
    kept = []
    for line in form.body:
        maybe = _MAYBE.match(line)
        if maybe and rng.random() >= float(maybe[1]):
            continue
        kept.append(_CHOICE.sub(lambda found: rng.choice(found[1].split(";;")), _MAYBE.sub("", line)))
    return kept


def pieces(text: str, rng: random.Random) -> list[Piece]:
    """The pieces of a line of markup."""
    found: list[Piece] = []
    bold, italic, start = False, False, 0
    for match in _PIECES.finditer(text):
        if between := text[start : match.start()]:
            found.append(Text(between, bold, italic))
        start = match.end()
        if match["slot"]:
            found.append(_slot(match["slot"][1:-1], rng, bold=bold, italic=italic))
        elif match["tab"]:
            found.append(Tab(float(match["tab"][1:])))
        elif match["tick"]:
            found.append(Tick(match["tick"] == "[x]"))
        elif match["raised"]:
            found.append(Text(match["raised"][1:-1], bold, italic, raised=True))
        else:
            bold, italic = bold ^ (match["sign"] == "*"), italic ^ (match["sign"] == "~")
    if rest := text[start:]:
        found.append(Text(rest, bold, italic))
    return found


def _slot(inside: str, rng: random.Random, *, bold: bool, italic: bool) -> Slot:
    field, _, value = inside.partition("=")
    blank = value.endswith("?") and rng.random() < 0.25
    return Slot(field.lstrip("#"), value.rstrip("?"), field.startswith("#"), blank, bold, italic)


def slots(form: Form) -> list[Slot]:
    """Every slot that the form may have, whatever is chosen."""
    always = random.Random(0)
    return [
        _slot(found[1], always, bold=False, italic=False)
        for line in form.body
        for found in re.finditer(r"\{([^{}]*)\}", line)
    ]
