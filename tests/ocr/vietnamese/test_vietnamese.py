import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ocr.vietnamese import (
    Syllable,
    fold,
    from_legacy,
    is_syllable,
    legacy_encoding,
    lost_diacritics,
    mended,
    nfc,
    parsed,
    placed,
    spelled,
    toned_share,
    valid_share,
)
from ocr.vietnamese.syllable import ONSETS, STOP_TONES, STOPS, TONES, rhymes
from tests.ocr.conftest import line_at

ALL = [
    Syllable(onset, rhyme, tone)
    for onset in ONSETS
    for rhyme in sorted(rhymes(onset))
    for tone in (STOP_TONES if rhyme.endswith(STOPS) else TONES)
]
PROSE = (
    "Căn cứ Luật Tổ chức chính quyền địa phương, theo đề nghị của Trưởng phòng Tư pháp, nay công nhận "
    "kết quả thi tuyển viên chức năm học mới và giao các đơn vị có liên quan chịu trách nhiệm thi hành"
)


@pytest.mark.parametrize("style", ["old", "new"])
def test_every_syllable_is_read_as_it_was_spelled(style):
    wrong = [
        syllable
        for syllable in ALL
        if spelled(parsed(spelled(syllable, style)) or syllable) != spelled(syllable)
    ]
    unread = [spelled(syllable, style) for syllable in ALL if not is_syllable(spelled(syllable, style))]
    assert (wrong, unread) == ([], [])


def test_no_two_syllables_are_written_alike():
    written = {}
    for syllable in ALL:
        written.setdefault(spelled(syllable), set()).add(syllable)
    # "gi" with a rhyme in i shares its letter; nothing else may be ambiguous.
    assert [group for group in written.values() if len(group) > 1] == []


@given(
    st.sampled_from(ALL),
    st.sampled_from([str.lower, str.upper, str.capitalize]),
    st.sampled_from(["NFC", "NFD"]),
)
def test_case_and_form_do_not_matter(syllable, case, form):
    text = case(spelled(syllable))
    if text.isupper() and len(text) > 1 and not text.istitle():
        assert is_syllable(text)
    assert parsed(unicodedata.normalize(form, text)) is not None


@given(
    st.sampled_from([s for s in ALL if s.rhyme.endswith(STOPS)]),
    st.sampled_from(["", "\u0300", "\u0303", "\u0309"]),
)
def test_a_stop_takes_only_two_tones(syllable, tone):
    assert not is_syllable(spelled(syllable._replace(tone=tone)))


@pytest.mark.parametrize(
    "text",
    [
        "nghiêng",
        "Nguyễn",
        "QUYẾT",
        "khuỷu",
        "giếng",
        "gì",
        "giữa",
        "quốc",
        "quý",
        "yêu",
        "ủy",
        "Uỷ",
        "ngoằn",
        "thuở",
        "xoong",
        "Kạn",
        "Đắk",
        "ươm",
        "oằn",
        "Y",
        "ý",
        "đó",
    ],
)
def test_words_of_the_language_are_syllables(text):
    assert is_syllable(text)


@pytest.mark.parametrize(
    "text",
    [
        "nghành",
        "kông",
        "cế",
        "ngề",
        "gế",
        "thuậnn",
        "cáćc",
        "việtnam",
        "đươc",
        "cac",
        "bẩp",
        "hoần",
        "quôn",
        "bj",
        "w",
        "zá",
        "fải",
        "hòá",
        "tuyệtt",
        "NguyễN",
        "",
        "12",
        "xyz",
        "thứơng",
        "giề",
        "coa",
        "kuy",
    ],
)
def test_slips_and_foreign_words_are_not(text):
    assert not is_syllable(text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Uỷ ban", "Ủy ban"), ("UỶ BAN", "ỦY BAN"), ("hoà bình", "hòa bình"), ("khoẻ", "khỏe"), ("Thuý", "Thúy"),
        ("quý", "quý"), ("quá", "quá"), ("già", "già"), ("toàn", "toàn"), ("thuở", "thuở"), ("QĐ-UBND", "QĐ-UBND"),
        ("uye\u0302\u0309n", "uyển"),
    ],
)  # fmt: skip
def test_tones_are_placed_in_one_way(before, after):
    assert placed(before) == after


@given(st.sampled_from(ALL))
def test_placing_a_tone_changes_no_word(syllable):
    assert parsed(placed(spelled(syllable, "new"))) == parsed(spelled(syllable, "new"))
    assert placed(placed(spelled(syllable, "new"))) == placed(spelled(syllable, "new"))


@given(st.text())
def test_placing_and_folding_never_fail_and_settle(text):
    assert placed(placed(text)) == placed(text)
    assert fold(fold(text)) == fold(text)


def test_folding_is_for_searching():
    assert fold("ĐƯỜNG Nguyễn Thị Thúy Hằng") == "duong nguyen thi thuy hang"
    assert nfc("Tu\u031b\u0323  do\n") == "Tự do"


def test_prose_is_marked_and_valid():
    assert toned_share(PROSE) > 0.8
    assert toned_share(fold(PROSE)) == 0
    assert valid_share([PROSE]) == 1
    assert valid_share([fold(PROSE), "the quick brown fox jumps over lazy dogs"]) < 0.8
    assert valid_share([]) == toned_share("") == 0


def test_lost_diacritics_are_found_and_healthy_text_is_left_alone():
    assert lost_diacritics([line_at(PROSE, 0, 0)]) is None
    finding = lost_diacritics([line_at(fold(PROSE), 0, 0)])
    assert (finding.code, finding.data["share"]) == ("diacritics_lost", 0)


