"""A digital page is read from its text layer, and from its picture where the layer lacks or changes what is seen."""

import re

import pdfplumber
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from digitize.page.chain import PageTask, read_page
from digitize.scan.inputs.gather import gather
from digitize.settings import Settings

ROWS = (
    "Số:            /QĐ-UBND",
    "Ngày 15 tháng 5 năm 2025, số điện thoại 0900.000.565",
    "Về việc thay đổi, cải chính hộ tịch của xã An Bình",
    "Ủy ban nhân dân xã An Bình thông báo để mọi người biết",
    "và thực hiện theo quy định của pháp luật về hộ tịch",
)


@pytest.fixture
def paper(typed, tmp_path):
    return typed(tmp_path / "a.pdf", ROWS)


@pytest.fixture
def read(tmp_path):
    """The only page of a PDF as it is read."""

    def page(path):
        settings = Settings(jobs=1, engine="reader")
        (dossier,) = gather([path], settings.limits, tmp_path)
        return read_page(PageTask(dossier.files[0], 1, settings))

    return page


def text_of(page):
    return "\n".join(line.text for line in page.lines)


def test_a_digital_page_costs_no_reading_of_its_picture(paper, read):
    page = read(paper)
    assert (page.decision.use, page.decision.reason) == ("text_layer", "text_layer_covers")


def free_text(document, box):
    return document.make_indirect(free_text_of(box))


def free_text_of(box):
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.FreeText,
        Contents="125",
        Rect=Array(box),
        F=4,
        BS=Dictionary(W=0),
        DA="/Helv 12 Tf 0 0 0 rg",
    )


def form_field(document, box):
    look = document.make_stream(
        b"BT /Helv 12 Tf 0 g 1 2 Td (125) Tj ET",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, box[2] - box[0], box[3] - box[1]]),
        Resources=Dictionary(
            Font=Dictionary(Helv=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        ),
    )
    field = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Tx,
        T="so",
        V="125",
        Rect=Array(box),
        F=4,
        AP=Dictionary(N=look),
    )
    widget = document.make_indirect(field)
    document.Root.AcroForm = Dictionary(Fields=Array([widget]))
    return widget


@pytest.mark.parametrize("noted", [free_text, form_field])
def test_what_was_typed_into_a_blank_is_read_with_the_row_that_it_stands_in(paper, read, noted):
    with pikepdf.open(paper, allow_overwriting_input=True) as document:
        document.pages[0].obj.Annots = Array([noted(document, blank_of(paper))])
        document.save(paper)
    page = read(paper)
    assert (page.decision.use, page.decision.reason) == ("both", "text_layer_lacks_words")
    assert {"125"} <= {word.text for line in page.lines for word in line.words}
    assert [line.source for line in page.lines if "tịch" in line.text] == ["text_layer", "text_layer"]


def blank_of(path):
    """Where the blank after "Số:" is, in points from the bottom."""
    with pdfplumber.open(path) as opened:
        sheet = opened.pages[0]
        colon = next(one for one in sheet.chars if one["text"] == ":")
        return [
            colon["x1"] + 4,
            float(sheet.height) - colon["bottom"],
            colon["x1"] + 34,
            float(sheet.height) - colon["top"] + 2,
        ]


def swapped(pair):
    """An entry of a map of characters that says 6 for 5 and 5 for 6."""
    return f"<{pair[1]}> <{ {'0035': '0036', '0036': '0035'}[pair[2]] }>"


def test_a_font_that_says_other_digits_than_it_draws_is_not_believed(paper, read):
    with pikepdf.open(paper, allow_overwriting_input=True) as document:
        for font in document.pages[0].Resources.Font.values():
            said = font.ToUnicode.read_bytes().decode("latin-1")
            lied = re.sub(r"<([0-9A-Fa-f]{4})>\s*<(003[56])>", swapped, said)
            assert lied != said
            font.ToUnicode = document.make_stream(lied.encode("latin-1"))
        document.save(paper)
    page = read(paper)
    assert (page.decision.use, page.decision.reason) == ("image", "text_layer_lies")
    assert "0900.000.565" in text_of(page)
