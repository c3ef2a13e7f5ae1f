"""The result for one document: typed fields, each with its evidence, checks and status.

A record never hides a doubt: a value that may be wrong has the status ``review``, and a field that was
expected and not found is present with the status ``missing``.
"""

from typing import Literal

from pydantic import Field as Default

from ocr.box import Box
from ocr.page import Finding
from ocr.problem import Datum
from ocr.value import Value

Status = Literal["accepted", "review", "missing", "corrected"]
EvidenceSource = Literal["print", "handwriting", "qr", "mrz", "text_layer", "person"]
UNVERIFIED_LABEL = "label_unverified"
"""The check that fails for a value whose label was never seen on a printed form."""
FieldValue = str | int | float | bool | list[str] | list[dict[str, str]] | None


class Evidence(Value):
    """Where on which page a value was read, and from what."""

    page: int
    box: Box | None
    text: str
    source: EvidenceSource


class Check(Value):
    """A test that the value passed or failed, such as an ID number against the year of birth."""

    name: str
    passed: bool
    data: dict[str, Datum] = Default(default_factory=dict)


class Unit(Value):
    """A unit by its code of the General Statistics Office and its name."""

    code: str
    name: str


class PlaceCodes(Value):
    """The units that an address names, by their codes; ``district`` is None for an address since July 2025.

    Attributes:
        communes_today: The commune as it is called today; several where the old one was divided, the
            largest part first.
        likeness: How like the least like of the printed names is to its unit's, 0 to 1.
    """

    province: Unit
    district: Unit | None
    commune: Unit
    communes_today: tuple[Unit, ...]
    likeness: float


class MachineReading(Value):
    """What the program read of a field that a person decided since."""

    value: FieldValue = None
    raw: str = ""
    confidence: float = 0.0
    status: Status = "missing"
    evidence: tuple[Evidence, ...] = ()
    checks: tuple[Check, ...] = ()
    place: PlaceCodes | None = None


class Field(Value):
    """One value of a document. Dates are ISO strings; ``raw`` is the text as printed.

    ``machine`` is what the program reads where a person decided: then the value and the first evidence are the person's.
    """

    value: FieldValue
    raw: str = ""
    confidence: float = 0.0
    status: Status = "review"
    evidence: tuple[Evidence, ...] = ()
    checks: tuple[Check, ...] = ()
    place: PlaceCodes | None = None
    machine: MachineReading | None = Default(default=None, exclude_if=lambda read: read is None)


MISSING = Field(value=None, status="missing")


class Reason(Value):
    """Why a document type was considered: what was found where, and how strongly, 0 to 1 (``weight``)."""

    what: str
    weight: float
    data: dict[str, Datum] = Default(default_factory=dict)


class Record(Value):
    """One document as data. ``pages`` are page numbers in the file, from 1."""

    schema_version: Literal[1] = 1
    source: str
    sha256: str
    pages: tuple[int, ...]
    dossier: str = ""
    ma_ho_so: str | None = None
    doc_type: str
    doc_type_name: str
    doc_type_version: int
    confidence: float
    reasons: tuple[Reason, ...] = ()
    fields: dict[str, Field] = Default(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def needs_review(self) -> bool:
        """Whether a person has to look: a doubtful field, a finding, or an unknown paper."""
        doubtful = any(field.status in ("review", "missing") for field in self.fields.values())
        return doubtful or any(finding.severity != "info" for finding in self.findings)


class Dossier(Value):
    """The documents of one hồ sơ, with findings that concern several of them."""

    name: str
    ma_ho_so: str | None = None
    records: tuple[Record, ...] = ()
    findings: tuple[Finding, ...] = ()
