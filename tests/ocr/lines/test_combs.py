"""Numbers in rows of narrow cells, drawn on the spot."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocr.box import Box
from ocr.lines.combs import without_comb
from ocr.lines.find import FoundLine
from ocr.lines.strip import RIM, strip

LABEL, LEFT, SIDE, TOP = 12, 330, 40, 12


@pytest.fixture
def comb(font):
    """Draws a label and after it a row of cells with a sign in each; a cell is 40 wide, the line 64 high."""

    def drawn(signs, *, walls=True, level=True, every=1):
        picture = Image.new("L", (LEFT + SIDE * len(signs) + 60, 64), 255)
        pen, type_ = ImageDraw.Draw(picture), ImageFont.truetype(font, 32)
        pen.text((LABEL, 12), "Số định danh cá nhân:", font=type_, fill=0)
        for place, sign in enumerate(signs):
            left = LEFT + place * SIDE
            pen.text((left + SIDE / 2, TOP + 34), sign, font=type_, fill=0, anchor="ms")
        for place in range(0, len(signs) + 1, every) if walls else ():
            pen.line([(LEFT + place * SIDE, TOP), (LEFT + place * SIDE, TOP + SIDE)], fill=0, width=2)
        for y in (TOP, TOP + SIDE) if level else ():
            pen.line([(LEFT, y), (LEFT + SIDE * len(signs), y)], fill=0, width=2)
        return np.asarray(picture)

    return drawn


def test_the_rules_go_and_the_figures_move_together(comb):
    cleared, columns = without_comb(comb("021097230241"))
    assert columns is not None
    inked = np.flatnonzero((cleared[:, LEFT - 20 :] < 128).any(axis=0))
    assert np.diff(inked).max() < SIDE / 4
    assert (cleared < 128).mean(axis=0).max() < 0.6


def test_what_stands_beside_the_comb_stays_as_it_is(comb):
    pixels = comb("021097230241")
    cleared, columns = without_comb(pixels)
    assert columns is not None
    assert (cleared[:, : LEFT - 10] == pixels[:, : LEFT - 10]).all()


def test_an_empty_cell_stays_a_space(comb):
    cleared, _ = without_comb(comb("LAN ANH"))
    inked = np.flatnonzero((cleared[:, LEFT - 10 :] < 128).any(axis=0))
    assert SIDE * 0.8 < np.diff(inked).max() < SIDE * 1.5


@pytest.mark.parametrize(
    "drawn",
    [{"walls": False}, {"level": False}, {"every": 4}],
    ids=["a frame", "bars without a base", "wide cells"],
)
def test_other_rules_are_no_comb(comb, drawn):
    pixels = comb("021097230241", **drawn)
    cleared, columns = without_comb(pixels)
    assert columns is None
    assert cleared is pixels


def test_upright_letters_are_no_comb(comb):
    assert without_comb(comb("IIIIIIIIII|||||", walls=False, level=False))[1] is None


def test_boxes_of_a_strip_lie_where_the_figures_stood(comb):
    page = np.pad(comb("021097230241"), 40, constant_values=255)
    width = page.shape[1]
    line = FoundLine(Box(52, 52, width - 100, 92), 46, (72, 0, 0), 1)
    piece = strip(page, line)
    assert piece.columns is not None
    inked = np.flatnonzero((piece.pixels < 128).any(axis=0))
    box = piece.on_page(Box(int(inked[0]), RIM, int(inked[-1]) + 1, RIM + 30))
    assert box.left == pytest.approx(53, abs=3)
    assert box.right == pytest.approx(40 + LEFT + 11.5 * SIDE + 8, abs=4)
