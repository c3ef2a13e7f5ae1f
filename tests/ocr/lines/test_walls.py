import cv2
import numpy as np
import pytest

from ocr.lines.find import find_lines


def middles(found):
    return sorted(round(line.box.center[0]) for line in found)


def ruled(ink, uprights, levels):
    """The page with rules at the given x, and from the first to the last of them at the given y."""
    lined = ink.copy()
    for x in uprights:
        cv2.line(lined, (x, levels[0]), (x, levels[-1]), 0, 2)
    for y in levels:
        cv2.line(lined, (uprights[0], y), (uprights[-1], y), 0, 2)
    return lined


@pytest.fixture
def row(draw):
    """Two words a space apart, and where a wall between them would stand."""
    page = draw([(200, 300, "Nam"), (276, 300, "Kinh")])
    dark = np.flatnonzero((page.ink < 128).any(axis=0))
    gap = int(np.argmax(np.diff(dark)))
    return page.ink, (int(dark[gap]) + int(dark[gap + 1])) // 2


def test_words_a_space_apart_are_one_line(row):
    assert len(find_lines(row[0])) == 1


def test_words_a_space_apart_in_two_cells_are_two_lines(row):
    ink, wall = row
    left, right = sorted(
        find_lines(ruled(ink, (150, wall, 420), (210, 275, 350, 425))), key=lambda f: f.box.left
    )
    assert left.box.right <= wall <= right.box.left


def test_the_edge_of_a_stamp_between_two_words_cuts_no_line(row):
    ink, wall = row
    found = find_lines(ruled(ink, (wall, 420), (210, 425)))
    assert any(line.box.left < wall < line.box.right for line in found)


def test_a_comb_of_one_figure_a_cell_is_one_line(draw):
    page = draw([(200 + 40 * place, 300, figure) for place, figure in enumerate("023178055207")]).ink
    comb = ruled(page, tuple(range(189, 189 + 40 * 13, 40)), (225, 285, 345, 405))
    widest = max(find_lines(comb), key=lambda line: line.box.width)
    assert widest.box.width > 400
