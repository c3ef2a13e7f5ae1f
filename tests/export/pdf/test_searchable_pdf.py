"""Searchable PDFs of drawn pages: the words come back, on the ink, and nothing that is seen changes."""

import ctypes
import errno
import io
import itertools
import math

import numpy as np
import pdfplumber
import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

from export.pdf.searchable_pdf import write_searchable_pdf
from ocr.box import Box
from ocr.page import Decision, Geometry, Line, PageText, Word
from ocr.problem import InputProblem, OutputProblem

WIDTH, HEIGHT, DPI = 620, 877, 75  # A4
TEXTS = (("CỘNG", "HÒA", "XÃ", "HỘI"), ("Độc", "lập", "-", "Tự", "do"), ("Nguyễn", "Thị", "Thúy", "Hường"))


def drawn_words():
    return [
        [Word(text=text, box=Box(60 + 110 * x, 100 + 90 * y, 140 + 110 * x, 124 + 90 * y), confidence=0.9)
         for x, text in enumerate(line)]
        for y, line in enumerate(TEXTS)
    ]  # fmt: skip


def upright():
    page = Image.new("L", (WIDTH, HEIGHT), 255)
    draw = ImageDraw.Draw(page)
    for line in drawn_words():
        for word in line:
            left, top, right, bottom = word.box
            draw.rectangle((left, top, right - 1, bottom - 1), fill=0)
    return page


def page_text(number=1, *, to_original=None, size=(WIDTH, HEIGHT), use="image", source="image", dpi=DPI):
    extra = {} if to_original is None else {"to_original": to_original}
    return PageText(
        page=number,
        sha256="ab" * 32,
        geometry=Geometry(
            width=WIDTH, height=HEIGHT, dpi=dpi, original_width=size[0], original_height=size[1], **extra
        ),
        decision=Decision(use=use, reason="test"),
        engine="test",
        engine_version="1",
        lines=tuple(Line.of(words, source) for words in drawn_words()),
    )


def turned(degrees):
    """The page turned clockwise by ``degrees`` about its middle, on a sheet that holds it, and the way there."""
    radians = math.radians(degrees)
    cos, sin = math.cos(radians), math.sin(radians)
    width = math.ceil(abs(WIDTH * cos) + abs(HEIGHT * sin))
    height = math.ceil(abs(WIDTH * sin) + abs(HEIGHT * cos))
    there = (
        cos, -sin, width / 2 - cos * WIDTH / 2 + sin * HEIGHT / 2,
        sin, cos, height / 2 - sin * WIDTH / 2 - cos * HEIGHT / 2,
        0.0, 0.0, 1.0,
    )  # fmt: skip
    matrix = np.linalg.inv(np.array(there).reshape(3, 3))
    image = upright().transform(
        (width, height),
        Image.Transform.AFFINE,
        tuple(matrix[:2].ravel()),
        Image.Resampling.NEAREST,
        fillcolor=255,
    )
    return image, there


def saved(image, path, **options):
    image.save(path, **options)
    return path


def text_of(path, page=0):
    with pypdfium2.PdfDocument(path) as document:
        return document[page].get_textpage().get_text_range().replace("\r\n", "\n")


def picture_of(path, page=0, scale=1.0):
    with pypdfium2.PdfDocument(path) as document:
        return document[page].render(scale=scale).to_numpy().copy()


def letter_centres(path, scale):
    """Displayed pixels of the middle of every letter, spaces left out."""
    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        letters = page.get_textpage()
        found = []
        for index in range(letters.count_chars()):
            if not letters.get_text_range(index, 1).strip():
                continue
            left, bottom, right, top = letters.get_charbox(index)
            x, y = page.get_size()[0] * scale, page.get_size()[1] * scale
            found.append(displayed(page, (left + right) / 2, (bottom + top) / 2, x, y))
        return found


def displayed(page, x, y, width, height):
    across, down = ctypes.c_int(), ctypes.c_int()
    pypdfium2.raw.FPDF_PageToDevice(page.raw, 0, 0, round(width), round(height), 0, x, y, across, down)
    return across.value, down.value


def assert_letters_on_ink(path, scale=DPI / 72):
    picture = picture_of(path, scale=scale)
    grey = picture[..., 0] if picture.ndim == 3 else picture
    centres = letter_centres(path, scale)
    assert len(centres) == sum(len(word) for line in TEXTS for word in line)
    assert all(grey[y, x] < 128 for x, y in centres)


LINES = "\n".join(" ".join(line) for line in TEXTS)


