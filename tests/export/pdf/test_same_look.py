"""What is written looks as the page that was read; where it would not, the original stays alone, and that is told."""

import io

import numpy as np
import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageOps

from digitize.scan.inputs.open import count_pages, open_page
from digitize.scan.raw import SourceFile
from digitize.settings import Limits
from export.pdf import picture_pages, searchable_pdf
from export.pdf.same_look import is_same_look, look_of
from ocr.problem import InputProblem


def drawn(path, page=0):
    with pypdfium2.PdfDocument(path) as document:
        return np.asarray(document[page].render(scale=1).to_pil().convert("L"))


def opened(path):
    pages = count_pages(path.name, path, "image", Limits())
    return open_page(SourceFile(path.name, path, "ab" * 32, "image", pages), 1, Limits())


def upright(raw):
    """The page as reading takes it, the right way up."""
    image = Image.fromarray(raw.pixels)
    image.getexif()[274] = raw.exif
    return np.asarray(ImageOps.exif_transpose(image).convert("RGB"))


def tiff(image, **tags):
    from PIL.TiffImagePlugin import ImageFileDirectory_v2  # noqa: PLC0415  (for TIFF alone)

    directory = ImageFileDirectory_v2()
    for number, value in tags.items():
        directory[int(number[1:])] = value
    memory = io.BytesIO()
    image.save(memory, "TIFF", tiffinfo=directory)
    return memory.getvalue()


def jpeg(image, **options):
    memory = io.BytesIO()
    image.save(memory, "JPEG", **options)
    return memory.getvalue()


def png(image, **options):
    memory = io.BytesIO()
    image.save(memory, "PNG", **options)
    return memory.getvalue()


def exif(orientation):
    made = Image.Exif()
    made[274] = orientation
    return made


def previews_only(image):
    return tiff(image, t254=1)


def inverted_depth(image):
    deep = Image.fromarray(65535 - np.asarray(image.convert("L")).astype(np.uint16) * 257)
    return tiff(deep, t262=0)


PICTURES = {
    **{f"jpeg turned {turn}": lambda image, turn=turn: jpeg(image, exif=exif(turn)) for turn in range(1, 9)},
    **{f"png turned {turn}": lambda image, turn=turn: png(image, exif=exif(turn)) for turn in (3, 6, 8)},
    **{f"tiff turned {turn}": lambda image, turn=turn: tiff(image, t274=turn) for turn in range(1, 9)},
    "tiff of a preview": previews_only,
    "deep tiff, white is zero": inverted_depth,
    "cmyk jpeg": lambda image: jpeg(image.convert("CMYK")),
    "palette": lambda image: png(image.quantize(8)),
    "palette with a clear colour": lambda image: png(image.quantize(8), transparency=0),
    "clear": lambda image: png(image.convert("RGBA")),
    "grey and clear": lambda image: png(image.convert("LA")),
    "deep png": lambda image: png(Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 257)),
    "black and white": lambda image: png(image.convert("1")),
    "cmyk tiff": lambda image: tiff(image.convert("CMYK")),
}


@pytest.mark.parametrize("name", PICTURES)
def test_the_written_page_is_the_page_that_was_read(tmp_path, sheet, made, name):
    path = tmp_path / "in.bin"
    path.write_bytes(PICTURES[name](sheet))
    raw = opened(path)
    read = upright(raw)
    result = made(path, "image", size=raw.pixels.shape[1::-1])
    assert result.reason in {"pdfa_2b", "pdfa_not_possible"}
    shown = drawn(result.path)
    assert shown.shape[0] / shown.shape[1] == pytest.approx(read.shape[0] / read.shape[1], rel=0.02)
    assert is_same_look(look_of(read), look_of(shown))


def test_a_picture_that_a_pdf_would_show_otherwise_goes_in_by_its_pixels(tmp_path, sheet, made, monkeypatch):
    path = tmp_path / "in.jpg"
    path.write_bytes(jpeg(sheet))
    convert = picture_pages.img2pdf.convert

    def garbled(data, **options):
        if data == path.read_bytes():
            data = png(ImageOps.flip(sheet))
        return convert(data, **options)

    monkeypatch.setattr(picture_pages.img2pdf, "convert", garbled)
    result = made(path, "image")
    assert is_same_look(look_of(np.asarray(sheet)), look_of(drawn(result.path)))


