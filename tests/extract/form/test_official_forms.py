"""Official forms, filled in and blank: each value goes to its field, the value of somebody else goes nowhere.

The folder ``official`` has one file a form, named after its type. A row of it is a row of print. ``{ho_ten=Lê Văn Bảo}``
is what somebody filled in, with the name of its field; ``>`` gives the value of all its parts where that is not what is
printed; ``?`` may be left to a person; without a name it belongs to no field. ``700@`` is where a piece begins, ``||``
stands between pieces, an empty row is white, and ``^`` moves a row up.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from extract.extraction import extract
from ocr.page import PageText
from tests.extract.conftest import page_of

FORMS = {
    path.stem: path.read_text(encoding="utf-8")
    for path in sorted(Path(__file__).parent.glob("official/*.txt"))
}
FILLED = re.compile(r"\{(?P<field>\w*)(?P<unsure>\??)=(?P<print>[^{}>]*)(?:>(?P<value>[^{}]*))?\}")
LEFT, TOP, PITCH, WHITE, UP = 200, 150, 50, 40, 14
WELL_READ = 0.9995
"""The confidence of all words: what is asked is the place of a value."""
PRINTED = {"co_quan_ban_hanh", "chuc_vu_nguoi_ky"}
"""What a form has in print although nobody filled it in."""
LEAST = 5
"""Letters from which a value of nobody's is looked for in all fields: shorter ones stand in other values by chance."""


class Expected(NamedTuple):
    value: str
    unsure: bool


def laid_out(text: str) -> PageText:
    pieces, y = [], TOP
    for row in text.splitlines():
        y -= UP if row.startswith("^") else 0
        for piece in row.removeprefix("^").split(" || ") if row else ():
            x, _, words = piece.partition("@") if re.match(r"\d+@", piece) else (LEFT, "", piece)
            pieces.append((int(x), y, words, WELL_READ))
        y += PITCH if row else WHITE
    return page_of(*pieces)


def expected(text: str) -> dict[str, Expected]:
    found: dict[str, Expected] = {}
    whole: set[str] = set()
    for part in FILLED.finditer(text):
        name, value = part["field"], part["print"] if part["value"] is None else part["value"]
        if name not in whole:
            before = f"{found[name].value} " if name in found else ""
            found[name] = Expected(before + value, bool(part["unsure"]))
        whole |= {name} if part["value"] is not None else set()
    found.pop("", None)
    return found


def strangers(text: str) -> Iterator[str]:
    own = {part["print"] for part in FILLED.finditer(text) if part["field"]}
    for part in FILLED.finditer(text):
        if not part["field"] and len(part["print"]) >= LEAST and part["print"] not in own:
            yield part["print"]


def shown(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


@pytest.fixture
def read(types):
    def reading(text):
        (found,) = extract((laid_out(text),), types, source="x")
        return found.record

    return reading


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_known_and_each_value_goes_to_its_field(read, types, name):
    text = FORMS[name]
    record = read(FILLED.sub(lambda part: part["print"], text))
    assert record.doc_type == max((one for one in types.by_id if name.startswith(one)), key=len)
    wanted = expected(text)
    assert not wanted.keys() - {field.key for field in types[record.doc_type].fields}
    got = {key: field for key, field in record.fields.items() if field.status == "accepted"}
    sure = {key: want.value for key, want in wanted.items() if not want.unsure}
    assert {key: shown(got[key].value) for key in sure if key in got} == sure
    assert not got.keys() - wanted.keys() - PRINTED


@pytest.mark.parametrize("name", FORMS)
def test_what_belongs_to_no_field_goes_nowhere(read, name):
    record = read(FILLED.sub(lambda part: part["print"], FORMS[name]))
    values = [shown(field.value) for field in record.fields.values()]
    assert not [(words, value) for words in strangers(FORMS[name]) for value in values if words in value]


@pytest.mark.parametrize("name", FORMS)
def test_a_blank_form_says_nothing(read, name):
    record = read(FILLED.sub("......", FORMS[name]))
    accepted = {key: field.value for key, field in record.fields.items() if field.status == "accepted"}
    assert not accepted.keys() - PRINTED
