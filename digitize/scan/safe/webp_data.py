"""Whether the pictures of a WebP file hold data throughout: a file that was not copied to its end goes on in zeros.

Decoders draw something from zeros. A flat page needs a few of them, too, but no more than its size explains.
"""

from collections.abc import Iterator

_BLOCK = 16 * 16  # pixels of a macroblock (RFC 6386, section 2)
_ZEROS_PER_BLOCK = 0.05
"""Bytes of zeros for each macroblock of a flat page: half of this was the most on pages of one colour."""
_FEWEST = 64  # bytes of zeros that say nothing on a page however small
_HEADER = 12  # bytes: RIFF, size, WEBP (RFC 9649, 2.4)
_CHUNK = 8  # bytes: name and size of a chunk (RFC 9649, 2.3)
_PICTURES = frozenset({b"VP8 ", b"VP8L"})


def webp_is_whole(data: bytes, pixels: int) -> bool:
    """Whether no picture of ``pixels`` pixels in ``data`` has a stretch of nothing."""
    nothing = bytes(max(_FEWEST, round(pixels / _BLOCK * _ZEROS_PER_BLOCK)))
    return all(nothing not in picture for picture in _pictures(data))


def _pictures(data: bytes) -> Iterator[bytes]:
    at = _HEADER
    while at + _CHUNK <= len(data):
        size = int.from_bytes(data[at + 4 : at + _CHUNK], "little")
        if data[at : at + 4] in _PICTURES:
            yield data[at + _CHUNK : at + _CHUNK + size]
        at += _CHUNK + size + size % 2
