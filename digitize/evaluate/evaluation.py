"""The whole result of an evaluation as one value, and the gates that it has to pass.

Each number comes per scan condition, per document type, per field and overall. ``Evaluation`` holds
true and read values of fields: its JSON is as personal as the papers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from digitize.evaluate.characters import CharacterCount, PageAlignment, align_page, count_aligned
from digitize.evaluate.field_comparison import (
    FieldFigures,
    FieldVerdict,
    count_fields,
    is_type_right,
    judge_fields,
    pair_records,
)
from digitize.evaluate.rates import ErrorRate, Rate, error_rate, rate
from digitize.evaluate.reliability import Claim, Reliability, reliability, word_claims
from digitize.evaluate.truth import DocumentTruth, Truth
from extract.record import Record
from ocr.page import PageText
from ocr.value import Value


@dataclass(frozen=True)
class Item:
    """A file with its truth and what was made of it; no pages and no records where reading it failed.

    ``words`` of each record are those that the account of its pages explains, and all.
    """

    name: str
    truth: Truth
    pages: Sequence[PageText]
    records: Sequence[Record]
    seconds: float
    words: Sequence[tuple[int, int]] = ()


class DocumentResult(Value):
    """One true document. ``type_right`` and ``pages_right`` are None where the truth does not say.

    ``explained`` of its ``words`` were explained by the type as which it was read.
    """

    doc_type: str | None
    type_right: bool | None
    pages_right: bool | None
    fields: tuple[FieldVerdict, ...]
    explained: int = 0
    words: int = 0


class ItemResult(Value):
    """One file; ``characters`` is None where its text was not read by a person."""

    name: str
    condition: str | None
    pages: int
    seconds: float
    characters: CharacterCount | None
    documents: tuple[DocumentResult, ...]


class CharacterFigures(Value):
    """Text of all pages with a complete true text.

    ``error_rate`` counts everything, ``printed`` leaves handwriting out, ``no_diacritics`` reads ế as e.
    ``extra_share`` is extra text (where nothing true stands) over true characters; it is not in the rates.
    """

    files: int
    characters: int
    error_rate: ErrorRate
    printed: ErrorRate
    no_diacritics: ErrorRate
    word_precision: Rate
    word_recall: Rate
    word_f1: float | None
    extra_share: float | None


class Group(Value):
    """Results of some of the files; all fields, and those in print and by hand apart.

    ``explained`` is the share of the words of all documents that the account of their pages explains.
    """

    files: int
    pages: int
    seconds_per_page: float | None
    characters: CharacterFigures
    types: Rate
    splits: Rate
    explained: Rate
    fields: FieldFigures
    printed_fields: FieldFigures
    handwritten_fields: FieldFigures


class Honesty(Value):
    """Whether confidence can be relied on: of words by their own and by that of their line, and of fields."""

    words: Reliability
    words_by_line: Reliability
    fields: Reliability


class Evaluation(Value):
    """The result of ``digitize eval``."""

    schema_version: Literal[1] = 1
    overall: Group
    by_condition: dict[str, Group]
    by_doc_type: dict[str, Group]
    by_field: dict[str, FieldFigures]
    honesty: Honesty
    items: tuple[ItemResult, ...]


class FailedGate(Value):
    """A gate that was not passed; ``reached`` is None where nothing could be measured."""

    gate: str
    wanted: float
    reached: float | None


def evaluate(items: Iterable[Item]) -> Evaluation:
    """Compare every item with its truth."""
    results: list[ItemResult] = []
    claims: list[tuple[Claim, Claim]] = []
    for item in items:
        aligned = _aligned(item)
        results.append(_result(item, aligned))
        claims += (
            word_claims(aligned, [line for page in item.pages for line in page.lines]) if aligned else []
        )
    return Evaluation(
        overall=_group(results),
        by_condition={
            name: _group(r for r in results if r.condition == name) for name in _conditions(results)
        },
        by_doc_type={name: _group(_only(results, name)) for name in _doc_types(results)},
        by_field=_by_field(results),
        honesty=Honesty(
            words=reliability(own for own, _ in claims),
            words_by_line=reliability(of_line for _, of_line in claims),
            fields=reliability(_field_claims(results)),
        ),
        items=tuple(results),
    )


def gates(
    result: Evaluation,
    *,
    min_cer_accuracy: float | None = None,
    max_silent: float | None = None,
    min_type: float | None = None,
    min_recall: float | None = None,
    min_straight_through: float | None = None,
) -> list[FailedGate]:
    """The gates that ``result`` does not pass, all as shares from 0 to 1; None is no gate.

    Accuracy is one minus the error rate of print. What could not be measured does not pass.
    """
    overall = result.overall
    error, silent = overall.characters.printed.value, overall.fields.silent_errors.value
    at_least = (
        ("min_cer_accuracy", min_cer_accuracy, None if error is None else 1 - error),
        ("min_type", min_type, overall.types.value),
        ("min_recall", min_recall, overall.fields.recall.value),
        ("min_straight_through", min_straight_through, overall.fields.straight_through.value),
    )
    failed = [
        FailedGate(gate=name, wanted=wanted, reached=reached)
        for name, wanted, reached in at_least
        if wanted is not None and (reached is None or reached < wanted)
    ]
    if max_silent is not None and (silent is None or silent > max_silent):
        failed.append(FailedGate(gate="max_silent", wanted=max_silent, reached=silent))
    return failed


def _aligned(item: Item) -> PageAlignment | None:
    if not item.truth.text_complete:
        return None
    return align_page(item.truth, (line.text for page in item.pages for line in page.lines))


def _result(item: Item, aligned: PageAlignment | None) -> ItemResult:
    documents = item.truth.documents
    words = {id(record): counts for record, counts in zip(item.records, item.words, strict=False)}
    paired = [
        (truth, record, words.get(id(record), (0, 0)))
        for truth, record in zip(documents, pair_records(documents, item.records), strict=True)
    ]
    return ItemResult(
        name=item.name,
        condition=item.truth.condition,
        pages=len(item.pages),
        seconds=item.seconds,
        characters=count_aligned(aligned, item.truth) if aligned else None,
        documents=tuple(_document(*one) for one in paired),
    )


def _document(truth: DocumentTruth, record: Record | None, words: tuple[int, int]) -> DocumentResult:
    return DocumentResult(
        doc_type=truth.doc_type,
        type_right=is_type_right(truth, record) if truth.doc_type else None,
        pages_right=record is not None and set(record.pages) == set(truth.pages) if truth.pages else None,
        fields=judge_fields(truth, record),
        explained=words[0],
        words=words[1],
    )


def _group(results: Iterable[ItemResult]) -> Group:
    chosen = tuple(results)
    documents = [document for result in chosen for document in result.documents]
    verdicts = [verdict for document in documents for verdict in document.fields]
    types = [document.type_right for document in documents if document.type_right is not None]
    splits = [document.pages_right for document in documents if document.pages_right is not None]
    pages = sum(result.pages for result in chosen)
    return Group(
        files=len(chosen),
        pages=pages,
        seconds_per_page=sum(result.seconds for result in chosen) / pages if pages else None,
        characters=_characters([result.characters for result in chosen if result.characters]),
        types=rate(sum(types), len(types)),
        splits=rate(sum(splits), len(splits)),
        explained=rate(sum(one.explained for one in documents), sum(one.words for one in documents)),
        fields=count_fields(verdicts),
        printed_fields=count_fields(verdict for verdict in verdicts if not verdict.handwritten),
        handwritten_fields=count_fields(verdict for verdict in verdicts if verdict.handwritten),
    )


def _characters(counts: Sequence[CharacterCount]) -> CharacterFigures:
    characters = [count.characters for count in counts]
    printed = [count.printed_characters for count in counts]
    right, true, read = (
        sum(getattr(c, f"{kind}_words") for c in counts) for kind in ("right", "true", "read")
    )
    return CharacterFigures(
        files=len(counts),
        characters=sum(characters),
        error_rate=error_rate([count.errors for count in counts], characters),
        printed=error_rate([count.printed_errors for count in counts], printed),
        no_diacritics=error_rate([count.folded_errors for count in counts], characters),
        word_precision=rate(right, read),
        word_recall=rate(right, true),
        word_f1=2 * right / (true + read) if true + read else None,
        extra_share=sum(count.extra for count in counts) / sum(characters) if sum(characters) else None,
    )


def _by_field(results: Iterable[ItemResult]) -> dict[str, FieldFigures]:
    verdicts = [v for result in results for document in result.documents for v in document.fields]
    names = sorted({verdict.name for verdict in verdicts})
    return {name: count_fields(verdict for verdict in verdicts if verdict.name == name) for name in names}


def _field_claims(results: Iterable[ItemResult]) -> Iterable[Claim]:
    """The claims of the fields that have a value."""
    verdicts = (v for result in results for document in result.documents for v in document.fields)
    return ((v.confidence, v.is_right) for v in verdicts if v.outcome in ("right", "wrong", "spurious"))


def _conditions(results: Iterable[ItemResult]) -> list[str]:
    return sorted({result.condition for result in results if result.condition})


def _doc_types(results: Iterable[ItemResult]) -> list[str]:
    return sorted(
        {document.doc_type for result in results for document in result.documents if document.doc_type}
    )


def _only(results: Iterable[ItemResult], doc_type: str) -> Iterable[ItemResult]:
    """The results narrowed to documents of one type; the text counts where the whole file is of that type."""
    for result in results:
        documents = tuple(document for document in result.documents if document.doc_type == doc_type)
        if documents:
            whole = len(documents) == len(result.documents)
            yield result.model_copy(
                update={"documents": documents, "characters": result.characters if whole else None}
            )
