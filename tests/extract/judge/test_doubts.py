from extract.extraction import extract
from extract.judge.tones import toned_pairs, tones_vary
from extract.rows.rows import Run
from ocr.box import Box
from ocr.page import Word


def fields_of(page, types):
    return next(extract([page], types, source="a.pdf")).record.fields


def test_a_date_printed_twice_confirms_itself(page, types, birth):
    field = fields_of(page(*birth), types)["ngay_sinh"]
    assert (field.value, field.status) == ("2021-08-13", "accepted")
    assert ("printed_twice", True) in [(check.name, check.passed) for check in field.checks]


def test_a_date_that_its_words_contradict_is_looked_at(page, types, birth):
    wrong = [(x, y, text.replace("13/08/2021", "18/08/2021")) for x, y, text in birth]
    assert fields_of(page(*wrong), types)["ngay_sinh"].status == "review"


def test_words_that_stand_elsewhere_with_other_tones_are_doubted(page, types, decision):
    misread = [(x, y, text.replace("thành lập", "thành lâp")) for x, y, text in decision]
    body = (220, 800, "Nay thành lập Tổ công nghệ số cộng đồng.")
    field = fields_of(page(*misread, body), types)["trich_yeu"]
    assert "tones_vary" in [check.name for check in field.checks]
    assert field.status == "review"


def test_a_word_that_is_no_syllable_is_doubted(page, types, decision):
    misread = [(x, y, text.replace("PHÓ CHỦ TỊCH", "PHÓ CHỦ TICH")) for x, y, text in decision]
    assert fields_of(page(*misread), types)["chuc_vu_nguoi_ky"].status == "review"


def test_an_agency_whose_place_has_other_tones_than_the_date_line_is_doubted(page, types, decision):
    misread = [(x, y, text.replace("XÃ AN BÌNH", "XÃ AN BINH")) for x, y, text in decision]
    assert fields_of(page(*misread), types)["co_quan_ban_hanh"].status == "review"
    assert fields_of(page(*decision), types)["co_quan_ban_hanh"].status == "accepted"


def test_a_number_in_a_blank_is_never_accepted_unseen(page, types, decision):
    apart = [(x, y, text.replace("15/QĐ", "15  /QĐ")) for x, y, text in decision]
    fields = fields_of(page(*apart), types)
    assert fields["so_ky_hieu"].value == "15/QĐ-UBND"
    assert fields["so_ky_hieu"].status == fields["ngay_ban_hanh"].status == "review"


def test_a_required_field_that_is_not_there_is_missing_and_an_optional_one_absent(page, types, birth):
    lost = [line for line in birth if "Ngày, tháng, năm đăng ký" not in line[2]]
    fields = fields_of(page(*lost), types)
    assert fields["ngay_dang_ky"].status == "missing"
    assert "giay_to_tuy_than" not in fields


def test_other_tones_read_less_surely_elsewhere_are_no_doubt():
    value = run("Đèo Liêu", 0.99)
    assert tones_vary([value], toned_pairs([value, run("Đèo Liệu", 0.95)]))
    assert not tones_vary([value], toned_pairs([value, run("Đèo Liệu", 0.6)]))
    assert tones_vary([run("Đèo Liệu", 0.6)], toned_pairs([value]))


def test_what_is_no_word_elsewhere_casts_no_doubt_on_one():
    word, misread = run("phổ thông", 0.99), run("phố thông", 0.99)
    assert not tones_vary([word], toned_pairs([word, misread]))
    assert tones_vary([misread], toned_pairs([word, misread]))


def test_a_name_in_english_says_nothing_about_tones():
    assert not tones_vary(
        [run("HƯNG THỊNH", 0.99), run("HUNG THINH", 0.99)],
        toned_pairs([run("HƯNG THỊNH MẪU", 0.99), run("HUNG THINH MAU TRADING COMPANY", 0.99)]),
    )


def run(text, confidence):
    box = Box(left=0, top=0, right=9, bottom=9)
    return Run(1, tuple(Word(text=part, box=box, confidence=confidence) for part in text.split()))


def test_a_value_that_begins_with_a_small_letter_or_holds_a_broken_number_is_doubted(page, types, birth):
    def status(old, new):
        lines = [(x, y, text.replace(old, new), *rest) for x, y, text, *rest in birth]
        field = fields_of(page(*lines), types)["noi_sinh"]
        return field.status, {check.name for check in field.checks if not check.passed}

    place = fields_of(page(*birth), types)["noi_sinh"].raw
    for said in ("ủy ban nhân dân xã An Bình", "số 053303167.680"):
        state, why = status(place, said)
        assert (state, "phrase_misread" in why) == ("review", True)
