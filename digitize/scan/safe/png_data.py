"""Whether a PNG holds every row: decoders leave rows black that its one stream ends before."""

import zlib
from collections.abc import Iterator
from itertools import chain

_SIGNATURE = 8  # bytes before the first chunk (PNG, 5.2)
_FRAME = 12  # bytes of a chunk beside its data: length, name, checksum (PNG, 5.3)
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Samples of a pixel by the type of colour (PNG, table 11.1)."""
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""First column and row of each pass of Adam7, and the steps from there (PNG, 8.2)."""
_PIECE = 1 << 20  # bytes inflated at a time


def png_is_unchanged(data: bytes) -> bool:
    """Whether the data of the picture are those that were written: decoders pass over their checksums."""
    return all(check == zlib.crc32(name + body) for name, body, check in _chunks(data) if name == b"IDAT")


def png_is_whole(data: bytes) -> bool:
    """Whether the stream of the picture inflates to all of its rows."""
    chunks = list(_chunks(data))
    header = next(body for name, body, _ in chunks if name == b"IHDR")
    lacking = _size(header)
    stream = zlib.decompressobj()
    try:
        for piece in chain.from_iterable(_pieces(body) for name, body, _ in chunks if name == b"IDAT"):
            rest = piece
            while rest and not stream.eof and lacking > 0:
                lacking -= len(stream.decompress(rest, _PIECE))
                rest = stream.unconsumed_tail
    except zlib.error:
        return False
    return lacking <= 0


def _pieces(body: bytes) -> Iterator[bytes]:
    return (body[at : at + _PIECE] for at in range(0, len(body), _PIECE))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    """The name, the data and the checksum of each chunk."""
    at = _SIGNATURE
    while at + _FRAME <= len(data):
        size = int.from_bytes(data[at : at + 4])
        end = at + 8 + size
        yield data[at + 4 : at + 8], data[at + 8 : end], int.from_bytes(data[end : end + 4])
        at += _FRAME + size


def _size(header: bytes) -> int:
    """Bytes of all rows, each with the byte that names its filter (PNG, 7.2)."""
    width, height = int.from_bytes(header[:4]), int.from_bytes(header[4:8])
    bits = header[8] * _CHANNELS[header[9]]
    passes = _PASSES if header[12] else ((0, 0, 1, 1),)
    sizes = ((-(-(width - x) // dx), -(-(height - y) // dy)) for x, y, dx, dy in passes)
    return sum(rows * (1 + -(-columns * bits // 8)) for columns, rows in sizes if columns > 0 and rows > 0)
