"""Every second look made to fail: what was read first is kept, the look is told, and a bug is not hidden."""

import sys
import time
from pathlib import Path
from typing import get_args

import cv2
import numpy as np
import pytest

from digitize.scan.clean.quality import PROFILES
from digitize.scan.prepare import prepare
from digitize.scan.raw import RawPage
from digitize.scan.upright.words import NO_WORDS
from ocr.box import Box
from ocr.engines.by_line import LineEngine
from ocr.engines.whole_page import SCATTERED, Tesseract
from ocr.image import PageImage
from ocr.page import Geometry, Line, Mark, Word
from ocr.problem import InputProblem, MachineProblem
from ocr.read_page import read_image
from ocr.readers.contract import ReadWord
from ocr.readers.tesseract_program import Row
from ocr.second_look import ONLY_LOOK, Look, Looked
from ocr.textlayer.read import NO_LAYER, Layer

PROBLEM = MachineProblem("tesseract_hung", seconds=3)
# A zone with a wrong check digit, so that it is looked at again.
ZONE = ("I<UTOD999458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")


def picture(pixels, marks=()):
    height, width = pixels.shape[:2]
    ink = pixels if pixels.ndim == 2 else pixels.min(axis=2)
    geometry = Geometry(width=width, height=height, dpi=200, original_width=width, original_height=height)
    return PageImage(pixels, ink, geometry, "0" * 64, page=3, marks=marks)


def line(text, top=100, source="image"):
    return Line.of([Word(text=text, box=Box(100, top, 900, top + 40), confidence=0.9)], source)


def written(*rows):
    """A page with bars of ink for words, which is not blank."""
    pixels = np.full((700, 1000), 255, np.uint8)
    for top in rows:
        for left in range(100, 880, 40):
            cv2.rectangle(pixels, (left, top), (left + 22, top + 28), 0, -1)
    return pixels


class Reads:
    """An engine that reads the same lines of every page, or fails from some call on."""

    name = "reads"

    def __init__(self, lines=(), fails=None, after=0):
        self.lines, self.fails, self.after, self.calls = tuple(lines), fails, after, 0

    def version(self):
        return "1"

    def unavailable(self):
        return None

    def read(self, _page, *, seconds):
        assert seconds > 0
        self.calls += 1
        if self.fails and self.calls > self.after:
            raise self.fails
        return Looked(self.lines)


class ReadsStrips:
    """A line reader that says one word of every strip, unsurely, or fails from some call on."""

    name = "strips"

    def __init__(self, fails=None, after=0):
        self.fails, self.after, self.calls = fails, after, 0

    def version(self):
        return "1"

    def unavailable(self):
        return None

    def read(self, strips, *, seconds):
        assert seconds > 0
        self.calls += 1
        if self.fails and self.calls > self.after:
            raise self.fails
        return [(ReadWord("nhân", Box(12, 12, 60, 40), 0.6),) for _ in strips]


def raising(problem):
    def fail(*_given, **_named):
        raise problem

    return fail


def text_of(image, engine, layer=NO_LAYER):
    page = read_image(image, layer, engine, seconds=30)
    return page.text, page.findings


def zone(problem, monkeypatch):
    monkeypatch.setattr("ocr.read_page.read_signs", raising(problem))
    lines = [line(text, 400 + 60 * row) for row, text in enumerate(ZONE)]
    return (*text_of(picture(written(100)), Reads(lines)), ZONE[1])


def doubtful_lines(problem, _monkeypatch):
    pixels = np.full((200, 900), 255, np.uint8)
    cv2.putText(pixels, "So dinh danh ca nhan", (60, 100), cv2.FONT_HERSHEY_SIMPLEX, 1.4, 0, 3)
    engine = LineEngine("test", ReadsStrips(), ReadsStrips(fails=problem))
    return (*text_of(picture(pixels), engine), "nhân")


def scattered_text(problem, monkeypatch):
    def read_words(_pictures, mode, _dpi, _seconds, *_options):
        if mode == SCATTERED:
            raise problem
        return [Row(0, ("1",), "Số", Box(100, 100, 160, 130), 0.9)]

    monkeypatch.setattr("ocr.engines.whole_page.read_words", read_words)
    monkeypatch.setattr("ocr.engines.whole_page.uncovered", lambda ink, *_: ink)
    monkeypatch.setattr(Tesseract, "version", lambda _: "1")
    return (*text_of(picture(written(100)), Tesseract()), "Số")


def image(problem, _monkeypatch):
    known = Layer(lines=(line("Kính gửi", 100, "text_layer"),))
    return (*text_of(picture(written(100, 300, 500)), Reads(fails=problem), known), "Kính gửi")


def layer(problem, monkeypatch):
    monkeypatch.setattr("ocr.read_page.compared", raising(problem))
    known = Layer(lines=(line("Kính gửi", 100, "text_layer"),))
    return (*text_of(picture(written(100)), Reads(), known), "Kính gửi")


