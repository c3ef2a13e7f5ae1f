"""Whether nothing but a scan is visible on its PDF page: nothing over it, nothing beside it, no clip."""

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium

from digitize.scan.pdf.images import Handle, Placed
from digitize.scan.pdf.pagebox import PageBox, Rectangle

_SLACK = 1.0
"""Points by which boxes that should meet may miss each other."""

_RECTANGLE_POINTS = 6  # points of a clip at most: four corners, and the first again where the path closes


def is_alone(page: Handle, scan: Placed, box: PageBox) -> bool:
    """Whether the pypdfium2 ``page`` shows ``scan``, its only image, and no other ink; notes are not checked."""
    scan_is_drawn = False
    for thing in page.get_objects():
        if thing.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            scan_is_drawn = True
        elif _is_visible(thing) and (scan_is_drawn or not _is_under(thing, scan, box)):
            return False
    is_opaque = not pdfium.FPDFPageObj_HasTransparency(scan.image)
    return is_opaque and not _is_on_a_layer(scan.image) and not _is_clipped(scan, box)


def _is_under(thing: Handle, scan: Placed, box: PageBox) -> bool:
    # Some OCR programs print their text first and lay the scan over it.
    try:
        return not thing.level and _is_inside(box.displayed_box(thing.get_bounds()), scan.shown)
    except pypdfium2.PdfiumError:
        return False


def _is_visible(thing: Handle) -> bool:
    if thing.type == pdfium.FPDF_PAGEOBJ_FORM:
        return False  # its contents are listed as objects of their own
    if thing.type == pdfium.FPDF_PAGEOBJ_TEXT:
        return bool(pdfium.FPDFTextObj_GetTextRenderMode(thing) != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)
    if thing.type == pdfium.FPDF_PAGEOBJ_PATH:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(thing, fill, stroke)
        return bool(fill.value or stroke.value)
    return True


def _is_on_a_layer(thing: Handle) -> bool:
    # Optional content (ISO 32000-1, 8.11) may be switched off; other marked content is only structure.
    for index in range(pdfium.FPDFPageObj_CountMarks(thing)):
        mark, length = pdfium.FPDFPageObj_GetMark(thing, index), ctypes.c_ulong()
        pdfium.FPDFPageObjMark_GetName(mark, None, 0, length)
        buffer = (ctypes.c_ushort * (length.value // 2))()
        pdfium.FPDFPageObjMark_GetName(mark, buffer, length.value, length)
        if bytes(buffer).decode("utf-16-le").rstrip("\0") == "OC":
            return True
    return False


def _is_inside(inner: Rectangle, outer: Rectangle) -> bool:
    return (
        inner[0] >= outer[0] - _SLACK
        and inner[1] >= outer[1] - _SLACK
        and inner[2] <= outer[2] + _SLACK
        and inner[3] <= outer[3] + _SLACK
    )


def _is_clipped(scan: Placed, box: PageBox) -> bool:
    clip = pdfium.FPDFPageObj_GetClipPath(scan.image)
    width, height = box.size
    left, top, right, bottom = scan.shown
    visible = max(left, 0.0), max(top, 0.0), min(right, width), min(bottom, height)
    for index in range(pdfium.FPDFClipPath_CountPaths(clip)):
        points = [box.displayed(*point) for point in _clip_points(clip, index)]
        if not points:
            return True
        xs, ys = zip(*points, strict=True)
        around = min(xs), min(ys), max(xs), max(ys)
        is_rectangle = len(points) <= _RECTANGLE_POINTS and all(
            min(abs(x - around[0]), abs(x - around[2])) < _SLACK
            and min(abs(y - around[1]), abs(y - around[3])) < _SLACK
            for x, y in points
        )
        if not is_rectangle or not _is_inside(visible, around):
            return True
    return False


def _clip_points(clip: Handle, index: int) -> list[tuple[float, float]]:
    points = []
    for number in range(pdfium.FPDFClipPath_CountPathSegments(clip, index)):
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, index, number), x, y)
        points.append((x.value, y.value))
    return points
