"""A page that only asks to open the paper in another program never passes for the paper."""

import pikepdf
import pytest
from fpdf import FPDF
from pikepdf import Array, Dictionary, Name

from digitize.__main__ import run
from digitize.exit_codes import ExitCode
from ocr.problem import InputProblem

WAIT = "Please wait... If this message is not eventually replaced, your PDF viewer may not be able to display it."


@pytest.fixture
def xfa(tmp_path):
    """Writes a PDF with a form in XML, whose pages say ``lines``."""

    def write(*lines, needs_rendering=False, widget=False):
        paper = FPDF()
        paper.set_font("helvetica")
        for line in lines:
            paper.add_page()
            paper.multi_cell(0, text=line)
        path = tmp_path / "form.pdf"
        paper.output(path)
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            data = pdf.make_stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")
            pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=data)
            if needs_rendering:
                pdf.Root.NeedsRendering = True
            if widget:
                box = Dictionary(
                    Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=b"a", Rect=Array([0, 0, 99, 20])
                )
                pdf.pages[0].obj.Annots = Array([pdf.make_indirect(box)])
                pdf.Root.AcroForm.Fields = pdf.pages[0].obj.Annots
            pdf.save(path)
        return path

    return write


@pytest.mark.parametrize(
    "placeholder",
    [
        {"lines": (WAIT,), "needs_rendering": True},
        {"lines": (WAIT,)},
        {"lines": (WAIT, "Veuillez patienter"), "needs_rendering": True},
        {"lines": ("Bitte warten",), "needs_rendering": True},
    ],
)
def test_a_form_that_only_adobe_draws_is_told_as_one(xfa, source, placeholder):
    lines = placeholder.pop("lines")
    with pytest.raises(InputProblem, match="pdf_xfa"):
        source(xfa(*lines, **placeholder))


@pytest.mark.parametrize("kept", [{"widget": True}, {"widget": True, "needs_rendering": True}, {}])
def test_a_form_in_xml_whose_pages_are_drawn_is_read(xfa, source, kept):
    assert source(xfa("To khai dang ky khai sinh", **kept)).pages == 1


def test_the_person_is_told_to_print_it_and_no_document_is_made(xfa, tmp_path, capsys):
    out = tmp_path / "out"
    assert (
        run(["run", str(xfa(WAIT)), "-o", str(out), "--progress", "none", "--lang", "en"])
        == ExitCode.NO_INPUT
    )
    told = capsys.readouterr().err
    assert "XFA" in told
    assert "print it to PDF" in told
    assert (out / "records.jsonl").read_text(encoding="utf-8") == ""


def _attached(pdf):
    pdf.attachments["note.txt"] = pikepdf.AttachedFileSpec(pdf, b"note", filename="note.txt")


def _clipped(pdf):
    file = pikepdf.AttachedFileSpec(pdf, b"note", filename="note.txt").obj
    clip = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([9, 9, 29, 29]), FS=file)
    pdf.pages[0].obj.Annots = Array([clip])


@pytest.mark.parametrize("attach", [_attached, _clipped])
def test_files_attached_to_an_empty_page_are_told(tmp_path, source, attach):
    pdf = pikepdf.new()
    pdf.add_blank_page()
    attach(pdf)
    pdf.save(tmp_path / "cover.pdf")
    with pytest.raises(InputProblem, match="pdf_portfolio"):
        source(tmp_path / "cover.pdf")


@pytest.mark.parametrize("attach", [_attached, _clipped])
def test_a_paper_with_files_attached_is_read_and_they_are_told(typed, tmp_path, attach):
    path = typed(tmp_path / "paper.pdf", ["Số: 125/QĐ-UBND", "QUYẾT ĐỊNH"])
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        attach(pdf)
        pdf.save(path)
    out = tmp_path / "out"
    assert run(["run", str(path), "-o", str(out), "--progress", "none", "--lang", "en"]) == ExitCode.DONE
    assert "original_has_attachment" in (out / "records.jsonl").read_text(encoding="utf-8")
