"""What the stages hand to each other through files: pages that were scanned, pages that were read.

Each value says where the file came from, so that a stage can go on from the results of the one before it, on
another day or in another script.
"""

from typing import Annotated, Literal

from pydantic import Field

from digitize.scan.raw import DossierInput, FileKind, Raster, SourceFile
from ocr.page import Finding, Geometry, Mark, Operation, PageText
from ocr.problem import Datum
from ocr.textlayer.read import Layer
from ocr.value import Value

MOST_PAGES = 10_000_000  # of one file; no limit that can be set is higher
Fault = Literal["input", "limit", "configuration", "machine", "output", "bug"]


# Folders and copies are named by it, so what somebody else wrote must not lead anywhere.
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Origin(Value):
    """Which file of which dossier."""

    file: str
    sha256: Sha256
    kind: FileKind
    pages: int = Field(ge=1, le=MOST_PAGES)
    dossier: str
    ma_ho_so: str | None = None

    @classmethod
    def of(cls, dossier: DossierInput, file: SourceFile) -> "Origin":
        """The origin of what is made from ``file``."""
        return cls(
            file=file.name,
            sha256=file.sha256,
            kind=file.kind,
            pages=file.pages,
            dossier=dossier.name,
            ma_ho_so=dossier.ma_ho_so,
        )


class PageFailure(Value):
    """A page that could not be read, with the code of the problem, so that no page is lost silently."""

    page: int
    fault: Fault
    code: str
    data: dict[str, Datum] = Field(default_factory=dict)


class ScannedPage(Value):
    """What is known of an upright page besides its pixels."""

    page: int
    raster: Raster
    geometry: Geometry
    operations: tuple[Operation, ...]
    marks: tuple[Mark, ...]
    findings: tuple[Finding, ...]
    layer: Layer
    image_share: float


class ScannedFile(Value):
    """The file ``scan.json``."""

    schema_version: Literal[1] = 1
    origin: Origin
    pages: tuple[ScannedPage, ...]
    failed: tuple[PageFailure, ...] = ()


class TextHead(Value):
    """The part of ``text.json`` before its pages. ``fingerprint`` names all that the reading depended on."""

    schema_version: Literal[1] = 1
    origin: Origin
    fingerprint: str
    failed: tuple[PageFailure, ...] = ()


class ReadFile(TextHead):
    """The file ``text.json``."""

    pages: tuple[PageText, ...]
