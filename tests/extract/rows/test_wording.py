import pytest

from extract.rows.wording import is_leader, misspelled


@pytest.mark.parametrize("text", ["++x+x", "+s++n+", "8 + + + t + + v + + x", "<<<<"])
def test_a_dotted_line_that_was_read_says_nothing(text):
    assert is_leader(text)


@pytest.mark.parametrize("text", ["", "Quy Nhơn, Bình Định", "(1)", "1 + 1", "a+b", "Chương trình 135+"])
def test_words_and_sums_are_no_dotted_lines(text):
    assert not is_leader(text)


def test_names_of_trades_need_be_no_syllables():
    assert not misspelled("Photo, chuẩn bị tài liệu")
    assert misspelled("Phôto, chuẩn bị tài liệu")
