"""What the line reader of our own makes of a strip before and after its net sees it."""

import numpy as np
import pytest

from ocr.readers.line_net import ALPHABET, HEIGHT, prepared, stacked


def test_the_alphabet_has_every_letter_with_every_tone_once():
    assert len(set(ALPHABET)) == len(ALPHABET)
    assert set("ẰẳỗỡỮỵđĐ²№…–“”0123456789 ") <= set(ALPHABET)


def test_the_rim_of_a_strip_changes_nothing():
    strip = np.full((40, 200), 230, np.uint8)
    strip[:, 60:90] = 20
    strip[0, 5] = strip[-1, 5] = 100
    framed = np.pad(strip, ((12, 12), (0, 0)), constant_values=230)
    assert np.array_equal(prepared(strip), prepared(framed))


@pytest.mark.parametrize(("paper", "ink"), [(255, 0), (200, 90)])
def test_paper_is_nothing_and_ink_is_one(paper, ink):
    strip = np.full((48, 200), paper, np.uint8)
    strip[10:40, 60:90] = ink
    strip[[0, -1], 0] = ink
    seen = prepared(strip)
    assert seen.shape[0] == HEIGHT
    assert seen[24, 5] == pytest.approx(0, abs=0.01)
    assert seen[24, seen.shape[1] * 75 // 200] == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("shape", [(1, 1), (3, 1200), (1200, 3)])
def test_odd_strips_are_seen_too(shape):
    assert prepared(np.full(shape, 255, np.uint8)).shape[0] == HEIGHT


def test_shorter_lines_are_filled_up_with_paper():
    made = stacked([np.ones((HEIGHT, 20), np.float32), np.ones((HEIGHT, 40), np.float32)])
    assert made.shape == (2, 1, HEIGHT, 64)
    assert made[0, 0, :, 20:].max() == 0