@pytest.mark.parametrize("kind", ["image", "pdf"])
def test_where_the_written_page_would_differ_the_original_stays_alone(
    tmp_path, sheet, scan_pdf, made, monkeypatch, kind
):
    path = scan_pdf()
    if kind == "image":
        path = tmp_path / "in.png"
        path.write_bytes(png(sheet))
    save = searchable_pdf.save_archival

    def turned(pdf, target):
        pdf.pages[0].rotate(180, relative=True)
        return save(pdf, target)

    monkeypatch.setattr(searchable_pdf, "save_archival", turned)
    result = made(path, kind)
    assert (result.path, result.reason) == (path, "looks_different")
    assert [finding.code for finding in result.findings] == ["pdf_looks_different"]
    assert not (tmp_path / "out.pdf").exists()


def circle_of_fields(pdf, loop):
    pdf.Root.AcroForm = Dictionary(Fields=loop(pdf, FT=Name.Tx, T=b"x"))


def fields_that_are_numbers(pdf, _):
    pdf.Root.AcroForm = Dictionary(Fields=Array([1, b"x"]), SigFlags=b"y")


def form_that_is_a_number(pdf, _):
    pdf.Root.AcroForm = 5


def form_in_a_circle(pdf, _):
    form = pdf.make_stream(b"/F Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    form.Resources = Dictionary(XObject=Dictionary(F=form))
    pdf.pages[0].Resources.XObject.F = form


def notes_that_are_none(pdf, _):
    pdf.pages[0].Annots = Array([1, b"x", pdf.pages[0].obj])


@pytest.mark.parametrize(
    "damage",
    [circle_of_fields, fields_that_are_numbers, form_that_is_a_number, form_in_a_circle, notes_that_are_none],
)
def test_odd_structures_end_and_keep_the_text(scan_pdf, made, loop, damage):
    result = made(scan_pdf(lambda pdf: damage(pdf, loop)))
    with pypdfium2.PdfDocument(result.path) as document:
        assert "chữ" in document[0].get_textpage().get_text_range()


@pytest.mark.parametrize("kind", ["pdf", "image"])
def test_whatever_a_library_raises_costs_the_pdf_alone(tmp_path, sheet, scan_pdf, made, monkeypatch, kind):
    def raising(*_):
        raise RecursionError

    path = scan_pdf() if kind == "pdf" else tmp_path / "in.png"
    if kind == "image":
        path.write_bytes(png(sheet))
    monkeypatch.setattr(searchable_pdf, "save_archival", raising)
    with pytest.raises(InputProblem, match=r"pdf_not_rewritable|picture_unusable"):
        made(path, kind)
    assert not (tmp_path / "out.pdf").exists()


def test_a_palette_of_seven_bytes_is_told(tmp_path, sheet, made):
    data = png(sheet.quantize(8))
    at = data.index(b"PLTE")
    size = int.from_bytes(data[at - 4 : at])
    path = tmp_path / "in.png"
    path.write_bytes(data[: at - 4] + (7).to_bytes(4) + data[at : at + 11] + data[at + 4 + size :])
    with pytest.raises(InputProblem, match="picture_unusable"):
        made(path, "image")


def test_a_page_whose_tree_leads_in_a_circle_costs_the_pdf_alone(scan_pdf, made):
    def change(pdf):
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)

    source = scan_pdf()
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        change(pdf)
        pdf.save(source)
    with pytest.raises(InputProblem, match="pdf_not_rewritable"):
        made(source)


def test_a_document_of_very_many_parts_is_not_checked_against_pdfa_and_says_so(scan_pdf, made, monkeypatch):
    def change(pdf):
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([b"a", Array([0, Name.Fit])] * 300)))

    monkeypatch.setattr(searchable_pdf, "MOST_JUDGED", 200)
    monkeypatch.setattr(searchable_pdf, "save_archival", None)
    assert made(scan_pdf(change)).reason == "pdfa_not_possible"
