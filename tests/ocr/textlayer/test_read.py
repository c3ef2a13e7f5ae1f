import numpy as np
import pikepdf
import pypdfium2
import pytest
from fpdf import FPDF
from fpdf.enums import TextMode
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw, ImageFont

from ocr.pixels.ink import grey
from ocr.textlayer.read import NO_LAYER, Layer, read_layer
from ocr.textlayer.trust import choose, merge
from tests.ocr.conftest import line_at

SCALE = 200 / 72
TO_PIXELS = (SCALE, 0.0, 0.0, 0.0, SCALE, 0.0, 0.0, 0.0, 1.0)
TO_PAGE = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
BODY = (
    "Ủy ban nhân dân phường Bình An thông báo",
    "về việc tiếp nhận hồ sơ và trả kết quả giải quyết",
    "thủ tục hành chính tại bộ phận một cửa trong năm nay",
    "Đề nghị các tổ dân phố phối hợp thực hiện nghiêm túc",
)
CAPTION = ("Ký bởi: Ủy ban nhân dân phường", "Thời gian ký: 01.02.2025 10:11:12 +07:00")


@pytest.fixture
def pdf(tmp_path, font):
    """Writes a PDF page: texts drawn as text, and texts drawn as a scan behind them."""

    def write(texts=(), scanned=(), mode=TextMode.FILL):
        made = FPDF(unit="pt", format=(600, 400))
        made.add_font("serif", fname=font)
        made.add_page()
        made.set_auto_page_break(auto=False)
        made.set_font("serif", size=14)
        for row, text in enumerate(scanned):
            made.image(_scan(text, font), x=40, y=200 + 30 * row, h=20)
        with made.local_context(text_mode=mode):
            for row, text in enumerate(texts):
                made.text(40, 60 + 30 * row, text)
        path = tmp_path / "page.pdf"
        made.output(str(path))
        return path

    return write


def _scan(text, font):
    pen = ImageFont.truetype(font, 60)
    picture = Image.new("L", (round(pen.getlength(text)), 90), 255)
    ImageDraw.Draw(picture).text((0, 5), text, font=pen, fill=0)
    return picture


def shown(path):
    with pypdfium2.PdfDocument(path) as document:
        return np.ascontiguousarray(grey(document[0].render(scale=SCALE).to_numpy()[:, :, :3]))


def decided(path):
    return choose(read_layer(path, 1, TO_PIXELS, TO_PAGE), shown(path), 200)


def test_words_stand_where_the_page_shows_them(pdf):
    layer = read_layer(pdf(BODY), 1, TO_PIXELS, TO_PAGE)
    assert [line.text for line in layer.lines] == list(BODY)
    assert all(line.source == "text_layer" and line.confidence > 0.98 for line in layer.lines)
    first = layer.lines[0].box
    assert first.left == pytest.approx(40 * SCALE, abs=3)
    assert first.top < 60 * SCALE < first.bottom


def test_a_page_that_was_turned_keeps_its_lines(pdf):
    quarter = (0.0, -SCALE, 400 * SCALE, SCALE, 0.0, 0.0, 0.0, 0.0, 1.0)
    back = np.linalg.inv(np.array([[0, -1, 400 * SCALE], [1, 0, 0], [0, 0, 1]])) @ np.array(quarter).reshape(
        3, 3
    )
    layer = read_layer(pdf(BODY), 1, tuple(back.ravel()), TO_PAGE)
    assert [line.text for line in layer.lines] == list(BODY)


def test_a_born_digital_page_is_read_from_its_text(pdf):
    decision = decided(pdf(BODY))
    assert (decision.use, decision.reason) == ("text_layer", "text_layer_covers")


def test_a_scan_without_text_is_read_from_its_image(pdf):
    path = pdf(scanned=BODY)
    assert read_layer(path, 1, TO_PIXELS, TO_PAGE) == NO_LAYER
    assert decided(path).reason == "text_layer_none"


def test_the_caption_of_a_signature_is_no_text_layer(pdf):
    decision = decided(pdf(CAPTION, scanned=BODY))
    assert (decision.use, decision.reason) == ("image", "text_layer_caption")


