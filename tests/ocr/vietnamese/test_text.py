"""Text without its marks, for searching."""

from hypothesis import given
from hypothesis import strategies as st

from ocr.vietnamese.text import bare, fold


@given(st.text())
def test_bare_and_folded_text_are_as_long_as_the_text(text):
    assert len(bare(text)) == len(fold(text)) == len(text)
    assert fold(bare(text)) == fold(text)


def test_bare_letters_keep_their_case_and_folded_ones_lose_it():
    assert bare("Đường Ỷ Lan ½") == "Duong Y Lan ½"
    assert fold("Đường Ỷ Lan ½") == "duong y lan ½"
