"""The engine with readers that say what a test tells them to."""

from dataclasses import dataclass, field, replace

import pytest

from ocr.box import Box
from ocr.engines.by_line import LineEngine
from ocr.lines.find import LIKELY, find_lines
from ocr.problem import MachineProblem
from ocr.readers.contract import ReadWord


@dataclass
class Told:
    """Says the same text of every strip, as surely as it is told, and counts the strips."""

    text: str
    confidence: float = 0.96
    missing: MachineProblem | None = None
    name: str = "told"
    seen: list[int] = field(default_factory=list)

    def version(self):
        return f"1 {self.text}"

    def unavailable(self):
        return self.missing

    def read(self, strips, *, seconds):
        if seconds <= 0:
            raise MachineProblem("tesseract_hung", seconds=seconds)
        self.seen.append(len(strips))
        return [(ReadWord(self.text, Box(12, 12, 100, 40), self.confidence),) for _ in strips]


@pytest.fixture
def page(draw):
    return draw([(60, 40, "Số định danh cá nhân")], height=200)


def test_a_line_that_is_read_surely_is_read_once(page):
    first, other = Told("nhân"), Told("nhẫn")
    (line,) = LineEngine("test", first, other).read(page, seconds=30).kept
    assert line.text == "nhân"
    assert (sum(first.seen), sum(other.seen)) == (1, 0)


def test_a_doubtful_line_is_read_again_and_the_readings_vote(page):
    first, other = Told("nhân", 0.6), Told("nhẫn", 0.95)
    (read,) = LineEngine("test", first, other).observe(page, seconds=30).kept
    assert read.line.text == "nhẫn"
    assert read.seen[0].agreement == pytest.approx(1 / 3)
    assert (sum(first.seen), sum(other.seen)) == (2, 1)


@pytest.mark.parametrize(
    ("text", "sure", "kept"), [("2", 0.96, True), ("2", 0.6, False), ("nhân", 0.96, False)]
)
def test_what_the_finder_hardly_saw_is_a_figure_read_surely_or_nothing(page, monkeypatch, text, sure, kept):
    (line,) = find_lines(page.ink)
    monkeypatch.setattr("ocr.engines.by_line.find_lines", lambda _: (replace(line, score=LIKELY / 2),))
    assert bool(LineEngine("test", Told(text, sure)).read(page, seconds=30).kept) == kept


def test_without_another_reader_the_first_looks_three_times(page):
    first = Told("nhân", 0.6)
    (read,) = (
        LineEngine("test", first, Told("nhẫn", missing=MachineProblem("none"))).observe(page, seconds=30).kept
    )
    assert sum(first.seen) == 3
    assert read.seen[0].agreement == 1


def test_words_that_all_readings_agree_on_are_surer(page):
    agreed = LineEngine("test", Told("nhân", 0.7), Told("nhân", 0.7)).read(page, seconds=30).kept
    disputed = LineEngine("test", Told("nhân", 0.7), Told("nhẫn", 0.6)).read(page, seconds=30).kept
    assert agreed[0].confidence > disputed[0].confidence


def test_the_version_names_every_reader_that_reads():
    both = LineEngine("test", Told("one"), Told("two")).version()
    alone = LineEngine("test", Told("one"), Told("two", missing=MachineProblem("none"))).version()
    assert "1 two" in both
    assert "1 two" not in alone


def test_past_the_deadline_is_a_fault_of_the_machine(page):
    with pytest.raises(MachineProblem, match="tesseract_hung"):
        LineEngine("test", Told("nhân")).read(page, seconds=-1)
