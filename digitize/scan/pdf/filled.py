"""Whether the stream of an image on a PDF page holds every row: PDF libraries fill up what is missing.

What a filter of pixels yields is counted, what a picture format holds is judged as that format allows.
"""

from collections.abc import Callable
from contextlib import suppress

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from digitize.scan.pdf.drawn import drawn
from digitize.scan.pdf.filters import SHORT, undone
from digitize.scan.pdf.images import Placed
from digitize.scan.pdf.streams import extent
from digitize.scan.safe.fax_data import Fax, fax_is_whole
from digitize.scan.safe.jbig2_data import jbig2_is_whole
from digitize.scan.safe.jpeg_data import jpeg_is_whole
from digitize.scan.safe.jpx_data import jpx_is_whole

_PICTURES: dict[str, Callable[[bytes], bool]] = {
    "DCTDecode": jpeg_is_whole,
    "JBIG2Decode": jbig2_is_whole,
    "JPXDecode": jpx_is_whole,
}
_FAX = "CCITTFaxDecode"
_SHORT = SHORT | {"DCT": "DCTDecode", "CCF": _FAX}
_COLOURS = {"/DeviceRGB": 3, "/CalRGB": 3, "/Lab": 3, "/DeviceCMYK": 4}
"""Numbers to a pixel; other spaces have one, or say how many."""
_PNG_PREDICTORS = 10  # from here each row has a byte that names its predictor (ISO 32000-1, table 10)
_NO_LIMIT = 1 << 40  # bytes: nothing of them is kept


def is_filled(image: Placed, inflated: int, dictionary: pikepdf.Page) -> bool:
    """Whether ``image`` has all the rows that it declares.

    Args:
        image: as it is drawn on the page.
        inflated: bytes that its first filter yields.
        dictionary: the page, which says how fax data are coded.
    """
    filters = image.filters
    last = filters[-1] if filters else None
    if last == _FAX:
        stream = _stream_of(dictionary, image)
        return stream is None or _fax_is_whole(image.undone, image.rows, _last_parameters(stream))
    if last in _PICTURES:
        return _PICTURES[last](image.undone)
    # The library says 0 of an image that it cannot load.
    if not image.bits_per_pixel:
        return False
    counted = inflated if filters == ("FlateDecode",) else len(image.undone)
    return counted >= image.rows * -(-image.columns * image.bits_per_pixel // 8)


def is_stream_filled(stream: Object, raw: bytes) -> bool:
    """The same of the image that the dictionary of ``stream`` describes; ``raw`` are its data, and what may follow them."""
    names = _names(stream)
    before = names[:-1] if names and (names[-1] in _PICTURES or names[-1] == _FAX) else names
    if _is_unusual(stream) or any(name in _PICTURES or name == _FAX for name in before):
        return True
    if before[:1] == ["FlateDecode"] and not extent(raw, before[0], _NO_LIMIT).whole:
        return False
    data = b"".join(undone(raw, before))
    if before == names:
        return len(data) >= int(stream.get("/Height", 0)) * _bytes_of_row(stream)
    if names[-1] == _FAX:
        return _fax_is_whole(data, int(stream.get("/Height", 0)), _last_parameters(stream))
    return _PICTURES[names[-1]](data)


def _names(stream: Object) -> list[str]:
    """The filters of a stream, by their long names."""
    said = stream.get("/Filter")
    names = [
        str(name).removeprefix("/")
        for name in (said if isinstance(said, Array) else [said])
        if name is not None
    ]
    return [_SHORT.get(name, name) for name in names]


def _is_unusual(stream: Object) -> bool:
    """Whether the data are coded in a way that is not undone here."""
    unknown = set(_names(stream)) - {*_SHORT.values(), *_PICTURES}
    return bool(unknown) or any(int(said.get("/EarlyChange", 1)) == 0 for said in _parameters(stream))


def _parameters(stream: Object) -> list[Object]:
    said = stream.get("/DecodeParms")
    return [one for one in (said if isinstance(said, Array) else [said]) if isinstance(one, Dictionary)]


def _last_parameters(stream: Object) -> Object:
    said = _parameters(stream)
    return said[-1] if said else Dictionary()


def _bytes_of_row(stream: Object) -> int:
    is_mask = bool(stream.get("/ImageMask", False))
    bits = 1 if is_mask else int(stream.get("/BitsPerComponent", 1)) * _colours(stream.get("/ColorSpace"))
    tagged = any(int(said.get("/Predictor", 1)) >= _PNG_PREDICTORS for said in _parameters(stream))
    return -(-int(stream.get("/Width", 0)) * bits // 8) + tagged


def _colours(space: object) -> int:
    """The numbers to a pixel, or fewer where that cannot be told."""
    if isinstance(space, Name):
        return _COLOURS.get(str(space), 1)
    with suppress(AttributeError, IndexError, TypeError, ValueError):
        if isinstance(space, Array):
            kind = str(space[0])
            said = space[1].get("/N", 1) if kind == "/ICCBased" else _COLOURS.get(kind, 1)
            return len(list(space[1])) if kind == "/DeviceN" else int(said)
    return 1


def _fax_is_whole(data: bytes, rows: int, parameters: Object) -> bool:
    # ISO 32000-1, table 11, also for what is meant where nothing is said.
    columns = int(parameters.get("/Columns", 1728))
    k, marked, aligned = (parameters.get(name, 0) for name in ("/K", "/EndOfLine", "/EncodedByteAlign"))
    return fax_is_whole(Fax((data,), columns, rows, rows, int(k), bool(marked), bool(aligned)))


def _stream_of(page: pikepdf.Page, image: Placed) -> Object | None:
    """The dictionary of an image: the one with its data, or else, where libraries disagree on these, one of its size."""
    size = image.columns, image.rows
    alike = [
        one.stream
        for one in drawn(page)
        if one.kind == "image"
        and (int(one.stream.get("/Width", 0)), int(one.stream.get("/Height", 0))) == size
        and _FAX in _names(one.stream)
    ]
    same = (stream for stream in alike if stream.read_raw_bytes() == image.raw)
    return next(same, next(iter(alike), None))
