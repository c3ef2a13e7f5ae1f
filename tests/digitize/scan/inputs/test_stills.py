import io
import struct
import zlib

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from digitize.scan.inputs.open import open_page
from digitize.settings import Limits
from ocr.problem import InputProblem, LimitProblem

RED, GREY = (200, 10, 20), 90


@pytest.fixture
def write(tmp_path, encoded):
    def write_still(pixels, form, name="page.bin", **options):
        path = tmp_path / name
        path.write_bytes(encoded(pixels, form, **options))
        return path

    return write_still


def png_header(width, height, depth=8, colour=0):
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(10))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


def tiff(entries, data=b""):
    """A little-endian TIFF of one frame: (tag, type, value) with values in place, then ``data``."""
    rows = [struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in sorted(entries)]
    return struct.pack("<2sHIH", b"II", 42, 8, len(rows)) + b"".join(rows) + bytes(4) + data


@pytest.mark.parametrize(("form", "options"), [("PNG", {}), ("TIFF", {}), ("WEBP", {"lossless": True})])
def test_lossless_pictures_come_as_they_are(write, opened, grain, form, options):
    page = opened(write(grain, form, **options))
    assert np.array_equal(page.pixels, grain)
    assert (page.raster, page.image_share, page.points_to_pixels) == ("image", 1.0, None)


def test_jpeg_named_pdf_is_read_as_a_jpeg(write, opened, grain):
    page = opened(write(grain, "JPEG", name="quét.pdf", quality=95, dpi=(300, 300)))
    assert page.pixels.shape == grain.shape
    assert page.dpi == 300


def test_heic_is_read(tmp_path, opened):
    picture = Image.new("RGB", (64, 48), RED)
    path = tmp_path / "ảnh.heic"
    pillow_heif.from_pillow(picture).save(path, quality=90)
    pixels = opened(path).pixels
    assert pixels.shape == (48, 64, 3)
    assert np.abs(pixels.astype(int) - RED).max() < 12


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        (Image.new("1", (8, 8), 1), 255),
        (Image.new("L", (8, 8), GREY), GREY),
        (Image.new("RGB", (8, 8), (GREY,) * 3), GREY),
        (Image.new("RGB", (8, 8), RED), RED),
        (Image.new("RGBA", (8, 8), (0, 0, 0, 0)), 255),
        (Image.new("RGBA", (8, 8), (*RED, 255)), RED),
        (Image.new("LA", (8, 8), (0, 127)), 128),
        (Image.new("RGB", (8, 8), RED).quantize(4), RED),
        (Image.fromarray(np.full((8, 8), 65535, np.uint16)), 255),
        (Image.fromarray(np.full((8, 8), 257 * 100, np.uint16)), 100),
    ],
    ids=[
        "1-bit",
        "grey",
        "false colour",
        "colour",
        "clear",
        "opaque",
        "half clear",
        "palette",
        "16-bit",
        "16-bit grey",
    ],
)
def test_every_pixel_format_comes_in_eight_bits_on_white(write, opened, picture, expected):
    pixels = opened(write(picture, "PNG")).pixels
    assert pixels.dtype == np.uint8
    assert pixels.ndim == (3 if isinstance(expected, tuple) else 2)
    assert (pixels == expected).all()


def test_transparent_colour_of_a_palette_is_white(write, opened):
    picture = Image.new("P", (8, 8), 1)
    picture.putpalette([0, 0, 0, *RED])
    assert (opened(write(picture, "PNG", transparency=1)).pixels == 255).all()


def test_cmyk_comes_in_rgb(write, opened):
    pixels = opened(write(Image.new("CMYK", (16, 16), (0, 255, 255, 0)), "JPEG", quality=95)).pixels
    assert np.abs(pixels.astype(int) - (255, 0, 0)).max() < 6


def test_white_is_zero_in_a_16_bit_tiff(tmp_path, opened):
    entries = [
        (256, 3, 4),
        (257, 3, 4),
        (258, 3, 16),
        (259, 3, 1),
        (262, 3, 0),
        (273, 4, 122),
        (277, 3, 1),
        (278, 3, 4),
        (279, 4, 32),
    ]
    path = tmp_path / "w.tif"
    path.write_bytes(tiff(entries, bytes(32)))
    assert (opened(path).pixels == 255).all()


def test_floating_point_pixels_are_refused(write, opened):
    with pytest.raises(InputProblem, match="image_unsupported"):
        opened(write(Image.new("F", (8, 8)), "TIFF"))


@pytest.mark.parametrize(("said", "believed"), [(300, 300), (200, 200), (72, 0), (96, 0), (1, 0), (9000, 0)])
def test_default_and_impossible_resolutions_are_not_believed(write, opened, grain, said, believed):
    assert opened(write(grain, "TIFF", dpi=(said, said))).dpi == believed


def test_resolution_of_a_camera_is_not_believed(write, opened, grain):
    exif = Image.Exif()
    exif.get_ifd(0x8769)[33434] = 0.01
    assert opened(write(grain, "JPEG", dpi=(300, 300), exif=exif)).dpi == 0


