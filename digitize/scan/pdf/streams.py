"""Whether a PDF stream is complete: decoders silently fill missing data with white or grey."""

import zlib
from typing import NamedTuple

_CHUNK = 1 << 20  # bytes inflated at a time
_END_OF_IMAGE = b"\xff\xd9"
_JPEG_TAIL = 2048  # bytes at the end of a JPEG in which its end marker is looked for
_CHECKSUM = bytes(4)


class Extent(NamedTuple):
    """``whole``: the stream runs to its own end; ``size`` in bytes once inflated, counted up to the limit."""

    whole: bool
    size: int


def extent(raw: bytes, first_filter: str | None, most: int) -> Extent:
    """The extent of ``raw``, as it lies in the file; the inflated bytes are not kept.

    Only the first filter is undone. The output of a second one is limited by the memory of the page.
    """
    if first_filter == "FlateDecode":
        return _inflated(raw, most)
    if first_filter == "DCTDecode":
        return Extent(raw.rfind(_END_OF_IMAGE, max(0, len(raw) - _JPEG_TAIL)) >= 0, len(raw))
    return Extent(whole=True, size=len(raw))  # where it cannot be checked


def _inflated(raw: bytes, most: int) -> Extent:
    inflater = zlib.decompressobj()
    size = 0
    try:
        data = raw
        while data and not inflater.eof and size <= most:
            size += len(inflater.decompress(data, _CHUNK))
            data = inflater.unconsumed_tail
        return Extent(size > most or inflater.eof or _lacks_only_its_checksum(inflater), size)
    except zlib.error:
        return Extent(whole=False, size=size)


def _lacks_only_its_checksum(inflater: "zlib._Decompress") -> bool:
    # Some writers leave out these four bytes, and every reader accepts that.
    try:
        inflater.decompress(_CHECKSUM)
    except zlib.error as error:
        return "data check" in str(error)
    return inflater.eof
