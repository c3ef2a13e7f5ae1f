"""What a PDF page draws by other ways than an image of its own is complete as well, or the page is told as damaged."""

import base64
import io
import zlib

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

from digitize.scan.pdf.drawn import drawn
from ocr.problem import InputProblem

WIDTH, HEIGHT = 320, 400
BOX = (0, 0, 200, 250)
TOLD = r"(image_(truncated|damaged)|page_damaged)"
FULL = b"q 200 0 0 250 0 0 cm /Im Do Q"


@pytest.fixture(scope="module")
def rows():
    """Rows of a page with print on it, eight bits to a pixel."""
    image = Image.new("L", (WIDTH, HEIGHT), 255)
    draw = ImageDraw.Draw(image)
    chance = np.random.default_rng(5)
    for row in range(12, HEIGHT - 60, 14):
        for column in range(10, WIDTH - 20, 11):
            wide, tall = chance.integers(2, 9, 2)
            draw.ellipse((column, row, column + int(wide), row + int(tall)), fill=20)
    return image.tobytes()


def picture(pdf, data, filters="FlateDecode", **entries):
    made = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=WIDTH, Height=HEIGHT)
    made.write(data, filter=Array([Name("/" + name) for name in filters.split()]))
    made.BitsPerComponent, made.ColorSpace = 8, Name.DeviceGray
    for key, value in entries.items():
        made["/" + key] = value
    return made


def form(pdf, content=FULL, subtype="Form", **entries):
    return pdf.make_stream(
        content, Type=Name.XObject, Subtype=Name("/" + subtype), BBox=Array(BOX), **entries
    )


def in_a_note(pdf, page, image):
    look = form(pdf, Resources=Dictionary(XObject=Dictionary(Im=image)))
    page.Annots = Array(
        [Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array(BOX), F=4, AP=Dictionary(N=look))]
    )


def in_a_state_of_a_field(pdf, page, image):
    look = form(pdf, Resources=Dictionary(XObject=Dictionary(Im=image)))
    states = Dictionary(N=Dictionary(On=look))
    page.Annots = Array(
        [Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array(BOX), AS=Name.On, F=4, AP=states)]
    )


def in_a_pattern(pdf, page, image):
    tile = form(pdf, PatternType=1, PaintType=1, TilingType=1, XStep=200, YStep=250)
    tile.Resources = Dictionary(XObject=Dictionary(Im=image))
    page.Resources = Dictionary(Pattern=Dictionary(P=tile))
    page.Contents = pdf.make_stream(b"/Pattern cs /P scn 0 0 200 250 re f")


def in_a_glyph(pdf, page, image):
    glyph = pdf.make_stream(b"1000 0 d0 q 1000 0 0 1000 0 0 cm /Im Do Q")
    page.Resources = Dictionary(Font=Dictionary(F=drawn_font(glyph, XObject=Dictionary(Im=image))))
    page.Contents = pdf.make_stream(b"BT /F 1 Tf 200 0 0 250 0 0 Tm (a) Tj ET")


def drawn_font(glyph, **resources):
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 1000, 1000]), FirstChar=97, LastChar=97,
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), CharProcs=Dictionary(a=glyph), Widths=Array([1000]),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.a])), Resources=Dictionary(**resources),
    )  # fmt: skip


def in_the_mask_of_a_state(pdf, page, image):
    group = form(pdf, Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray))
    group.Resources = Dictionary(XObject=Dictionary(Im=image))
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=group))
    page.Resources = Dictionary(ExtGState=Dictionary(G=state))
    page.Contents = pdf.make_stream(b"0 g 0 0 200 250 re f /G gs 1 g 0 0 200 250 re f")


def as_a_mask(pdf, page, image):
    under = picture(pdf, zlib.compress(bytes(WIDTH * HEIGHT)), SMask=image)
    page.Resources = Dictionary(XObject=Dictionary(Im=under))
    page.Contents = pdf.make_stream(FULL)


def as_a_mask_of_what_stands_above_the_page(pdf, page, image):
    as_a_mask(pdf, page, image)
    pdf.Root.Pages.Resources = page.Resources
    del page.Resources


WAYS = (
    in_a_note, in_a_state_of_a_field, in_a_pattern, in_a_glyph, in_the_mask_of_a_state, as_a_mask,
    as_a_mask_of_what_stands_above_the_page,
)  # fmt: skip


@pytest.fixture
def saved(tmp_path):
    """A PDF of one page that ``lay`` fills."""

    def save(lay, **options):
        pdf = pikepdf.new()
        pdf.add_blank_page(page_size=BOX[2:])
        page = pdf.pages[0].obj
        page.Resources, page.Contents = Dictionary(), pdf.make_stream(b" ")
        lay(pdf, page)
        path = tmp_path / "page.pdf"
        pdf.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none, **options)
        return path

    return save


