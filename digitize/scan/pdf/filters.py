"""How large the bytes of a PDF stream become, filter by filter, without ever holding them all (ISO 32000-1, 7.4).

A few bytes may stand for gigabytes, the more so where one filter lies within another. The bytes pass through in
pieces, and are counted behind every filter.
"""

import base64
import binascii
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import prod

_PIECE = 1 << 20  # bytes that are handed on at a time
_DIGITS = 5  # of a group of ASCII85, for four bytes
_WHITE = b" \t\r\n\f\0"
_CLEAR, _END, _FIRST, _FULL = (
    256,
    257,
    258,
    4096,
)  # codes of LZW (ISO 32000-1, 7.4.4.2), and how many there are
_END_OF_RUNS, _COPY = (
    128,
    127,
)  # lengths of RunLength (ISO 32000-1, 7.4.5): its end, and the last that is no run

Pieces = Iterable[bytes]
SHORT = {"Fl": "FlateDecode", "LZW": "LZWDecode", "A85": "ASCII85Decode", "AHx": "ASCIIHexDecode"} | {
    "RL": "RunLengthDecode"
}
"""The names that filters have in pictures within the content (ISO 32000-1, table 94)."""


class TooMuch(Exception):
    """More bytes than allowed."""


def exceeds(raw: bytes | memoryview, filters: Sequence[str], most: int) -> bool:
    """Whether ``raw`` becomes more than ``most`` bytes behind one of its ``filters``, named without the slash.

    Filters of pictures end the count: what they give has the size of the picture, which is checked elsewhere.
    """
    names = [SHORT.get(name, name) for name in filters]
    known = names[: next((n for n, name in enumerate(names) if name not in _FILTERS), len(names))]
    if len(raw) * prod(max(1, _FILTERS[name][1]) for name in known) <= most:
        return False
    # A reader undoes each filter whole, even where the next one finds nothing that it understands.
    return any(_is_over(raw, known[: end + 1], most) for end in range(len(known)))


def undone(raw: bytes, filters: Sequence[str]) -> Iterator[bytes]:
    """What ``raw`` becomes behind all of ``filters``, up to where it is damaged."""
    pieces: Pieces = (raw[start : start + _PIECE] for start in range(0, len(raw), _PIECE))
    for name in filters:
        pieces = _FILTERS[SHORT.get(name, name)][0](pieces)
    return iter(pieces)


def _is_over(raw: bytes | memoryview, known: Sequence[str], most: int) -> bool:
    pieces: Pieces = (bytes(raw[start : start + _PIECE]) for start in range(0, len(raw), _PIECE))
    for name in known:
        pieces = _counted(_FILTERS[name][0](pieces), most)
    try:
        for _ in pieces:
            pass
    except TooMuch:
        return True
    return False


def _counted(pieces: Pieces, most: int) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > most:
            raise TooMuch
        yield piece


def _flate(pieces: Pieces) -> Iterator[bytes]:
    inflater = zlib.decompressobj()
    for piece in pieces:
        data = piece
        while data and not inflater.eof:
            try:
                out = inflater.decompress(data, _PIECE)
            except zlib.error:
                return  # damaged: readers stop here as well
            data = inflater.unconsumed_tail
            yield out
        if inflater.eof:
            return


def _ascii85(pieces: Pieces) -> Iterator[bytes]:
    left = b""
    for piece in pieces:
        digits = left + piece.translate(None, _WHITE).replace(b"z", b"!" * _DIGITS)
        digits, end, _ = digits.partition(b"~")
        whole = len(digits) // _DIGITS * _DIGITS
        left = digits[whole:]
        try:
            yield base64.a85decode(digits if end else digits[:whole])
        except ValueError:
            return
        if end:
            return


def _hex(pieces: Pieces) -> Iterator[bytes]:
    left = b""
    for piece in pieces:
        digits, end, _ = (left + piece.translate(None, _WHITE)).partition(b">")
        whole = len(digits) // 2 * 2
        left = digits[whole:]
        try:
            yield binascii.unhexlify(digits[:whole])
        except ValueError:
            return
        if end:
            return


def _runs(pieces: Pieces) -> Iterator[bytes]:
    data = b""
    for piece in pieces:
        data += piece
        out, at = bytearray(), 0
        while at < len(data) and data[at] != _END_OF_RUNS:
            length = data[at]
            needed = length + 2 if length <= _COPY else 2
            if at + needed > len(data):
                break
            out += data[at + 1 : at + needed] if length <= _COPY else data[at + 1 : at + 2] * (257 - length)
            at += needed
        yield bytes(out)
        if at < len(data) and data[at] == _END_OF_RUNS:
            return
        data = data[at:]


def _lzw(pieces: Pieces) -> Iterator[bytes]:
    """The bytes behind LZW, whose codes grow one step early, as nearly all writers have it."""
    table = [bytes((value,)) for value in range(_CLEAR)] + [b"", b""]
    before, bits, held = b"", 0, 0
    for piece in pieces:
        out = bytearray()
        for byte in piece:
            bits, held = bits << 8 | byte, held + 8
            width = max(9, min(12, (len(table) + 1).bit_length()))
            if held < width:
                continue
            held -= width
            code, bits = bits >> held, bits & ((1 << held) - 1)
            if code == _END:
                yield bytes(out)
                return
            if code == _CLEAR:
                del table[_FIRST:]
                before = b""
                continue
            if code > len(table) or (code == len(table) and not before):
                yield bytes(out)
                return
            entry = table[code] if code < len(table) else before + before[:1]
            out += entry
            if before and len(table) < _FULL:
                table.append(before + entry[:1])
            before = entry
            if len(out) >= _PIECE:
                yield bytes(out)
                out.clear()
        yield bytes(out)


_FILTERS: dict[str, tuple[Callable[[Pieces], Iterator[bytes]], int]] = {
    "FlateDecode": (_flate, 1032),
    "LZWDecode": (_lzw, 2731),
    "ASCII85Decode": (_ascii85, 4),
    "ASCIIHexDecode": (_hex, 1),
    "RunLengthDecode": (_runs, 64),
}
"""The filters that can be undone, each with how many times longer its bytes can get at most."""
