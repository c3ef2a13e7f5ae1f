"""Counted percentiles are the sorted ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ocr.pixels.brightness import percentile

PLANES = arrays(np.uint8, st.tuples(st.integers(1, 40), st.integers(1, 40)))


@given(plane=PLANES, share=st.floats(0, 100))
def test_a_percentile_is_that_of_the_sorted_pixels(plane, share):
    assert percentile(plane, share) == pytest.approx([np.percentile(plane, share)], abs=1e-6)


@given(plane=PLANES)
def test_several_are_told_at_once_and_a_part_of_a_page_will_do(plane):
    part = plane[:, ::2]
    assert percentile(part, 60, 1) == pytest.approx(np.percentile(part, (60, 1)), abs=1e-6)
