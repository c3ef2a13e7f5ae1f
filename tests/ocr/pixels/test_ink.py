import numpy as np

from ocr.box import Box
from ocr.pixels.ink import covered_share, grey, letters, outside, uncovered
from tests.ocr.conftest import as_page

LEFT, RIGHT = Box(50, 30, 560, 90), Box(640, 30, 1150, 90)


def two_blocks(draw):
    return draw([(60, 40, "Ủy ban nhân dân xã"), (660, 40, "Cộng hòa xã hội")], height=200).ink


def test_ink_outside_the_words_is_what_was_not_read(draw):
    rest = uncovered(two_blocks(draw), 200, [LEFT])
    assert rest[:, :600].min() == 255
    assert rest[:, 600:].min() < 100


def test_a_page_read_whole_leaves_nothing(draw):
    assert uncovered(two_blocks(draw), 200, [LEFT, RIGHT]) is None


def test_coverage_counts_letters(draw):
    ink = two_blocks(draw)
    pieces = letters(ink, 200)

    def covered(*boxes):
        return covered_share(pieces, outside(pieces, boxes))

    assert covered(LEFT, RIGHT) == 1
    assert 0.4 < covered(LEFT) < 0.65
    assert covered() == 0


def test_a_blank_page_is_covered_by_nothing_at_all():
    blank = letters(np.full((300, 300), 250, np.uint8), 200)
    assert covered_share(blank, outside(blank, [])) == 1


def test_rules_and_signatures_are_no_letters():
    ink = np.full((400, 1200), 255, np.uint8)
    ink[100:104, 50:1150] = 0
    ink[150:390, 300:310] = 0
    assert len(letters(ink, 200)) == 0


def test_a_signature_through_the_lost_words_is_left_out(draw):
    ink = two_blocks(draw).copy()
    ink[110:114, 600:1190] = 0
    rest = uncovered(ink, 200, [LEFT])
    assert rest[105:120, 600:].min() == 255


def test_pieces_inside_a_box_are_not_outside(draw):
    pieces = letters(two_blocks(draw), 200)
    assert len(outside(pieces, [LEFT])) + len(outside(pieces, [RIGHT])) == len(pieces)


def test_red_ink_is_as_light_as_paper():
    colour = np.full((2, 1, 3), 255, np.uint8)
    colour[0, 0] = (220, 40, 40)
    assert grey(colour).tolist() == [[220], [255]]
    assert grey(as_page(np.zeros((2, 2), np.uint8)).ink).shape == (2, 2)
