"""Whether fax data (ITU-T T.4, T.6) hold every row: decoders leave white what they cannot read, and say nothing.

Counting rows means decoding, and the library that decodes does not tell where it stopped. So it is asked
twice more. Ink put behind the data must not show, else rows were missing. Ink put in place of the last bytes must
show, else the library had stopped before them.
"""

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

_WHITE_BLACK, _HORIZONTAL, _END_OF_LINE = "000111010", "001", "000000000001"
"""One white pixel and one black one, the mode that tells runs, the end of a line (T.6, 2.2 and tables 1 to 3)."""
_PAIRS = 32
"""Pairs of white and black: enough to be seen."""
_LAST = 64
"""Bits at the end that are put out of action; no encoder leaves so many unused."""
_END_OF_ROWS = re.compile("(?:0{11}1[01]?){2,}0*$")
"""Ends of a line, one behind the other (T.4, 2.2; T.6, 2.4.1.1), and zeros that fill the last bytes."""
_MOST_ZEROS, _MOST_FILL = 4, 100
"""Bytes of zeros in a row that only damage explains, in T.6 and in T.4, which waits for slow printers with zeros (2.2)."""
_LAST_ZEROS = 3
"""Zeros that the last code of a row may end with (T.4, tables 2 and 3), and no more: they would be an end of line."""
_LONGEST_END = 256
"""Bits: six ends of a line with their tags, and fill."""
_HEADER = b"%PDF-1.4\n"
_FIRST_STRIP = 5  # number of the object that is the first strip

Bits = npt.NDArray[np.uint8]
Rows = npt.NDArray[np.bool_]


class Fax(NamedTuple):
    """Fax data in strips, the first pixel in the highest bit.

    The last three say how they are coded, as in a PDF (ISO 32000-1, table 11): ``k`` is below 0 for T.6, above it for T.4
    in two dimensions.
    """

    strips: tuple[bytes, ...]
    width: int
    height: int
    rows_per_strip: int
    k: int = -1
    has_line_ends: bool = False
    is_aligned: bool = False


def fax_is_whole(fax: Fax) -> bool:
    """Whether each strip holds all of its rows, and nothing that its rows do not need."""
    nothing = bytes(_MOST_FILL if _marks_lines(fax) else _MOST_ZEROS)
    plain = _decoded(fax, fax.strips)
    if plain is None or any(nothing in strip.rstrip(b"\0") for strip in fax.strips):
        return False
    data, ink = [_without_end(strip) for strip in fax.strips], _ink(fax)
    behind = _decoded(fax, [_packed(_to_the_byte(bits) if fax.is_aligned else bits, ink) for bits in data])
    if behind is None or not all(map(np.array_equal, plain, behind)):
        return False
    over = _decoded(fax, [_packed(bits[: max(0, len(bits) - _LAST)], ink) for bits in data])
    return over is None or not any(map(np.array_equal, plain, over))


def _marks_lines(fax: Fax) -> bool:
    # Only behind the end of a line is it said whether the next one is coded in one dimension or in two.
    return fax.has_line_ends or fax.k > 0


def _to_the_byte(bits: Bits) -> Bits:
    return np.pad(bits, (0, -len(bits) % 8))


def _without_end(strip: bytes) -> Bits:
    used = strip.rstrip(b"\0")
    kept = 8 * len(used) + (_LAST_ZEROS if len(used) < len(strip) else 0)
    bits = np.unpackbits(np.frombuffer(strip, dtype=np.uint8))[:kept]
    tail = "".join(map(str, bits[-_LONGEST_END:]))
    end = _END_OF_ROWS.search(tail)
    return bits[: len(bits) - (len(tail) - end.start() if end else 0)]


def _ink(fax: Fax) -> Bits:
    """Codes that draw on any row, and the end of the block."""
    begin = _END_OF_LINE if _marks_lines(fax) else ""
    row = begin + ("1" if fax.k > 0 else "") + _WHITE_BLACK * _PAIRS
    ink = (_HORIZONTAL + _WHITE_BLACK) * _PAIRS if fax.k < 0 else row
    return np.array([int(bit) for bit in ink + _END_OF_LINE * 2], dtype=np.uint8)


def _packed(*bits: Bits) -> bytes:
    return np.packbits(np.concatenate(bits)).tobytes()


def _decoded(fax: Fax, strips: Sequence[bytes]) -> list[Rows] | None:
    """The pixels of each strip, or None where the library refuses the data."""
    # Of the two libraries at hand the other one writes of each odd code to the terminal.
    document = pypdfium2.PdfDocument(_pdf(fax, strips))
    try:
        page = document[0]
        return [image.get_bitmap().to_numpy() > 0 for image in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE])]
    except pypdfium2.PdfiumError:
        return None
    finally:
        document.close()


def _pdf(fax: Fax, strips: Sequence[bytes]) -> bytes:
    """A PDF that draws each strip as an image of its own."""
    numbers = range(_FIRST_STRIP, _FIRST_STRIP + len(strips))
    names = b"".join(b"/I%d %d 0 R" % (number, number) for number in numbers)
    drawn = b"".join(b"/I%d Do " % number for number in numbers)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<<%s>>>>>>" % names
    things = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page,
        _stream(b"<<", drawn),
        *(_strip(fax, index, strip) for index, strip in enumerate(strips)),
    ]
    objects = [b"%d 0 obj\n%s\nendobj\n" % (number, thing) for number, thing in enumerate(things, start=1)]
    places = accumulate((len(each) for each in objects[:-1]), initial=len(_HEADER))
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    body = _HEADER + b"".join(objects)
    size = len(objects) + 1
    return body + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, len(body),
    )  # fmt: skip


def _strip(fax: Fax, index: int, data: bytes) -> bytes:
    rows = min(fax.rows_per_strip, fax.height - index * fax.rows_per_strip)
    coded = b"/K %d/EndOfLine %s/EncodedByteAlign %s" % (
        fax.k, _pdf_bool(fax.has_line_ends), _pdf_bool(fax.is_aligned),
    )  # fmt: skip
    said = b"<</Type/XObject/Subtype/Image/BitsPerComponent 1/ColorSpace/DeviceGray/Width %d/Height %d" % (
        fax.width, rows,
    )  # fmt: skip
    parameters = b"/Filter/CCITTFaxDecode/DecodeParms<<%s/Columns %d/Rows %d>>" % (coded, fax.width, rows)
    return _stream(said + parameters, data)


def _pdf_bool(said: bool) -> bytes:  # noqa: FBT001  (a value that is written)
    return b"true" if said else b"false"


def _stream(dictionary: bytes, data: bytes) -> bytes:
    return dictionary + b"/Length %d>>\nstream\n%s\nendstream" % (len(data), data)
