import random
import unicodedata

import numpy as np
import pytest
import zxingcpp
from fontTools.ttLib import TTFont
from PIL import Image

from samples.degrade import CONDITIONS, degrade
from samples.draw import fonts, pen
from samples.draw.code import check_digit, td1
from samples.draw.sheet import Sheet, Type
from samples.draw.truth import Mark, Word
from samples.pages import draw_scan
from samples.papers import TYPES, penned
from samples.papers.cards import can_cuoc_cong_dan
from samples.papers.letters import van_ban

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = {unicodedata.normalize("NFC", v + t) for v in "aăâeêioôơuưy" for t in TONES} | set("đĐ₫")
LETTERS |= {letter.upper() for letter in LETTERS} | {chr(code) for code in range(0x21, 0x7F)}


def _rng(seed):
    return random.Random(seed)


def _letters_of(*files):
    return {chr(code) for file in files for code in TTFont(file).getBestCmap()}


@pytest.mark.parametrize("family", fonts.FAMILIES)
@pytest.mark.parametrize("cut", fonts.CUTS)
def test_every_typeface_has_every_vietnamese_letter(family, cut):
    assert LETTERS - _letters_of(fonts.path(family, cut)) == set()


@pytest.mark.parametrize("name", fonts.HAND_FACES)
def test_the_two_halves_of_a_handwriting_face_have_every_vietnamese_letter(name):
    halves = [fonts.HAND / f"{name}-{script}-400-normal.woff" for script in ("latin", "vietnamese")]
    assert LETTERS - {"₫"} - _letters_of(*halves) == set()


@pytest.mark.parametrize("type_", TYPES)
def test_one_seed_gives_one_page(type_):
    first, again = (draw_scan(11, type_, "photo", 60) for _ in range(2))
    assert first.truths == again.truths
    assert all(a.tobytes() == b.tobytes() for a, b in zip(first.pictures, again.pictures, strict=True))


def test_another_seed_gives_another_page():
    assert (
        draw_scan(11, "giấy khai sinh", "clean", 60).truths
        != draw_scan(12, "giấy khai sinh", "clean", 60).truths
    )


@pytest.mark.parametrize("type_", TYPES)
def test_all_ink_of_a_word_is_in_its_box(type_):
    sheet = TYPES[type_](_rng(5), 100).sheets[0]
    dark = np.asarray(sheet.image.convert("L")) < 170
    for line in sheet.truth().lines:
        for word in line.words:
            left, top, right, bottom = (round(side) for side in word.box)
            assert line.overlay or dark[max(0, top) : bottom + 1, max(0, left) : right + 1].any(), word