def test_fields_typed_over_a_scan_are_read_both_ways(pdf):
    decision = decided(pdf(["Nguyễn Thị Thanh Hương", "Phường Bình An, thành phố Dĩ An"], scanned=BODY))
    assert (decision.use, decision.reason) == ("both", "text_layer_partial")


def test_an_invisible_layer_is_not_read(pdf):
    path = pdf(BODY, scanned=BODY, mode=TextMode.INVISIBLE)
    layer = read_layer(path, 1, TO_PIXELS, TO_PAGE)
    assert (layer.lines, layer.hidden_share) == ((), 1)
    assert decided(path).reason == "text_layer_hidden"


def test_words_that_are_none_are_not_believed(pdf):
    decision = decided(pdf(["qsdf wxcv bnhj klmp zrty fghj wvbn", "pqsd xwcv hjkl mpoz rtyf ghjw vbnq"]))
    assert (decision.use, decision.reason) == ("image", "text_layer_unsound")


def test_glyphs_without_letters_are_not_believed():
    layer = Layer(lines=(line_at("(cid:3)(cid:17) văn (cid:5)", 10, 10),))
    assert choose(layer, np.full((100, 400), 255, np.uint8), 200).reason == "text_layer_broken"


def test_old_fonts_are_rescued_and_recorded(pdf):
    layer = read_layer(
        pdf(["céng hoµ x· héi chñ nghÜa viÖt nam", "®éc lËp tù do h¹nh phóc"]), 1, TO_PIXELS, TO_PAGE
    )
    assert [line.text for line in layer.lines] == [
        "cộng hoà xã hội chủ nghĩa việt nam",
        "độc lập tự do hạnh phúc",
    ]
    assert layer.operations[0].parameters == {"encoding": "tcvn3"}


def test_a_damaged_file_costs_only_the_layer(tmp_path):
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnot a PDF at all")
    layer = read_layer(broken, 1, TO_PIXELS, TO_PAGE)
    assert layer.lines == ()
    assert [finding.code for finding in layer.findings] == ["text_layer_unreadable"]


def draw_longer(path, place):
    """Adds spaces to what draws a page: to its content, to a form, or to a form within a form that holds itself."""
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        page, spaces = document.pages[0].obj, b" " * (9 * 1024 * 1024)
        form = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 9, 9])}
        inner = document.make_stream(spaces, **form)
        outer = document.make_stream(b"/I Do", **form)
        outer.Resources = Dictionary(XObject=Dictionary(I=inner, O=outer))
        if place == "content":
            page.Contents = document.make_stream(page.Contents.read_bytes() + spaces)
        else:
            page.Resources.XObject = Dictionary(F=inner if place == "form" else outer)
        document.save(path)


@pytest.mark.parametrize("place", ["content", "form", "form within a form"])
def test_a_page_that_is_drawn_with_too_much_is_read_from_its_image(pdf, place):
    path = pdf(BODY)
    assert read_layer(path, 1, TO_PIXELS, TO_PAGE).lines
    draw_longer(path, place)
    layer = read_layer(path, 1, TO_PIXELS, TO_PAGE)
    assert layer.lines == ()
    assert [finding.code for finding in layer.findings] == ["text_layer_too_long"]


def test_merging_prefers_what_was_typed_and_loses_nothing():
    typed = line_at("Lê Thị Thanh Hương", 300, 100, 280, source="text_layer", confidence=0.99)
    label, again = line_at("Họ và tên:", 100, 100, 190), line_at("Lè Thi Thanh Huong", 300, 102, 280)
    below = line_at("Nơi cư trú:", 100, 200, 190)
    merged = merge([typed], [label, again, below])
    assert [line.text for line in merged] == ["Họ và tên: Lê Thị Thanh Hương", "Nơi cư trú:"]


def test_a_typed_line_of_its_own_stays_typed():
    typed = line_at("Lê Thị Thanh Hương", 300, 100, source="text_layer", confidence=0.99)
    (line,) = merge([typed], [])
    assert line == typed
