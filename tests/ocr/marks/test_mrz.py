import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.marks.mrz import find_zone, parse, read_zone, with_zone
from ocr.marks.td1 import check_digit
from tests.ocr.conftest import line_at

# The specimen of ICAO Doc 9303, part 5, appendix B.
SPECIMEN = (
    "I<UTOD231458907<<<<<<<<<<<<<<<",
    "7408122F1204159UTO<<<<<<<<<<<6",
    "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
)

DIGITS = st.text("0123456789", min_size=6, max_size=6)
# A name of nothing but K cannot be told from fillers, which engines often read as K.
NAME = st.text("ABCDEGHIKLMNOPQRSTUVXY", min_size=1, max_size=6).filter(lambda name: name.strip("K"))
NAMES = st.lists(NAME, min_size=2, max_size=4)


def zone(number, personal, dates, sex, names):
    birth, expiry = dates
    first = f"IDVNM{number}{check_digit(number)}{personal}<<"
    first += check_digit(personal)
    second = f"{birth}{check_digit(birth)}{sex}{expiry}{check_digit(expiry)}VNM" + "<" * 11
    second += check_digit(first[5:30] + second[0:7] + second[8:15] + second[18:29])
    return first, second, f"{names[0]}<<{'<'.join(names[1:])}"[:30].ljust(30, "<")


ZONES = st.builds(
    zone,
    st.text("0123456789", min_size=9, max_size=9),
    st.text("0123456789", min_size=12, max_size=12),
    st.tuples(DIGITS, DIGITS),
    st.sampled_from("MF<"),
    NAMES,
)


def test_the_published_specimen_is_right():
    mrz = parse(SPECIMEN)
    assert mrz.is_certain
    assert (mrz.document_number, mrz.birth, mrz.sex, mrz.expiry) == ("D23145890", "740812", "F", "120415")
    assert (mrz.surname, mrz.given_names, mrz.nationality) == ("ERIKSSON", "ANNA MARIA", "UTO")


@given(ZONES)
def test_what_was_written_is_read(lines):
    mrz = parse(lines)
    assert mrz.is_certain
    assert mrz.lines == lines
    assert mrz.repaired == ()
    assert mrz.personal_number == lines[0][15:27]


@given(ZONES, st.integers(0, 5), st.sampled_from("0123456789"))
def test_a_wrong_digit_in_a_date_is_repaired_rightly_or_not_certain(lines, place, digit):
    second = lines[1][:place] + digit + lines[1][place + 1 :]
    mrz = parse((lines[0], second, lines[2]))
    assert mrz.birth == lines[1][:6] or not mrz.is_certain


@given(ZONES)
def test_letters_read_for_digits_are_put_right(lines):
    swapped = lines[1][:6].translate(str.maketrans("015", "OIS")) + lines[1][6:]
    mrz = parse((lines[0], swapped, lines[2]))
    assert mrz.is_certain
    assert mrz.birth == lines[1][:6]


@given(ZONES, st.integers(15, 26), st.sampled_from("0123456789"))
def test_a_wrong_digit_in_the_personal_number_never_goes_unseen(lines, place, digit):
    mrz = parse((lines[0][:place] + digit + lines[0][place + 1 :], *lines[1:]))
    assert mrz.is_certain == (mrz.personal_number == lines[0][15:27])


def test_one_confused_digit_is_repaired_and_told():
    mrz = parse((SPECIMEN[0], SPECIMEN[1].replace("740812", "740612"), SPECIMEN[2]))
    assert (mrz.birth, mrz.repaired) == ("740812", ("birth",))
    assert not mrz.is_certain


@given(st.lists(st.text(), max_size=4))
def test_anything_can_be_parsed_without_failing(texts):
    parse(texts)


def test_lost_fillers_and_spaces_are_put_back():
    mrz = parse(
        (
            SPECIMEN[0].replace("<" * 15, "<" * 10),
            SPECIMEN[1].replace("<" * 11, "<<< < <<<<"),
            SPECIMEN[2][:26],
        )
    )
    assert mrz.lines == SPECIMEN


