from ocr.box import Box
from ocr.lines.split_and_join import cut_at_columns, joined, mended
from ocr.page import Line, Word
from tests.ocr.conftest import line_at


def words(*parts):
    return Line.of(
        [Word(text=text, box=Box(left, 0, right, 30), confidence=0.9) for text, left, right in parts]
    )


def moved(line, down):
    lower = [
        w.model_copy(update={"box": Box(w.box.left, w.box.top + down, w.box.right, w.box.bottom + down)})
        for w in line.words
    ]
    return Line.of(lower)


HEADER = words(("ỦY", 0, 40), ("BAN", 50, 100), ("CỘNG", 150, 220), ("HÒA", 230, 290))
BELOW = moved(words(("TỈNH", 10, 90), ("Độc", 200, 240), ("lập", 250, 290)), 40)


def texts(lines):
    return [line.text for line in lines]


def test_two_columns_are_cut_where_the_next_line_has_the_gap_too():
    assert texts(cut_at_columns(HEADER, [HEADER, BELOW])) == ["ỦY BAN", "CỘNG HÒA"]


def test_a_gap_of_its_own_does_not_cut_a_line():
    assert cut_at_columns(HEADER, [HEADER]) == (HEADER,)


def test_a_very_wide_gap_cuts_without_a_witness():
    line = words(("Nơi", 0, 40), ("nhận:", 50, 120), ("CHỦ", 600, 660), ("TỊCH", 670, 730))
    assert texts(cut_at_columns(line, [line])) == ["Nơi nhận:", "CHỦ TỊCH"]


def test_a_blank_left_for_a_number_or_a_day_is_no_column():
    number = words(("Số:", 0, 40), ("/QĐ-UBND", 140, 290))
    date = moved(words(("ngày", 0, 60), ("tháng", 150, 220), ("năm", 320, 370), ("2024", 380, 440)), 40)
    assert cut_at_columns(number, [number, date]) == (number,)
    assert cut_at_columns(date, [number, date]) == (date,)


def test_a_speck_in_the_gap_does_not_hide_it():
    line = words(("Nơi", 0, 40), ("nhận:", 50, 120), ("_", 300, 310), ("CHỦ", 600, 660), ("TỊCH", 670, 730))
    assert texts(cut_at_columns(line, [line])) == ["Nơi nhận:", "CHỦ TỊCH"]


def test_a_dash_before_an_item_stays_with_it():
    line = words(("-", 0, 8), ("Như", 60, 100), ("trên;", 110, 160))
    assert cut_at_columns(line, [line, BELOW]) == (line,)


def test_pieces_of_one_line_are_joined():
    assert texts(joined([words(("hàng", 110, 170)), words(("Mặt", 0, 50), ("bằng,", 55, 100))])) == [
        "Mặt bằng, hàng"
    ]


def test_a_small_line_beside_a_large_one_is_not_joined():
    small = Line.of([Word(text="chú", box=Box(110, 20, 140, 30), confidence=0.9)])
    assert len(joined([words(("TIÊU", 0, 50), ("ĐỀ", 55, 100)), small])) == 2


def test_specks_and_tone_marks_taken_for_lines_are_dropped():
    lines = [line_at(f"dòng chữ thứ {n}", 50, 50 * n) for n in range(1, 4)]
    tone = Line.of([Word(text="Á", box=Box(80, 40, 88, 47), confidence=0.9)])
    rule = Line.of([Word(text="___", box=Box(80, 400, 300, 410), confidence=0.9)])
    assert mended([*lines, tone, rule]) == tuple(lines)


def test_nothing_stays_nothing():
    assert mended([]) == ()
