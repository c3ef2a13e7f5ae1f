"""No stream of a PDF becomes larger than one may, whichever of them it is and however it is wrapped."""

import base64
import binascii
import struct
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from digitize.scan.pdf.filters import exceeds
from digitize.settings import MIB, Limits
from ocr.problem import LimitProblem

SMALL = Limits(stream_bytes=4 * MIB)
BOMB = zlib.compress(b" " * 8 * MIB, 9)
PLAIN = b"q 200 0 0 300 0 0 cm Q"
TWICE = Array([Name.FlateDecode, Name.FlateDecode])
WRAPPED = {
    "two Flates": (zlib.compress(BOMB), TWICE),
    "ASCII85": (base64.a85encode(BOMB) + b"~>", Array([Name.ASCII85Decode, Name.FlateDecode])),
    "hexadecimal": (binascii.hexlify(BOMB) + b">", Array([Name.ASCIIHexDecode, Name.FlateDecode])),
    "runs": (b"\x81 " * 70_000 + b"\x80", Name.RunLengthDecode),
    "runs of runs": (
        zlib.compress(b"\x81 " * 70_000 + b"\x80"),
        Array([Name.FlateDecode, Name.RunLengthDecode]),
    ),
    "a second filter that fails": (BOMB, Array([Name.FlateDecode, Name.ASCIIHexDecode])),
    "zeroes": (b"z" * (2 * MIB) + b"~>", Name.ASCII85Decode),
}


def lzw(data):
    """Each byte as a code of nine bits, the table cleared before a code needs ten."""
    codes = [256]
    for number, byte in enumerate(data):
        codes += [256] if number % 200 == 199 else []
        codes.append(byte)
    bits = "".join(f"{code:09b}" for code in (*codes, 257))
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8))


@pytest.mark.parametrize("way", WRAPPED)
def test_what_a_second_filter_makes_counts(write_pdf, opened, way):
    data, filters = WRAPPED[way]
    path = write_pdf(PLAIN)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Contents = bomb = pikepdf.Stream(pdf, b"")
        bomb.write(data, filter=filters)
        pdf.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    with pytest.raises(LimitProblem, match="stream_too_large"):
        opened(path, limits=SMALL)


def of_form(_pdf, page, bomb):
    bomb.Type, bomb.Subtype, bomb.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
    page.Resources = Dictionary(XObject=Dictionary(F=bomb))


def of_form_in_form(pdf, page, bomb):
    of_form(pdf, page, bomb)
    outer = pdf.make_stream(b"/F Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    outer.Resources = page.Resources
    page.Resources = Dictionary(XObject=Dictionary(O=outer))


def of_letters(pdf, page, bomb):
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, ToUnicode=bomb)
    page.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))


def of_font(pdf, page, bomb):
    descriptor = pdf.make_indirect(Dictionary(Type=Name.FontDescriptor, FontFile2=bomb))
    font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.X, FontDescriptor=descriptor)
    page.Resources = Dictionary(Font=Dictionary(F=font))


def of_note(_pdf, page, bomb):
    note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([0, 0, 9, 9]), AP=Dictionary(N=bomb))
    page.Annots = Array([note])


def of_pages_above(pdf, page, bomb):
    of_form(pdf, page, bomb)
    pdf.Root.Pages.Resources = page.Resources
    del page.Resources


@pytest.mark.parametrize("laid", [of_form, of_form_in_form, of_letters, of_font, of_note, of_pages_above])
def test_every_stream_of_a_page_counts(write_pdf, opened, laid):
    path = write_pdf(PLAIN)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        bomb = pdf.make_stream(b"")
        bomb.write(BOMB, filter=Name.FlateDecode)
        laid(pdf, pdf.pages[0].obj, bomb)
        pdf.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert opened(path).page == 1
    with pytest.raises(LimitProblem, match="stream_too_large") as told:
        opened(path, limits=SMALL)
    assert told.value.data["page"] == 1


def of_codes(pdf, page, bomb):
    bomb.Type = Name.CMap
    below = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.X))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.X, Encoding=bomb)
    font.DescendantFonts = Array([below])
    page.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))


