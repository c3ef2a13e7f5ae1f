"""What a WebP file would be with other bytes at its end: a decoder reads a whole picture up to there, and no further.

Each code means something, whatever stood there before, so a decoder draws a picture of damaged data, too, and of zeros. But
then the last row takes more data or fewer than there are. Where there are too few, the decoder stops by itself; where some
are left over, other bytes in their place change nothing. In a whole picture they do, or the decoder finds too few.
"""

from collections.abc import Iterator

_LAST, _OTHER = (
    16,
    0xA5,
)  # bytes at an end, more than an encoder fills up with; the bits in which they are changed
_HEADER = 12  # bytes: RIFF, size, WEBP (RFC 9649, 2.4)
_CHUNK = 8  # bytes: name and size of a chunk (RFC 9649, 2.3)
_PICTURES = frozenset({b"VP8 ", b"VP8L"})


def with_other_ends(data: bytes) -> bytes:
    """The same file with other bytes at the end of each picture; the same bytes where it has none."""
    changed = bytearray(data)
    for start, end in _pictures(data):
        for at in range(max(start, end - _LAST), end):
            changed[at] ^= _OTHER
    return bytes(changed)


def _pictures(data: bytes) -> Iterator[tuple[int, int]]:
    """Where the data of each picture start and end."""
    at = _HEADER
    while at + _CHUNK <= len(data):
        size = int.from_bytes(data[at + 4 : at + _CHUNK], "little")
        if data[at : at + 4] in _PICTURES:
            yield at + _CHUNK, min(at + _CHUNK + size, len(data))
        at += _CHUNK + size + size % 2