def test_a_jpeg_goes_in_byte_for_byte_with_its_words_over_it(tmp_path):
    source = saved(upright(), tmp_path / "a.jpg", quality=80)
    made = write_searchable_pdf(source, "image", [page_text()], tmp_path / "a.pdf", title="Đơn đề nghị")
    assert (made.pdfa, made.reason, made.findings) == (True, "pdfa_2b", ())
    assert text_of(made.path) == LINES
    with pikepdf.open(made.path) as pdf:
        (image,) = pdf.pages[0].get_images().values()
        assert image.read_raw_bytes() == source.read_bytes()
        assert str(pdf.Root.Lang) == "vi-VN"
        assert pdf.open_metadata()["dc:title"] == "Đơn đề nghị"
        assert [float(side) for side in pdf.pages[0].mediabox] == pytest.approx([0, 0, 595.2, 841.92])


def test_the_same_input_gives_the_same_bytes(tmp_path):
    source = saved(upright(), tmp_path / "a.png")
    first = write_searchable_pdf(source, "image", [page_text()], tmp_path / "1.pdf")
    second = write_searchable_pdf(source, "image", [page_text()], tmp_path / "2.pdf")
    assert first.path.read_bytes() == second.path.read_bytes()


def touching(*boxes):
    words = [Word(text=text, box=Box(left, 100, right, 130), confidence=0.9) for text, left, right in boxes]
    return page_text().model_copy(update={"lines": (Line.of(words),)})


def words_by_gaps(path):
    """The words that a reader sees who goes by the white between letters only."""
    with pdfplumber.open(path) as pdf:
        letters = [letter for letter in pdf.pages[0].chars if letter["text"].strip()]
    height = letters[0]["bottom"] - letters[0]["top"]
    text = letters[0]["text"]
    for one, other in itertools.pairwise(letters):
        text += (" " if other["x0"] - one["x1"] >= 0.15 * height else "") + other["text"]
    return text


@pytest.mark.parametrize(
    "boxes",
    [
        [("thành", 60, 140), ("phố", 140, 190), ("Hà", 190, 220), ("Nội", 220, 260)],
        [("thành", 60, 145), ("phố", 138, 192), ("Hà", 185, 224), ("Nội", 219, 260)],
        [("thành", 60, 140), ("phố", 144, 190), ("Hà", 194, 220), ("Nội", 224, 260)],
    ],
    ids=["touching", "overlapping", "close"],
)
def test_words_that_touch_come_out_apart(tmp_path, boxes):
    source = saved(upright(), tmp_path / "a.png")
    made = write_searchable_pdf(source, "image", [touching(*boxes)], tmp_path / "a.pdf")
    assert text_of(made.path) == "thành phố Hà Nội"
    assert words_by_gaps(made.path) == "thành phố Hà Nội"


@pytest.mark.parametrize("degrees", [2, -3.5])
def test_letters_of_a_word_stand_level_on_a_page_that_is_a_little_askew(tmp_path, degrees):
    image, there = turned(degrees)
    source = saved(image, tmp_path / "a.png")
    page = page_text(to_original=there, size=image.size)
    made = write_searchable_pdf(source, "image", [page], tmp_path / "a.pdf")
    with pdfplumber.open(made.path) as pdf:
        letters = pdf.pages[0].chars
    heights = {round(letter["top"], 2) for letter in letters[: len("CỘNG")]}
    assert len(heights) == 1
    assert_letters_on_ink(made.path)


@pytest.mark.parametrize("degrees", [0, 3.5, -7, 90, 180, 270])
def test_words_of_a_turned_page_lie_on_the_ink(tmp_path, degrees):
    image, there = turned(degrees)
    source = saved(image, tmp_path / "a.png")
    page = page_text(to_original=there, size=image.size)
    made = write_searchable_pdf(source, "image", [page], tmp_path / "a.pdf")
    assert_letters_on_ink(made.path)


