"""Strips of paper, or of nothing: 1 by 30,000 pixels cost what 30,000 pixels cost, whatever is on them."""

import numpy as np
import pytest
from PIL import Image

from digitize.scan.clean.plane import LONGEST_SIDE, length, reduced
from digitize.scan.inputs.stills import open_still
from digitize.scan.raw import RawPage, SourceFile
from digitize.scan.upright import homography, sheet
from digitize.scan.upright.draft import LOOKED_AT, drafted
from digitize.scan.upright.resolution import reading_factor
from digitize.settings import Limits
from ocr.box import Box
from ocr.lines.find import FoundLine, _lone
from ocr.problem import LimitProblem

SHAPES = [(30_000, 1), (1, 30_000), (60_000, 10), (10, 60_000), (1, 65_535), (20_000, 20)]


def grain(shape):
    return np.random.default_rng(1).integers(0, 256, shape).astype(np.uint8)


@pytest.mark.parametrize("shape", SHAPES)
def test_no_step_on_a_strip_makes_a_picture_many_times_its_size(shape, monkeypatch):
    made = []
    for module, name in ((sheet, "widened"), (homography, "as_pixels")):
        whole = getattr(module, name)
        monkeypatch.setattr(
            module, name, lambda *given, _whole=whole: made.append((out := _whole(*given)).size) or out
        )
    for pixels in (np.full(shape, 200, np.uint8), grain(shape), grain(shape) // 8):
        drafted(RawPage(pixels, 200.0, "0" * 64), None)
    assert max(made, default=0) <= 3 * shape[0] * shape[1] + 30 * max(shape)


def test_how_far_is_looked_follows_the_width_of_a_strip_and_the_length_of_a_page():
    assert length(np.zeros((30_000, 1), np.uint8)) == 10
    assert length(np.zeros((1754, 1240), np.uint8)) == 1754


def test_a_strip_that_lies_askew_gets_no_page_many_times_its_size(laid_askew, kinds):
    part = laid_askew(kinds["text"](3).pixels, 6.0)[300:360]
    strip = np.concatenate([part] * 30, axis=1)
    draft = drafted(RawPage(np.ascontiguousarray(strip), 200.0, "0" * 64), None)
    assert draft.size[0] * draft.size[1] <= 3 * draft.view.size


def test_no_side_is_longer_than_the_tools_can_count():
    assert max(reduced(np.zeros((200_000, 3), np.uint8), LOOKED_AT).shape) == LONGEST_SIDE
    assert 100_000 * reading_factor(100_000, 40, 200.0, 20.0) <= LONGEST_SIDE
    assert reading_factor(20_000, 400, 200.0, 20.0) == 1


def test_what_a_file_says_of_its_resolution_makes_no_page_beyond_the_limit(tmp_path):
    Image.new("L", (6000, 3000), 200).save(tmp_path / "a.tif", dpi=(2400, 50))
    file = SourceFile("a.tif", tmp_path / "a.tif", "0" * 64, "image", 1)
    with pytest.raises(LimitProblem) as told:
        open_still(file, 1, Limits())
    assert (told.value.code, told.value.data["height"]) == ("page_too_large", 144_000)


def test_a_strip_of_specks_gives_up_its_single_characters_soon(monkeypatch):
    looks = []
    monkeypatch.setattr("ocr.lines.find._is_beside", lambda *_: looks.append(1) or True)
    found = [FoundLine(Box(20 * n, 0, 20 * n + 9, 9), 9.0, (4.0, 0.0, 0.0), 0.5) for n in range(5000)]
    assert _lone(found[::2], found[1::2]) == []
    assert len(looks) <= 30
