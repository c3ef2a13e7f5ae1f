"""A page that is one scan gives the scan's own pixels; a page that is anything more is drawn."""

import io
import warnings
import zlib

import numpy as np
import pikepdf
import pytest
from PIL import Image

FULL = b"q 200 0 0 300 0 0 cm /Im Do Q"
"""A scan of 40 by 60 pixels on a page of 200 by 300 points: 14.4 dpi."""


@pytest.fixture
def scan(write_pdf, grain):
    """Writes a page that draws the grain, flate-compressed, as ``content`` says."""

    def write(content=FULL, data=None, entries=None, **page):
        spec = (
            zlib.compress(grain.tobytes()) if data is None else data,
            40,
            60,
            {"Filter": pikepdf.Name.FlateDecode} | (entries or {}),
        )
        return write_pdf(content, images={"Im": spec}, **page)

    return write


def test_scan_comes_out_pixel_for_pixel(scan, opened, grain):
    page = opened(scan())
    assert page.raster == "embedded"
    assert np.array_equal(page.pixels, grain)
    assert page.image_share == 1


@pytest.mark.parametrize(("dpi", "told"), [(300, 300), (200, 200), (72, 0)])
def test_resolution_is_that_of_pixels_on_the_page(write_pdf, opened, dpi, told):
    data = zlib.compress(bytes(300 * 200))
    size = f"{200 * 72 / dpi} 0 0 {300 * 72 / dpi}"
    images = {"Im": (data, 200, 300, {"Filter": pikepdf.Name.FlateDecode})}
    path = write_pdf(
        f"{size} 0 0 cm /Im Do".encode(), images=images, media=(0, 0, 200 * 72 / dpi, 300 * 72 / dpi)
    )
    page = opened(path)
    assert (page.raster, page.dpi) == ("embedded", told)


