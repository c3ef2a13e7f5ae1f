"""Files that mean harm: bombs, trees that hold themselves, pictures without width, names of results, hostile ZIPs."""

import base64
import io
import random
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, PngImagePlugin

MIB = 1024 * 1024
NAMES = (
    "document-{}.json.jpg",
    "text.json.jpg",
    "records.xlsx.jpg",
    "dossier.json.jpg",
    ".hidden-{}.jpg",
    "con-{}.jpg",
    "aux.jpg",
    "A:{}.jpg",
    "A?{}.jpg",
    "Ho so {}..jpg",
    "x__y{}.jpg",
    "=cmd|calc!A{}.jpg",
    "@SUM({}).jpg",
    "-rf{}.jpg",
    "--json{}.jpg",
    "a\nb{}.jpg",
    "a\x1b[31m{}.jpg",
    "a\u202egpj.{}.jpg",
    "\u2066x{}.jpg",
    "%s%n{}.jpg",
    "{{0}}{}.jpg",
    "original{}.jpg",
    "page-0001.{}.jpg",
    ".0123456789abcdef.{}.part.jpg",
    "~${}.jpg",
    " lead{}.jpg",
    "trail{}.jpg ",
    "ắ" * 45 + "{}.jpg",  # decomposed, five bytes each; a file system takes 255
    "x" * 200 + "{}.jpg",
)


def hostile_names(number: int) -> str:
    """The ``number``-th name, in one of the forms of Unicode."""
    form = ("NFC", "NFD")[number % 2]
    return unicodedata.normalize(form, NAMES[number % len(NAMES)].format(number))


def bombs(dice: random.Random) -> tuple[str, bytes]:
    """A hostile file of any kind, with the suffix of its name."""
    kind = dice.choice(tuple(BOMBS))
    return kind, BOMBS[kind](dice)


def _pdf(lay: Callable[[pikepdf.Pdf, Dictionary], None]) -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(446, 302))
        lay(pdf, pdf.pages[0].obj)
        out = io.BytesIO()
        pdf.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            fix_metadata_version=False,
        )
        return out.getvalue()


def _stream(pdf: pikepdf.Pdf, data: bytes, filters: object, **keys: object) -> pikepdf.Object:
    made = pdf.make_stream(b"", **keys)
    made.write(data, filter=filters)
    return made


def _wrapped(dice: random.Random) -> tuple[bytes, object]:
    packed = zlib.compress(bytes(dice.choice((8, 64)) * MIB), 9)
    flate, ascii85 = Name.FlateDecode, Name.ASCII85Decode
    return dice.choice(
        (
            (packed, flate),
            (zlib.compress(packed), Array([flate, flate])),
            (base64.a85encode(packed) + b"~>", Array([ascii85, flate])),
            (b"\x81 " * 500_000 + b"\x80", Name.RunLengthDecode),
        )
    )


def _pdf_bomb(dice: random.Random) -> bytes:
    data, filters = _wrapped(dice)

    def lay(pdf: pikepdf.Pdf, page: Dictionary) -> None:
        bomb = _stream(pdf, data, filters)
        match dice.randrange(5):
            case 0:
                page.Contents = bomb
            case 1:
                bomb.Type, bomb.Subtype, bomb.BBox = Name.XObject, Name.Form, Array([0, 0, 446, 302])
                page.Resources = Dictionary(XObject=Dictionary(F=bomb))
                page.Contents = pdf.make_stream(b"/F Do")
            case 2:
                size = {"Width": 620, "Height": 420, "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray}
                picture = _stream(pdf, data, filters, Type=Name.XObject, Subtype=Name.Image, **size)
                page.Resources = Dictionary(XObject=Dictionary(I=picture))
                page.Contents = pdf.make_stream(b"q 446 0 0 302 0 0 cm /I Do Q")
            case 3:
                font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, ToUnicode=bomb)
                page.Resources = Dictionary(Font=Dictionary(F=font))
                page.Contents = pdf.make_stream(b"BT /F 10 Tf 10 10 Td (NGUYEN VAN A) Tj ET")
            case _:
                pdf.Root.Metadata = bomb

    return _pdf(lay)


def _pdf_of_itself(dice: random.Random) -> bytes:
    def lay(pdf: pikepdf.Pdf, page: Dictionary) -> None:
        match dice.randrange(5):
            case 0:
                field = pdf.make_indirect(Dictionary(FT=Name.Tx, T="x", V="y"))
                field.Kids = Array([field] * 4)
                pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
            case 1:
                pdf.Root.AcroForm = dice.choice((5, "x", Array([])))
            case 2:
                form = pdf.make_stream(
                    b"/F Do /F Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9])
                )
                form.Resources = Dictionary(XObject=Dictionary(F=form))
                page.Resources, page.Contents = form.Resources, pdf.make_stream(b"/F Do")
            case 3:
                page.Annots = Array([page, 5, "x"])
            case _:
                tree = pdf.make_indirect(Dictionary())
                tree.Kids = Array([tree, tree])
                pdf.Root.Names = Dictionary(EmbeddedFiles=tree, Dests=tree)
                pdf.Root.Outlines = tree

    return _pdf(lay)


