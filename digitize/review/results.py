"""A folder of results as those see it who decide: its papers, their types, and what was decided before."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from digitize.decisions.applied import begins
from digitize.decisions.decision import Decision, Kept
from digitize.decisions.settled import Thing, by_thing
from digitize.exit_codes import UsageProblem
from digitize.jobs.dossiers import stored_records
from digitize.review.queue import Waiting, asked, waiting
from digitize.review.typed import visible
from digitize.scan.inputs.results_mark import has_results
from digitize.settings import Settings
from extract.record import Record
from extract.rules.doctype import DocumentTypes, FieldType
from extract.rules.loader import load_types
from ocr.problem import InputProblem

Papers = dict[str, list[tuple[str, Record]]]
"""For each file its papers, each with the place of its record below the folder of results."""


class Results(NamedTuple):
    """What lies in a folder of results."""

    out: Path
    papers: Papers
    types: DocumentTypes
    two_looks: tuple[str, ...]

    @property
    def records(self) -> list[tuple[str, Record]]:
        """All papers in the order of their places."""
        return sorted((one for papers in self.papers.values() for one in papers), key=lambda one: one[0])

    def paper(self, sha256: str, page: int) -> tuple[str, Record] | None:
        """The paper of a file that holds a page."""
        return next((one for one in self.papers.get(sha256, ()) if page in one[1].pages), None)

    def field_type(self, record: Record, key: str) -> FieldType | None:
        """What the type of a paper says of a field."""
        doc_type = self.types.by_id.get(record.doc_type)
        return next((one for one in doc_type.fields if one.key == key), None) if doc_type else None

    def field(self, place: str, record: Record, key: str, made: Sequence[Decision]) -> Waiting:
        """A field to be decided."""
        return asked(place, record, key, self.field_type(record, key), made)

    def waiting(self, decisions: Iterable[Kept], reviewer: str | None = None) -> list[Waiting]:
        """The fields that wait, for ``reviewer`` or for anybody."""
        return waiting(self.records, decisions, self.types, two_looks=self.two_looks, reviewer=reviewer)


def opened(out: Path, settings: Settings) -> Results:
    """The results in ``out``.

    Raises:
        InputProblem: ``records_none_found``, or a record cannot be read.
        ConfigurationProblem: a document type is invalid.
    """
    stored = stored_records(out) if has_results(out) else {}
    if not stored:
        raise InputProblem("records_none_found", folder=str(out))
    papers: Papers = {}
    for path, record in stored.items():
        place = path.relative_to(out).as_posix()
        papers.setdefault(record.sha256, []).append((place, record))
    types = load_types([settings.types] if settings.types else [])
    return Results(out, papers, types, settings.review.two_looks)


def reviewer(name: str) -> str:
    """Who decides; raises UsageProblem ``reviewer_unknown`` where nobody says."""
    plain = " ".join(visible(name).split())
    if not plain:
        raise UsageProblem("reviewer_unknown")
    return plain


class Made:
    """The decisions that were made, by paper and field, with those that are being made."""

    def __init__(self, decisions: Collection[Kept]) -> None:
        self._by_file: dict[str, list[Kept]] = {}
        for one in decisions:
            self._by_file.setdefault(one.decision.paper.sha256, []).append(one)
        self._next = max((one.number for one in decisions), default=0) + 1

    def about(self, record: Record, key: str) -> list[Decision]:
        """The decisions that stand about a field of a paper, in order."""
        return self._of(record).get(("field", key), [])

    def add(self, decision: Decision) -> None:
        """Note a decision that will be kept."""
        self._by_file.setdefault(decision.paper.sha256, []).append(Kept(self._next, decision))
        self._next += 1

    def _of(self, record: Record) -> dict[Thing, list[Decision]]:
        return by_thing(
            one for one in self._by_file.get(record.sha256, ()) if begins(one.decision, record.pages)
        )