def test_words_of_a_page_photographed_aslant_lie_on_the_ink(tmp_path):
    there = (0.9, 0.05, 20.0, 0.02, 0.92, 30.0, 0.0001, 0.00005, 1.0)
    inverse = np.linalg.inv(np.array(there).reshape(3, 3))
    inverse /= inverse[2, 2]
    image = upright().transform(
        (WIDTH, HEIGHT),
        Image.Transform.PERSPECTIVE,
        tuple(inverse.ravel()[:8]),
        Image.Resampling.NEAREST,
        fillcolor=255,
    )
    source = saved(image, tmp_path / "a.png")
    page = page_text(to_original=there)
    made = write_searchable_pdf(source, "image", [page], tmp_path / "a.pdf")
    with pikepdf.open(made.path) as pdf:
        scale = WIDTH / float(pdf.pages[0].mediabox[2])
    assert_letters_on_ink(made.path, scale)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_obeyed_without_touching_the_jpeg(tmp_path, orientation):
    # The camera wrote raw pixels; turning them as the tag says gives the upright page.
    undo = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[orientation]
    raw = upright() if undo is None else upright().transpose(Image.Transpose(undo))
    exif = Image.Exif()
    exif[0x0112] = orientation
    source = saved(raw, tmp_path / "a.jpg", quality=95, exif=exif)
    width, height = raw.size
    there = {
        1: (1, 0, 0, 0, 1, 0),
        2: (-1, 0, width, 0, 1, 0),
        3: (-1, 0, width, 0, -1, height),
        4: (1, 0, 0, 0, -1, height),
        5: (0, 1, 0, 1, 0, 0),
        6: (0, 1, 0, -1, 0, height),
        7: (0, -1, width, -1, 0, height),
        8: (0, -1, width, 1, 0, 0),
    }[orientation]
    page = page_text(to_original=(*there, 0, 0, 1), size=raw.size)
    made = write_searchable_pdf(source, "image", [page], tmp_path / "a.pdf")
    shown = picture_of(made.path, scale=DPI / 72)[..., 0]
    assert np.abs(shown[:HEIGHT, :WIDTH].astype(int) - np.asarray(upright())).mean() < 8
    assert_letters_on_ink(made.path)


@pytest.mark.parametrize(
    ("name", "mode"), [("a.tif", "1"), ("a.tif", "L"), ("a.webp", "RGB"), ("a.png", "RGBA")]
)
def test_other_pictures_go_in_without_loss(tmp_path, name, mode):
    image = upright().convert(mode)
    options = {"lossless": True} if name.endswith("webp") else {}
    source = saved(image, tmp_path / name, **options)
    made = write_searchable_pdf(source, "image", [page_text()], tmp_path / "a.pdf")
    with pikepdf.open(made.path) as pdf:
        (embedded,) = pdf.pages[0].get_images().values()
        pixels = pikepdf.PdfImage(embedded).as_pil_image().convert("L")
    assert np.array_equal(np.asarray(pixels), np.asarray(upright()))
    assert made.pdfa
    assert text_of(made.path) == LINES


def test_every_frame_of_a_tiff_is_a_page_also_one_that_was_not_read(tmp_path):
    frames = [upright(), upright().rotate(180), upright()]
    source = tmp_path / "a.tif"
    frames[0].save(source, save_all=True, append_images=frames[1:])
    made = write_searchable_pdf(source, "image", [page_text(3), page_text(1)], tmp_path / "a.pdf")
    assert [bool(text_of(made.path, page)) for page in range(3)] == [True, False, True]


def test_a_page_of_unknown_resolution_fills_an_a4_sheet(tmp_path):
    source = saved(upright(), tmp_path / "a.png")
    made = write_searchable_pdf(source, "image", [page_text(dpi=0)], tmp_path / "a.pdf")
    with pikepdf.open(made.path) as pdf:
        assert float(pdf.pages[0].mediabox[3]) == pytest.approx(841.89, abs=0.01)
    assert_letters_on_ink(made.path, WIDTH / 595.2)


