"""What became of every file of a run: found = done + failed + skipped + duplicate, and the exit code."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, Protocol

from pydantic import Field, computed_field

from digitize.exit_codes import ExitCode
from digitize.results.handed_on import Fault, Origin, PageFailure
from extract.record import Dossier, Record
from ocr.problem import (
    ConfigurationProblem,
    Datum,
    InputProblem,
    LimitProblem,
    MachineProblem,
    OutputProblem,
    Problem,
)
from ocr.value import Value

QR_CHECK = "qr"
State = Literal["done", "failed", "skipped", "duplicate"]

_FAULTS: tuple[tuple[type[Problem], Fault], ...] = (
    (LimitProblem, "limit"),
    (InputProblem, "input"),
    (ConfigurationProblem, "configuration"),
    (MachineProblem, "machine"),
    (OutputProblem, "output"),
)
_CODE_WHEN_ALL_FAILED: dict[Fault, ExitCode] = {
    "limit": ExitCode.LIMIT_EXCEEDED,
    "machine": ExitCode.DEPENDENCY_MISSING,
}


def fault_of(problem: Problem) -> Fault:
    """Whose problem it is."""
    return next((fault for kind, fault in _FAULTS if isinstance(problem, kind)), "bug")


def kind_of(fault: Fault) -> type[Problem]:
    """The kind of problem that a fault stands for."""
    return next((kind for kind, known in _FAULTS if known == fault), Problem)


class CodeMeter(Value):
    """How well the print of cards was read, by their own QR codes: fields in both, and those that agree.

    A code is never misread, so this measures how well every run reads, without a person.
    """

    compared: int = 0
    alike: int = 0

    @classmethod
    def of(cls, record: Record) -> "CodeMeter":
        """The meter of one document."""
        checks = [
            check for field in record.fields.values() for check in field.checks if check.name == QR_CHECK
        ]
        return cls(compared=len(checks), alike=sum(bool(check.data.get("exact")) for check in checks))


class DossierCount(Value):
    """How many things were found across the papers of one dossier, by code; the findings themselves are in the results."""

    name: str
    documents: int
    findings: dict[str, int]

    @classmethod
    def of(cls, dossier: Dossier) -> "DossierCount":
        """The count of a dossier."""
        codes = Counter(finding.code for finding in dossier.findings)
        return cls(name=dossier.name, documents=len(dossier.records), findings=dict(sorted(codes.items())))


class DocumentCount(Value):
    """One document and how sure its fields are."""

    pages: tuple[int, ...]
    doc_type: str
    doc_type_name: str
    accepted: int
    review: int
    missing: int
    needs_review: bool
    qr: CodeMeter = CodeMeter()

    @classmethod
    def of(cls, record: Record) -> "DocumentCount":
        """The count of a record."""
        by_status = Counter(field.status for field in record.fields.values())
        return cls(
            pages=record.pages,
            doc_type=record.doc_type,
            doc_type_name=record.doc_type_name,
            accepted=by_status["accepted"] + by_status["corrected"],
            review=by_status["review"],
            missing=by_status["missing"],
            needs_review=record.needs_review,
            qr=CodeMeter.of(record),
        )


class FileAccount(Value):
    """What became of one file. ``code`` and ``data`` make the sentence of a failure or a skip."""

    name: str
    state: State
    pages: int = 0
    folder: str | None = None
    documents: tuple[DocumentCount, ...] = ()
    failed_pages: tuple[PageFailure, ...] = ()
    pdfa: bool = False
    fault: Fault | None = None
    code: str | None = None
    data: dict[str, Datum] = Field(default_factory=dict)

    @classmethod
    def failed(cls, name: str, problem: Problem) -> "FileAccount":
        """The account of a file of which there are no results, and why."""
        return cls(name=name, state="failed", fault=fault_of(problem), code=problem.code, data=problem.data)


class Known(Protocol):
    """What an account needs to know of a file."""

    @property
    def origin(self) -> Origin:
        """The file and dossier that it came from."""
        ...

    @property
    def failed(self) -> tuple[PageFailure, ...]:
        """The pages that could not be read."""
        ...


def account_of(
    read: Known, folder: Path, documents: Iterable[DocumentCount], *, pdfa: bool = True
) -> FileAccount:
    """What became of a file; a file with a page that was not read is never called done."""
    faults = {failure.fault for failure in read.failed}
    return FileAccount(
        name=read.origin.file,
        state="failed" if read.failed else "done",
        pages=read.origin.pages,
        folder=str(folder),
        documents=tuple(documents),
        failed_pages=read.failed,
        fault=faults.pop() if len(faults) == 1 else None,
        pdfa=pdfa,
    )


def unfinished(name: str, problem: Problem) -> FileAccount:
    """The account of a file that was read, and whose results could not be made because of ``problem``."""
    if fault_of(problem) not in {"input", "output"}:
        problem = kind_of(fault_of(problem))("results_unfinished", reason=problem.code)
    return FileAccount(
        name=name, state="failed", fault=fault_of(problem), code=problem.code, data=problem.data
    )


class Obstacle(Value):
    """Why the tables could not be written, by code."""

    fault: Fault
    code: str
    data: dict[str, Datum] = Field(default_factory=dict)

    @classmethod
    def of(cls, problem: Problem) -> "Obstacle":
        """The obstacle made from ``problem``."""
        return cls(fault=fault_of(problem), code=problem.code, data=problem.data)


class RunAccount(Value):
    """What became of everything that was found.

    ``obstacle`` is set if the tables could not be written, ``reads_alone`` if doubtful lines got no second
    reading because this computer lacks Tesseract.
    """

    out: str
    files: tuple[FileAccount, ...]
    stopped: bool = False
    reads_alone: bool = False
    obstacle: Obstacle | None = None
    dossiers: tuple[DossierCount, ...] = ()

    def count(self, state: State) -> int:
        """How many files ended in this state."""
        return sum(file.state == state for file in self.files)

    @computed_field  # type: ignore[prop-decorator]  # mypy knows no decorated property
    @property
    def qr(self) -> CodeMeter:
        """The accuracy meter of the whole run."""
        meters = [document.qr for document in self.documents]
        return CodeMeter(
            compared=sum(meter.compared for meter in meters), alike=sum(meter.alike for meter in meters)
        )

    @property
    def documents(self) -> tuple[DocumentCount, ...]:
        """All documents of the run."""
        return tuple(document for file in self.files for document in file.documents)

    @property
    def pages(self) -> int:
        """How many pages were read, without those that failed."""
        return sum(file.pages - len(file.failed_pages) for file in self.files if file.state != "duplicate")

    def exit_code(self, *, strict_review: bool = False, pdfa_demanded: bool = False) -> ExitCode:
        """The exit code of the process."""
        failed = [file for file in self.files if file.state == "failed"]
        cut_short = self._cut_short()
        if cut_short is not None:
            return cut_short
        if self.count("done") == 0 and (failed or self.count("duplicate") == 0):
            return _when_nothing_done(file.fault for file in failed)
        if failed or self.obstacle:
            return ExitCode.SOME_FAILED
        if pdfa_demanded and not all(file.pdfa for file in self.files if file.state == "done"):
            return ExitCode.DEMAND_NOT_REACHED
        if strict_review and any(document.needs_review for document in self.documents):
            return ExitCode.REVIEW_PENDING
        return ExitCode.DONE

    def _cut_short(self) -> ExitCode | None:
        troubles = [file.fault for file in self.files if file.state == "failed"]
        if "output" in (*troubles, self.obstacle and self.obstacle.fault):
            return ExitCode.OUTPUT_UNWRITABLE
        return ExitCode.TOO_MANY_FAILURES if self.stopped else None


def _when_nothing_done(faults: Iterable[Fault | None]) -> ExitCode:
    kinds = set(faults)
    only = kinds.pop() if len(kinds) == 1 else None
    return _CODE_WHEN_ALL_FAILED.get(only, ExitCode.NO_INPUT) if only else ExitCode.NO_INPUT
