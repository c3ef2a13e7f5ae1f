"""What a file declares about itself is held against its bytes before memory is asked for."""

import zlib

import pikepdf
import pytest
from PIL import Image

from digitize.settings import MIB, Limits
from ocr.problem import LimitProblem

FLATE = {"Filter": pikepdf.Name.FlateDecode}
WIDE, HIGH = 12_000, 10_000


def test_a_picture_that_declares_more_pixels_than_its_bytes_can_hold_is_not_opened(tmp_path, encoded, opened):
    picture = encoded(Image.new("1", (WIDE, HIGH), 1), "PNG")
    path = tmp_path / "a.png"
    path.write_bytes(picture)
    assert opened(path).pixels.shape == (HIGH, WIDE)  # blank, but all there
    path.write_bytes(picture[:600])
    with pytest.raises(LimitProblem, match="pixels_unlikely") as caught:
        opened(path)
    assert caught.value.data == {"file": "a.png", "width": WIDE, "height": HIGH, "bytes": 600}


def test_the_same_holds_for_a_picture_in_a_pdf(write_pdf, opened):
    images = {"Im": (zlib.compress(bytes(100)), WIDE, HIGH, FLATE)}
    with pytest.raises(LimitProblem, match="pixels_unlikely"):
        opened(write_pdf(b"q 200 0 0 300 0 0 cm /Im Do Q", images=images))


def test_an_office_may_take_emptier_pictures(tmp_path, encoded, opened):
    path = tmp_path / "a.png"
    path.write_bytes(encoded(Image.new("1", (WIDE, HIGH), 1), "PNG"))
    with pytest.raises(LimitProblem, match="pixels_unlikely"):
        opened(path, limits=Limits(pixels_per_byte=100))


def test_a_page_whose_content_inflates_without_end_is_not_drawn(write_pdf, opened):
    bomb = b"0 g 20 20 30 30 re f " + b" " * 8 * MIB
    path = write_pdf(bomb, save={"compress_streams": True})
    assert path.stat().st_size < MIB
    assert opened(path).pixels.min() == 0
    with pytest.raises(LimitProblem, match="stream_too_large") as caught:
        opened(path, limits=Limits(stream_bytes=4 * MIB))
    assert caught.value.data == {"file": "page.pdf", "page": 1, "limit_mb": 4}


def test_a_picture_that_inflates_to_more_than_it_declares_is_not_decoded(write_pdf, opened):
    images = {"Im": (zlib.compress(bytes(8 * MIB)), 100, 100, FLATE)}
    path = write_pdf(b"q 200 0 0 300 0 0 cm /Im Do Q", images=images)
    with pytest.raises(LimitProblem, match="stream_too_large"):
        opened(path, limits=Limits(stream_bytes=4 * MIB))