MATRICES = {
    "as it is": (b"200 0 0 300 0 0 cm", lambda image: image),
    "left to right": (b"-200 0 0 300 200 0 cm", np.fliplr),
    "upside down": (b"200 0 0 -300 0 300 cm", np.flipud),
    "half a turn": (b"-200 0 0 -300 200 300 cm", lambda image: np.rot90(image, 2)),
}


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("way", MATRICES)
def test_scan_is_turned_and_mirrored_as_it_is_displayed(scan, opened, grain, way, turn):
    matrix, expected = MATRICES[way]
    page = opened(scan(matrix + b" /Im Do", Rotate=turn))
    assert page.raster == "embedded"
    assert np.array_equal(page.pixels, np.rot90(expected(grain), -turn // 90))


@pytest.mark.parametrize(
    "matrix", [b"0 300 -200 0 200 0 cm", b"0 -300 200 0 0 300 cm", b"0 300 200 0 0 0 cm"]
)
def test_scan_that_lies_on_its_side_looks_as_the_drawn_page_does(write_pdf, opened, matrix):
    image = np.zeros((200, 300), np.uint8)
    image[:50, :90], image[150:, 200:] = 255, 120
    spec = (zlib.compress(image.tobytes()), 300, 200, {"Filter": pikepdf.Name.FlateDecode})
    taken = opened(write_pdf(matrix + b" /Im Do", images={"Im": spec}))
    drawn = opened(write_pdf(matrix + b" /Im Do Q 0 g 0 0 .1 .1 re f", images={"Im": spec}, name="drawn.pdf"))
    assert (taken.raster, drawn.raster) == ("embedded", "rendered")
    small = Image.fromarray(drawn.pixels).resize(taken.pixels.shape[::-1], Image.Resampling.BOX)
    assert np.abs(np.asarray(small).astype(int) - taken.pixels).mean() < 3


def test_jpeg_is_decoded_once(write_pdf, opened, encoded):
    noise = np.random.default_rng(5).integers(0, 256, (60, 40, 3), dtype=np.uint8)
    jpeg = encoded(noise, "JPEG", quality=90)
    images = {"Im": (jpeg, 40, 60, {"Filter": pikepdf.Name.DCTDecode, "ColorSpace": pikepdf.Name.DeviceRGB})}
    page = opened(write_pdf(FULL, images=images))
    assert page.raster == "embedded"
    assert np.array_equal(page.pixels, np.asarray(Image.open(io.BytesIO(jpeg))))


def test_jpeg_in_cmyk_is_taken_in_rgb(write_pdf, opened, encoded):
    jpeg = encoded(Image.new("CMYK", (40, 60), (0, 255, 255, 0)), "JPEG", quality=95)
    entries = {
        "Filter": pikepdf.Name.DCTDecode,
        "ColorSpace": pikepdf.Name.DeviceCMYK,
        "Decode": pikepdf.Array([1, 0] * 4),
    }
    pixels = opened(write_pdf(FULL, images={"Im": (jpeg, 40, 60, entries)})).pixels
    red, green, blue = pixels.reshape(-1, 3).mean(axis=0)
    assert red > 200
    assert max(green, blue) < 60


def test_colours_of_a_flate_image_keep_their_order(write_pdf, opened):
    colour = np.zeros((60, 40, 3), np.uint8)
    colour[..., 0], colour[:30, :, 2] = 200, 30
    entries = {"Filter": pikepdf.Name.FlateDecode, "ColorSpace": pikepdf.Name.DeviceRGB}
    page = opened(write_pdf(FULL, images={"Im": (zlib.compress(colour.tobytes()), 40, 60, entries)}))
    assert page.raster == "embedded"
    assert np.array_equal(page.pixels, colour)


def test_jpeg_2000_comes_out_pixel_for_pixel(write_pdf, opened, encoded):
    colour = np.random.default_rng(4).integers(0, 256, (60, 40, 3), dtype=np.uint8)
    entries = {"Filter": pikepdf.Name.JPXDecode, "ColorSpace": pikepdf.Name.DeviceRGB}
    images = {"Im": (encoded(colour, "JPEG2000", irreversible=False), 40, 60, entries)}
    page = opened(write_pdf(FULL, images=images))
    assert page.raster == "embedded"
    assert np.array_equal(page.pixels, colour)


def test_palette_is_applied(write_pdf, opened):
    indices = np.zeros((60, 40), np.uint8)
    indices[:30] = 1
    space = pikepdf.Array(
        [pikepdf.Name.Indexed, pikepdf.Name.DeviceRGB, 1, pikepdf.String(b"\x00\x00\x00\xc8\x0a\x14")]
    )
    entries = {"Filter": pikepdf.Name.FlateDecode, "ColorSpace": space}
    pixels = opened(
        write_pdf(FULL, images={"Im": (zlib.compress(indices.tobytes()), 40, 60, entries)})
    ).pixels
    assert pixels[0, 0].tolist() == [200, 10, 20]
    assert pixels[59, 0].tolist() == [0, 0, 0]


@pytest.mark.parametrize("inverted", [False, True])
def test_group_4_comes_black_on_white_whatever_its_decode_array(write_pdf, opened, encoded, inverted):
    bits = np.random.default_rng(6).random((60, 40)) < 0.2
    tiff = encoded(Image.fromarray(~bits), "TIFF", compression="group4")
    with Image.open(io.BytesIO(tiff)) as image:
        start, count = image.tag_v2[273][0], image.tag_v2[279][0]
        black_is_1 = image.tag_v2[262] == 1
    entries = {
        "Filter": pikepdf.Name.CCITTFaxDecode,
        "BitsPerComponent": 1,
        "DecodeParms": pikepdf.Dictionary(K=-1, Columns=40, Rows=60, BlackIs1=black_is_1),
    }
    if inverted:
        entries["Decode"] = pikepdf.Array([1, 0])
    page = opened(write_pdf(FULL, images={"Im": (tiff[start : start + count], 40, 60, entries)}))
    assert page.raster == "embedded"
    drawn = opened(
        write_pdf(
            FULL + b" 0 g 0 0 .01 .01 re f",
            images={"Im": (tiff[start : start + count], 40, 60, entries)},
            name="d.pdf",
        )
    )
    assert drawn.raster == "rendered"
    # The drawn page has 833 by 1250 pixels for 40 by 60: its pixel centres tell what a reader shows.
    rows, columns = (
        (np.arange(n) + 0.5) / n * size
        for n, size in ((60, drawn.pixels.shape[0]), (40, drawn.pixels.shape[1]))
    )
    shown = drawn.pixels[rows.astype(int)][:, columns.astype(int)]
    assert np.array_equal(page.pixels > 128, shown > 128)


def test_unseen_text_layer_does_not_hinder(scan, opened, grain):
    page = opened(scan(FULL + b" BT /F1 12 Tf 3 Tr 20 20 Td (khai sinh) Tj ET"))
    assert page.raster == "embedded"
    assert np.array_equal(page.pixels, grain)


def test_text_under_the_scan_does_not_hinder(scan, opened):
    assert opened(scan(b"BT /F1 12 Tf 20 20 Td (khai sinh) Tj ET " + FULL)).raster == "embedded"


def test_clip_of_the_whole_page_does_not_hinder(scan, opened):
    assert opened(scan(b"0 0 200 300 re W n " + FULL)).raster == "embedded"


def test_links_and_unseen_signatures_do_not_hinder(scan, opened):
    notes = [
        {"/Type": pikepdf.Name.Annot, "/Subtype": pikepdf.Name.Link, "/Rect": [0, 0, 50, 50]},
        {
            "/Type": pikepdf.Name.Annot,
            "/Subtype": pikepdf.Name.Widget,
            "/FT": pikepdf.Name.Sig,
            "/Rect": [0, 0, 0, 0],
        },
    ]
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # pikepdf wants the signature in a form; here it only has to be unseen
        path = scan(notes=notes)
    assert opened(path).raster == "embedded"


def test_one_of_many_shared_images_is_the_one_that_is_drawn(write_pdf, opened, grain):
    other = zlib.compress(np.flipud(grain).tobytes())
    flate = {"Filter": pikepdf.Name.FlateDecode}
    images = {"Other": (other, 40, 60, flate), "Im": (zlib.compress(grain.tobytes()), 40, 60, flate)}
    assert np.array_equal(opened(write_pdf(FULL, images=images)).pixels, grain)


STAMP = {
    "/Type": pikepdf.Name.Annot,
    "/Subtype": pikepdf.Name.Square,
    "/Rect": [50, 50, 90, 90],
    "/C": [1, 0, 0],
}


@pytest.mark.parametrize(
    ("content", "entries", "page"),
    [
        (FULL + b" BT /F1 12 Tf 20 20 Td (so den) Tj ET", {}, {}),
        (FULL + b" 1 0 0 rg 20 20 30 30 re f", {}, {}),
        (b"1 0 0 rg 0 0 200 300 re f q 196 0 0 294 2 3 cm /Im Do Q", {}, {}),
        (FULL, {}, {"notes": [STAMP]}),
        (b"0 0 100 300 re W n " + FULL, {}, {}),
        (b"100 0 m 200 150 l 100 300 l 0 150 l h W n " + FULL, {}, {}),
        (b"199.9 5 -5 299.9 0 0 cm /Im Do", {}, {}),
        (b"200 0 0 150 0 0 cm /Im Do", {}, {}),
        (b"q 200 0 0 270 0 0 cm /Im Do Q", {}, {}),
        (b"q 260 0 0 390 -30 -45 cm /Im Do Q", {}, {}),
        (FULL + b" " + FULL, {}, {}),
        (FULL, {"Mask": [0, 3]}, {}),
        (FULL, {"Decode": [1, 0]}, {}),
        (FULL, {"ImageMask": True, "BitsPerComponent": 1}, {}),
        (b"q 200 0 0 300 0 0 cm BI /W 2 /H 3 /CS /G /BPC 8 ID \x00\x80\xff\x00\x80\xff EI Q", {}, {}),
    ],
    ids=["text above", "ink above", "ink beside", "stamp", "half clipped", "diamond clip", "askew", "half a page", "not square",
         "beyond the page", "drawn twice", "colour mask", "inverted", "stencil", "inline"],
)  # fmt: skip
def test_page_that_is_more_than_its_scan_is_drawn(scan, opened, grain, content, entries, page):
    data = zlib.compress(np.packbits(grain > 128, axis=1).tobytes()) if "ImageMask" in entries else None
    entries = {
        key: pikepdf.Array(value) if isinstance(value, list) else value for key, value in entries.items()
    }
    assert opened(scan(content, data, entries, **page)).raster == "rendered"


def test_soft_mask_is_applied(write_pdf, opened):
    path = write_pdf(
        FULL, images={"Im": (zlib.compress(bytes(40 * 60)), 40, 60, {"Filter": pikepdf.Name.FlateDecode})}
    )
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        image = pdf.pages[0].get_images()["/Im"]
        mask = pikepdf.Stream(pdf, bytes(40 * 60))
        for key, value in {
            "Subtype": pikepdf.Name.Image,
            "Width": 40,
            "Height": 60,
            "ColorSpace": pikepdf.Name.DeviceGray,
            "BitsPerComponent": 8,
        }.items():
            mask[f"/{key}"] = value
        image.SMask = pdf.make_indirect(mask)
        pdf.save(path)
    page = opened(path)
    assert page.raster == "rendered"
    assert (page.pixels == 255).all()


def test_structure_marks_do_not_hinder(scan, opened):
    assert opened(scan(b"/Figure <</MCID 0>> BDC " + FULL + b" EMC")).raster == "embedded"


def test_layer_that_is_switched_off_is_not_shown(opened, scan):
    path = scan(b"/OC /L1 BDC " + FULL + b" EMC")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        group = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="L"))
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[group], D=pikepdf.Dictionary(OFF=[group]))
        pdf.pages[0].obj.Resources.Properties = pikepdf.Dictionary(L1=group)
        pdf.save(path)
    page = opened(path)
    assert page.raster == "rendered"
    assert (page.pixels == 255).all()