def test_a_damaged_picture_is_told_and_leaves_nothing(tmp_path):
    source = tmp_path / "a.jpg"
    source.write_bytes(b"\xff\xd8\xff no picture")
    with pytest.raises(InputProblem, match="picture_unusable"):
        write_searchable_pdf(source, "image", [page_text()], tmp_path / "a.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["a.jpg"]


def helvetica():
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def pdf_of_scan(path, *, turn=0, box=None, content=b"", annex=None):
    """A PDF page that shows the drawn page, turned so that it is upright when displayed."""
    raw = upright().rotate(turn, expand=True)
    stream = io.BytesIO()
    raw.save(stream, "PNG")
    with pikepdf.new() as pdf:
        left, bottom, width, height = box or (0, 0, raw.width * 72 / DPI, raw.height * 72 / DPI)
        page = pdf.add_blank_page(page_size=(left + width, bottom + height))
        page.mediabox = Array([left, bottom, left + width, bottom + height])
        image = pdf.make_stream(
            raw.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=raw.width, Height=raw.height,
            ColorSpace=Name.DeviceGray, BitsPerComponent=8,
        )  # fmt: skip
        page.add_resource(image, Name.XObject, Name("/Im0"))
        if content:
            page.add_resource(helvetica(), Name.Font, Name("/F0"))
        for name, form in (annex(pdf) if annex else {}).items():
            page.add_resource(form, Name.XObject, Name(name))
        drawn = b"q %f 0 0 %f %f %f cm /Im0 Do Q\n" % (width, height, left, bottom)
        page.Contents = pdf.make_stream(drawn + content)
        page.rotate(turn, relative=False)
        pdf.save(path)
    return path


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("box", [None, (-30, 50, 595.2, 841.92)])
def test_a_pdf_looks_the_same_and_its_words_lie_on_the_ink(tmp_path, turn, box):
    if box and turn in {90, 270}:
        box = (box[0], box[1], box[3], box[2])
    source = pdf_of_scan(tmp_path / "a.pdf", turn=turn, box=box)
    made = write_searchable_pdf(source, "pdf", [page_text()], tmp_path / "b.pdf")
    assert np.array_equal(picture_of(source), picture_of(made.path))
    assert text_of(made.path) == LINES
    assert_letters_on_ink(made.path)
    assert made.pdfa


def test_words_follow_a_scan_that_fills_only_part_of_its_page(tmp_path):
    with pikepdf.open(pdf_of_scan(tmp_path / "a.pdf")) as pdf:
        pdf.pages[0].mediabox = Array([-40, -60, 595.2, 841.92])
        pdf.save(tmp_path / "b.pdf")
    made = write_searchable_pdf(tmp_path / "b.pdf", "pdf", [page_text()], tmp_path / "c.pdf")
    assert_letters_on_ink(made.path)


OLD_LAYER = b"BT /F0 20 Tf 3 Tr 50 700 Td (WRONG OLD TEXT) Tj ET\n"


def test_an_old_invisible_layer_goes_and_nothing_seen_changes(tmp_path):
    source = pdf_of_scan(tmp_path / "a.pdf", content=OLD_LAYER + b"BT /F0 9 Tf 0 Tr 50 30 Td (kept) Tj ET")
    made = write_searchable_pdf(source, "pdf", [page_text()], tmp_path / "b.pdf")
    assert "WRONG" in text_of(source)
    assert "WRONG" not in text_of(made.path)
    assert "kept" in text_of(made.path)
    assert np.array_equal(picture_of(source), picture_of(made.path))
    assert "old_text_layer_removed" in [finding.code for finding in made.findings]


def test_an_old_invisible_layer_inside_a_form_goes_too(tmp_path):
    def annex(pdf):
        fonts = Dictionary(F0=helvetica())
        form = pdf.make_stream(
            OLD_LAYER, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 600, 850]),
            Resources=Dictionary(Font=fonts),
        )  # fmt: skip
        return {"/OCR-1": form}

    source = pdf_of_scan(tmp_path / "a.pdf", content=b"/OCR-1 Do\n", annex=annex)
    made = write_searchable_pdf(source, "pdf", [page_text()], tmp_path / "b.pdf")
    assert "WRONG" in text_of(source)
    assert text_of(made.path) == LINES


def test_a_text_object_that_mixes_seen_and_unseen_text_is_left_and_told(tmp_path):
    mixed = b"BT /F0 9 Tf 3 Tr 50 30 Td (unseen) Tj 0 Tr (seen) Tj ET"
    source = pdf_of_scan(tmp_path / "a.pdf", content=mixed)
    made = write_searchable_pdf(source, "pdf", [page_text()], tmp_path / "b.pdf")
    assert np.array_equal(picture_of(source), picture_of(made.path))
    assert "old_text_layer_kept" in [finding.code for finding in made.findings]


def test_a_page_with_a_good_text_layer_gets_no_second_one(tmp_path):
    source = pdf_of_scan(tmp_path / "a.pdf", content=OLD_LAYER)
    page = page_text(use="text_layer", source="text_layer")
    made = write_searchable_pdf(source, "pdf", [page], tmp_path / "b.pdf")
    assert text_of(made.path) == text_of(source)


def test_a_file_that_cannot_be_pdfa_is_a_plain_pdf_and_says_why(tmp_path):
    source = pdf_of_scan(tmp_path / "a.pdf", content=b"BT /F0 9 Tf 50 30 Td (font not embedded) Tj ET")
    made = write_searchable_pdf(source, "pdf", [page_text()], tmp_path / "b.pdf")
    assert (made.pdfa, made.reason) == (False, "pdfa_not_possible")
    assert made.findings[-1].data == {"verdict": "not_checked", "rules": "ISO_19005_2:6.2.11.4.1-1"}
    assert b"pdfaid" not in made.path.read_bytes()
    with pikepdf.open(made.path) as pdf:
        assert Name.OutputIntents not in pdf.Root


