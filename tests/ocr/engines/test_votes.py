from ocr.box import Box
from ocr.engines.votes import vote
from ocr.readers.contract import ReadWord


def reading(text, confidence=0.9, width=20):
    """Words of a text, each letter and space as wide as the others."""
    words, x = [], 0
    for part in text.split(" "):
        if part:
            box = Box(x, 0, x + width * len(part), 30)
            words.append(ReadWord(part, box, confidence))
        x += width * (len(part) + 1)
    return tuple(words)


def said(*readings):
    return " ".join(word.text for word in vote(readings))


def test_the_word_that_most_readings_say_wins():
    assert (
        said(reading("phường Cấm Phô"), reading("phường Cẩm Phô"), reading("phường Cẩm Phô"))
        == "phường Cẩm Phô"
    )


def test_one_sure_reading_outweighs_two_guesses():
    assert said(reading("Cẩm", 0.96), reading("Cấm", 0.6), reading("Cấm", 0.6)) == "Cẩm"


def test_each_word_is_chosen_by_itself():
    assert said(reading("nhá kho cũ"), reading("nhà khó cũ"), reading("nhà kho cu")) == "nhà kho cũ"


def test_a_lost_space_is_one_question():
    assert said(reading("đã.có"), reading("đã có"), reading("đã có")) == "đã có"
    assert said(reading("đã.có"), reading("đã.có"), reading("đã có")) == "đã.có"


def test_a_syllable_wins_over_what_is_none_where_all_else_is_even():
    assert said(reading("Øức"), reading("Đức")) == "Đức"


def test_marks_that_only_one_reading_sees_are_specks():
    assert said(reading("Quảng Nam _", 0.7), reading("Quảng Nam"), reading("Quảng Nam")) == "Quảng Nam"
    assert said(reading("Đức -", 0.95), reading("Đức -", 0.95), reading("Đức")) == "Đức -"


def test_agreement_is_the_share_that_says_the_same():
    words = vote([reading("nhà kho"), reading("nhà khó"), reading("nhà kho")])
    assert [round(word.agreement, 2) for word in words] == [1, 0.67]


def test_nothing_read_is_nothing():
    assert vote([(), ()]) == ()


def test_boxes_stay_in_order_and_come_from_the_readings():
    words = vote([reading("a b c"), reading("a b  c")])
    assert [word.box.left for word in words] == sorted(word.box.left for word in words)
