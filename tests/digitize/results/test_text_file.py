"""``text.json`` page by page: what is written is what is read, whoever laid the file out."""

import json

import pytest

from digitize.results.handed_on import Origin, PageFailure, ReadFile
from digitize.results.packed import PackedPage
from digitize.results.read_back import load
from digitize.results.text_file import JoinedPages, StoredPages, head_of, stored_reading, write_reading
from ocr.box import Box
from ocr.page import Decision, Geometry, Line, PageText, Word
from ocr.problem import InputProblem

SHA = "a" * 64
AWKWARD = 'dòng "pages": [ } ] \\ \u2028 và\ttab'


def page(number, text="chữ"):
    box = Box(left=1, top=1, right=9, bottom=9)
    word = Word(text=text, box=box, confidence=0.5)
    return PageText(
        page=number,
        sha256=SHA,
        geometry=Geometry(width=10, height=10, dpi=200, original_width=10, original_height=10),
        decision=Decision(use="image", reason="text_layer_none"),
        engine="fake",
        engine_version="1",
        lines=(Line.of((word,)),) if text else (),
    )


def file(*pages, failed=()):
    origin = Origin(file="a.pdf", sha256=SHA, kind="pdf", pages=9, dossier="a.pdf")
    return ReadFile(origin=origin, fingerprint="how", failed=failed, pages=pages)


@pytest.mark.parametrize(
    "read",
    [
        file(),
        file(page(1)),
        file(page(1, ""), page(2, AWKWARD), page(4)),
        file(
            page(3), failed=(PageFailure(page=1, fault="limit", code="page_too_slow", data={"seconds": 1}),)
        ),
    ],
)
def test_what_is_written_is_read_page_by_page_and_whole(tmp_path, read):
    path = tmp_path / "text.json"
    write_reading(path, read)
    assert load(ReadFile, path) == read
    assert tuple(StoredPages(path)) == read.pages
    head = head_of(path)
    assert (head.origin, head.fingerprint, head.failed) == (read.origin, read.fingerprint, read.failed)
    again = stored_reading(path)
    assert tuple(again.pages) == tuple(again.pages) == read.pages


def test_a_file_that_another_program_laid_out_is_read_all_the_same(tmp_path):
    path = tmp_path / "text.json"
    read = file(page(1, AWKWARD), page(2))
    path.write_text(json.dumps(json.loads(read.model_dump_json())), encoding="utf-8")
    assert tuple(stored_reading(path).pages) == read.pages


@pytest.mark.parametrize("text", ["", "{}", "[]", '{\n  "pages": [\n    {\n    }\n  ]\n}\n'])
def test_what_is_no_text_file_is_told(tmp_path, text):
    path = tmp_path / "text.json"
    path.write_text(text)
    assert head_of(path) is None
    with pytest.raises(InputProblem) as raised:
        stored_reading(path)
    assert raised.value.code == "stage_file_invalid"


def test_a_page_that_was_damaged_later_is_told(tmp_path):
    path = tmp_path / "text.json"
    write_reading(path, file(page(1), page(2)))
    path.write_text(path.read_text().replace('"page": 2', '"page": "two"'))
    pages = iter(StoredPages(path))
    assert next(pages) == page(1)
    with pytest.raises(InputProblem) as raised:
        next(pages)
    assert raised.value.code == "stage_file_invalid"


def test_pages_read_now_take_their_places_among_those_read_before(tmp_path):
    path = tmp_path / "text.json"
    write_reading(path, file(page(1), page(3), page(4)))
    pages = JoinedPages([PackedPage.of(page(2)), PackedPage.of(page(5))], StoredPages(path))
    assert [one.page for one in pages] == [one.page for one in pages] == [1, 2, 3, 4, 5]
