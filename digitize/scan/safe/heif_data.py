"""Whether the pictures of a HEIF file hold data throughout: decoders draw something from zeros, and say nothing.

The picture is a row of NAL units, each after its length. Inside a unit there are never three zero bytes
behind one another, since an encoder puts a 3 between them (ISO/IEC 23008-2, 7.4.2); in a file that was not copied to its
end, or lost a piece, there are.
"""

from collections.abc import Iterator

_LENGTH = 4  # bytes of the length before each NAL unit; all writers use four
_NOTHING = bytes(3)
_CODED = frozenset({b"hvc1", b"hev1"})
"""Types of items that are HEVC pictures, the tiles of a grid among them."""
_IN_FILE = 0  # construction method of an item whose bytes lie in the file itself
_WIDE = 2  # version of boxes from which numbers of items are longer

Item = tuple[int, tuple[tuple[int, int], ...]]


def heif_is_whole(data: bytes) -> bool:
    """Whether every coded picture in ``data`` is a row of units without a stretch of nothing."""
    meta = next(_boxes(data, 0, len(data), b"meta"), None)
    if meta is None:
        return True  # not this kind of file
    inside = meta[0] + 4
    coded = {number for number, kind in _kinds(data, inside, meta[1]) if kind in _CODED}
    items = (extents for number, extents in _items(data, inside, meta[1]) if number in coded)
    return all(_has_units(b"".join(data[at : at + size] for at, size in extents)) for extents in items)


def _has_units(picture: bytes) -> bool:
    at = 0
    while at < len(picture):
        size = int.from_bytes(picture[at : at + _LENGTH])
        unit = picture[at + _LENGTH : at + _LENGTH + size]
        if not size or len(unit) < size or _NOTHING in unit:
            return False
        at += _LENGTH + size
    return bool(picture)


def _boxes(data: bytes, at: int, end: int, name: bytes) -> Iterator[tuple[int, int]]:
    """Where the contents of each box of this name start and end (ISO/IEC 14496-12, 4.2)."""
    while at + 8 <= end:
        size, head = int.from_bytes(data[at : at + 4]), 8
        if size == 1:  # a longer size follows
            size, head = int.from_bytes(data[at + 8 : at + 16]), 16
        size = size or end - at
        if size < head:
            return
        if data[at + 4 : at + 8] == name:
            yield at + head, min(at + size, end)
        at += size


def _kinds(data: bytes, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """Numbers of items and their types (ISO/IEC 14496-12, 8.11.6)."""
    for info, after in _boxes(data, start, end, b"iinf"):
        first = info + (6 if data[info] == 0 else 8)
        for entry, _ in _boxes(data, first, after, b"infe"):
            wide = 4 if data[entry] > _WIDE else 2
            number = entry + 4
            yield int.from_bytes(data[number : number + wide]), data[number + wide + 2 : number + wide + 6]


def _items(data: bytes, start: int, end: int) -> Iterator[Item]:
    """Numbers of items and where their bytes lie in the file (ISO/IEC 14496-12, 8.11.3)."""
    for location, _ in _boxes(data, start, end, b"iloc"):
        version, sizes = data[location], data[location + 4 : location + 6]
        offset, length, base = sizes[0] >> 4, sizes[0] & 15, sizes[1] >> 4
        index = sizes[1] & 15 if version else 0
        wide = 4 if version >= _WIDE else 2
        read = _Reader(data, location + 6)
        for _item in range(read.number(wide)):
            number = read.number(wide)
            method = read.number(2) & 15 if version else _IN_FILE
            read.number(2)
            origin = read.number(base)
            extents = tuple(
                (origin + read.after(index, offset), read.number(length)) for _ in range(read.number(2))
            )
            if method == _IN_FILE:
                yield number, extents


class _Reader:
    """Numbers one behind the other."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data, self._at = data, at

    def number(self, size: int) -> int:
        self._at += size
        return int.from_bytes(self._data[self._at - size : self._at])

    def after(self, skipped: int, size: int) -> int:
        self._at += skipped
        return self.number(size)