def marks(problem, monkeypatch):
    monkeypatch.setattr("ocr.marks.overprint.map_marks", raising(problem))
    return (*text_of(picture(written(100)), Reads([line("Kính gửi")])), "Kính gửi")


def numbers(problem, monkeypatch):
    monkeypatch.setattr("ocr.marks.overprint.read_numbers", raising(problem))
    return (*text_of(picture(written(100)), Reads([line("Kính gửi")])), "Kính gửi")


def stamp(problem, monkeypatch):
    monkeypatch.setattr("ocr.marks.overprint.find_seals", lambda _maps, _dpi, known: tuple(known))
    pixels = np.full((900, 900, 3), 255, np.uint8)
    corners = np.array([(250, 560), (600, 260), (660, 330), (310, 630)], np.int32)
    cv2.polylines(pixels, [corners], isClosed=True, color=(220, 20, 30), thickness=6)
    askew = picture(pixels, (Mark(kind="seal", box=Box(200, 200, 700, 700), shape="round"),))
    return (*text_of(askew, Reads([line("Kính gửi")], problem, after=1)), "Kính gửi")


def head_or_foot(problem, monkeypatch):
    monkeypatch.setattr("digitize.scan.upright.draft.words", lambda _: NO_WORDS)
    raw = RawPage(written(100, 300, 500), 200.0, "0" * 64, page=3)
    page = prepare(raw, PROFILES["nd30"], upright=raising(problem))
    turned = any(operation.name == "turn" for operation in page.operations)
    return "turned" if turned else "as it lay", page.findings, "as it lay"


LOOKS = (doubtful_lines, head_or_foot, image, layer, marks, numbers, scattered_text, stamp, zone)
by_name = pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.__name__)


def test_every_second_look_is_tried_here():
    assert sorted(look.__name__ for look in LOOKS) == sorted(get_args(Look))


@by_name
@pytest.mark.parametrize("problem", [PROBLEM, InputProblem("any")], ids=["machine", "input"])
def test_a_second_look_that_fails_keeps_what_was_read_and_is_told_once(look, problem, monkeypatch):
    kept, findings, first = look(problem, monkeypatch)
    assert first in kept
    (finding,) = (one for one in findings if one.code == "second_look_skipped")
    assert finding.data == {"look": look.__name__, "reason": problem.code}
    assert finding.page == 3
    assert finding.severity == ("review" if look.__name__ in ONLY_LOOK else "info")


@by_name
def test_a_bug_in_a_second_look_is_not_hidden(look, monkeypatch):
    with pytest.raises(ZeroDivisionError):
        look(ZeroDivisionError(), monkeypatch)


def test_the_first_look_at_a_page_is_no_second_one():
    with pytest.raises(MachineProblem, match="tesseract_hung"):
        text_of(picture(written(100)), Reads(fails=PROBLEM))


def test_second_looks_get_the_time_that_the_first_one_left(monkeypatch):
    class Slow(Reads):
        def read(self, page, *, seconds):
            time.sleep(0.4)
            return super().read(page, seconds=seconds)

    given = []
    monkeypatch.setattr("ocr.read_page.read_signs", lambda *_given, seconds: given.append(seconds) or ())
    lines = [line(text, 400 + 60 * row) for row, text in enumerate(ZONE)]
    read_image(picture(written(100)), NO_LAYER, Slow(lines), seconds=1)
    assert len(given) == 1
    assert 0 < given[0] <= 0.6


def test_a_reading_that_is_missing_from_the_vote_agrees_with_nothing():
    pixels = np.full((200, 900), 255, np.uint8)
    cv2.putText(pixels, "So dinh danh ca nhan", (60, 100), cv2.FONT_HERSHEY_SIMPLEX, 1.4, 0, 3)
    shares = []
    for other in (ReadsStrips(), ReadsStrips(fails=PROBLEM)):
        (read,), _ = LineEngine("test", ReadsStrips(), other).observe(picture(pixels), seconds=30)
        shares.append(read.seen[0].agreement)
    assert shares == [1, pytest.approx(2 / 3)]


def test_a_second_reader_that_cannot_tell_its_version_costs_no_page():
    class Nameless(ReadsStrips):
        def version(self):
            raise PROBLEM

    assert "strips-unknown" in LineEngine("test", ReadsStrips(), Nameless()).version()


def test_where_the_nets_do_not_start_a_page_is_read_without_its_marks(monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    monkeypatch.setattr("ocr.marks.maps.WEIGHTS", Path("not-loaded-yet.onnx"))
    text, findings = text_of(picture(written(100)), Reads([line("Kính gửi")]))
    assert text == "Kính gửi"
    assert [finding.data for finding in findings] == [{"look": "marks", "reason": "onnxruntime_missing"}]