def _pdf_of_wishes(dice: random.Random) -> bytes:
    wish = dice.choice(
        (
            Dictionary(S=Name.JavaScript, JS="while(1){}"),
            Dictionary(S=Name.Launch, F="/bin/sh"),
            Dictionary(S=Name.URI, URI="http://127.0.0.1:9/x"),
        )
    )

    def lay(pdf: pikepdf.Pdf, page: Dictionary) -> None:
        pdf.Root.OpenAction, page.AA = wish, Dictionary(O=wish)

    return _pdf(lay)


def _object_bomb(dice: random.Random) -> bytes:
    packed = zlib.compress(b"1 0 2 3 3 9 " + b" " * dice.choice((8, 300)) * MIB, 9)
    out = bytearray(b"%PDF-1.7\n")
    first = len(out)
    out += b"6 0 obj\n<</Type/ObjStm/N 3/First 12/Filter/FlateDecode/Length %d>>\nstream\n" % len(packed)
    out += packed + b"\nendstream\nendobj\n"
    table = len(out)
    rows = bytes(7) + b"".join(struct.pack(">BIH", 2, 6, n) for n in range(3)) + bytes(14)
    rows += struct.pack(">BIH", 1, first, 0) + struct.pack(">BIH", 1, table, 0)
    out += b"7 0 obj\n<</Type/XRef/Size 8/Root 1 0 R/W[1 4 2]/Length %d>>\nstream\n" % len(rows) + rows
    return bytes(out + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % table)


def _thin(dice: random.Random) -> bytes:
    size = dice.choice(((30_000, 1), (1, 30_000), (10, 60_000), (60_000, 10), (1, 65_535), (3, 200_000)))
    picture = Image.new("L", size, dice.choice((0, 200, 255)))
    if dice.random() < 1 / 2:
        picture.putdata(dice.choices((0, 90, 255), k=size[0] * size[1]))
    return _saved(picture, "PNG")


def _of_any_size(dice: random.Random) -> bytes:
    return _saved(
        Image.new("L", (4000, 3000), 200), "TIFF", dpi=dice.choice(((2400, 50), (50, 2400), (0, 1)))
    )


def _declared(dice: random.Random) -> bytes:
    side = dice.choice((0, 14_000, 65_535, 2**31 - 1))
    png = bytearray(_saved(Image.new("L", (620, 420), 200), "PNG"))
    png[16:24] = struct.pack(">II", side, dice.choice((1, side)))
    png[29:33] = struct.pack(">I", zlib.crc32(png[12:29]))
    return bytes(png)


def _comment(dice: random.Random) -> bytes:
    said = PngImagePlugin.PngInfo()
    said.add_text("k", "A" * dice.choice((1, 30)) * MIB, zip=True)
    return _saved(Image.new("L", (620, 420), 200), "PNG", pnginfo=said)


def _saved(picture: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def _zip(dice: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data, mode in _members(dice):
            info = zipfile.ZipInfo(name)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, mode << 16
            archive.writestr(info, data)
    packed = bytearray(out.getvalue())
    if dice.random() < 1 / 4:  # it lies about sizes
        at = packed.rfind(b"PK\x01\x02")
        packed[at + 24 : at + 28] = struct.pack("<I", dice.choice((1, 2**31)))
    return bytes(packed)


def _members(dice: random.Random) -> Iterator[tuple[str, bytes, int]]:
    page = _saved(Image.new("L", (300, 120), 255), "PNG")
    match dice.randrange(6):
        case 0:
            yield "../../../evil.png", page, 0o100644
            yield "C:\\x\\y.png", page, 0o100644
        case 1:
            yield "a.tif", bytes(100 * MIB), 0o100644
        case 2:
            yield from ((f"{number}.png", page, 0o100644) for number in range(dice.choice((30, 6000))))
        case 3:
            yield "link.png", b"/etc/passwd", 0o120777
            yield "document-3.json", page, 0o100644
        case 4:
            inner = page
            for depth in range(dice.choice((2, 5))):
                held = io.BytesIO()
                with zipfile.ZipFile(held, "w") as archive:
                    archive.writestr(f"{depth}.zip" if depth else "a.png", inner)
                inner = held.getvalue()
            yield "in.zip", inner, 0o100644
        case _:
            yield "d/" * 300 + "a.png", page, 0o100644


BOMBS: dict[str, Callable[[random.Random], bytes]] = {
    "bomb.pdf": _pdf_bomb,
    "self.pdf": _pdf_of_itself,
    "wish.pdf": _pdf_of_wishes,
    "objects.pdf": _object_bomb,
    "thin.png": _thin,
    "dpi.tif": _of_any_size,
    "declared.png": _declared,
    "comment.png": _comment,
    "hostile.zip": _zip,
}
