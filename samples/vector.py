"""A drawn paper as a born-digital PDF: real text in embedded fonts, no seal and no signature."""

from datetime import UTC, datetime

from fpdf import FPDF

from samples.draw import fonts
from samples.draw.sheet import Sheet, Type
from samples.papers.paper import Paper


def born_digital(paper: Paper) -> bytes:
    """The PDF of ``paper``; its text layer has the text of the page. The same paper gives the same bytes."""
    document = FPDF(unit="mm", format="A4")
    document.set_creation_date(datetime(2026, 1, 1, tzinfo=UTC))
    for sheet in paper.sheets:
        document.add_page()
        _page(document, sheet)
    return bytes(document.output())


def _page(document: FPDF, sheet: Sheet) -> None:
    for text, type_, x, y in sheet.placed:
        document.set_font(_family(document, type_), size=type_.size)
        document.set_text_color(*type_.ink)
        document.text(x, y, text)
    for start, end, thick, ink in sheet.rules:
        document.set_line_width(thick)
        document.set_draw_color(*ink)
        document.line(*start, *end)


def _family(document: FPDF, type_: Type) -> str:
    """The name of this cut in the document; the font is embedded at its first use."""
    name = f"{type_.family}-{type_.cut}".lower()
    if name not in document.fonts:
        document.add_font(name, fname=fonts.path(type_.family, type_.cut))
    return name