def test_colour_of_a_stamp_is_drawn_over_a_grey_scan(scan, opened):
    page = opened(scan(FULL + b" 1 0 0 rg 20 20 100 100 re f"))
    assert page.pixels[page.pixels.shape[0] - 200, 300].tolist() == [255, 0, 0]


def test_page_without_colour_is_drawn_in_grey_at_300_dpi(write_pdf, opened):
    page = opened(write_pdf(b"0 g 20 20 30 30 re f"))
    assert (page.raster, page.dpi, page.image_share) == ("rendered", 300, 0)
    assert page.pixels.shape == (1250, 833)


def test_scan_under_a_caption_is_drawn_at_its_own_resolution(write_pdf, opened):
    noise = np.random.default_rng(7).integers(0, 256, (200, 200), dtype=np.uint8)
    spec = (zlib.compress(noise.tobytes()), 200, 200, {"Filter": pikepdf.Name.FlateDecode})
    content = b"q 72 0 0 72 0 0 cm /Im Do Q BT /F1 5 Tf 2 2 Td (da ky) Tj ET"
    page = opened(write_pdf(content, images={"Im": spec}, media=(0, 0, 72, 72)))
    assert (page.raster, page.dpi) == ("rendered", 200)
    assert np.array_equal(page.pixels[:100], noise[:100])


