"""Whether any stream that reading, drawing or rewriting a PDF undoes gets larger than one may.

The PDF libraries undo a stream in one go, and whole object streams before anything can be asked. So these are looked
for in the bytes of the file, and the streams of a page before the page is opened: its content, its forms, fonts
and patterns, its notes, its pictures under several filters.
"""

import mmap
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pikepdf

from digitize.scan.pdf.filters import SHORT, exceeds
from digitize.settings import MIB, Limits
from ocr.problem import LimitProblem

MOST_OBJECTS = 20_000
"""Objects of a page that are looked at; a drawing of a whole town has some thousand."""
MAP_BYTES = 8 * MIB
"""What a map from codes to characters may unpack to. One of all 65,536 codes has about a MiB; a reader takes such a map
apart token by token, at nearly a second for each MiB, where other streams cost a thousandth of it."""

_STREAM = re.compile(rb"(?<!end)stream\r?\n?")
_DICTIONARY = 64 * 1024  # bytes before the data of a stream in which its dictionary is looked for
_OBJECT = re.compile(rb"\d\s+obj\b")
_NAME = re.compile(rb"/([^\s/<>\[\](){}%]+)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_OF_OBJECTS = frozenset({"ObjStm", "First", "XRef", "W"})
"""Names in the dictionaries of streams that hold objects, or the table of objects (ISO 32000-1, 7.5.7, 7.5.8)."""
_FILTER_NAMES = frozenset({"FlateDecode", "LZWDecode", "ASCII85Decode", "ASCIIHexDecode", "RunLengthDecode"})
_ELSEWHERE = frozenset({"/Parent", "/P", "/Popup", "/Dest", "/A", "/AA", "/B", "/StructParent", "/IRT"})
"""Keys that lead away from the page."""
_TO_MAPS = frozenset({"/ToUnicode", "/Encoding"})
"""Keys of fonts that lead to a map from codes to characters (ISO 32000-1, 9.7.5, 9.10.3)."""
_MALFORMED = (AttributeError, KeyError, TypeError, ValueError, RecursionError, pikepdf.PdfError)
"""What pikepdf raises where something is not what it should be."""


def check_object_streams(file: str, path: Path, limits: Limits) -> None:
    """Check the streams that every reader undoes before it knows one page.

    Raises:
        LimitProblem: ``file_stream_too_large``.
    """
    with path.open("rb") as opened:
        if not opened.seek(0, 2):
            return
        with mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
            for start, filters in _object_streams(data):
                end = data.find(b"endstream", start)
                # Compressed bytes end by themselves, and may hold that word; others would run on to the end.
                stop = len(data) if filters[0] == "FlateDecode" or end < 0 else end
                with memoryview(data) as view, view[start:stop] as raw:
                    too_large = exceeds(raw, filters, limits.stream_bytes)
                if too_large:
                    raise _too_large(file, limits)


def check_document(structure: pikepdf.Pdf, file: str, limits: Limits) -> None:
    """Check the streams of the whole document that are read when it is written anew: metadata, profiles, forms.

    Raises:
        LimitProblem: ``file_stream_too_large``.
    """
    for key in ("/Metadata", "/OutputIntents", "/AcroForm"):
        if key in structure.Root and any(_passed(structure.Root[key], limits)):
            raise _too_large(file, limits)


def check_page(dictionary: pikepdf.Page, file: str, page: int, limits: Limits) -> None:
    """Check every stream of a page but its plain pictures, whose size follows from their width and height.

    Raises:
        LimitProblem: ``stream_too_large``.
    """
    tops = [dictionary.obj]
    with suppress(*_MALFORMED):
        tops.append(dictionary.resources)  # those of a page may stand above it
    for top in tops:
        for most in _passed(top, limits):
            raise LimitProblem("stream_too_large", file=file, page=page, limit_mb=most // MIB)


def _passed(top: pikepdf.Object, limits: Limits) -> Iterator[int]:
    """The limits that streams of ``top`` pass, in bytes."""
    # What is malformed is judged by those who read and draw the page: here only sizes count.
    with suppress(*_MALFORMED):
        for stream, is_map in _streams(top):
            most = min(MAP_BYTES, limits.stream_bytes) if is_map else limits.stream_bytes
            if _exceeds(stream, most):
                yield most


def _exceeds(stream: pikepdf.Stream, most: int) -> bool:
    with suppress(*_MALFORMED):
        names = _filters(stream)
        is_plain = stream.get("/Subtype") == pikepdf.Name.Image and len(names) <= 1
        return not is_plain and exceeds(stream.read_raw_bytes(), names, most)
    return False


def _streams(top: pikepdf.Object) -> Iterator[tuple[pikepdf.Stream, bool]]:
    """The streams that ``top`` leads to, and whether the way leads there as to a map of characters."""
    waiting, seen = [(top, False)], set[tuple[int, int, bool]]()
    for _ in range(MOST_OBJECTS):
        if not waiting:
            return
        thing, is_map = waiting.pop()
        if thing.is_indirect:
            if (*thing.objgen, is_map) in seen:
                continue
            seen.add((*thing.objgen, is_map))
        if isinstance(thing, pikepdf.Stream):
            yield thing, is_map
        waiting += _below(thing)


def _below(thing: pikepdf.Object) -> list[tuple[pikepdf.Object, bool]]:
    led: list[tuple[str, object]]  # numbers and the like come as those of Python
    if isinstance(thing, pikepdf.Array):
        led = [("", one) for one in thing]
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        led = [(key, one) for key, one in thing.items() if key not in _ELSEWHERE]
    else:
        return []
    return [(one, key in _TO_MAPS) for key, one in led if isinstance(one, pikepdf.Object)]


def _filters(stream: pikepdf.Stream) -> list[str]:
    said = stream.get("/Filter", stream.get("/F"))
    names = said if isinstance(said, pikepdf.Array) else [said]
    return [str(name).removeprefix("/") for name in names if isinstance(name, pikepdf.Name)]


def _object_streams(data: mmap.mmap) -> Iterator[tuple[int, list[str]]]:
    """Where the data of each stream of objects begins, and its filters."""
    for found in _STREAM.finditer(data):
        before = data[max(0, found.start() - _DICTIONARY) : found.start()]
        begins = [one.end() for one in _OBJECT.finditer(before)]
        said = [_plain(name) for name in _NAME.findall(before[begins[-1] if begins else 0 :])]
        if _OF_OBJECTS.isdisjoint(said):
            continue
        filters = [one for name in said if (one := SHORT.get(name, name)) in _FILTER_NAMES]
        if filters:
            yield found.end(), filters
        elif "Filter" in said:
            # Which filters stands elsewhere in the file; it is nearly always this one, once.
            yield from ((found.end(), ["FlateDecode"] * times) for times in (1, 2))


def _plain(name: bytes) -> str:
    whole = _ESCAPED.sub(lambda code: bytes((int(code[1], 16),)), name)
    return whole.decode("latin-1")


def _mib(limits: Limits) -> int:
    return limits.stream_bytes // MIB


def _too_large(file: str, limits: Limits) -> LimitProblem:
    return LimitProblem("file_stream_too_large", file=file, limit_mb=_mib(limits))
