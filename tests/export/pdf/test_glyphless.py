import io

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from export.pdf.glyphless import ADVANCE, ASCENT, DESCENT, font_program, glyphless_font, to_unicode


@pytest.mark.parametrize("glyphs", [2, 3, 257, 5000])
def test_the_font_program_is_a_sound_truetype_font(glyphs):
    font = TTFont(io.BytesIO(font_program(glyphs)), checkChecksums=2)
    names = font.getGlyphOrder()
    assert len(names) == glyphs == font["maxp"].numGlyphs
    assert {font["hmtx"][name] for name in names} == {(ADVANCE, 0)}
    last = font["glyf"][names[-1]]
    assert (last.xMin, last.yMin, last.xMax, last.yMax) == (0, DESCENT, ADVANCE, ASCENT)


def test_the_same_letters_give_the_same_font_whatever_their_order():
    assert font_program(40) == font_program(40)
    with pikepdf.new() as pdf:
        assert (
            glyphless_font(pdf, "ặb a").codes
            == glyphless_font(pdf, "baaặ").codes
            == {" ": 1, "a": 2, "b": 3, "ặ": 4}
        )


def test_no_block_of_the_letter_map_is_longer_than_readers_take():
    cmap = to_unicode({chr(0x1E00 + code): code for code in range(1, 251)} | {"😀": 251})
    assert [line for line in cmap.split(b"\n") if line.endswith(b" beginbfchar")] == [
        b"100 beginbfchar",
        b"100 beginbfchar",
        b"51 beginbfchar",
    ]
    assert b"<00FB> <D83DDE00>" in cmap