def test_values_of_form_fields_are_drawn_without_highlight(write_pdf, opened):
    path = write_pdf(b"")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        look = pikepdf.Stream(pdf, b"0 g 0 0 60 30 re f")
        look.Type, look.Subtype, look.BBox = (
            pikepdf.Name.XObject,
            pikepdf.Name.Form,
            pikepdf.Array([0, 0, 60, 30]),
        )
        field = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="ho_ten", F=4,
                Rect=[100, 200, 160, 230], AP=pikepdf.Dictionary(N=pdf.make_indirect(look)),
            )
        )  # fmt: skip
        pdf.pages[0].obj.Annots = pikepdf.Array([field])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
        pdf.save(path)
    pixels = opened(path).pixels
    dark = np.argwhere(pixels < 128) * 72 / 300
    assert pixels.ndim == 2
    assert np.allclose(dark.min(axis=0), (70, 100), atol=0.5)
    assert np.allclose(dark.max(axis=0), (100, 160), atol=0.5)


def test_two_halves_cover_a_page_together(write_pdf, opened, grain):
    flate = {"Filter": pikepdf.Name.FlateDecode}
    images = {
        "A": (zlib.compress(grain.tobytes()), 40, 60, flate),
        "B": (zlib.compress(grain[::-1].tobytes()), 40, 60, flate),
    }
    page = opened(write_pdf(b"q 200 0 0 150 0 0 cm /A Do Q q 200 0 0 150 0 150 cm /B Do Q", images=images))
    assert (page.raster, page.image_share) == ("rendered", 1)
