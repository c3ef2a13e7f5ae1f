"""The image of one page, ready to be read: upright, straight, with a plane made for engines."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ocr.page import Finding, Geometry, Mark, Operation

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class PageImage:
    """An upright page.

    Attributes:
        colour: what a person sees, shape (height, width, 3) in RGB or (height, width) in grey.
        ink: what an engine reads, shape (height, width), dark text on an even light ground, without red ink.
        geometry: size, dots per inch, and how its pixels map to the page as it came.
        sha256: of the file that the page came in.
        page: its number in that file, from 1.
    """

    colour: Pixels
    ink: Pixels
    geometry: Geometry
    sha256: str
    page: int = 1
    operations: tuple[Operation, ...] = ()
    marks: tuple[Mark, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