@pytest.mark.parametrize(
    "text",
    [
        (
            "The house stands on a hill to the north of the town, and in the morning its windows shine so that "
            "they can be seen from the bridge; no one has lived in it since the old teacher went away"
        ),
        "12.500.000 | 3,75 % | 0912.345.678 | 17/06/2023 | 1.234.567.890 | AB-12 | X | Y | 4.000",
    ],
)
def test_what_is_not_vietnamese_has_lost_no_diacritics(text):
    assert lost_diacritics([line_at(f"{text} {text} {text}", 0, 0)]) is None


def test_a_few_words_prove_no_loss():
    assert lost_diacritics([line_at("Lan Anh sinh trong nam", 0, 0)]) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ngày l5 tháng O3 năm 2O25", "ngày 15 tháng 03 năm 2025"),
        ("Số: O1/2025/QĐ-UBND", "Số: 01/2025/QĐ-UBND"),
        ("1.5OO.OOO đồng", "1.500.000 đồng"),
        ("ngày 1l/l1/2024", "ngày 11/11/2024"),
        ("cöng bố", "công bố"),
        ("Điều L.", "Điều 1."),
        ("Điều l", "Điều 1"),
        ("Điều 1O: Hiệu lực", "Điều 10: Hiệu lực"),
        ("hết ngày 0l", "hết ngày 01"),
        ("QUYÉT ĐỊNH", "QUYẾT ĐỊNH"),
        ("đưọc", "được"),
        ("Trung ưung", "Trung ương"),
        ("hộ nghềo", "hộ nghèo"),
        ("thứớng", "thướng"),
        ("Nguyễ\u0303n", "Nguyễn"),
        ("Việ†", "Việt"),
        ("†rậ†", "trật"),
        ("VIỆ†", "VIỆT"),
        ("12/QÐ-UBND", "12/QĐ-UBND"),
        ("HÐND", "HĐND"),
        ("ðược", "được"),
        ("157/QĐÐ-UB", "157/QĐ-UB"),
        ("38/NQ-HDND", "38/NQ-HĐND"),
        ("30/2020/ND-CP", "30/2020/NĐ-CP"),
        ("5/QD-TTg", "5/QĐ-TTg"),
        ("‘‘Tự do’’", "“Tự do”"),
        ("''Tự do''", "“Tự do”"),
        ("”Tự do“", "“Tự do”"),
        ("an.binh5(@example.com", "an.binh5@example.com"),
    ],
)
def test_proven_misreadings_are_mended_and_told(before, after):
    text, mends = mended(before)
    assert text == after
    assert mends
    assert all(before[mend.start : mend.start + len(mend.before)] == mend.before for mend in mends)


@pytest.mark.parametrize(
    "text",
    [
        "5l nước",
        "Chương II",
        "Ol",
        "söt",
        "Lý Tự Trọng",
        "QĐ/TW",
        "10l xăng",
        "khóa I",
        "Chương L",
        "Điều II.",
        "điểm l khoản 2",
        "hoà bình, hòa bình",
        "Uỷ ban",
        "hòá",
        "tuyet, nguyen",
        "nghêo",
        "Krông Búk, Y Blô, H'Mông",
        "café",
        "“Tự do”",
        "0,5l",
        "09l",
        "xð",
        "†3",
        "38/BC-ĐĐBQH",
        "hdnd.gov.vn",
        "Nguyễn Thị Oanh",
        "lO",
    ],
)
def test_what_could_be_read_in_two_ways_is_left(text):
    assert mended(text) == (text, ())


@given(st.text() | st.text("ĐÐðÎöö†tUuươo\u0303éểnNgG‘’“”',( @-./0123lIOHDB "))
@example("0‘‘")
@example("’’a")
def test_mending_twice_changes_nothing_more(text):
    once = mended(text)[0]
    assert mended(once)[0] == once


@given(st.text() | st.text("ĐÐðÎöö†tUuươo\u0303éểnNgG‘’“”',( @-./0123lIOHDB "))
@example("x ’’abc")
def test_what_no_rule_names_stands_as_it_was_read(text):
    composed = unicodedata.normalize("NFC", text)
    after, mends = mended(text)
    rebuilt, at = "", 0
    for mend in mends:
        assert composed[mend.start : mend.start + len(mend.before)] == mend.before
        rebuilt, at = rebuilt + composed[at : mend.start] + mend.after, mend.start + len(mend.before)
    assert rebuilt + composed[at:] == after


LEGACY = {
    "tcvn3": (
        "§éc lËp - Tù do - H¹nh phóc, céng hoµ x· héi chñ nghÜa",
        "Độc lập - Tự do - Hạnh phúc, cộng hoà xã hội chủ nghĩa",
    ),
    "vni": ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
}


@pytest.mark.parametrize("encoding", sorted(LEGACY))
def test_text_from_before_unicode_is_rescued(encoding):
    before, after = LEGACY[encoding]
    assert legacy_encoding(before.split()) == encoding
    assert " ".join(from_legacy(word, encoding) for word in before.split()) == after


def test_capital_fonts_of_tcvn3_give_capitals():
    assert from_legacy("VIÖT", "tcvn3") == "VIỆT"


@pytest.mark.parametrize(
    "text", [PROSE, "the quick brown fox jumps", "garçon café crème brûlée à la carte", "", "2025 / 12"]
)
def test_other_text_is_not_taken_for_legacy(text):
    assert legacy_encoding(text.split()) is None
