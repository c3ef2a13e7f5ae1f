"""Whether a JPEG holds the whole picture: decoders fill what is missing with grey, and say nothing.

The scans are compared with what the header promises. Then the data are decoded once by qpdf, which, unlike
Pillow and pdfium, takes every warning of the JPEG library for an error: data that end too early, are left
over, or make no sense.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pikepdf

_START, _END = b"\xff\xd8", b"\xff\xd9"
_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC9, 0xCA})
"""Start-of-frame markers of the JPEGs that are decoded here (T.81, table B.1)."""
_RARE_FRAMES = frozenset({0xC3, 0xC5, 0xC6, 0xC7, 0xCB, 0xCD, 0xCE, 0xCF})
"""Those of lossless and hierarchical JPEGs, which some decoders draw and which qpdf refuses."""
_SCAN = 0xDA  # start of scan (T.81, table B.1)
_SAID_ASIDE = frozenset({*range(0xE0, 0xF0), 0xFE})
"""Markers of metadata and comments, which no pixel depends on."""
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""What ends a scan: any marker but a restart; after FF, 00 is data and FF is fill."""
_HEAD = re.compile(rb"\xff+([^\x00\xff])")
"""A marker, after any number of fill bytes."""
_COEFFICIENTS = 64  # of a block of 8 by 8 pixels
_FAULTS = ("corrupt", "invalid jpeg data")
"""What qpdf says of data that are damaged; it says other things of kinds of JPEG that it does not know."""


class _Segment(NamedTuple):
    """A marker with its parameters and, after the start of a scan, the data of that scan."""

    marker: int
    parameters: bytes
    scan: bytes


def jpeg_is_whole(data: bytes) -> bool:
    """Whether the first picture in ``data`` is complete; False of rare kinds, True where there is no picture."""
    segments = list(_segments(data))
    frame = next((each for each in segments if each.marker in _FRAMES), None)
    if frame is None:
        return not _has_frame(segments, _RARE_FRAMES)
    return _has_all_scans(frame, segments) and _decodes(_picture(segments))


def is_of_rare_kind(data: bytes) -> bool:
    """Whether nothing here could tell half of the first picture in ``data`` from a whole one."""
    return _has_frame(_segments(data), _RARE_FRAMES)


def _has_frame(segments: Iterable[_Segment], kinds: frozenset[int]) -> bool:
    return any(each.marker in kinds for each in segments)


def _segments(data: bytes) -> Iterator[_Segment]:
    """The segments up to the end of the first picture, or up to where there is no segment."""
    at = data.find(_START) + len(_START)
    while segment := _HEAD.match(data, at):
        marker, start = segment[1][0], segment.end()
        if marker == _END[1]:
            return
        after = end = start + int.from_bytes(data[start : start + 2])
        if marker == _SCAN:
            found = _MARKER.search(data, after)
            end = found.start() if found else len(data)
        yield _Segment(marker, data[start + 2 : after], data[after:end])
        at = end


def _has_all_scans(frame: _Segment, segments: list[_Segment]) -> bool:
    """Whether every coefficient of every component was sent to its last bit (T.81, G.1.1.1)."""
    components = frame.parameters[6::3][: frame.parameters[5]]
    lacking = {component: dict.fromkeys(range(_COEFFICIENTS), 1) for component in components}
    for scan in (each.parameters for each in segments if each.marker == _SCAN):
        first, last, bits = scan[-3:]
        for component in scan[1:-3:2]:
            lacking.get(component, {}).update(dict.fromkeys(range(first, last + 1), bits & 0xF))
    return not any(any(bits.values()) for bits in lacking.values())


def _picture(segments: list[_Segment]) -> bytes:
    """The picture alone: metadata may be odd without harm, and fill bytes of zero before the end are common."""
    kept = [each for each in segments if each.marker not in _SAID_ASIDE]
    pieces = [
        bytes((0xFF, each.marker)) + (len(each.parameters) + 2).to_bytes(2) + each.parameters + each.scan
        for each in kept
    ]
    return _START + b"".join(pieces) + _END


def _decodes(picture: bytes) -> bool:
    with pikepdf.new() as pdf:
        if _is_accepted(pdf, picture):
            return True
        end = picture.removesuffix(_END)
        filled = end.rstrip(b"\0")
        return filled != end and _is_accepted(pdf, filled + _END)


def _is_accepted(pdf: pikepdf.Pdf, picture: bytes) -> bool:
    stream = pdf.make_stream(picture, Filter=pikepdf.Name.DCTDecode)
    try:
        stream.read_bytes(pikepdf.StreamDecodeLevel.all)
    except (pikepdf.PdfError, RuntimeError) as error:  # errors of the JPEG library come as the second
        return not any(fault in str(error) for fault in _FAULTS)
    return True
