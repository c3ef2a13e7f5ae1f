import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.parse.parsed import DOUBTFUL, EXACT, LIKELY, REPAIRED, TIDIED
from extract.rules.field_kinds import KINDS

SCALE = {EXACT, TIDIED, LIKELY, REPAIRED, DOUBTFUL}
# What field text is made of, so that random text comes near the grammars.
PIECES = st.sampled_from(
    """0 1 2 3 9 12 15 2010 O l | / - . , : ( ) @ + ngày tháng năm giờ Số QĐ UBND TTr đồng triệu mười mươi lăm trăm nghìn bằng
    chữ Nguyễn Văn An Ông Bà Nam Nữ xã phường P. TP. H26 có không ² ٣ ½ İ ß \u0301 ☒ …""".split()  # noqa: SIM905  (words read best as words)
)
FIELD_TEXT = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=14).map(" ".join),
    st.lists(PIECES, max_size=14).map("".join),
)
PARSERS = {name: kind.parser for name, kind in KINDS.items()}
GOOD = {name: kind.example for name, kind in KINDS.items()}
NUMERIC = sorted(
    set(GOOD)
    - {"text", "yes_no", "person_name", "sex", "ethnicity", "nationality", "email", "agency", "address"}
)


@pytest.mark.parametrize("name", PARSERS)
def test_a_text_as_printed_is_certain(name):
    parsed = PARSERS[name](GOOD[name])
    assert parsed is not None
    assert parsed.certainty == EXACT
    assert all(check.passed for check in parsed.checks)


@pytest.mark.parametrize("name", PARSERS)
def test_decomposed_letters_and_edge_marks_change_nothing(name):
    parsed = PARSERS[name](unicodedata.normalize("NFD", f" : {GOOD[name]} ,"))
    assert parsed == PARSERS[name](GOOD[name])


@pytest.mark.parametrize("name", PARSERS)
@given(FIELD_TEXT)
def test_no_parser_raises_or_gives_an_empty_value(name, text):
    parsed = PARSERS[name](text)
    assert parsed is None or (parsed.value not in (None, "") and parsed.certainty in SCALE)


@pytest.mark.parametrize("name", PARSERS)
def test_what_a_parser_gives_it_reads_again(name):
    value = PARSERS[name](GOOD[name]).value
    if not isinstance(value, bool) and name != "datetime":
        assert PARSERS[name](str(value)).value == value


@pytest.mark.parametrize("name", NUMERIC)
@given(st.data())
def test_a_digit_read_as_a_letter_is_never_certain(name, data):
    good = GOOD[name]
    place = data.draw(st.sampled_from([match.start() for match in re.finditer("[0-9]", good)]))
    letter = data.draw(st.sampled_from("OolI|SsBZzgqDQ?!'*~°²٣"))
    parsed = PARSERS[name](good[:place] + letter + good[place + 1 :])
    assert parsed is None or parsed.certainty < TIDIED or parsed.value == PARSERS[name](good).value


@pytest.mark.parametrize("name", PARSERS)
@pytest.mark.parametrize(
    "text",
    [
        "1" * 10_000,
        "a " * 5_000,
        "ngày " * 2_000,
        "((" * 5_000,
        "mười " * 2_000,
        "A-" * 5_000,
        ", " * 5_000,
        "A" * 300,
        "1 " * 150,
        "năm " * 75,
        "1." * 150,
        "à," * 150,
    ],
)
def test_long_text_takes_no_time(name, text):
    begin = time.process_time()
    PARSERS[name](text)
    assert time.process_time() - begin < 0.05
