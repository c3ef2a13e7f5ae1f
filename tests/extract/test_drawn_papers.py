"""Extraction on the exact text of drawn papers: what is wrong here is no misreading."""

import random

import pytest

from extract.extraction import extract
from ocr.box import Box
from ocr.lines.order import in_reading_order
from ocr.page import Decision, Geometry, Line, PageText, Word
from samples.draw.truth import PageTruth
from samples.papers import TYPES

PARTED = 2.0
DPI = 100
SHOWN = (
    "co_quan",
    "dia_danh",
    "nguoi_ky",
    "ho_ten",
    "que_quan",
    "noi_",
    "dia_chi",
    "so_ky_hieu",
    "so_dinh_danh",
    "chuc_vu",
    "ten_",
    "ngay_",
)


def page_text(truth: PageTruth, number: int) -> PageText:
    found = [part for line in truth.lines if not line.overlay for part in parts(line.words)]
    return PageText(
        page=number,
        sha256="0" * 64,
        geometry=Geometry(
            width=truth.width,
            height=truth.height,
            dpi=truth.dpi,
            original_width=truth.width,
            original_height=truth.height,
        ),
        decision=Decision(use="image", reason="test"),
        engine="drawn",
        engine_version="1",
        lines=in_reading_order(found, truth.width),
    )


def parts(drawn):
    """The line as an engine gives it: cut at wide gaps, without dotted leaders."""
    words = sorted(
        (
            Word(text=word.text, box=Box(*map(round, word.box)), confidence=0.97)
            for word in drawn
            if any(map(str.isalnum, word.text)) or word.text in "-–"
        ),
        key=lambda word: word.box.left,
    )
    kept = []
    for word in words:
        if kept and word.box.left - kept[-1].box.right > PARTED * kept[-1].box.height:
            yield Line.of(kept)
            kept = []
        kept.append(word)
    if kept:
        yield Line.of(kept)


@pytest.mark.parametrize("seed", [3, 5, 18])
@pytest.mark.parametrize("name", TYPES)
def test_names_and_places_of_a_drawn_paper_are_read_as_printed(name, seed, types):
    paper = TYPES[name](random.Random(seed), DPI)
    pages = [page_text(sheet.truth(), number) for number, sheet in enumerate(paper.sheets, 1)]
    (found,) = extract(pages, types, source="drawn")
    assert paper.doc_type in (found.record.doc_type_name, found.record.doc_type)
    for key, value in paper.fields.items():
        if isinstance(value, str) and key.startswith(SHOWN):
            assert key in found.record.fields, key
            assert found.record.fields[key].value == value
