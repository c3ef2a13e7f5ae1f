"""Whether fax data (ITU-T T.4, T.6) hold every row: decoders leave white what they cannot read, and say nothing.

Counting rows means decoding, and the library that decodes does not tell where it stopped. So it is asked
twice more. Ink put behind the data must not show, else rows were missing. Ink put in place of the last bytes must
show, else the library had stopped before them.
"""

import io
import re
import struct
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image

_T4, _T6 = 3, 4  # values of the tag Compression (TIFF 6.0, section 11)
_TWO_DIMENSIONAL = 1  # bit of T4Options
_WHITE_BLACK, _HORIZONTAL, _END_OF_LINE = "000111010", "001", "000000000001"
"""One white pixel and one black one, the mode that tells runs, the end of a line (T.6, 2.2 and tables 1 to 3)."""
_PAIRS = 32
"""Pairs of white and black: enough to be seen."""
_LAST = 64
"""Bits at the end that are put out of action; no encoder leaves so many unused."""
_END_OF_ROWS = re.compile("(?:0{11}1[01]?){2,}0*$")
"""Ends of a line, one behind the other (T.4, 2.2; T.6, 2.4.1.1), and zeros that fill the last bytes."""
_MOST_ZEROS = {_T4: 100, _T6: 4}
"""Bytes of zeros in a row that only damage explains; T.4 (2.2) lets a slow printer be waited for with zeros."""
_LAST_ZEROS = 3
"""Zeros that the last code of a row may end with (T.4, tables 2 and 3), and no more: they would be an end of line."""
_LONGEST_END = 256
"""Bits: six ends of a line with their tags, and fill."""
_LONG, _SHORT = 4, 3  # types of a value (TIFF 6.0, section 2)
_HEADER = struct.pack("<4sI", b"II*\0", 8)  # the directory follows at once

Bits = npt.NDArray[np.uint8]
Rows = npt.NDArray[np.bool_]


class Fax(NamedTuple):
    """Fax data in strips, the first pixel in the highest bit; the numbers are those of tags of TIFF 6.0.

    ``compression`` is 3 (T.4) or 4 (T.6), ``options`` the value of T4Options or T6Options.
    """

    strips: tuple[bytes, ...]
    width: int
    height: int
    rows_per_strip: int
    compression: int = _T6
    options: int = 0


def fax_is_whole(fax: Fax) -> bool:
    """Whether each strip holds all of its rows, and nothing that its rows do not need."""
    nothing = bytes(_MOST_ZEROS[fax.compression])
    plain = _decoded(fax, fax.strips)
    if plain is None or any(nothing in strip.rstrip(b"\0") for strip in fax.strips):
        return False
    data, ink = [_without_end(strip) for strip in fax.strips], _ink(fax)
    behind = _decoded(fax, [_packed(bits, ink) for bits in data])
    if behind is None or not np.array_equal(plain, behind):
        return False
    over = _decoded(fax, [_packed(bits[: max(0, len(bits) - _LAST)], ink) for bits in data])
    return over is None or all(
        (plain[top : top + fax.rows_per_strip] != over[top : top + fax.rows_per_strip]).any()
        for top in range(0, fax.height, fax.rows_per_strip)
    )


def _without_end(strip: bytes) -> Bits:
    used = strip.rstrip(b"\0")
    kept = 8 * len(used) + (_LAST_ZEROS if len(used) < len(strip) else 0)
    bits = np.unpackbits(np.frombuffer(strip, dtype=np.uint8))[:kept]
    tail = "".join(map(str, bits[-_LONGEST_END:]))
    end = _END_OF_ROWS.search(tail)
    return bits[: len(bits) - (len(tail) - end.start() if end else 0)]


def _ink(fax: Fax) -> Bits:
    """Codes that draw on any row, and the end of the block."""
    row = _END_OF_LINE + ("1" if fax.options & _TWO_DIMENSIONAL else "") + _WHITE_BLACK * _PAIRS
    ink = row if fax.compression == _T4 else (_HORIZONTAL + _WHITE_BLACK) * _PAIRS
    return np.array([int(bit) for bit in ink + _END_OF_LINE * 2], dtype=np.uint8)


def _packed(*bits: Bits) -> bytes:
    return np.packbits(np.concatenate(bits)).tobytes()


def _decoded(fax: Fax, strips: Sequence[bytes]) -> Rows | None:
    """The pixels, or None where the library refuses the data."""
    with Image.open(io.BytesIO(_tiff(fax, strips)), formats=("TIFF",)) as image:
        try:
            return np.asarray(image)
        except OSError:
            return None


def _tiff(fax: Fax, strips: Sequence[bytes]) -> bytes:
    """A TIFF of these strips (TIFF 6.0, sections 2 and 11)."""
    options = 292 if fax.compression == _T4 else 293  # T4Options or T6Options
    count = len(strips)
    tags = 10
    lists = len(_HEADER) + 2 + 12 * tags + 4
    starts = np.cumsum([lists + 8 * count, *map(len, strips)])[:-1].astype("<u4").tobytes()
    sizes = np.array([len(strip) for strip in strips], dtype="<u4").tobytes()
    entries = [
        (256, _LONG, 1, fax.width), (257, _LONG, 1, fax.height), (258, _SHORT, 1, 1),
        (259, _SHORT, 1, fax.compression), (262, _SHORT, 1, 0),
        (273, _LONG, count, lists if count > 1 else int.from_bytes(starts, "little")), (277, _SHORT, 1, 1),
        (278, _LONG, 1, fax.rows_per_strip),
        (279, _LONG, count, lists + 4 * count if count > 1 else len(strips[0])), (options, _LONG, 1, fax.options),
    ]  # fmt: skip
    directory = struct.pack("<H", tags) + b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"".join((_HEADER, directory, bytes(4), starts, sizes, *strips))
