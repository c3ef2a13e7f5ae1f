import io

import numpy as np
import pytest
from PIL import Image, ImageColor

from export.overlay import LEFT_OVER_COLOUR, MARK_COLOUR, STATUS_COLOURS, overlay
from extract.record import MISSING, Evidence, Field
from ocr.box import Box
from ocr.page import Mark


def shown(png):
    return np.asarray(Image.open(io.BytesIO(png)))


def at(picture, x, y):
    return tuple(int(value) for value in picture[y, x])


@pytest.mark.parametrize("status", ["accepted", "review", "corrected"])
@pytest.mark.parametrize("shape", [(900, 700), (900, 700, 3)])
def test_a_field_is_framed_in_the_colour_of_its_status(decision, status, shape):
    seen = Evidence(page=1, box=Box(100, 200, 300, 240), text="x", source="print")
    record = decision.model_copy(update={"fields": {"so": Field(value="x", status=status, evidence=(seen,))}})
    picture = shown(overlay(np.full(shape, 255, np.uint8), [record], 1))
    assert picture.shape == (900, 700, 3)
    assert at(picture, 99, 220) == ImageColor.getrgb(STATUS_COLOURS[status])
    assert at(picture, 200, 220) == (255, 255, 255)
    assert at(picture, 101, 195) != (255, 255, 255)


def test_fields_of_other_pages_and_fields_not_found_are_passed_over(decision):
    seen = Evidence(page=2, box=Box(100, 200, 300, 240), text="x", source="print")
    outside = Evidence(page=1, box=Box(5000, 5000, 5100, 5100), text="x", source="print")
    fields = {"so": Field(value="x", evidence=(seen, outside)), "ho_ten": MISSING}
    record = decision.model_copy(update={"fields": fields})
    assert (shown(overlay(np.full((900, 700), 255, np.uint8), [record], 1)) == 255).all()


def test_a_mark_is_framed_and_named(decision):
    record = decision.model_copy(update={"fields": {}})
    seal = Mark(kind="seal", box=Box(100, 200, 300, 400))
    picture = shown(overlay(np.full((900, 700), 255, np.uint8), [record], 1, [seal]))
    assert at(picture, 100, 300) == ImageColor.getrgb(MARK_COLOUR)
    assert at(picture, 200, 300) == (255, 255, 255)
    assert (picture[402:420, 100:140] < 250).any()


def test_words_that_nothing_explains_are_underlined(decision):
    record = decision.model_copy(update={"fields": {}})
    white = np.full((900, 700), 255, np.uint8)
    picture = shown(overlay(white, [record], 1, (), [Box(100, 200, 300, 240), Box(5000, 0, 5001, 1)]))
    assert at(picture, 200, 240) == ImageColor.getrgb(LEFT_OVER_COLOUR)
    assert at(picture, 200, 220) == (255, 255, 255)
    assert at(picture, 400, 240) == (255, 255, 255)
