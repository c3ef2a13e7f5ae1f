import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pydantic import ValidationError

from ocr.box import Box
from ocr.formats import FORMS, from_json, to_alto, to_hocr, to_json, to_text
from ocr.page import Decision, Finding, Geometry, Line, Mark, Operation, PageText, Word
from tests.ocr.conftest import line_at

GOLDEN = Path(__file__).parent / "golden"
SUFFIXES = {"text": "txt", "paragraphs": "paragraphs.txt", "json": "json", "hocr": "hocr", "alto": "xml"}
GEOMETRY = Geometry(width=1654, height=2339, dpi=200.0, original_width=1654, original_height=2339)
ALTO = {"a": "http://www.loc.gov/standards/alto/ns-v4#"}


def page(number, *lines, **more):
    decision = Decision(use="image", reason="text_layer_none")
    return PageText(
        page=number,
        sha256="ab" * 32,
        geometry=GEOMETRY,
        decision=decision,
        engine="tesseract",
        engine_version="5.3.0",
        lines=lines,
        **more,
    )


PAGES = (
    page(
        1,
        line_at("ỦY BAN NHÂN DÂN", 200, 150),
        line_at('Số: 12/QĐ-UBND & "khác" <1>', 200, 200, confidence=0.456),
        marks=(Mark(kind="qr", box=Box(1, 2, 3, 4), text="a|b"),),
        operations=(Operation(name="deskew", parameters={"degrees": 0.5}),),
        findings=(Finding(code="diacritics_lost", data={"share": 0.1}, page=1),),
    ),
    page(2),
    page(3, line_at("Nơi nhận:", 200, 150, source="text_layer", confidence=0.99)),
)


@pytest.mark.parametrize("form", sorted(FORMS))
def test_each_form_is_written_as_it_always_was(form):
    golden = GOLDEN / f"pages.{SUFFIXES[form]}"
    written = FORMS[form](PAGES)
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(written, encoding="utf-8", newline="")
    assert written == golden.read_bytes().decode("utf-8")


def test_json_comes_back_as_it_was():
    assert from_json(to_json(PAGES)) == PAGES


def test_json_of_something_else_is_refused():
    with pytest.raises(ValidationError):
        from_json('[{"page": 1, "colour": "red"}]')


def parsed(xml):
    return etree.fromstring(xml.encode())


TEXTS = st.text(min_size=1).filter(lambda text: text.strip())


@given(TEXTS)
def test_any_text_makes_well_formed_xml(text):
    word = Word(text=text, box=Box(1, 2, 30, 40), confidence=0.5)
    pages = [page(1, Line.of([word]))]
    assert len(parsed(to_alto(pages)).findall(".//a:String", ALTO)) == 1
    assert parsed(to_hocr(pages)).tag.endswith("html")


@given(TEXTS.filter(lambda text: not any("\ud800" <= sign <= "\udfff" for sign in text)))
def test_any_text_survives_json(text):
    word = Word(text=text, box=Box(1, 2, 30, 40), confidence=0.5)
    assert from_json(to_json([page(1, Line.of([word]))]))[0].lines[0].text == text


def test_words_and_confidence_reach_alto():
    first = parsed(to_alto(PAGES)).findall(".//a:String", ALTO)[0]
    assert (first.get("CONTENT"), first.get("WC"), first.get("HPOS")) == ("ỦY", "0.90", "200")


def test_pages_are_parted_by_form_feeds():
    assert to_text(PAGES).count("\f") == 2
    assert to_text(PAGES).splitlines()[0] == "ỦY BAN NHÂN DÂN"


@pytest.mark.parametrize("form", sorted(FORMS))
def test_no_pages_are_no_failure(form):
    assert isinstance(FORMS[form]([]), str)
