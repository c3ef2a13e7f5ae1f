"""A font without shapes: the invisible text layer of a searchable PDF needs widths and letters only.

Every glyph is half an em wide and has an outline without area: viewers take the height of selected text
from the box of the glyph. The ToUnicode map (ISO 32000-1, 9.10.3) says which letter a glyph stands for, so
any letter can be selected, searched and copied without embedding a real font of hundreds of kilobytes.
Only the letters in use get a glyph.
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

EM = 1000  # units of an em; PDF counts the widths of glyphs in thousandths (ISO 32000-1, 9.7.4.3)
ADVANCE = 500  # units: the width of every glyph
ASCENT, DESCENT = 800, -200  # units from the baseline to the top and the bottom of every glyph

_NAME = Name("/Glyphless")
_BLOCK = 100  # entries of one bfchar block; readers drop longer ones
_MAGIC, _CHECKSUM_TOTAL = 0x5F0F3CF5, 0xB1B0AFBA  # constants of the table "head" (OpenType 1.9)
_POINTS = 2  # corners of the one contour
# One contour from (0, DESCENT) to (ADVANCE, ASCENT) and back: a box, but nothing to fill.
_GLYPH = struct.pack(
    ">hhhhhHHBBhhhhxx",
    1, 0, DESCENT, ADVANCE, ASCENT, _POINTS - 1, 0, 1, 1, 0, ADVANCE, DESCENT, ASCENT - DESCENT,
)  # fmt: skip
_EPOCH = 2_398_377_600  # 1980-01-01 in seconds since 1904: the same in every run


@dataclass(frozen=True)
class GlyphlessFont:
    """The font as a PDF object, and the codes of its letters."""

    resource: pikepdf.Object
    codes: dict[str, int]

    def encode(self, text: str) -> bytes:
        """``text`` as a hexadecimal string operand; every letter must be among ``codes``."""
        return b"<" + b"".join(b"%04X" % self.codes[letter] for letter in text) + b">"


def glyphless_font(pdf: pikepdf.Pdf, letters: Iterable[str]) -> GlyphlessFont:
    """Adds to ``pdf`` a font for ``letters``; the space is always among them."""
    ordered = sorted({" ", *letters})
    codes = {letter: code for code, letter in enumerate(ordered, start=1)}
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=_NAME,
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        CIDToGIDMap=Name.Identity,
        DW=ADVANCE,
        FontDescriptor=pdf.make_indirect(_descriptor(pdf, len(ordered) + 1)),
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=_NAME,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]),
        ToUnicode=pdf.make_indirect(pdf.make_stream(to_unicode(codes))),
    )
    return GlyphlessFont(pdf.make_indirect(font), codes)


def to_unicode(codes: dict[str, int]) -> bytes:
    """The CMap from codes to letters."""
    pairs = [
        b"<%04X> <%s>" % (code, letter.encode("utf-16-be").hex().upper().encode())
        for letter, code in codes.items()
    ]
    blocks = [pairs[start : start + _BLOCK] for start in range(0, len(pairs), _BLOCK)]
    lines = [
        b"/CIDInit /ProcSet findresource begin",
        b"12 dict begin",
        b"begincmap",
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        b"/CMapName /Adobe-Identity-UCS def",
        b"/CMapType 2 def",
        b"1 begincodespacerange",
        b"<0000> <FFFF>",
        b"endcodespacerange",
    ]
    for block in blocks:
        lines += [b"%d beginbfchar" % len(block), *block, b"endbfchar"]
    lines += [b"endcmap", b"CMapName currentdict /CMap defineresource pop", b"end", b"end", b""]
    return b"\n".join(lines)


def font_program(glyphs: int) -> bytes:
    """A TrueType font of ``glyphs`` empty glyphs (OpenType 1.9: the tables that ISO 32000-1, 9.9 asks for)."""
    tables = {
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 0, 12)
        + struct.pack(">HHHHHHHHHHHH", 4, 24, 0, 2, 2, 0, 0, 0xFFFF, 0, 0xFFFF, 1, 0),
        b"glyf": _GLYPH * glyphs,
        b"head": _head(),
        b"hhea": struct.pack(
            ">IhhhHhhhhhh8xhH", 0x10000, ASCENT, DESCENT, 0, ADVANCE, 0, 0, 0, 1, 0, 0, 0, 1
        ),
        b"hmtx": struct.pack(">Hh", ADVANCE, 0) + b"\0\0" * (glyphs - 1),
        b"loca": struct.pack(f">{glyphs + 1}I", *range(0, (glyphs + 1) * len(_GLYPH), len(_GLYPH))),
        b"maxp": struct.pack(">IHHH22x", 0x10000, glyphs, _POINTS, 1),
        b"post": struct.pack(">IiHhI16x", 0x30000, 0, 0, 0, 1),
    }
    whole = _assembled(tables)
    # The checksum of the whole font is stored inside it; that place holds zero while it is computed.
    adjustment = struct.pack(">I", (_CHECKSUM_TOTAL - _checksum(whole)) & 0xFFFFFFFF)
    start = whole.index(tables[b"head"]) + 8
    return whole[:start] + adjustment + whole[start + 4 :]


def _descriptor(pdf: pikepdf.Pdf, glyphs: int) -> Dictionary:
    program = font_program(glyphs)
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=_NAME,
        Flags=4,
        FontBBox=Array([0, DESCENT, ADVANCE, ASCENT]),
        ItalicAngle=0,
        Ascent=ASCENT,
        Descent=DESCENT,
        CapHeight=ASCENT,
        StemV=80,
        FontFile2=pdf.make_indirect(pdf.make_stream(program, Length1=len(program))),
    )


def _head() -> bytes:
    return struct.pack(
        ">IIIIHHqqhhhhHHhhh",
        0x10000, 0x10000, 0, _MAGIC, 0, EM, _EPOCH, _EPOCH, 0, DESCENT, ADVANCE, ASCENT, 0, 8, 2, 1, 0,
    )  # fmt: skip


def _assembled(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    directory = struct.pack(
        ">IHHHH", 0x10000, count, power * 16, power.bit_length() - 1, (count - power) * 16
    )
    offset = len(directory) + 16 * count
    body = b""
    for tag, data in sorted(tables.items()):
        directory += tag + struct.pack(">III", _checksum(data), offset + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return directory + body


def _checksum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