def test_a_page_without_its_words_is_a_page_without_ink():
    sheet = Sheet(_rng(0), 150)
    sheet.write("Ủy ban nhân dân <b>xã Ỷ Tích</b>, ngày <h>07</h>", Type(size=14), 30, 60)
    pixels = np.asarray(sheet.image.convert("L")).copy()
    for word in sheet.lines[0].words:
        left, top, right, bottom = word.box
        pixels[int(top) - 1 : int(bottom) + 3, int(left) - 1 : int(right) + 3] = 255
    assert sheet.lines[0].text == "Ủy ban nhân dân xã Ỷ Tích, ngày 07"
    assert pixels.min() == 255


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("seed", range(3))
def test_truth_moves_with_the_page(condition, seed):
    sheet = Sheet(_rng(0), 72)
    for x, y in ((60, 60), (480, 70), (90, 700), (500, 720), (300, 400)):
        corners = ((x, y), (x + 24, y), (x + 24, y + 24), (x, y + 24))
        sheet.draw.rectangle((x, y, x + 24, y + 24), fill=0)
        sheet.remember([Word("■", corners, (corners[3], corners[2]))])
    worn, truth = degrade(np.asarray(sheet.image), sheet.truth(), condition, _rng(seed))
    grey = np.asarray(Image.fromarray(worn).convert("L"))
    assert (truth.height, truth.width) == grey.shape
    for line in truth.lines:
        left, top, right, bottom = line.box
        middle = grey[int(top + bottom) // 2, int(left + right) // 2]
        assert middle < 130


def test_check_digits_are_those_of_the_standard():
    # the specimen of ICAO Doc 9303-5, appendix B: number D23145890, born 740812, expires 120415
    assert [check_digit(text) for text in ("D23145890", "740812", "120415")] == ["7", "2", "9"]


def test_a_card_back_has_three_lines_of_thirty_and_the_number_twice():
    holder = can_cuoc_cong_dan.draw_person(_rng(3))
    lines = td1(holder.number, holder.born, None, male=holder.male, name=holder.ascii_name)
    assert [len(line) for line in lines] == [30, 30, 30]
    assert lines[0][5:14] == holder.number[3:]
    assert lines[0][15:27] == holder.number


def test_the_code_on_a_card_says_what_the_card_says():
    paper = can_cuoc_cong_dan.draw(_rng(4), 200, side="front")
    (code,) = zxingcpp.read_barcodes(np.asarray(paper.sheets[0].image), formats=zxingcpp.BarcodeFormat.QRCode)
    parts = code.text.split("|")
    assert (parts[0], parts[2].upper(), parts[4]) == tuple(
        paper.fields[n] for n in ("so_dinh_danh", "ho_ten", "gioi_tinh")
    )


def test_no_number_begins_with_a_province_that_was_ever_given_out():
    issued = {
        f"{n:03d}"
        for n in (1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34)
    }
    issued |= {
        f"{n:03d}"
        for n in (35, 36, 37, 38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67)
    }
    issued |= {
        f"{n:03d}" for n in (68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96)
    }
    people = (can_cuoc_cong_dan.draw_person(_rng(seed)) for seed in range(300))
    assert not {person.number[:3] for person in people} & issued


@pytest.mark.parametrize("kind", ["công văn", "quyết định", "giấy mời"])
def test_a_letter_names_what_its_kind_must_name(kind):
    fields = van_ban.draw(_rng(9), 60, kind).fields
    assert ("loai_van_ban" in fields) == (kind != "công văn")
    assert ("kinh_gui" in fields) == (kind in {"công văn", "giấy mời"})


def _strings(value):
    if isinstance(value, dict):
        value = list(value.values())
    return (
        [text for part in value for text in _strings(part)]
        if isinstance(value, list)
        else str(value).split("; ")
    )


@pytest.mark.parametrize("type_", TYPES)
def test_what_the_fields_say_stands_on_the_page(type_):
    for seed in range(5):
        paper = TYPES[type_](_rng(seed), 50)
        text = " ".join(" ".join(sheet.truth().text for sheet in paper.sheets).split()).replace(" /", "/")
        for name, value in paper.fields.items():
            for string in _strings(value):
                told = name.startswith("ngay_") or name in {
                    "do_khan",
                    "so_luong_ho_so",
                    "von_kinh_doanh",
                    "von_dieu_le",
                    "dien_tich",
                }
                assert told or string in text, (seed, name)


def test_the_marks_of_a_page_move_with_it():
    rng = _rng(3)
    sheet = penned.draw(_rng(9), 60)
    sheet.marks.append(Mark("seal", ((10.0, 10.0), (50.0, 10.0), (50.0, 50.0)), "round"))
    pixels, truth = degrade(np.asarray(sheet.image), sheet.truth(), "photo", rng)
    moved = truth.marks[-1].box
    assert moved != sheet.marks[-1].box
    assert 0 <= moved[0] < moved[2] <= pixels.shape[1]


def test_the_faces_for_measuring_are_not_learned_from():
    assert not set(pen.FACES) & set(pen.UNSEEN_FACES)


@pytest.mark.parametrize("face", [*pen.FACES, *pen.UNSEEN_FACES])
def test_writing_leaves_ink_in_every_face(face):
    picture = pen.written(_rng(2), "1234567890", face, 20)
    assert picture.shape[1] > picture.shape[0] > 8
    assert (picture < 128).mean() > 0.03


def test_a_penned_page_knows_what_was_written_and_pressed():
    sheets = [penned.draw(_rng(seed), 60) for seed in range(12)]
    assert {mark.kind for sheet in sheets for mark in sheet.marks} == {"seal", "signature", "stamp"}
    assert any(word.hand for sheet in sheets for line in sheet.lines for word in line.words)