def test_the_announcement_of_extensions_does_not_keep_a_scan_from_pdfa(tmp_path):
    source = pdf_of_scan(tmp_path / "a.pdf")
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.Root.Extensions = Dictionary(ADBE=Dictionary(BaseVersion=Name("/1.7"), ExtensionLevel=8))
        pdf.save()
    assert write_searchable_pdf(source, "pdf", [page_text()], tmp_path / "b.pdf").pdfa


def test_a_signed_pdf_is_never_rewritten(tmp_path):
    source = pdf_of_scan(tmp_path / "a.pdf")
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        signature = Dictionary(FT=Name.Sig, T=b"S1", V=Dictionary(Type=Name.Sig, Contents=b"\0"))
        pdf.Root.AcroForm = Dictionary(Fields=Array([Dictionary(Kids=Array([signature]))]))
        pdf.save()
    before = source.read_bytes()
    made = write_searchable_pdf(source, "pdf", [page_text()], tmp_path / "b.pdf")
    assert (made.path, made.pdfa, made.reason) == (source, False, "signed_kept")
    assert source.read_bytes() == before
    assert not (tmp_path / "b.pdf").exists()


def test_a_damaged_pdf_is_told_and_leaves_nothing(tmp_path):
    source = tmp_path / "a.pdf"
    source.write_bytes(b"%PDF-1.4 no more")
    with pytest.raises(InputProblem, match="pdf_not_rewritable"):
        write_searchable_pdf(source, "pdf", [page_text()], tmp_path / "b.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_words_whose_boxes_touch_or_overlap_stay_apart(tmp_path):
    words = [
        Word(text=text, box=Box(60 + 50 * x, 100, 115 + 50 * x, 124), confidence=0.9)
        for x, text in enumerate(("một", "hai", "ba"))
    ]
    page = page_text().model_copy(update={"lines": (Line.of(words),)})
    made = write_searchable_pdf(saved(upright(), tmp_path / "a.png"), "image", [page], tmp_path / "a.pdf")
    assert text_of(made.path) == "một hai ba"


def test_a_line_that_bends_keeps_each_word_at_its_own_height(tmp_path):
    image = Image.new("L", (WIDTH, HEIGHT), 255)
    words = [
        Word(text="chữ", box=Box(60 + 100 * x, 100 + 12 * x, 140 + 100 * x, 124 + 12 * x), confidence=1)
        for x in range(5)
    ]
    for word in words:
        ImageDraw.Draw(image).rectangle((*word.box[:2], word.box.right - 1, word.box.bottom - 1), fill=0)
    page = page_text().model_copy(update={"lines": (Line.of(words),)})
    made = write_searchable_pdf(saved(image, tmp_path / "a.png"), "image", [page], tmp_path / "a.pdf")
    grey = picture_of(made.path, scale=DPI / 72)[..., 0]
    assert all(grey[y, x] < 128 for x, y in letter_centres(made.path, DPI / 72))


def test_decomposed_letters_come_back_composed(tmp_path):
    word = Word(text="Nguyê\u0303n", box=Box(60, 100, 140, 124), confidence=1)
    page = page_text().model_copy(update={"lines": (Line.of([word]),)})
    made = write_searchable_pdf(saved(upright(), tmp_path / "a.png"), "image", [page], tmp_path / "a.pdf")
    assert text_of(made.path) == "Nguyễn"


@pytest.mark.parametrize("kind", ["pdf", "image"])
def test_a_full_disk_is_told_as_such_and_leaves_nothing(tmp_path, monkeypatch, kind):
    source = pdf_of_scan(tmp_path / "a") if kind == "pdf" else saved(upright(), tmp_path / "a", format="PNG")

    save = pikepdf.Pdf.save

    def full(pdf, stream, **more):
        if hasattr(stream, "name"):
            raise OSError(errno.ENOSPC, "No space left on device")
        save(pdf, stream, **more)

    monkeypatch.setattr(pikepdf.Pdf, "save", full)
    with pytest.raises(OutputProblem, match="output_disk_full"):
        write_searchable_pdf(source, kind, [page_text()], tmp_path / "b.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_pdf_that_asks_for_a_password_is_told(tmp_path):
    with pikepdf.open(pdf_of_scan(tmp_path / "a.pdf")) as pdf:
        pdf.save(tmp_path / "b.pdf", encryption=pikepdf.Encryption(user="secret", owner="secret"))
    with pytest.raises(InputProblem, match="pdf_not_rewritable"):
        write_searchable_pdf(tmp_path / "b.pdf", "pdf", [page_text()], tmp_path / "c.pdf")
