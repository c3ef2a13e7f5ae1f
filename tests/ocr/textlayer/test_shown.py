"""Text that the page does not show is not on the page, whatever the layer says."""

import pikepdf
import pytest
from fpdf import FPDF
from fpdf.enums import TextMode
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw, ImageFont

from ocr.textlayer.read import read_layer
from ocr.textlayer.trust import choose
from tests.ocr.textlayer.test_read import SCALE, TO_PAGE, TO_PIXELS
from tests.ocr.textlayer.test_read import shown as drawn

BODY = (
    "Ủy ban nhân dân phường Bình An thông báo",
    "về việc tiếp nhận hồ sơ và trả kết quả giải quyết",
    "thủ tục hành chính tại bộ phận một cửa trong năm nay",
)
OTHER = "Nguyễn Văn Khác"


@pytest.fixture
def page(tmp_path, font):
    """Writes a PDF page with the body and whatever ``draw`` adds to it."""

    def write(draw):
        made = FPDF(unit="pt", format=(600, 400))
        made.add_font("serif", fname=font)
        made.add_page()
        made.set_auto_page_break(auto=False)
        made.set_font("serif", size=14)
        for row, text in enumerate(BODY):
            made.text(40, 60 + 30 * row, text)
        draw(made)
        path = tmp_path / "page.pdf"
        made.output(str(path))
        return path

    return write


def read(path, to_page=TO_PAGE):
    return read_layer(path, 1, TO_PIXELS, to_page)


def texts(path):
    return [line.text for line in read(path).lines]


def painted_over(made):
    made.text(40, 200, OTHER)
    made.set_fill_color(255)
    made.rect(30, 180, 300, 30, style="F")


def invisible(made):
    with made.local_context(text_mode=TextMode.INVISIBLE):
        made.text(40, 200, OTHER)


def transparent(made):
    with made.local_context(fill_opacity=0.02):
        made.text(40, 200, OTHER)


def white(made):
    made.set_text_color(255)
    made.text(40, 200, OTHER)


def clipped(made):
    with made.rect_clip(500, 300, 20, 20):
        made.text(40, 200, OTHER)


def under_a_picture(made):
    made.text(40, 200, OTHER)
    made.image(Image.new("L", (300, 40), 200), x=30, y=180, w=300)


def beyond_the_page(made):
    made.text(700, 200, OTHER)


@pytest.mark.parametrize(
    "draw", [painted_over, invisible, transparent, white, clipped, under_a_picture, beyond_the_page]
)
def test_what_nobody_sees_is_not_read(page, draw):
    layer = read(page(draw))
    assert [line.text for line in layer.lines] == list(BODY)
    assert 0 < layer.hidden_share < 0.2


def test_what_stands_there_now_is_read_and_not_what_it_was_printed_over(page):
    def corrected(made):
        made.text(40, 200, "Số: 15/QĐ-UBND")
        made.set_fill_color(255)
        made.rect(30, 180, 300, 30, style="F")
        made.text(40, 200, "Số: 16/QĐ-UBND")

    path = page(corrected)
    assert texts(path) == [*BODY, "Số: 16/QĐ-UBND"]
    assert all(word.confidence > 0.9 for line in read(path).lines for word in line.words)


def test_a_word_of_which_a_part_is_hidden_is_doubted(page):
    def cut(made):
        made.text(40, 200, "025324001234 Kinh")
        made.set_fill_color(255)
        made.rect(78, 180, 30, 30, style="F")

    words = {word.text: word.confidence for line in read(page(cut)).lines for word in line.words}
    assert words["Kinh"] > 0.9
    assert all(confidence < 0.9 for text, confidence in words.items() if text.isdigit())


def test_a_layer_that_is_switched_off_is_not_read(page):
    path = page(lambda made: made.text(40, 200, OTHER))
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        group = document.make_indirect(Dictionary(Type=Name.OCG, Name="hidden"))
        document.Root.OCProperties = Dictionary(
            OCGs=Array([group]), D=Dictionary(Order=Array([group]), OFF=Array([group]))
        )
        sheet = document.pages[0].obj
        sheet.Resources.Properties = Dictionary(MC0=group)
        # The last text is that of the layer.
        body, begin, last = sheet.Contents.read_bytes().rpartition(b"BT ")
        assert begin
        sheet.Contents = document.make_stream(body + b"/OC /MC0 BDC BT " + last + b" EMC")
        document.save(path)
    assert texts(path) == list(BODY)


def test_half_of_a_sheet_that_the_page_leaves_out_is_not_read(page):
    path = page(lambda made: [made.text(400, 60 + 30 * row, f"Khác {row}") for row in range(6)])
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.pages[0].obj.CropBox = Array([0, 0, 390, 400])
        document.save(path)
    assert texts(path) == list(BODY)


def test_letters_printed_twice_for_bold_count_once(page):
    def bold(made):
        for step in (0, 0.35):
            made.text(40 + step, 200, OTHER)

    assert texts(page(bold)) == [*BODY, OTHER]


def test_letters_across_the_page_are_no_words_and_no_reason_to_read_the_image(page):
    def watermark(made):
        made.set_text_color(215)
        with made.rotation(40, x=100, y=350):
            made.text(100, 350, "BẢN SAO ĐIỆN TỬ")

    path = page(watermark)
    layer = read(path)
    assert [line.text for line in layer.lines] == list(BODY)
    assert len(layer.aside) == len("BẢNSAOĐIỆNTỬ")
    assert choose(layer, drawn(path), 200).use == "text_layer"


def test_a_page_that_is_turned_as_a_whole_keeps_its_words(page):
    path = page(lambda _: None)
    turned = (0.0, -SCALE, 400 * SCALE, SCALE, 0.0, 0.0, 0.0, 0.0, 1.0)
    assert len(read_layer(path, 1, turned, TO_PAGE).aside) == 0


def test_signs_without_width_are_dropped_and_a_seen_soft_hyphen_is_a_hyphen(page):
    said = "125/\N{ZERO WIDTH SPACE}QĐ\N{SOFT HYPHEN}UBND"
    path = page(lambda made: made.text(40, 200, said))
    assert texts(path)[-1] in {
        "125/QĐ-UBND",
        "125/QĐUBND",
    }  # whether a hyphen is drawn is for the typeface to say
    assert not {*said} & {"\N{ZERO WIDTH SPACE}"} & {*texts(path)[-1]}


def test_accents_of_their_own_stay_with_their_letters(page):
    path = page(lambda made: made.text(40, 200, "Nguye\N{COMBINING CIRCUMFLEX ACCENT}\N{COMBINING TILDE}n"))
    assert texts(path)[-1] == "Nguyễn"


def test_a_layer_under_a_scan_is_not_read(page, font):
    pen = ImageFont.truetype(font, 60)
    scan = Image.new("L", (1200, 800), 255)
    ImageDraw.Draw(scan).text((80, 100), BODY[0], font=pen, fill=0)
    path = page(lambda made: made.image(scan, x=0, y=0, w=600))
    layer = read(path)
    assert (layer.lines, layer.hidden_share) == ((), 1)
    assert choose(layer, drawn(path), 200).reason == "text_layer_hidden"
