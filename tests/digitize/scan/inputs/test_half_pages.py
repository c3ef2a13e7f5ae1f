"""Half a page never passes for a whole one: decoders fill up what is missing, and each kind of that is told."""

import base64
import io
import re
import struct
import zlib
from contextlib import suppress

import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageDraw

from digitize.scan.inputs.file_kinds import tell_kind
from digitize.scan.safe.jbig2_data import jbig2_is_whole
from ocr.problem import InputProblem

WIDTH, HEIGHT = 320, 400
TOLD = r"image_(truncated|damaged)"
FULL = b"q 200 0 0 250 0 0 cm /Im Do Q"


@pytest.fixture(scope="module")
def paper():
    """Print on white, the last rows white as the foot of a page is."""
    image = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw = ImageDraw.Draw(image)
    chance = np.random.default_rng(5)
    for row in range(12, HEIGHT - 60, 14):
        for column in range(10, WIDTH - 20, 11):
            wide, tall = chance.integers(2, 9, 2)
            draw.ellipse((column, row, column + int(wide), row + int(tall)), fill=(10, 10, 60))
    return image


def jpegs(paper):
    grey = paper.convert("L")
    return {
        "colour": (paper, {}),
        "grey": (grey, {"quality": 60}),
        "restart rows": (paper, {"restart_marker_rows": 1}),
        "restart blocks": (grey, {"restart_marker_blocks": 7}),
        "progressive": (paper, {"progressive": True}),
        "cmyk": (paper.convert("CMYK"), {}),
    }


JPEGS = tuple(jpegs(Image.new("RGB", (1, 1))))


@pytest.fixture(params=JPEGS)
def jpeg(request, paper, encoded):
    picture, options = jpegs(paper)[request.param]
    return encoded(picture, "JPEG", **options)


def entropy_start(data):
    at = data.index(b"\xff\xda")
    return at + 2 + int.from_bytes(data[at + 2 : at + 4])


def closed(data, share):
    start = entropy_start(data)
    cut = start + int((len(data) - start) * share)
    return data[: cut - (data[cut - 1] == 0xFF)] + b"\xff\xd9"


def inside(data, share, *, instead, size):
    start = entropy_start(data)
    at = start + int((len(data) - start) * share)
    return data[:at] + instead + data[at + size :]