@pytest.mark.parametrize(("index", "expected"), [(0, "740812"), (1, "740812"), (2, "740812")])
def test_the_zone_is_found_among_other_lines(index, expected):
    others = [line_at("Bộ Công an", 100, 50), line_at("Ngày, tháng, năm cấp: 01/02/2021", 100, 90)]
    lines = [line_at(text, 100, 400 + 50 * row, 900) for row, text in enumerate(SPECIMEN)]
    found = find_zone([*others, *lines])
    assert found[index].text == SPECIMEN[index]
    mrz, mark = read_zone([*others, *lines])
    assert (mrz.birth, mark.kind, mark.text) == (expected, "mrz", "\n".join(SPECIMEN))
    assert mark.confidence > 0.9


def test_a_doubtful_name_is_taken_from_the_engine_held_to_the_alphabet():
    misread = [*SPECIMEN[:2], SPECIMEN[2].replace("MARIA", "MARTA")]
    lines = [line_at(text, 100, 400 + 50 * row, 900, confidence=0.8) for row, text in enumerate(misread)]
    assert read_zone(lines)[0].given_names == "ANNA MARTA"
    assert read_zone(lines, lambda _: SPECIMEN)[0].given_names == "ANNA MARIA"


def test_a_zone_that_was_read_surely_is_read_once():
    lines = [line_at(text, 100, 400 + 50 * row, 900, confidence=0.95) for row, text in enumerate(SPECIMEN)]
    assert read_zone(lines, lambda _: pytest.fail("asked"))[0].given_names == "ANNA MARIA"


@pytest.mark.parametrize("row", ["VNMK<<<K<<K<<<2", "VNM<<<<K<<<<<<K2"])
def test_letters_among_fillers_are_fillers(row):
    first, second, third = zone("012345678", "001012345678", ("900102", "300405"), "F", ["LE", "AN"])
    assert parse((first, second[:15] + row[:-1] + second[29], third)).lines == (first, second, third)


def test_a_name_may_end_in_k():
    lines = zone("012345678", "001012345678", ("900102", "300405"), "F", ["Y", "DAK"])
    assert parse(lines).given_names == "DAK"


def test_a_doubtful_zone_is_read_again_by_an_engine_of_its_own():
    spoiled = [SPECIMEN[0].replace("231", "999"), *SPECIMEN[1:]]
    lines = [line_at(text, 100, 400 + 50 * row, 900) for row, text in enumerate(spoiled)]
    asked = []
    mrz, mark = read_zone(lines, lambda box: asked.append(box) or SPECIMEN)
    assert mrz.is_certain
    assert asked[0].inside_share(mark.box.grown(60)) == 1


def test_a_doubtful_zone_that_stays_doubtful_says_so():
    spoiled = [SPECIMEN[0].replace("231", "999"), *SPECIMEN[1:]]
    lines = [line_at(text, 100, 400 + 50 * row, 900) for row, text in enumerate(spoiled)]
    mrz, mark = read_zone(lines)
    assert [check.name for check in mrz.checks if not check.passed]
    assert mark.confidence < 0.5


def test_an_ordinary_page_has_no_zone():
    lines = [
        line_at("ỦY BAN NHÂN DÂN PHƯỜNG BÌNH AN", 100, 50),
        line_at("Số: 1234567890/2025/QĐ-UBND-VPĐKĐĐ", 100, 90),
    ]
    assert find_zone(lines) == ()
    assert read_zone(lines) is None


def test_a_zone_whose_digits_hold_takes_the_place_of_the_lines_misread():
    above = line_at("Bộ Công an", 100, 50)
    misread = [
        line_at(text.replace("<<<", "<«<"), 100, 400 + 50 * row, 900) for row, text in enumerate(SPECIMEN)
    ]
    lines = with_zone([above, *misread], parse(SPECIMEN))
    assert [line.text for line in lines] == [above.text, *SPECIMEN]
    assert [line.box for line in lines] == [above.box, *(line.box for line in misread)]
    assert [line.confidence for line in lines[1:]] == [0.99, 0.99, misread[2].confidence]


def test_a_zone_that_is_not_certain_changes_no_line():
    spoiled = [SPECIMEN[0].replace("231", "999"), *SPECIMEN[1:]]
    lines = [line_at(text, 100, 400 + 50 * row, 900) for row, text in enumerate(spoiled)]
    assert with_zone(lines, parse(spoiled)) == tuple(lines)
