import zlib

import numpy as np
import pikepdf
import pytest

from digitize.scan.inputs.open import open_page
from digitize.scan.pdf.streams import extent
from digitize.scan.raw import SourceFile
from digitize.settings import Limits
from ocr.problem import InputProblem, LimitProblem

FULL = b"q 200 0 0 300 0 0 cm /Im Do Q"
MOST = 1_000_000
FLATE = {"Filter": pikepdf.Name.FlateDecode}


def test_pdf_with_an_owner_password_alone_is_read(write_pdf, opened):
    path = write_pdf(b"0 g 20 20 30 30 re f", save={"encryption": pikepdf.Encryption(owner="chủ", user="")})
    assert (opened(path).pixels == 0).any()


def test_scan_in_a_pdf_with_an_owner_password_is_taken_as_it_is(write_pdf, opened, grain):
    images = {"Im": (zlib.compress(grain.tobytes()), 40, 60, FLATE)}
    page = opened(
        write_pdf(FULL, images=images, save={"encryption": pikepdf.Encryption(owner="chủ", user="")})
    )
    assert page.raster == "embedded"
    assert np.array_equal(page.pixels, grain)


def test_pdf_with_a_user_password_is_said_to_be_encrypted(write_pdf, source):
    path = write_pdf(save={"encryption": pikepdf.Encryption(owner="a", user="b")})
    with pytest.raises(InputProblem, match="pdf_encrypted"):
        source(path)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.98])
def test_pdf_that_stops_early_fails_whole(write_pdf, source, share):
    path = write_pdf(b"0 g 20 20 30 30 re f", pages=5)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(InputProblem, match="pdf_truncated"):
        source(path)


def test_update_that_stops_early_is_noticed(write_pdf, source):
    path = write_pdf()
    with path.open("ab") as stream:
        stream.write(b"7 0 obj\n<< /Type /Annot")
    with pytest.raises(InputProblem, match="pdf_truncated"):
        source(path)


def test_junk_after_the_end_is_forgiven(write_pdf, source):
    path = write_pdf()
    with path.open("ab") as stream:
        stream.write(b"\r\n<!-- added by a web server -->" + bytes(2000))
    assert source(path).pages == 1


def test_pdf_header_over_nothing_is_damaged(tmp_path, source):
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"nothing here\n" * 50 + b"%%EOF")
    with pytest.raises(InputProblem, match="pdf_damaged"):
        source(path)


def test_pdf_without_pages_is_damaged(tmp_path, source):
    path = tmp_path / "0.pdf"
    pikepdf.new().save(path)
    with pytest.raises(InputProblem, match="pdf_damaged"):
        source(path)


def test_portfolio_does_not_pass_for_its_cover(write_pdf, source):
    path = write_pdf()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.Root.Collection = pikepdf.Dictionary(View=pikepdf.Name.D)
        pdf.save(path)
    with pytest.raises(InputProblem, match="pdf_portfolio"):
        source(path)


def test_pdf_of_2000_pages_is_refused_before_reading(write_pdf, source):
    with pytest.raises(LimitProblem, match="too_many_pages") as caught:
        source(write_pdf(pages=2000))
    assert caught.value.data == {"file": "page.pdf", "pages": 2000, "limit": 1000}


def test_pages_that_the_tree_does_not_count_are_not_lost_in_silence(write_pdf, source):
    path = write_pdf(pages=3)
    path.write_bytes(path.read_bytes().replace(b"/Count 3", b"/Count 1"))
    with pytest.raises(InputProblem, match="pdf_damaged"):
        source(path)


@pytest.mark.parametrize("media", [(0, 0, 1e9, 1e9), (0, 0, 3, 3), (0, 0, 200, 0), (0, 0, 30_000, 300)])
def test_page_box_that_no_paper_has_is_absurd(write_pdf, opened, media):
    with pytest.raises(InputProblem, match="page_box_absurd"):
        opened(write_pdf(media=media))