@pytest.mark.parametrize("laid", [of_letters, of_codes])
def test_a_map_of_characters_is_small_whatever_the_limit_of_streams(write_pdf, opened, laid):
    # It is taken apart token by token: 64 MiB of zeros cost a page fifty seconds.
    path = write_pdf(PLAIN)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        bomb = pdf.make_stream(b"")
        bomb.write(zlib.compress(bytes(9 * MIB), 9), filter=Name.FlateDecode)
        laid(pdf, pdf.pages[0].obj, bomb)
        pdf.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    with pytest.raises(LimitProblem, match="stream_too_large") as told:
        opened(path)
    assert told.value.data["limit_mb"] == 8


@pytest.mark.parametrize("where", ["Metadata", "AcroForm"])
def test_a_stream_of_the_whole_document_counts(write_pdf, source, where):
    path = write_pdf(PLAIN)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        bomb = pdf.make_stream(b"")
        bomb.write(base64.a85encode(BOMB) + b"~>", filter=Array([Name.ASCII85Decode, Name.FlateDecode]))
        pdf.Root[f"/{where}"] = bomb if where == "Metadata" else Dictionary(Fields=Array(), XFA=bomb)
        pdf.save(
            path,
            fix_metadata_version=False,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
    with pytest.raises(LimitProblem, match="file_stream_too_large"):
        source(path, SMALL)


def with_objects(packed, said):
    """A PDF whose objects lie in a stream with these bytes and this dictionary."""
    out = bytearray(b"%PDF-1.7\n")
    first = len(out)
    out += b"6 0 obj\n<</N 3/Length %d%s>>\nstream\n" % (len(packed), said) + packed
    out += b"\nendstream\nendobj\n"
    table = len(out)
    rows = struct.pack(">BIH", 0, 0, 65535) + b"".join(struct.pack(">BIH", 2, 6, n) for n in range(3))
    rows += bytes(14) + struct.pack(">BIH", 1, first, 0) + struct.pack(">BIH", 1, table, 0)
    out += b"7 0 obj\n<</Type/XRef/Size 8/Root 1 0 R/W[1 4 2]/Length %d>>\nstream\n" % len(rows) + rows
    return bytes(out + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % table)


OBJECTS = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
OBJECTS += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 446 302]>>"]
HEAD = b"1 0 2 %d 3 %d " % (len(OBJECTS[0]) + 1, len(OBJECTS[0]) + len(OBJECTS[1]) + 2)
WHOLE = HEAD + b" ".join(OBJECTS)
FIRST = b"/Type/ObjStm/First %d" % len(HEAD)


@pytest.mark.parametrize(
    ("said", "wrap"),
    [
        (b"/Filter/FlateDecode", zlib.compress),
        (b"/Filter[/FlateDecode /FlateDecode]", lambda data: zlib.compress(zlib.compress(data))),
        (b"/Filter[/A85 /Fl]", lambda data: base64.a85encode(zlib.compress(data)) + b"~>"),
        (b"/Filter/#46lateDecode", zlib.compress),
        (b"/Filter 9 0 R", zlib.compress),
        (b"/Subtype/Image/Filter/FlateDecode", zlib.compress),
    ],
)
def test_a_stream_of_objects_counts_before_anybody_opens_the_file(tmp_path, source, said, wrap):
    path = tmp_path / "a.pdf"
    path.write_bytes(with_objects(wrap(WHOLE + b" " * 8 * MIB), FIRST + said))
    with pytest.raises(LimitProblem, match="file_stream_too_large"):
        source(path, SMALL)


def test_a_small_stream_of_objects_is_read(tmp_path, source):
    path = tmp_path / "a.pdf"
    path.write_bytes(with_objects(zlib.compress(WHOLE), FIRST + b"/Filter/FlateDecode"))
    assert source(path, SMALL).pages == 1


def test_lzw_is_counted_code_by_code():
    data = lzw(bytes(range(256)) * 20)
    assert exceeds(data, ["LZWDecode"], 5119)
    assert not exceeds(data, ["LZWDecode"], 5120)


def test_filters_of_pictures_and_damaged_bytes_end_the_count():
    assert not exceeds(BOMB, ["DCTDecode", "FlateDecode"], MIB)
    for name in ("FlateDecode", "LZWDecode", "ASCII85Decode", "ASCIIHexDecode", "RunLengthDecode"):
        assert not exceeds(b"\xff\x00 nothing \xfe" * 100, [name], 20_000)
