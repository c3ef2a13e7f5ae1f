"""The scan inside a PDF page, taken out pixel for pixel where the page is that scan and nothing else.

Drawing such a page would resample its pixels. In any doubt (a mask, a clip, a stamp, a note on top)
the result is None, and the page is drawn.
"""

import io

import numpy as np
import pikepdf
from PIL import Image

from digitize.scan.pdf.images import Handle, Placed
from digitize.scan.pdf.only_image import is_alone
from digitize.scan.pdf.pagebox import PageBox
from digitize.scan.safe.guard import reading
from ocr.image import Pixels
from ocr.pixels.depth import eight_bits, without_false_colour

_OVERHANG = 0.02  # share of the page's width or height by which a scan may reach beyond its edge
_HIDDEN_FLAGS = 2 | 32  # annotation flags Hidden and NoView (ISO 32000-1, table 165)
_UNSEEN_NOTES = frozenset({"/Link", "/Popup"})
_MASKS = ("/SMask", "/Mask", "/SMaskInData", "/OC")
_JPEG_MODES = {1: "L", 3: "RGB"}


def lone_scan(
    page: Handle, dictionary: pikepdf.Page, images: list[Placed], box: PageBox, file: str
) -> Pixels | None:
    """The pixels of the only image in ``images``, upright, if displaying the page shows just them.

    Raises:
        InputProblem: ``image_truncated``, ``image_damaged``.
    """
    if len(images) != 1 or not _fills_page(images[0], box):
        return None
    scan = images[0]
    if not is_alone(page, scan, box):
        return None
    try:
        stream = _stream_of(dictionary, scan)
        if stream is None or not _is_plain(stream) or _has_visible_notes(dictionary):
            return None
        components = _jpeg_components(stream)
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError):
        # A malformed dictionary: the drawing library decides what it means.
        return None
    pixels = _jpeg(scan, components, file) if components else None
    if pixels is None:
        pixels = _bitmap(scan)
    return None if pixels is None else scan.upright(pixels)


def _fills_page(scan: Placed, box: PageBox) -> bool:
    left, top, right, bottom = scan.shown
    width, height = box.size
    overhang = max(-left / width, -top / height, right / width - 1, bottom / height - 1)
    return not scan.nested and scan.is_straight and scan.is_square and overhang <= _OVERHANG


def _stream_of(dictionary: pikepdf.Page, scan: Placed) -> pikepdf.Object | None:
    """The dictionary of the image that is drawn; resources may list many that are not."""
    same_size = [
        stream
        for stream in dictionary.get_images().values()
        if (int(stream.get("/Width", 0)), int(stream.get("/Height", 0))) == (scan.columns, scan.rows)
    ]
    return next((stream for stream in same_size if stream.read_raw_bytes() == scan.raw), None)


def _is_plain(stream: pikepdf.Object) -> bool:
    if bool(stream.get("/ImageMask", False)) or any(stream.get(key, 0) != 0 for key in _MASKS):
        return False
    decode = stream.get("/Decode")
    return decode is None or int(stream.get("/BitsPerComponent", 8)) == 1


def _has_visible_notes(dictionary: pikepdf.Page) -> bool:
    return any(_is_visible_note(note) for note in dictionary.get("/Annots", pikepdf.Array()))


def _is_visible_note(note: pikepdf.Object) -> bool:
    left, bottom, right, top = (float(side) for side in note.get("/Rect", (0, 0, 0, 0)))
    is_hidden = bool(int(note.get("/F", 0)) & _HIDDEN_FLAGS) or left == right or bottom == top
    return not is_hidden and str(note.get("/Subtype")) not in _UNSEEN_NOTES


def _jpeg_components(stream: pikepdf.Object) -> int:
    """1 or 3 for a JPEG of plain grey or RGB that is complete without its PDF; else 0."""
    if _names(stream.get("/Filter")) != ["/DCTDecode"] or any(
        key in stream for key in ("/Decode", "/DecodeParms")
    ):
        return 0
    space = stream.get("/ColorSpace")
    names = _names(space)
    if names[:1] == ["/ICCBased"]:
        return int(space[1].get("/N", 0)) if isinstance(space, pikepdf.Array) else 0
    return {"/DeviceGray": 1, "/CalGray": 1, "/DeviceRGB": 3, "/CalRGB": 3}.get(names[0], 0) if names else 0


def _names(value: pikepdf.Object | None) -> list[str]:
    if isinstance(value, pikepdf.Array):
        return [str(item) for item in value if isinstance(item, pikepdf.Name)]
    return [] if value is None else [str(value)]


def _jpeg(scan: Placed, components: int, file: str) -> Pixels | None:
    # Pillow, unlike the PDF libraries, raises an error if the data ends before the picture.
    with reading(file, "image_damaged"), Image.open(io.BytesIO(scan.raw), formats=("JPEG",)) as image:
        if image.size != (scan.columns, scan.rows) or image.mode != _JPEG_MODES.get(components):
            return None
        return eight_bits(image, file)


def _bitmap(scan: Placed) -> Pixels | None:
    """The image as pypdfium2 decodes it, before it is placed: CCITT, JBIG2, JPEG 2000, Flate, CMYK."""
    # pypdfium2 frees the bitmap with the last array that uses its memory.
    pixels: Pixels = scan.image.get_bitmap().to_numpy()
    if pixels.shape[:2] != (scan.rows, scan.columns):
        return None
    if pixels.ndim == 2:  # noqa: PLR2004  (height and width: grey)
        return pixels.copy()
    # Blue comes first; a fourth channel would be alpha, which _is_plain has ruled out.
    return without_false_colour(np.ascontiguousarray(pixels[..., 2::-1]))
