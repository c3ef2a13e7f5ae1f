"""Pages are drawn once and kept up to a bound; what kills or cannot be opened costs its own picture only."""

import io
import os

import pytest
from PIL import Image

from digitize.review.web.pictures import Picture, drawn, pictures
from digitize.settings import Settings
from digitize.workers.pool import Failed, Here
from ocr.problem import InputProblem
from tests.digitize.review.web.conftest import read


def test_a_page_is_drawn_from_its_original_once(papers, reviewing):
    sha256 = papers.add({"ho_ten": read("A")})
    asked = []

    def draw(task):
        asked.append(task.page)
        return drawn(task)

    lan = reviewing(papers.out, draw=draw).browser()
    sizes = {
        Image.open(io.BytesIO(lan.get(f"/picture/{sha256}/1/{plane}").content)).size
        for plane in ("colour", "ink", "colour")
    }
    assert len(sizes) == 1  # a box lies on both
    assert asked == [1]


@pytest.mark.parametrize("page", [0, 2, 10**9])
def test_a_page_that_is_none_is_not_drawn(papers, reviewing, page):
    sha256 = papers.add({"ho_ten": read("A")})
    assert reviewing(papers.out).browser().get(f"/picture/{sha256}/{page}/colour").status_code == 404


def test_pictures_in_memory_have_a_bound(papers, reviewing, monkeypatch):
    hashes = [papers.add({"ho_ten": read(str(number))}) for number in range(6)]
    monkeypatch.setattr("digitize.review.web.pictures.KEPT_BYTES", 250)
    review = reviewing(papers.out, draw=lambda _task: Picture(b"x" * 50, b"y" * 50))
    lan = review.browser()
    for sha256 in hashes:
        assert lan.get(f"/picture/{sha256}/1/colour").status_code == 200
    assert len(review.room.pictures._asked) == 2


def test_a_picture_that_failed_is_told_and_tried_again(papers, reviewing):
    sha256 = papers.add({"ho_ten": read("A")})
    outcomes = []

    class Drawing(Here):
        def submit(self, task, seconds):
            return Here(lambda _task: outcomes.pop(0)).submit(task, seconds)

    review = reviewing(papers.out)
    lan = review.browser()
    review.room.pictures._workers = Drawing(None)
    review.room.pictures._asked.clear()
    outcomes[:] = [Failed(InputProblem("image_damaged", file="a.png")), Picture(b"colour", b"ink")]
    assert lan.get(f"/picture/{sha256}/1/colour").status_code == 404
    assert lan.get(f"/picture/{sha256}/1/colour").content == b"colour"


def kills(_task):
    os._exit(3)


def test_a_file_that_kills_its_reader_takes_nothing_else_away(papers, monkeypatch):
    sha256 = papers.add({"ho_ten": read("A")})
    monkeypatch.setattr("digitize.review.web.pictures.drawn", kills)
    with pictures(papers.out, Settings()) as drawing:
        outcome = drawing.ask("ho-so-1/giay-1", sha256, 1).result()
    assert isinstance(outcome, Failed)
    assert outcome.problem.code == "page_process_died"
