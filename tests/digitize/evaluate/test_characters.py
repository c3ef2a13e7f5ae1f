import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digitize.evaluate.characters import count_characters
from digitize.evaluate.truth import Truth

LINES = (
    "ỦY BAN NHÂN DÂN",
    "XÃ ĐỒNG TÂM",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: 12 /QĐ-UBND",
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Căn cứ Luật Hộ tịch ngày 20 tháng 11 năm 2014;",
    "Xét đề nghị của Trưởng phòng Tư pháp,",
    "- Như trên;",
    "- Lưu: VT.",
)
vietnamese_words = st.text("aàảbcđeêgiklmnôơư", min_size=1, max_size=6)
pages = st.lists(
    st.lists(vietnamese_words, min_size=1, max_size=6, unique=True).map(" ".join), min_size=1, max_size=8
)


def truth(lines, **more):
    return Truth(text="\n".join(lines), text_complete=True, **more)


def errors(lines, read, **more):
    return count_characters(truth(lines, **more), read).errors


@given(pages, st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_count(lines, chance):
    read = chance.sample(lines, len(lines))
    count = count_characters(truth(lines), read)
    assert (count.errors, count.extra, count.printed_errors, count.folded_errors) == (0, 0, 0, 0)
    assert count.right_words == count.true_words == count.read_words


@given(st.integers(0, len(LINES) - 1), st.data())
def test_one_substituted_letter_is_one_error(number, data):
    place = data.draw(st.integers(0, len(LINES[number]) - 1).filter(lambda at: LINES[number][at] != " "))
    read = list(LINES)
    read[number] = f"{read[number][:place]}¤{read[number][place + 1 :]}"
    assert errors(LINES, read) == 1


@given(st.data())
def test_as_many_errors_are_counted_as_were_made(data):
    read = list(LINES)
    for number in data.draw(st.sets(st.integers(0, len(LINES) - 1))):
        places = [at for at, letter in enumerate(LINES[number]) if letter != " "][::4]
        for at in data.draw(st.sets(st.sampled_from(places))):
            read[number] = f"{read[number][:at]}¤{read[number][at + 1 :]}"
    made = sum(line.count("¤") for line in read)
    assert errors(LINES, data.draw(st.permutations(read))) == made


@given(st.permutations(LINES), st.lists(st.integers(1, 3), min_size=len(LINES), max_size=len(LINES)))
def test_joined_lines_do_not_count(lines, widths):
    read, rest = [], list(lines)
    for width in widths:
        read.append(" ".join(rest[:width]))
        rest = rest[width:]
    assert errors(LINES, read) == 0


@given(st.data())
def test_split_lines_do_not_count(data):
    read = []
    for line in LINES:
        words = line.split()
        at = data.draw(st.integers(1, len(words) - 1)) if len(words) > 1 else 0
        read += [" ".join(words[:at]), " ".join(words[at:])]
    assert errors(LINES, data.draw(st.permutations(read))) == 0


@given(st.integers(0, len(LINES) - 1))
def test_a_missing_line_counts_its_length(number):
    read = [line for line in LINES if line != LINES[number]]
    assert errors(LINES, read) == len(LINES[number])


@given(pages, pages)
@settings(max_examples=50)
def test_the_rate_never_passes_one(lines, read):
    count = count_characters(truth(lines), read)
    assert 0 <= count.errors <= count.characters


@given(pages, pages)
@settings(max_examples=50)
def test_every_read_letter_is_used_once_or_extra(lines, read):
    count = count_characters(truth(lines), read)
    letters = sum(len(word) for line in read for word in line.split())
    assert count.extra <= letters


def test_a_text_read_once_answers_only_one_of_two_equal_lines():
    assert errors(["Lưu: VT.", "Lưu: VT."], ["Lưu: VT."]) == len("Lưu: VT.")


def test_diacritics_count_unless_they_are_folded_away():
    count = count_characters(truth(["Độc lập Tự do"]), ["Dôc lap Tự do"])
    assert (count.errors, count.folded_errors) == (3, 0)


def test_decomposed_text_is_the_same_text():
    assert errors(["Hòa Bình"], ["Ho\u0300a   Bi\u0300nh"]) == 0


def test_overlay_is_neither_asked_for_nor_punished():
    stamp = "CÔNG VĂN ĐẾN Số 2352"
    count = count_characters(truth(LINES, overlay_text=stamp), [*LINES, "CÔNG VÃN ĐẾN", "Số 2352"])
    assert (count.errors, count.extra) == (0, 0)
    assert count_characters(truth(LINES), [*LINES, "CÔNG VÃN ĐẾN"]).extra == len("CÔNGVÃNĐẾN")


@pytest.mark.parametrize("read", ["Số: 12 /QĐ-UBND", "Số: ‡# /QĐ-UBND", "Số: /QĐ-UBND", "Số: 1234 /QĐ-UBND"])
def test_handwriting_counts_in_all_but_not_in_print(read):
    count = count_characters(truth(["Số: 12 /QĐ-UBND"], handwritten=("so_ky_hieu: 12",)), [read])
    assert count.printed_errors == (1 if read == "Số: /QĐ-UBND" else 0)
    assert count.printed_characters == count.characters - 2
    assert (count.errors == 0) == (read == "Số: 12 /QĐ-UBND")


def test_the_handwritten_day_is_the_one_behind_its_word():
    lines = ["Mục 06 năm nay", "Hà Nội, ngày 06 tháng 01"]
    count = count_characters(
        truth(lines, handwritten=("ngay: 06",)), ["Mục 06 năm nay", "Hà Nội, ngày @@ tháng 01"]
    )
    assert (count.errors, count.printed_errors) == (2, 0)


def test_a_page_of_sixty_lines_takes_less_than_fifty_milliseconds():
    chance = random.Random(7)
    letters = "aàáảãạăâbcdđeêghiklmnoôơpqrstuưvxy"
    lines = [" ".join("".join(chance.choices(letters, k=4)) for _ in range(15)) for _ in range(60)]
    read = ["".join(letter if chance.random() > 0.05 else "¤" for letter in line) for line in lines]
    fastest = min(_seconds(lines, read) for _ in range(3))
    assert fastest < 0.05


def _seconds(lines, read):
    start = time.process_time()
    count_characters(truth(lines), read)
    return time.process_time() - start
