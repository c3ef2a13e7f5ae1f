"""Whether a PDF stream is all there: decoders fill what is missing with white or grey, and say nothing."""

import zlib

_CHUNK = 1 << 20
_END_OF_IMAGE = b"\xff\xd9"
_JPEG_TAIL = 2048
_CHECKSUM = bytes(4)


def is_whole(raw: bytes, first_filter: str | None) -> bool:
    """Whether ``raw``, as it lies in the file, runs to its own end; True where that cannot be told."""
    if first_filter == "FlateDecode":
        return _is_whole_flate(raw)
    if first_filter == "DCTDecode":
        return raw.rfind(_END_OF_IMAGE, max(0, len(raw) - _JPEG_TAIL)) >= 0
    return True


def _is_whole_flate(raw: bytes) -> bool:
    inflater = zlib.decompressobj()
    try:
        data = raw
        while data and not inflater.eof:
            inflater.decompress(data, _CHUNK)
            data = inflater.unconsumed_tail
        return inflater.eof or _lacks_only_its_checksum(inflater)
    except zlib.error:
        return False


def _lacks_only_its_checksum(inflater: "zlib._Decompress") -> bool:
    # Some writers leave the four bytes out, and every reader forgives them.
    try:
        inflater.decompress(_CHECKSUM)
    except zlib.error as error:
        return "data check" in str(error)
    return inflater.eof