JPEG_HURTS = {
    "cut and closed early": lambda data: closed(data, 0.1),
    "cut and closed": lambda data: closed(data, 0.5),
    "cut and closed late": lambda data: closed(data, 0.9),
    "bytes lost": lambda data: inside(data, 0.4, instead=b"", size=len(data) // 6),
    "bytes of zero": lambda data: inside(data, 0.4, instead=bytes(len(data) // 6), size=len(data) // 6),
}


@pytest.mark.parametrize("hurt", JPEG_HURTS)
def test_jpeg_that_lacks_data_is_told(tmp_path, opened, jpeg, hurt):
    path = tmp_path / "a.jpg"
    path.write_bytes(JPEG_HURTS[hurt](jpeg))
    with pytest.raises(InputProblem, match=TOLD):
        opened(path)


def test_jpeg_that_is_whole_is_read(tmp_path, opened, jpeg):
    path = tmp_path / "a.jpg"
    for data in (
        jpeg,
        jpeg[:-2] + bytes(6) + jpeg[-2:],
        jpeg[:-2] + b"\xff" * 6 + jpeg[-2:],
        jpeg + bytes(999),
    ):
        path.write_bytes(data)
        assert opened(path).pixels.shape[:2] == (HEIGHT, WIDTH)


@pytest.mark.parametrize("left", range(1, 6))
def test_progressive_jpeg_without_its_last_scans_is_told(tmp_path, opened, paper, encoded, left):
    data = encoded(paper, "JPEG", progressive=True)
    scans = [at for at in range(len(data)) if data[at : at + 2] == b"\xff\xda"]
    path = tmp_path / "a.jpg"
    path.write_bytes(data[: scans[left]] + b"\xff\xd9")
    with pytest.raises(InputProblem, match=TOLD):
        opened(path)


@pytest.mark.parametrize("gone", [1, 8])
def test_jpeg_without_some_of_its_restart_intervals_is_told(tmp_path, opened, paper, encoded, gone):
    data = encoded(paper, "JPEG", restart_marker_rows=1)
    marks = [at for at in range(len(data)) if data[at] == 0xFF and data[at + 1] & 0xF8 == 0xD0]
    path = tmp_path / "a.jpg"
    path.write_bytes(data[: marks[3]] + data[marks[3 + gone] :])
    with pytest.raises(InputProblem, match=TOLD):
        opened(path)


def lossless_jpeg(side=16):
    """A grey picture in which each sample is what its neighbours let expect (T.81, annex H)."""
    table = b"\xff\xc4\x00\x14\x00" + bytes((1, *[0] * 15, 0))
    frame = b"\xff\xc3\x00\x0b\x08" + struct.pack(">HH", side, side) + b"\x01\x01\x11\x00"
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x01\x00\x00"
    return b"\xff\xd8" + table + frame + scan + bytes(side * side // 8) + b"\xff\xd9"


def test_jpeg_of_which_nobody_can_say_whether_it_is_whole_is_not_read(tmp_path, opened):
    path = tmp_path / "a.jpg"
    path.write_bytes(lossless_jpeg())
    with pytest.raises(InputProblem, match="picture_unsupported"):
        opened(path)


def from_there_zeros(data, share):
    at = int(len(data) * share)
    return data[:at] + bytes(len(data) - at)


MODERN = {"HEIF": {"quality": 80}, "WEBP": {"quality": 80}, "lossless WEBP": {"lossless": True}}


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
@pytest.mark.parametrize("form", MODERN)
def test_picture_that_goes_on_in_zeros_is_told(tmp_path, opened, paper, encoded, form, share):
    data = heif_or_webp(encoded, paper, form)
    path = tmp_path / "a"
    path.write_bytes(from_there_zeros(data, share))
    with pytest.raises(InputProblem, match=TOLD):
        opened(path)


@pytest.mark.parametrize("hurt", ["changed", "put in", "twice", "exchanged"])
def test_webp_whose_codes_mean_something_else_is_told(tmp_path, opened, paper, encoded, hurt):
    page = paper.resize((WIDTH * 3, HEIGHT * 3))
    path = tmp_path / "a.webp"
    seen = 0
    for quality in range(30, 95, 5):
        data = encoded(page, "WEBP", quality=quality)
        third, piece = len(data) // 3, len(data) // 20
        path.write_bytes(
            {
                "changed": data[:third]
                + bytes(byte ^ 0x5A for byte in data[third : third + piece])
                + data[third + piece :],
                "put in": data[:third] + data[third * 2 : third * 2 + piece] + data[third:],
                "twice": data[:third] + data[third - piece : third] + data[third + piece :],
                "exchanged": data[:third] + data[third * 2 :] + data[third : third * 2],
            }[hurt]
        )
        with suppress(InputProblem):
            opened(path)
            seen += 1
    assert seen == 0


@pytest.mark.parametrize("quality", [1, 20, 50, 75, 90, 100])
def test_webp_that_is_whole_is_read(tmp_path, opened, paper, encoded, quality):
    path = tmp_path / "a.webp"
    clear = paper.convert("RGBA")
    clear.putalpha(200)
    half = paper.copy()
    half.paste("white", (0, HEIGHT // 3, WIDTH, HEIGHT))
    for page in (paper, half, clear, paper.convert("L"), paper.resize((61, 77)), Image.new("RGB", (5, 3))):
        for options in ({}, {"method": 6}, {"method": 0}, {"lossless": True}):
            path.write_bytes(encoded(page, "WEBP", quality=quality, **options))
            assert opened(path).pixels.shape[:2] == page.size[::-1]


@pytest.mark.parametrize("colour", ["white", "black", (128, 128, 128), (250, 247, 240)])
@pytest.mark.parametrize("form", MODERN)
def test_empty_sheet_is_whole_however_few_bytes_it_takes(tmp_path, opened, encoded, form, colour):
    path = tmp_path / "a"
    path.write_bytes(heif_or_webp(encoded, Image.new("RGB", (1240, 1754), colour), form))
    assert opened(path).pixels.shape[:2] == (1754, 1240)


def heif_or_webp(encoded, picture, form):
    import pillow_heif  # noqa: PLC0415  (as the code does)

    pillow_heif.register_heif_opener()
    data = encoded(picture, form.split()[-1], **MODERN[form])
    assert tell_kind(data[:64]) in {"heif", "webp"}
    return data


def png(*pieces, interlaced=False):
    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, interlaced)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + b"".join(chunk(b"IDAT", piece) for piece in pieces)
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95, 1])
def test_png_whose_stream_ends_before_its_rows_is_told(tmp_path, opened, paper, share):
    grey = np.asarray(paper.convert("L"))
    rows = b"".join(b"\0" + row.tobytes() for row in grey[: int(HEIGHT * share)])
    path = tmp_path / "a.png"
    path.write_bytes(png(zlib.compress(rows)))
    if share == 1:
        assert opened(path).pixels.shape == (HEIGHT, WIDTH)
        return
    with pytest.raises(InputProblem, match=TOLD):
        opened(path)


def test_png_whose_data_changed_is_told(tmp_path, opened, paper):
    path = tmp_path / "a.png"
    rows = b"".join(b"\0" + row.tobytes() for row in np.asarray(paper.convert("L")))
    # Stored rows stay rows, whatever bytes they hold; the checksum of all of them comes when a decoder has its rows.
    stream = zlib.compress(rows, 0)
    whole = png(stream[:-4], stream[-4:])
    middle = len(whole) // 2
    for data in (whole, whole[:middle] + bytes(90) + whole[middle + 90 :]):
        path.write_bytes(data)
        if data is whole:
            assert opened(path).pixels.shape[:2] == (HEIGHT, WIDTH)
            continue
        with pytest.raises(InputProblem, match=TOLD):
            opened(path)


def test_png_with_a_black_foot_is_whole(tmp_path, opened, encoded):
    path = tmp_path / "a.png"
    for picture in (Image.new("L", (50, 70)), Image.new("1", (50, 70)), Image.new("P", (50, 70))):
        path.write_bytes(encoded(picture, "PNG"))
        assert opened(path).pixels.shape == (70, 50)


def tiff(tags, strips):
    """A TIFF of ``strips`` with the tags of another one; the places of strips are set here."""
    starts = [8 + sum(map(len, strips[:index])) for index in range(len(strips))]
    tags = {**tags, 273: ("I", starts), 279: ("I", [len(strip) for strip in strips])}
    body = b"".join(strips)
    body += b"\0" * (len(body) % 2)
    directory, more = struct.pack("<H", len(tags)), b""
    beyond = 8 + len(body) + 2 + 12 * len(tags) + 4
    for number, (kind, values) in sorted(tags.items()):
        raw = values if kind == "B" else struct.pack(f"<{len(values)}{kind}", *values)
        code = {"H": 3, "I": 4, "B": 7}[kind]
        place = raw.ljust(4, b"\0") if len(raw) <= 4 else struct.pack("<I", beyond + len(more))
        more += raw if len(raw) > 4 else b""
        directory += struct.pack("<HHI", number, code, len(values)) + place
    return b"II*\0" + struct.pack("<I", 8 + len(body)) + body + directory + bytes(4) + more


def taken_apart(data):
    with Image.open(io.BytesIO(data)) as image:
        tags = {}
        for number, value in image.tag_v2.items():
            values = value if isinstance(value, tuple | bytes) else (value,)
            if number not in {273, 279, 282, 283, 296, 305}:
                kind = {3: "H", 4: "I", 7: "B"}[image.tag_v2.tagtype[number]]
                tags[number] = (kind, values)
        places = zip(image.tag_v2[273], image.tag_v2[279], strict=True)
        return tags, [data[start : start + size] for start, size in places]


@pytest.mark.parametrize(
    "hurt", ["last strip cut", "strip cut", "strip lost a piece", "strip goes on in zeros"]
)
@pytest.mark.parametrize(
    "coded",
    [("tiff_lzw", "L"), ("tiff_adobe_deflate", "RGB"), ("jpeg", "L"), ("jpeg", "RGB"), ("group3", "1"), ("packbits", "L"), ("group4", "1"), ("tiff_ccitt", "1")],
)  # fmt: skip
def test_strip_of_a_tiff_that_lacks_data_is_told(tmp_path, opened, paper, encoded, coded, hurt):
    compression, mode = coded
    data = encoded(paper.convert(mode), "TIFF", compression=compression, strip_size=WIDTH * 100)
    tags, strips = taken_apart(data)
    path = tmp_path / "a.tif"
    path.write_bytes(tiff(tags, strips))
    assert opened(path).pixels.shape[:2] == (HEIGHT, WIDTH)
    at = len(strips) - 1 if hurt == "last strip cut" else 0
    middle, piece = len(strips[at]) // 2, len(strips[at]) // 4
    strips[at] = {
        "strip lost a piece": strips[at][:middle] + strips[at][middle + piece :],
        "strip goes on in zeros": strips[at][:middle] + bytes(middle),
    }.get(hurt, strips[at][: middle // 4])
    path.write_bytes(tiff(tags, strips))
    with pytest.raises(InputProblem, match=TOLD):
        opened(path)


@pytest.mark.parametrize("more", [b"", b"\x80", b"\x02abc" * 20, b"\xf0a"])
def test_strip_of_run_lengths_that_yields_more_than_its_rows_is_told(tmp_path, opened, paper, encoded, more):
    data = encoded(paper.convert("L"), "TIFF", compression="packbits", strip_size=WIDTH * 100)
    tags, strips = taken_apart(data)
    path = tmp_path / "a.tif"
    path.write_bytes(tiff(tags, [strips[0] + more, *strips[1:]]))
    if len(more) < 2:
        assert opened(path).pixels.shape[:2] == (HEIGHT, WIDTH)
        return
    with pytest.raises(InputProblem, match=TOLD):
        opened(path)


def run_lengths(data):
    return b"".join(bytes([len(part) - 1]) + part for part in _parts(data)) + b"\x80"


def _parts(data):
    return [data[at : at + 128] for at in range(0, len(data), 128)]


def lzw(data):
    """Codes of nine bits, with a clear code before the table would ask for ten (ISO 32000-1, 7.4.4.2)."""
    codes = [code for at in range(0, len(data), 200) for code in (256, *data[at : at + 200])]
    bits = "".join(f"{code:09b}" for code in (*codes, 257))
    return np.packbits([int(bit) for bit in bits]).tobytes()


FILTERS = {
    "none": (bytes, []),
    "Flate": (zlib.compress, ["FlateDecode"]),
    "LZW": (lzw, ["LZWDecode"]),
    "ASCII85": (lambda data: base64.a85encode(data) + b"~>", ["ASCII85Decode"]),
    "ASCIIHex": (lambda data: data.hex().encode() + b">", ["ASCIIHexDecode"]),
    "RunLength": (run_lengths, ["RunLengthDecode"]),
    "Flate in ASCII85": (lambda data: base64.a85encode(zlib.compress(data)) + b"~>", ["ASCII85Decode", "FlateDecode"]),
    "Flate twice": (lambda data: zlib.compress(zlib.compress(data)), ["FlateDecode", "FlateDecode"]),
}  # fmt: skip


def image_pdf(write_pdf, data, filters, **entries):
    named = pikepdf.Array([pikepdf.Name("/" + name) for name in filters])
    return write_pdf(
        FULL, images={"Im": (data, WIDTH, HEIGHT, {"Filter": named, **entries})}, media=(0, 0, 200, 250),
        save={"stream_decode_level": pikepdf.StreamDecodeLevel.none, "compress_streams": False},
    )  # fmt: skip


@pytest.mark.parametrize("share", [0.3, 0.95, 1])
@pytest.mark.parametrize("bits", [8, 1])
@pytest.mark.parametrize("name", FILTERS)
def test_stream_of_a_pdf_that_yields_fewer_rows_is_told(write_pdf, opened, paper, name, bits, share):
    encode, filters = FILTERS[name]
    mode = "L" if bits == 8 else "1"
    rows = paper.convert(mode).crop((0, 0, WIDTH, int(HEIGHT * share))).tobytes()
    path = image_pdf(write_pdf, encode(rows), filters, BitsPerComponent=bits)
    if share == 1:
        assert opened(path).pixels.shape[:2] == (HEIGHT, WIDTH)
        return
    with pytest.raises(InputProblem, match=TOLD):
        opened(path)


@pytest.mark.parametrize("inner", [[], ["FlateDecode"], ["ASCII85Decode"]])
@pytest.mark.parametrize("hurt", [None, *JPEG_HURTS])
def test_jpeg_in_a_pdf_is_judged_whatever_lies_around_it(write_pdf, opened, paper, encoded, hurt, inner):
    data = encoded(paper.convert("L"), "JPEG")
    data = JPEG_HURTS[hurt](data) if hurt else data
    for name in inner:
        data = {"FlateDecode": zlib.compress, "ASCII85Decode": FILTERS["ASCII85"][0]}[name](data)
    path = image_pdf(write_pdf, data, [*inner, "DCTDecode"])
    if hurt is None:
        assert opened(path).pixels.shape[:2] == (HEIGHT, WIDTH)
        return
    with pytest.raises(InputProblem, match=TOLD):
        opened(path)


def group_4(picture):
    memory = io.BytesIO()
    picture.save(memory, "TIFF", compression="group4", strip_size=1 << 30)
    (strip,) = taken_apart(memory.getvalue())[1]
    return strip


def half_fax(paper):
    return group_4(paper.crop((0, 0, WIDTH, HEIGHT // 2)))


FAX_HURTS = {
    "none": group_4,
    "filled up with zeros": lambda paper: group_4(paper) + bytes(20),
    "without its end": lambda paper: group_4(paper)[:-3],
    "half the rows": half_fax,
    "cut": lambda paper: group_4(paper)[: len(group_4(paper)) // 2],
    "cut and closed": lambda paper: group_4(paper)[: len(group_4(paper)) // 2] + b"\x00\x10\x01",
    "a piece of zeros": lambda paper: group_4(paper)[:400] + bytes(200) + group_4(paper)[600:],
    "a piece lost": lambda paper: group_4(paper)[:400] + group_4(paper)[700:],
}


@pytest.mark.parametrize("hurt", FAX_HURTS)
def test_fax_in_a_pdf_is_counted(write_pdf, opened, paper, hurt):
    data = FAX_HURTS[hurt](paper.convert("1"))
    said = pikepdf.Dictionary(K=-1, Columns=WIDTH, Rows=HEIGHT)
    path = image_pdf(
        write_pdf, data, ["CCITTFaxDecode"], BitsPerComponent=1, DecodeParms=pikepdf.Array([said])
    )
    if hurt in {"none", "filled up with zeros", "without its end"}:
        assert opened(path).pixels.shape == (HEIGHT, WIDTH)
        return
    with pytest.raises(InputProblem, match=TOLD):
        opened(path)


def bits_of(data):
    return "".join(f"{byte:08b}" for byte in data)


def group_3(picture):
    """Data with an end before each line, and the bits of each line."""
    memory = io.BytesIO()
    picture.save(memory, "TIFF", compression="group3", strip_size=1 << 30)
    (strip,) = taken_apart(memory.getvalue())[1]
    return strip, [row for row in re.split("0{11}1", bits_of(strip)) if row][: picture.height]


def laid(bits):
    return np.packbits([int(bit) for bit in bits]).tobytes()


ONE_DIMENSION = {
    "with ends of lines": (lambda picture: group_3(picture)[0], {"EndOfLine": True}),
    "without": (lambda picture: laid("".join(group_3(picture)[1])), {}),
    "lines on new bytes": (
        lambda picture: b"".join(laid(row) for row in group_3(picture)[1]),
        {"EncodedByteAlign": True},
    ),
}


@pytest.mark.parametrize(
    "hurt", ["none", "empty", "half the rows", "cut", "a piece lost", "a piece of zeros"]
)
@pytest.mark.parametrize("name", ONE_DIMENSION)
def test_fax_of_one_dimension_in_a_pdf_is_counted(write_pdf, opened, paper, name, hurt):
    encode, said = ONE_DIMENSION[name]
    page = paper.convert("1")
    shown = {
        "half the rows": page.crop((0, 0, WIDTH, HEIGHT // 2)),
        "empty": Image.new("1", page.size, 1),
    }
    data = encode(shown.get(hurt, page))
    data = {
        "cut": data[: len(data) // 2],
        "a piece lost": data[:400] + data[600:],
        "a piece of zeros": data[:400] + bytes(200) + data[600:],
    }.get(hurt, data)
    parameters = pikepdf.Dictionary(K=0, Columns=WIDTH, Rows=HEIGHT, **said)
    path = image_pdf(write_pdf, data, ["CCITTFaxDecode"], BitsPerComponent=1, DecodeParms=parameters)
    if hurt in {"none", "empty"}:
        assert opened(path).pixels.shape == (HEIGHT, WIDTH)
        return
    with pytest.raises(InputProblem, match=TOLD):
        opened(path)


@pytest.mark.parametrize(
    "hurt", ["none", "cut", "cut and closed", "goes on in zeros", "a piece of zeros", "a piece lost"]
)
@pytest.mark.parametrize("tiles", [{}, {"tile_size": (128, 128)}])
def test_jpeg_2000_in_a_pdf_is_followed_to_its_end(write_pdf, opened, paper, encoded, tiles, hurt):
    data = encoded(paper.convert("L"), "JPEG2000", **tiles)
    half = len(data) // 2
    data = {
        "cut": data[:half],
        "cut and closed": data[:half] + b"\xff\xd9",
        "goes on in zeros": data[:half] + bytes(half),
        "a piece of zeros": data[:half] + bytes(600) + data[half + 600 :],
        "a piece lost": data[:half] + data[half + 300 :],
    }.get(hurt, data)
    path = image_pdf(write_pdf, data, ["JPXDecode"])
    if hurt == "none":
        assert opened(path).pixels.shape == (HEIGHT, WIDTH)
        return
    with pytest.raises(InputProblem, match=r"(image_truncated|image_damaged|page_damaged)"):
        opened(path)


def test_jbig2_segments_have_to_meet_the_end():
    page = struct.pack(">IBBBI", 0, 48, 0, 1, 19) + bytes(19)
    region = struct.pack(">IBBBI", 1, 38, 0, 1, 300) + bytes(range(1, 101)) * 3
    assert jbig2_is_whole(page + region)
    assert not jbig2_is_whole(page + region[:-150])
    assert not jbig2_is_whole(region)
    assert not jbig2_is_whole(page + region[:-290] + bytes(290))


def test_soft_mask_that_lacks_rows_is_told(write_pdf, opened):
    for rows, whole in ((HEIGHT, True), (HEIGHT // 2, False)):
        path = image_pdf(write_pdf, zlib.compress(bytes(WIDTH * HEIGHT)), ["FlateDecode"])
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            mask = pdf.make_stream(zlib.compress(b"\xff" * WIDTH * rows), Filter=pikepdf.Name.FlateDecode)
            mask.Type, mask.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
            mask.Width, mask.Height, mask.BitsPerComponent = WIDTH, HEIGHT, 8
            mask.ColorSpace = pikepdf.Name.DeviceGray
            pdf.pages[0].get_images()["/Im"].SMask = mask
            pdf.save(path)
        if whole:
            opened(path)
            continue
        with pytest.raises(InputProblem, match="image_truncated"):
            opened(path)