@pytest.mark.parametrize("share", [0.3, 0.95, 1])
@pytest.mark.parametrize("way", WAYS)
def test_image_is_counted_wherever_it_is_drawn_from(saved, opened, rows, way, share):
    data = zlib.compress(rows[: int(HEIGHT * share) * WIDTH])
    path = saved(lambda pdf, page: way(pdf, page, picture(pdf, data)))
    if share == 1:
        assert opened(path).pixels.min() < 100  # it is seen
        return
    with pytest.raises(InputProblem, match=TOLD):
        opened(path)


def of_png_rows(data):
    return zlib.compress(b"".join(b"\0" + data[at : at + WIDTH] for at in range(0, len(data), WIDTH)))


def grey_jpeg(encoded, data):
    return encoded(Image.frombytes("L", (WIDTH, len(data) // WIDTH), data), "JPEG", quality=80)


MASKS = {
    "none": ("", bytes),
    "ASCII85": ("ASCII85Decode", lambda data: base64.a85encode(data) + b"~>"),
    "ASCIIHex": ("ASCIIHexDecode", lambda data: data.hex().encode() + b">"),
    "Flate in ASCII85": (
        "ASCII85Decode FlateDecode",
        lambda data: base64.a85encode(zlib.compress(data)) + b"~>",
    ),
    "Flate twice": ("FlateDecode FlateDecode", lambda data: zlib.compress(zlib.compress(data))),
    "rows with a predictor": ("FlateDecode", of_png_rows),
}


@pytest.mark.parametrize("share", [0.3, 0.95, 1])
@pytest.mark.parametrize("name", MASKS)
def test_mask_is_counted_behind_all_its_filters(saved, opened, rows, name, share):
    filters, encode = MASKS[name]
    data = encode(rows[: int(HEIGHT * share) * WIDTH])
    parameters = {"DecodeParms": Dictionary(Predictor=15, Columns=WIDTH)} if "predictor" in name else {}
    path = saved(lambda pdf, page: as_a_mask(pdf, page, picture(pdf, data, filters, **parameters)))
    if share == 1:
        opened(path)
        return
    with pytest.raises(InputProblem, match=TOLD):
        opened(path)


@pytest.mark.parametrize("share", [0.5, 1])
def test_mask_that_is_a_jpeg_is_judged_as_one(saved, opened, rows, encoded, share):
    data = grey_jpeg(encoded, rows)
    if share == 1:
        opened(saved(lambda pdf, page: as_a_mask(pdf, page, picture(pdf, data, "DCTDecode"))))
        return
    cut = data[: len(data) // 2] + b"\xff\xd9"
    with pytest.raises(InputProblem, match=TOLD):
        opened(saved(lambda pdf, page: as_a_mask(pdf, page, picture(pdf, cut, "DCTDecode"))))


INLINE = {
    "Flate": (b"/F /Fl", zlib.compress),
    "ASCII85": (b"/F [/A85 /Fl]", lambda data: base64.a85encode(zlib.compress(data)) + b"~>"),
    "none": (b"", bytes),
}


@pytest.mark.parametrize("share", [0.5, 1])
@pytest.mark.parametrize("name", INLINE)
@pytest.mark.parametrize("within", ["page", "glyph"])
def test_picture_within_the_content_is_counted(saved, opened, rows, name, within, share):
    said, encode = INLINE[name]
    data = encode(rows[: int(HEIGHT * share) * WIDTH])
    begin = b"BI /W %d /H %d /BPC 8 /CS /G %s ID " % (WIDTH, HEIGHT, said)

    def lay(pdf, page):
        if within == "page":
            page.Contents = pdf.make_stream(b"q 200 0 0 250 0 0 cm " + begin + data + b"\nEI Q")
            return
        glyph = pdf.make_stream(b"1000 0 d0 q 1000 0 0 1000 0 0 cm " + begin + data + b"\nEI Q")
        page.Resources = Dictionary(Font=Dictionary(F=drawn_font(glyph)))
        page.Contents = pdf.make_stream(b"BT /F 1 Tf 200 0 0 250 0 0 Tm (a) Tj ET")

    path = saved(lay)
    if share == 1:
        assert opened(path).pixels.min() < 100
        return
    with pytest.raises(InputProblem, match=TOLD):
        opened(path)


def test_content_that_ends_within_a_picture_is_told(saved, opened, rows):
    begin = b"BI /W %d /H %d /BPC 8 /CS /G /F /Fl ID " % (WIDTH, HEIGHT)
    content = b"q 200 0 0 250 0 0 cm " + begin + zlib.compress(rows)[:-300]
    with pytest.raises(InputProblem, match=TOLD):
        opened(saved(lambda pdf, page: page.__setitem__("/Contents", pdf.make_stream(content))))


def packed(pdf, content, share, **entries):
    data = zlib.compress(content)
    made = pdf.make_stream(b"", **entries)
    made.write(data[: int(len(data) * share)], filter=Name.FlateDecode)
    return made


LINES = b"".join(b"0 0 m %d %d l S " % (row * 7 % 200, row) for row in range(250))


def by_a_form(pdf, page, share):
    drawing = packed(pdf, LINES, share, Type=Name.XObject, Subtype=Name.Form, BBox=Array(BOX))
    page.Resources, page.Contents = Dictionary(XObject=Dictionary(F=drawing)), pdf.make_stream(b"/F Do")


def by_a_note(pdf, page, share):
    look = packed(pdf, LINES, share, Type=Name.XObject, Subtype=Name.Form, BBox=Array(BOX))
    page.Annots = Array(
        [Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array(BOX), F=4, AP=Dictionary(N=look))]
    )


def by_a_font(pdf, page, share):
    program = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name.A,
        Flags=4,
        FontFile2=packed(pdf, bytes(range(256)) * 9, share),
    )
    font = Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.A, FontDescriptor=pdf.make_indirect(program)
    )
    page.Resources, page.Contents = (
        Dictionary(Font=Dictionary(F=font)),
        pdf.make_stream(b"BT /F 9 Tf 9 9 Td (A) Tj ET"),
    )


def by_the_meaning_of_codes(pdf, page, share):
    meaning = packed(pdf, b"begincmap " + b"".join(b"<%02X> <%04X> " % (n, n * 7) for n in range(256)), share)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, ToUnicode=meaning)
    page.Resources, page.Contents = (
        Dictionary(Font=Dictionary(F=font)),
        pdf.make_stream(b"BT /F 9 Tf 9 9 Td (A) Tj ET"),
    )


