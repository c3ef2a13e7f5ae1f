"""Something over the paper beside a word, drawn as scanners and telephones see it."""

import cv2
import numpy as np
import pytest

from ocr.box import Box
from ocr.marks.covers import find_covers
from ocr.page import Line, Word

PAPER, DPI = (248, 246, 240), 200.0
ROW = Box(300, 500, 620, 530)
SKIN, NOTE, LID, WHITE = (224, 178, 150), (250, 235, 130), (198, 198, 200), (255, 255, 255)


def line(*boxes, source="image"):
    return Line.of([Word(text="Bình", box=box, confidence=0.99) for box in boxes], source)


def printed(paper=PAPER):
    """A page with strokes of letters in one row."""
    page = np.full((1200, 1654, 3), paper, np.uint8)
    for x in range(ROW.left, ROW.right, 12):
        cv2.rectangle(page, (x, ROW.top), (x + 4, ROW.bottom), (20, 20, 20), -1)
    noise = np.random.default_rng(0).normal(0, 3, page.shape[:2])[..., None]
    return np.clip(page + noise, 0, 255).astype(np.uint8)


def laid_over(page, colour, left, right, soft=0.8):
    mask = np.zeros(page.shape[:2], np.float32)
    mask[ROW.top - 20 : ROW.bottom + 20, left:right] = 1
    share = cv2.GaussianBlur(mask, (0, 0), soft)[..., None]
    return (page * (1 - share) + np.array(colour, np.float32) * share).astype(np.uint8)


def marks(page, *lines):
    return [mark.box for mark in find_covers(page, DPI, lines or (line(ROW),))]


@pytest.mark.parametrize("colour", [SKIN, NOTE, LID, (40, 40, 40)])
def test_what_lies_over_the_end_or_the_start_of_a_row_is_found(colour):
    (after,) = marks(laid_over(printed(), colour, ROW.right + 2, ROW.right + 120))
    assert (after.left, after.top, after.bottom) == (ROW.right, ROW.top, ROW.bottom)
    (before,) = marks(laid_over(printed(), colour, 150, ROW.left - 2))
    assert before.right == ROW.left


def test_what_lies_between_two_words_is_found_on_both_sides():
    words = line(Box(300, 500, 420, 530), Box(500, 500, 620, 530))
    assert len(marks(laid_over(printed(), NOTE, 422, 498), words)) == 2


def test_white_on_tinted_paper_is_found_and_grey_pages_are_looked_at_too():
    assert marks(laid_over(printed((205, 205, 205)), WHITE, ROW.right + 2, ROW.right + 120))
    assert marks(laid_over(printed(), (60, 60, 60), ROW.right + 2, ROW.right + 120)[..., 0])


def test_a_word_at_the_edge_of_the_picture_may_be_cut():
    page = printed()
    assert marks(np.ascontiguousarray(page[:, : ROW.right + 5]))
    assert marks(np.ascontiguousarray(page[:, ROW.left - 5 :]), line(Box(5, 500, 325, 530)))


def test_bare_paper_is_no_cover():
    assert not marks(printed())
    assert not marks(printed()[..., 1])


def test_shade_a_rule_and_print_nearby_are_no_cover():
    page = printed()
    shade = np.linspace(1.0, 0.5, page.shape[1])[None, :, None]
    assert not marks((page * shade).astype(np.uint8))
    cv2.line(page, (ROW.right + 12, 400), (ROW.right + 12, 700), (0, 0, 0), 3)
    cv2.circle(page, (ROW.right + 30, 515), 60, (205, 30, 45), 5)
    assert not marks(page)


def test_a_value_in_a_tinted_box_is_not_covered():
    page = printed()
    box = np.s_[ROW.top - 10 : ROW.bottom + 10, ROW.left - 4 : ROW.right + 4]
    page[box] = np.minimum(page[box], np.array([200, 225, 255], np.uint8))
    assert not marks(page)


def test_a_word_that_another_follows_and_a_text_layer_are_not_looked_at():
    page = laid_over(printed(), NOTE, ROW.right + 2, ROW.right + 120)
    assert not marks(page, line(ROW, source="text_layer"))
    near = line(Box(300, 500, 420, 530), Box(430, 500, 620, 530))
    assert all(box.left == ROW.right for box in marks(page, near))
