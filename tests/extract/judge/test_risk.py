import pytest

from extract.judge.risk import pair_counts, unproven, word_risks
from extract.rows.rows import rows

MOST = 0.005


def risk_of(page, *lines, value=0, **more):
    runs = rows(page(*lines))
    kinds = {"name": False, "pieces": False, **more}
    return sum(word_risks([runs[value]], pair_counts(runs), **kinds))


def test_free_text_that_nothing_confirms_is_not_accepted(page):
    assert risk_of(page, (100, 100, "sửa chữa nhà kho cũ")) > MOST


def test_words_that_stand_elsewhere_on_the_paper_confirm_each_other(page):
    text = "sửa chữa nhà kho cũ"
    assert risk_of(page, (100, 100, text), (100, 300, text)) <= MOST
    assert risk_of(page, (100, 100, text), (100, 300, "sửa chữa nhá kho cũ")) > MOST
    assert risk_of(page, (100, 100, "sửa nhà kho cũ", 0.995), (100, 300, text)) > MOST


def test_lists_confirm_wording_and_places(page):
    assert risk_of(page, (100, 100, "Ủy ban nhân dân phường Quy Nhơn, tỉnh Gia Lai")) <= MOST
    assert risk_of(page, (100, 100, "Ủy ban nhân dân phường Quy Nhớn, tỉnh Gia Lai")) > MOST


def test_usual_syllables_of_a_name_count_less(page):
    assert risk_of(page, (100, 100, "Nguyễn Văn An"), name=True) <= MOST
    assert risk_of(page, (100, 100, "Nguyễn Văn An")) > MOST


def test_the_risk_of_free_text_is_that_of_its_words(page):
    assert risk_of(page, (100, 100, "sửa chữa nhà kho cũ", 0.99)) == pytest.approx(0.05)


def test_fixed_wording_that_stands_there_whole_was_read_right(page):
    runs = rows(page((100, 100, "Ủy ban nhân dân xã Kỳ Lừa", 0.6)))
    assert [run.text for run in unproven(runs)] == ["xã Kỳ Lừa"]
    assert len(word_risks(runs, {}, name=False, pieces=False)) == 3


def test_wording_with_other_marks_proves_nothing(page):
    runs = rows(page((100, 100, "Ủy bạn nhân dân", 0.6)))
    assert [run.text for run in unproven(runs)] == ["Ủy bạn nhân dân"]


def test_a_text_layer_bears_no_risk_unless_the_picture_contradicts_it(page):
    def risk(confidence):
        runs = rows(page((100, 100, "sửa chữa nhà kho cũ", confidence), source="text_layer"))
        return sum(word_risks(runs, {}, name=False, pieces=False))

    assert risk(0.95) == 0
    assert risk(0.5) > 0.5
