"""Whether the stream of an image on a PDF page holds every row: PDF libraries fill up what is missing.

What a filter of pixels yields is counted, what a picture format holds is judged as that format allows.
"""

from collections.abc import Callable, Iterator

import pikepdf

from digitize.scan.pdf.images import Placed
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
_MOST_STREAMS = 2_000
"""Images and forms of a page that are looked through; forms may draw each other without end."""


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
        return stream is None or _fax_is_whole(image, stream)
    if last in _PICTURES:
        return _PICTURES[last](image.undone)
    # The library says 0 of an image that it cannot load.
    if not image.bits_per_pixel:
        return False
    counted = inflated if filters == ("FlateDecode",) else len(image.undone)
    return counted >= image.rows * -(-image.columns * image.bits_per_pixel // 8)


def _fax_is_whole(image: Placed, stream: pikepdf.Object) -> bool:
    parameters = stream.get("/DecodeParms", pikepdf.Dictionary())
    if isinstance(parameters, pikepdf.Array):
        parameters = parameters[-1]
    if not isinstance(parameters, pikepdf.Dictionary):
        parameters = pikepdf.Dictionary()
    if int(parameters.get("/K", 0)) >= 0 or bool(parameters.get("/EncodedByteAlign", False)):
        return True  # kinds that TIFF, by which they are judged, has no name for
    columns = int(parameters.get("/Columns", 1728))  # ISO 32000-1, table 11
    return fax_is_whole(Fax((image.undone,), columns, image.rows, image.rows))


def _stream_of(dictionary: pikepdf.Page, image: Placed) -> pikepdf.Object | None:
    size = image.columns, image.rows
    return next(
        (
            stream
            for stream in drawn_images(dictionary.obj)
            if (int(stream.get("/Width", 0)), int(stream.get("/Height", 0))) == size
            and stream.read_raw_bytes() == image.raw
        ),
        None,
    )


def drawn_images(drawing: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The images that a page can draw, also by its forms; of a page made to lead in circles, as many as are counted."""
    waiting, seen = [drawing], set[tuple[int, int]]()
    while waiting and len(seen) < _MOST_STREAMS:
        resources = waiting.pop().get("/Resources", pikepdf.Dictionary())
        for stream in resources.get("/XObject", pikepdf.Dictionary()).values():
            if isinstance(stream, pikepdf.Stream) and stream.objgen not in seen:
                seen.add(stream.objgen)
                if stream.get("/Subtype") == pikepdf.Name.Image:
                    yield stream
                else:
                    waiting.append(stream)
