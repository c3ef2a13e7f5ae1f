"""Pages that were read as plain text (by line or by paragraph), JSON, hOCR 1.2 and ALTO 4.4.

JSON is complete: :func:`from_json` gives the same value back. hOCR and ALTO hold
what other programs can use: lines and words, their boxes and confidence.
"""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence

from ocr.box import Box
from ocr.lines.paragraphs import paragraphs
from ocr.page import Line, PageText, Word

ALTO = "http://www.loc.gov/standards/alto/ns-v4#"
ALTO_SCHEMA = "http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"
XHTML = "http://www.w3.org/1999/xhtml"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

# XML 1.0 has no way to write these, not even as references.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

Pages = Sequence[PageText]


def to_text(pages: Pages) -> str:
    """Each printed line on a line of its own, in reading order, with a form feed between pages."""
    return "\f".join(page.text + "\n" if page.lines else "" for page in pages)


def to_paragraphs(pages: Pages) -> str:
    """Each paragraph on one line, so that a search finds a phrase that goes on in the next printed line."""
    return "\f".join(
        "".join(f"{paragraph.text}\n" for paragraph in paragraphs(page.lines, page.geometry.width))
        for page in pages
    )


def to_json(pages: Pages) -> str:
    """A JSON array with everything that is known of each page."""
    values = [page.model_dump(mode="json") for page in pages]
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> tuple[PageText, ...]:
    """The pages that :func:`to_json` wrote; raises pydantic's ValidationError for anything else."""
    return tuple(PageText.model_validate(value) for value in json.loads(text))


def to_hocr(pages: Pages) -> str:
    """XHTML after the hOCR 1.2 specification, confidence in percent."""
    html = ET.Element("html", {"xmlns": XHTML, "xml:lang": "vi", "lang": "vi"})
    head = ET.SubElement(html, "head")
    ET.SubElement(head, "title").text = "OCR"
    ET.SubElement(head, "meta", {"charset": "utf-8"})
    capabilities = "ocr_page ocr_line ocrx_word"
    ET.SubElement(head, "meta", {"name": "ocr-capabilities", "content": capabilities})
    ET.SubElement(head, "meta", {"name": "ocr-system", "content": " ".join(sorted(set(map(_engine, pages))))})
    body = ET.SubElement(html, "body")
    for number, page in enumerate(pages, 1):
        _hocr_page(body, page, number)
    return _xml(html, "<!DOCTYPE html>\n")


def to_alto(pages: Pages) -> str:
    """XML after ALTO 4.4, in pixels, word confidence from 0 to 1."""
    alto = ET.Element(
        "alto", {"xmlns": ALTO, "xmlns:xsi": XSI, "xsi:schemaLocation": f"{ALTO} {ALTO_SCHEMA}"}
    )
    description = ET.SubElement(alto, "Description")
    ET.SubElement(description, "MeasurementUnit").text = "pixel"
    for number, engine in enumerate(sorted(set(map(_engine, pages))), 1):
        step = ET.SubElement(description, "Processing", {"ID": f"ocr_{number}"})
        ET.SubElement(step, "processingStepDescription").text = "OCR"
        ET.SubElement(ET.SubElement(step, "processingSoftware"), "softwareName").text = engine
    layout = ET.SubElement(alto, "Layout")
    for number, page in enumerate(pages, 1):
        _alto_page(layout, page, number)
    return _xml(alto)


FORMS: dict[str, Callable[[Pages], str]] = {
    "text": to_text,
    "paragraphs": to_paragraphs,
    "json": to_json,
    "hocr": to_hocr,
    "alto": to_alto,
}


def _hocr_page(body: ET.Element, page: PageText, number: int) -> None:
    size = Box(0, 0, page.geometry.width, page.geometry.height)
    title = (
        f"{_bbox(size)}; ppageno {page.page - 1}; scan_res {page.geometry.dpi:.0f} {page.geometry.dpi:.0f}"
    )
    division = ET.SubElement(body, "div", {"class": "ocr_page", "id": f"page_{number}", "title": title})
    for index, line in enumerate(page.lines, 1):
        name = f"line_{number}_{index}"
        element = ET.SubElement(division, "span", {"class": "ocr_line", "id": name, "title": _bbox(line.box)})
        for position, word in enumerate(line.words, 1):
            _hocr_word(element, word, f"word_{number}_{index}_{position}", last=position == len(line.words))


def _hocr_word(line: ET.Element, word: Word, name: str, *, last: bool) -> None:
    title = f"{_bbox(word.box)}; x_wconf {word.confidence * 100:.0f}"
    span = ET.SubElement(line, "span", {"class": "ocrx_word", "id": name, "title": title})
    span.text = _printable(word.text)
    span.tail = "" if last else " "


def _alto_page(layout: ET.Element, page: PageText, number: int) -> None:
    size = {"WIDTH": str(page.geometry.width), "HEIGHT": str(page.geometry.height)}
    element = ET.SubElement(
        layout, "Page", {"ID": f"page_{number}", "PHYSICAL_IMG_NR": str(page.page), **size}
    )
    space = ET.SubElement(element, "PrintSpace", {"HPOS": "0", "VPOS": "0", **size})
    for index, line in enumerate(page.lines, 1):
        # One block for each line: only the order of the lines is known, not the blocks of the page.
        block = ET.SubElement(space, "TextBlock", {"ID": f"block_{number}_{index}", **_place(line.box)})
        _alto_line(block, line, f"{number}_{index}")


def _alto_line(block: ET.Element, line: Line, name: str) -> None:
    element = ET.SubElement(block, "TextLine", {"ID": f"line_{name}", **_place(line.box)})
    for position, word in enumerate(line.words, 1):
        if position > 1:
            ET.SubElement(element, "SP")
        content = {"CONTENT": _printable(word.text), "WC": f"{word.confidence:.2f}"}
        ET.SubElement(element, "String", {"ID": f"word_{name}_{position}", **_place(word.box), **content})


def _bbox(box: Box) -> str:
    return "bbox " + " ".join(map(str, box))


def _place(box: Box) -> dict[str, str]:
    return {"HPOS": str(box.left), "VPOS": str(box.top), "WIDTH": str(box.width), "HEIGHT": str(box.height)}


def _engine(page: PageText) -> str:
    return f"{page.engine} {page.engine_version}".strip()


def _printable(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def _xml(root: ET.Element, doctype: str = "") -> str:
    ET.indent(root, " ", 0)
    return _DECLARATION + doctype + ET.tostring(root, encoding="unicode") + "\n"
