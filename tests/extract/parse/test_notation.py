import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.parse.document_kinds import KINDS
from extract.parse.notation import document_number, register_number
from extract.parse.parsed import EXACT, LIKELY, REPAIRED, TIDIED

LETTERS = st.sampled_from([kind.abbreviation for kind in KINDS if kind.abbreviation not in ("", "HD", "DA")])
AGENCY = st.sampled_from(["UBND", "HĐND", "BNV", "TTg", "SNN&PTNT", "BTC-BTP", "CP"])
NUMBER = st.integers(1, 99_999).map(lambda number: f"{number:02}")
YEAR = st.one_of(st.just(""), st.integers(1990, 2030).map("/{}".format))


@given(NUMBER, YEAR, LETTERS, AGENCY, st.sampled_from(["{}", "Số: {}", "Số {}", "So: {}.", "số:{}"]))
def test_a_notation_is_read_as_printed(number, year, letters, agency, form):
    notation = f"{number}{year}/{letters}-{agency}"
    assert document_number(form.format(notation))[:2] == (notation, EXACT)


@given(NUMBER, AGENCY, st.sampled_from([" /", "/ ", " / "]))
def test_spaces_around_the_marks_are_the_template_s(number, agency, slash):
    assert document_number(f"Số: {number}{slash}QĐ - {agency}")[:2] == (f"{number}/QĐ-{agency}", EXACT)


@pytest.mark.parametrize(
    "text",
    [
        "157/QĐ-NĐ-UB",
        "69/GKS-BS",
        "3000/2026/TLKT-BS",
        "123/UBND-XNTTHN",
        "33/2024/QH15",
        "574/UBND-KTTH",
        "15-QĐ/TW",
        "12/HĐ-SNV",
    ],
)
def test_older_party_and_register_papers_fit_the_grammar(text):
    assert document_number(text)[:2] == (text, EXACT)


@pytest.mark.parametrize(
    ("text", "value", "certainty"),
    [
        ("12/QĐ-UB ND", "12/QĐ-UBND", TIDIED),
        ("01/TTR-UBND", "01/TTr-UBND", LIKELY),
        ("89/QD-UBND", "89/QĐ-UBND", LIKELY),
        ("12/NQ-HDND", "12/NQ-HĐND", LIKELY),
        ("12/HD-SNV", "12/HD-SNV", LIKELY),
        ("12/qđ-ubnd", "12/QĐ-UBND", LIKELY),
        ("12/QĐ", "12/QĐ", LIKELY),
        ("12/QĐUBND", "12/QĐUBND", LIKELY),
        ("12/QĐ-UBD", "12/QĐ-UBD", LIKELY),
        ("12/QĐ-SV", "12/QĐ-SV", LIKELY),
        ("12a/QĐ-UBND", "12a/QĐ-UBND", LIKELY),
        ("12/XYZ-Q", "12/XYZ-Q", LIKELY),
        ("l23/QĐ-UBND", "123/QĐ-UBND", REPAIRED),
        ("1O/QĐ-UBND", "10/QĐ-UBND", REPAIRED),
        ("5 74/UBND-KTTH", "574/UBND-KTTH", REPAIRED),
    ],
)
def test_mended_notations_say_so(text, value, certainty):
    assert document_number(text)[:2] == (value, certainty)


@pytest.mark.parametrize(
    "text",
    ["Số:   /QĐ-UBND", "/QĐ-UBND", "Số: ....../QĐ-UBND", "12/QĐ-", "12/", "12", "12/QĐ-UBND ngày 12", "574UBND-KTTH", "5?4/QĐ-UBND", "năm/QĐ-UBND", "OI1l/QĐ-UBND", ""],
)  # fmt: skip
def test_without_a_readable_number_there_is_none(text):
    assert document_number(text) is None


@pytest.mark.parametrize("text", ["140", "119/2026", "01/2013", "01327.GCS.12096.25", "69/GKS-BS"])
def test_registers_number_simply(text):
    assert register_number(f"Số: {text}")[:2] == (text, EXACT)


def test_the_volume_s_label_is_passed_over():
    assert register_number("Quyển số: 01/2013").value == "01/2013"


@pytest.mark.parametrize(
    ("text", "value"), [("l40", ("140", REPAIRED)), ("12/34", None), ("119/2O26", None), ("", None)]
)
def test_register_numbers_are_not_guessed(text, value):
    parsed = register_number(text)
    assert (parsed and parsed[:2]) == value
