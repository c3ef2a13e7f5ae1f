"""PDF pages that count in another unit than points, written again in points.

Since PDF 1.6 a page may say how many points its unit has (/UserUnit), so that a plan in inches or metres has small
numbers. The libraries that draw a page and read its letters take every unit for a point; a copy in points is right for
all of them.
"""

from collections.abc import Iterable
from math import isfinite
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

_BOXES = (Name.MediaBox, Name.CropBox)
"""What counts for a page that is displayed; the others are for those who print."""
_PLACES = (Name.Rect, Name.QuadPoints, Name.Vertices, Name.L)
"""Entries of a note that say where it lies; how it looks is fitted into the first."""


def counts_in_points(path: Path) -> bool:
    """Whether every page of the PDF at ``path`` counts in points."""
    with pikepdf.open(path) as pdf:
        return all(unit_of(page) == 1 for page in pdf.pages)


def write_in_points(path: Path, target: Path) -> None:
    """Write the PDF at ``path`` to ``target`` with every page in points; its streams stay as they are."""
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            if (unit := unit_of(page)) != 1:
                _scale(page, unit)
        pdf.save(target, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def unit_of(page: pikepdf.Page) -> float:
    """How many points the unit of ``page`` has."""
    try:
        unit = float(page.obj.get(Name.UserUnit, 1))
    except (TypeError, ValueError):
        return 1.0
    return unit if isfinite(unit) and unit > 0 else 1.0


def _scale(page: pikepdf.Page, unit: float) -> None:
    # What the page has from above it, too.
    boxes = {name: _times(box, unit) for name, box in zip(_BOXES, (page.mediabox, page.cropbox), strict=True)}
    for name, box in boxes.items():
        page.obj[name] = box
    page.contents_add(f"q {unit:f} 0 0 {unit:f} 0 0 cm\n".encode(), prepend=True)
    page.contents_add(b"\nQ")
    notes = page.obj.get(Name.Annots)
    for note in notes if isinstance(notes, Array) else ():
        if isinstance(note, Dictionary):
            _move(note, unit)
    del page.obj[Name.UserUnit]


def _move(note: Object, unit: float) -> None:
    for name in _PLACES:
        if isinstance(place := note.get(name), Array):
            note[name] = _times(place, unit)


def _times(numbers: Iterable[Object], unit: float) -> Array:
    return Array([float(number) * unit for number in numbers])