def test_fax_rows_are_stretched_to_square_pixels(write, opened):
    page = opened(write(Image.new("1", (172, 110), 1), "TIFF", dpi=(204, 98), compression="group4"))
    assert page.dpi == 204
    assert page.pixels.shape == (229, 172)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_exif_orientation_is_told_and_not_applied(write, opened, grain, orientation):
    exif = Image.Exif()
    exif[274] = orientation
    page = opened(write(grain, "JPEG", exif=exif))
    assert (page.exif, page.pixels.shape) == (orientation, grain.shape)


def test_turned_tiff_comes_upright_once(write, opened, grain):
    page = opened(write(np.rot90(grain), "TIFF", tiffinfo={274: 6}))
    assert page.exif == 1
    assert np.array_equal(page.pixels, grain)


def test_each_frame_of_a_tiff_is_a_page_with_its_own_resolution(write, source, opened, grain):
    second = Image.fromarray(grain[:30])
    second.encoderinfo = {"dpi": (200, 200)}
    path = write(grain, "TIFF", save_all=True, append_images=[second], dpi=(300, 300))
    assert source(path).pages == 2
    assert [(opened(path, page).dpi, opened(path, page).pixels.shape[0]) for page in (1, 2)] == [
        (300, 60),
        (200, 30),
    ]


def test_thumbnail_in_a_tiff_is_no_page(write, source, opened, grain):
    small = Image.fromarray(grain[:8, :8])
    small.encoderinfo = {"tiffinfo": {254: 1}}
    path = write(grain, "TIFF", save_all=True, append_images=[small, Image.fromarray(grain[:30])])
    assert source(path).pages == 2
    assert opened(path, 2).pixels.shape == (30, 40)


def test_tiff_of_nothing_but_a_thumbnail_is_a_page(write, opened, grain):
    assert np.array_equal(opened(write(grain, "TIFF", tiffinfo={254: 1})).pixels, grain)


def test_page_that_is_not_there_is_said_to_be_missing(write, opened, grain):
    with pytest.raises(InputProblem, match="page_missing"):
        opened(write(grain, "PNG"), page=2)


@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("PNG", {}),
        ("TIFF", {"compression": "group4"}),
        ("TIFF", {"compression": "tiff_lzw"}),
        ("TIFF", {"compression": "jpeg"}),
        ("WEBP", {}),
    ],
)
def test_picture_that_stops_early_fails_whole(tmp_path, encoded, opened, form, options):
    noise = np.random.default_rng(2).integers(0, 256, (400, 400), dtype=np.uint8)
    picture = Image.fromarray(noise).convert("1" if options.get("compression") == "group4" else "L")
    whole = encoded(picture, form, **options)
    path = tmp_path / "cut"
    path.write_bytes(whole[: len(whole) * 6 // 10])
    with pytest.raises(InputProblem, match=r"image_(truncated|damaged)"):
        opened(path)


def test_missing_rows_of_group_4_are_not_shown_as_white(tmp_path, opened, encoded):
    noise = Image.fromarray(np.random.default_rng(3).integers(0, 256, (200, 200), dtype=np.uint8)).convert(
        "1"
    )
    whole = encoded(noise, "TIFF", compression="group4")
    with Image.open(io.BytesIO(whole)) as image:
        start, count = image.tag_v2[273][0], image.tag_v2[279][0]
    entries = [
        (256, 3, 200),
        (257, 3, 200),
        (258, 3, 1),
        (259, 3, 4),
        (262, 3, 0),
        (273, 4, 134),
        (277, 3, 1),
        (278, 3, 200),
        (279, 4, count),
        (254, 4, 0),
    ]
    path = tmp_path / "g4.tif"
    path.write_bytes(tiff(entries, whole[start : start + count]))
    assert opened(path).pixels.shape == (200, 200)
    path.write_bytes(tiff(entries, whole[start : start + count // 2]))
    with pytest.raises(InputProblem, match="image_truncated"):
        opened(path)


def test_picture_without_area_is_refused(tmp_path, opened):
    path = tmp_path / "0.png"
    path.write_bytes(png_header(0, 0))
    with pytest.raises(InputProblem, match=r"image_(empty|damaged)"):
        opened(path)


HUGE_TIFF = tiff([(256, 4, 60_000), (257, 4, 60_000), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (277, 3, 1), (278, 4, 60_000), (279, 4, 4)])  # fmt: skip


@pytest.mark.parametrize("data", [png_header(60_000, 60_000), HUGE_TIFF], ids=["PNG", "TIFF"])
def test_picture_of_60000_by_60000_is_refused_by_its_header(tmp_path, opened, data):
    path = tmp_path / "huge"
    path.write_bytes(data)
    with pytest.raises(LimitProblem, match="page_too_large") as caught:
        opened(path)
    assert caught.value.data["width"] == 60_000


def test_limit_of_pages_holds_for_tiff(write, source, grain):
    path = write(grain, "TIFF", save_all=True, append_images=[Image.fromarray(grain)] * 4)
    with pytest.raises(LimitProblem, match="too_many_pages"):
        source(path, Limits(pages_per_file=3))


def test_picture_over_pillows_own_ceiling_is_read_where_ours_is_higher(write, opened, monkeypatch, grain):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    assert opened(write(grain, "PNG")).pixels.size == grain.size
    assert Image.MAX_IMAGE_PIXELS == 100


def test_file_that_vanishes_before_it_is_opened_is_named(write, source, grain):
    file = source(write(grain, "PNG"))
    file.path.unlink()
    with pytest.raises(InputProblem, match="file_vanished"):
        open_page(file, 1, Limits())
