"""Whether JBIG2 data, as a PDF embeds them, hold every segment to its end (ITU-T T.88, 7.2)."""

_UNKNOWN = 0xFFFFFFFF
"""The length of a region that was written before its length was known."""
_NOTHING = bytes(256)
"""What no arithmetic code yields: a blank page takes fewer bytes altogether."""
_PAGE_INFORMATION = 48  # a type of segment (T.88, 7.3.1)
_SHORT_FORM = 4  # segments that a short header can refer to


def jbig2_is_whole(data: bytes) -> bool:
    """Whether the segments lie behind one another up to the end, one of them says what the page is, and none is nothing."""
    at, kinds = 0, set()
    while at < len(data.rstrip(b"\0\r\n")):
        kind, body, length = _header(data, at)
        kinds.add(kind)
        if length == _UNKNOWN:
            break
        at = body + length
        if at > len(data):
            return False
    return _PAGE_INFORMATION in kinds and _NOTHING not in data


def _header(data: bytes, at: int) -> tuple[int, int, int]:
    """The type of the segment at ``at``, where its data start, and how long they are."""
    number, flags, count = int.from_bytes(data[at : at + 4]), data[at + 4], data[at + 5] >> 5
    at += 6
    if count > _SHORT_FORM:
        count = int.from_bytes(data[at - 1 : at + 3]) & 0x1FFFFFFF
        at += 3 + (count + 8) // 8
    at += count * (1 if number <= 256 else 2 if number <= 65536 else 4)  # noqa: PLR2004  (T.88, 7.2.5)
    at += 4 if flags & 0x40 else 1
    return flags & 0x3F, at + 4, int.from_bytes(data[at : at + 4])