@pytest.mark.parametrize("share", [0.5, 0.9, 1])
@pytest.mark.parametrize("way", [by_a_form, by_a_note, by_a_font, by_the_meaning_of_codes])
def test_stream_that_a_page_is_drawn_with_is_complete(saved, opened, way, share):
    path = saved(lambda pdf, page: way(pdf, page, share))
    if share == 1:
        opened(path)
        return
    with pytest.raises(InputProblem, match=TOLD):
        opened(path)


def test_fax_whose_length_lies_is_judged_by_the_dictionary_of_its_size(saved, opened, rows, encoded):
    page = Image.frombytes("L", (WIDTH, HEIGHT), rows).convert("1")
    tiff = encoded(page, "TIFF", compression="group4", strip_size=1 << 30)
    with Image.open(io.BytesIO(tiff)) as read:
        start, size = read.tag_v2[273][0], read.tag_v2[279][0]
    data = tiff[start : start + size]
    said = Dictionary(K=-1, Columns=WIDTH, Rows=HEIGHT)

    def lay(pdf, page):
        image = picture(pdf, data, "CCITTFaxDecode", BitsPerComponent=1, DecodeParms=said)
        page.Resources, page.Contents = Dictionary(XObject=Dictionary(Im=image)), pdf.make_stream(FULL)

    path = saved(lay)
    assert opened(path).pixels.shape == (HEIGHT, WIDTH)
    whole = path.read_bytes()
    at = whole.index(data)
    path.write_bytes(whole[: at + size // 2] + whole[at + size :])
    with pytest.raises(InputProblem, match=TOLD):
        opened(path)


def test_drawings_that_draw_each_other_come_to_an_end(saved):
    def lay(pdf, page):
        one = form(pdf)
        one.Resources = Dictionary(XObject=Dictionary(Im=one), Pattern=Dictionary(P=one))
        page.Resources = one.Resources

    with pikepdf.open(saved(lay)) as pdf:
        assert len(list(drawn(pdf.pages[0]))) == 1


@pytest.mark.parametrize("above", [False, True])
def test_forms_without_end_are_told_wherever_their_names_stand(saved, opened, above):
    def lay(pdf, page):
        inner = form(pdf, b"0 0 9 9 re f")
        for _ in range(30):
            inner = form(pdf, b"/F Do /F Do", Resources=Dictionary(XObject=Dictionary(F=inner)))
        page.Resources, page.Contents = Dictionary(XObject=Dictionary(F=inner)), pdf.make_stream(b"/F Do")
        if above:
            pdf.Root.Pages.Resources = page.Resources
            del page.Resources

    with pytest.raises(InputProblem, match="page_damaged"):
        opened(saved(lay))