def test_page_box_given_from_corner_to_corner_backwards_is_read(write_pdf, opened):
    page = opened(write_pdf(b"0 g 0 0 20 20 re f", media=(200, 300, 0, 0)))
    assert page.pixels.shape == (1250, 833)
    assert page.pixels[-1, 0] == 0


def test_huge_page_is_drawn_within_the_limit_of_pixels(write_pdf, opened):
    page = opened(
        write_pdf(b"0 g 0 0 20 20 re f", media=(0, 0, 14_400, 14_400)), limits=Limits(page_pixels=1_000_000)
    )
    assert page.pixels.size <= 1_000_000
    assert page.dpi == 5


def test_image_over_the_limit_of_pixels_is_refused_undecoded(write_pdf, opened):
    with pytest.raises(LimitProblem, match="page_too_large"):
        opened(write_pdf(FULL, images={"Im": (zlib.compress(bytes(100)), 60_000, 60_000, FLATE)}))


@pytest.mark.parametrize("over", [b"", b" 0 g 0 0 20 20 re f"], ids=["alone", "under ink"])
@pytest.mark.parametrize("form", ["flate", "jpeg"])
def test_image_that_stops_early_is_not_shown_by_half(write_pdf, opened, encoded, form, over):
    noise = np.random.default_rng(8).integers(0, 256, (300, 200), dtype=np.uint8)
    data = zlib.compress(noise.tobytes()) if form == "flate" else encoded(noise, "JPEG")
    entries = FLATE if form == "flate" else {"Filter": pikepdf.Name.DCTDecode}
    path = write_pdf(FULL + over, images={"Im": (data[: len(data) // 2], 200, 300, entries)})
    with pytest.raises(InputProblem, match="image_truncated"):
        opened(path)


def test_page_whose_content_is_gone_does_not_pass_for_blank(write_pdf, opened):
    path = write_pdf(b"0 g 20 20 30 30 re f")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.Contents = pikepdf.Array([pikepdf.Dictionary()])
        pdf.save(path)
    with pytest.raises(InputProblem, match="page_damaged"):
        opened(path)


def test_page_whose_content_stops_early_fails(write_pdf, opened):
    path = write_pdf()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        text = zlib.compress(np.random.default_rng(9).bytes(4000).hex().encode())
        pdf.pages[0].obj.Contents = pikepdf.Stream(
            pdf, text[: len(text) // 2], Filter=pikepdf.Name.FlateDecode
        )
        pdf.save(path)
    with pytest.raises(InputProblem, match="page_damaged"):
        opened(path)


@pytest.mark.parametrize(
    "content", [FULL, b"BT 20 20 Td (khai sinh) Tj ET", b"BT 20 20 Td [(khai) 3 (sinh)] TJ ET"]
)
def test_page_whose_image_or_font_is_lost_does_not_pass_for_blank(write_pdf, opened, content):
    with pytest.raises(InputProblem, match="page_damaged"):
        opened(write_pdf(content))


def test_page_whose_content_nobody_can_decode_does_not_pass_for_blank(write_pdf, opened):
    path = write_pdf(b"0 g 20 20 30 30 re f")
    path.write_bytes(path.read_bytes().replace(b"/FlateDecode", b"/FlatterCode"))
    with pytest.raises(InputProblem, match="page_damaged"):
        opened(path)


def test_image_that_cannot_be_decoded_does_not_pass_for_blank(write_pdf, opened):
    entries = {"Filter": pikepdf.Name.DCTDecode}
    data = b"\xff\xd8\xff\xe0" + bytes(400) + b"\xff\xd9"
    for content in (FULL, b"0 g 0 0 .01 .01 re n " + FULL + b" " + FULL):
        with pytest.raises(InputProblem, match="damaged"):
            opened(write_pdf(content, images={"Im": (data, 40, 60, entries)}))


@pytest.mark.parametrize("content", [b"", b"q Q", b"1 g 0 0 200 300 re f", b"BT /F1 12 Tf ( ) Tj () Tj ET"])
def test_blank_page_is_a_page_whatever_its_operators(write_pdf, opened, content):
    assert (opened(write_pdf(content)).pixels == 255).all()


def test_blank_page_is_a_page(write_pdf, opened):
    path = write_pdf()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        del pdf.pages[0].obj["/Contents"]
        pdf.save(path)
    assert (opened(path).pixels == 255).all()


def test_page_that_is_not_there_is_said_to_be_missing(write_pdf, opened):
    with pytest.raises(InputProblem, match="page_missing"):
        opened(write_pdf(), page=2)


def test_pdf_that_vanishes_is_named(tmp_path):
    file = SourceFile("một.pdf", tmp_path / "một.pdf", "0" * 64, "pdf", 1)
    with pytest.raises(InputProblem, match="file_vanished"):
        open_page(file, 1, Limits())


def test_stream_that_lacks_only_its_checksum_counts_as_whole():
    whole = zlib.compress(np.random.default_rng(10).bytes(5000))
    assert extent(whole, "FlateDecode", MOST) == (True, 5000)
    assert extent(whole[:-4], "FlateDecode", MOST).whole
    assert not extent(whole[:-100], "FlateDecode", MOST).whole
    assert not extent(b"no zlib at all", "FlateDecode", MOST).whole
    assert extent(b"anything", "JBIG2Decode", MOST).whole


def form(pdf, content, **resources):
    return pdf.make_stream(
        content,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=pikepdf.Array([0, 0, 200, 300]),
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(**resources)),
    )


def towers(pdf, height):
    """A form that draws one form twice, and so on."""
    tower = form(pdf, b"0 0 9 9 re f")
    for _ in range(height):
        tower = form(pdf, b"/F Do /F Do", F=tower)
    return tower


def circle(pdf):
    made = form(pdf, b"/F Do /F Do")
    made.Resources.XObject.F = made
    return made


def pattern_in_a_circle(pdf):
    made = pdf.make_stream(
        b"/Pattern cs /F scn 0 0 9 9 re f",
        PatternType=1, PaintType=1, TilingType=1, BBox=pikepdf.Array([0, 0, 9, 9]), XStep=9, YStep=9,
    )  # fmt: skip
    made.Resources = pikepdf.Dictionary(Pattern=pikepdf.Dictionary(F=made))
    return made


@pytest.mark.parametrize(
    ("make", "ends"),
    [
        (lambda pdf: towers(pdf, 8), True),
        (lambda pdf: towers(pdf, 30), False),
        (lambda pdf: towers(pdf, 2000), False),
        (circle, False),
        (pattern_in_a_circle, False),
    ],
    ids=[
        "few forms",
        "a thousand million forms",
        "forms 2000 deep",
        "a form in a circle",
        "a pattern in a circle",
    ],
)
def test_forms_that_draw_each_other_are_counted_before_they_are_drawn(write_pdf, opened, make, ends):
    path = write_pdf(b"/Pattern cs /F scn 0 0 50 50 re f /F Do")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        made = make(pdf)
        kind = "Pattern" if "/PatternType" in made else "XObject"
        pdf.pages[0].Resources[f"/{kind}"] = pikepdf.Dictionary(F=made)
        pdf.save(path)
    if ends:
        assert opened(path).raster == "rendered"
        return
    with pytest.raises(InputProblem, match="page_damaged"):
        opened(path)


@pytest.mark.parametrize(("height", "ends"), [(5, True), (30, False)])
def test_fields_of_a_form_are_counted_by_every_way_to_them(write_pdf, opened, height, ends):
    path = write_pdf(b"0 0 50 50 re f")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        field = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=b"x"))
        for _ in range(height):
            kids = pikepdf.Array([field, field])
            field = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=b"x", Kids=kids))
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
        pdf.save(path)
    if ends:
        assert opened(path).raster == "rendered"
        return
    with pytest.raises(InputProblem, match="page_damaged"):
        opened(path)
