"""What is known of the fields of papers with truth, and whether they were read right: as they were, and made strange."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from digitize.evaluate.field_comparison import is_type_right, judge_fields, pair_records
from digitize.evaluate.truth import DocumentTruth
from extract.extraction import Extraction, extract
from extract.judge.field_confidence import features, may_be_accepted, stands_alone
from extract.rules.doctype import DocumentTypes
from ocr.page import UNTRUSTED
from training.fields.papers import Paper, read
from training.fields.strange_papers import strange_papers, values_on
from training.fields.strange_words import WAYS

SEED = 1
WHOLE_PAPER = frozenset({"papers_side_by_side", "title_not_found", "type_unknown"}) | UNTRUSTED
"""Findings that send every value of a paper to a person: the confidence of its fields decides nothing."""
AS_READ, STRANGE = "as read", "made strange"


class FieldSeen(NamedTuple):
    """A field that got a value: what is known of the value, and whether it was right.

    ``alone``: it is critical or has an unverified label, and only one place on the paper states it. ``free``: no check
    and no doubt sends it to a person, whatever its confidence. ``strange``: the page was made strange.
    """

    name: str
    doc_type: str
    seen: dict[str, float]
    right: bool
    alone: bool = False
    free: bool = True
    strange: bool = False


Groups = dict[str, list[FieldSeen]]
"""The fields of each group of papers, by its name."""


def groups_of(name: str, folder: Path, kept: Path, types: DocumentTypes) -> Groups:
    """The fields of the papers of a folder in two groups: as they were read, and made strange in every way."""
    papers = list(read(folder, kept / name, types))
    values = {paper.name: values_on(paper, types) for paper in papers}
    changed = (paper for way in WAYS for paper in strange_papers(papers, values, way, SEED))
    return {
        f"{name}, {AS_READ}": [one for paper in papers for one in fields_seen(paper, types)],
        f"{name}, {STRANGE}": [
            one._replace(strange=True) for paper in changed for one in fields_seen(paper, types)
        ],
    }


def fields_seen(paper: Paper, types: DocumentTypes) -> Iterator[FieldSeen]:
    """The fields with a value that are in the truth of a paper, each compared with it.

    Whether a paper is of the type as which it was read is for the confidence of types to say: others tell nothing here.
    """
    documents = paper.truth.documents
    found = list(extract(paper.pages, types, source=documents[0].file or paper.name))
    by_record = {id(one.record): one for one in found}
    records = pair_records(documents, [one.record for one in found])
    for document, record in zip(documents, records, strict=True):
        if (
            record
            and is_type_right(document, record)
            and WHOLE_PAPER.isdisjoint(finding.code for finding in record.findings)
        ):
            yield from _of_document(document, by_record[id(record)])


def _of_document(document: DocumentTruth, found: Extraction) -> Iterator[FieldSeen]:
    for one in judge_fields(document, found.record):
        if one.outcome in ("right", "wrong", "spurious") and one.name in found.evidence:
            evidence = found.evidence[one.name]
            yield FieldSeen(
                one.name,
                found.record.doc_type,
                features(evidence),
                one.is_right,
                alone=stands_alone(evidence),
                free=may_be_accepted(evidence),
            )
