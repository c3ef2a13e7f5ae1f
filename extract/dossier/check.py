"""The papers of one hồ sơ compared with each other: where two papers state one fact, they agree or not.

If a second paper states the same value, the value gains a witness. If it states another one, both values go to
review, with both places named. Nothing is corrected: a program cannot know which paper is wrong.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from extract.dossier.card_pair import card_findings
from extract.dossier.person import Entry, entries, likely_pairs, same_person
from extract.dossier.sameness import compared, written
from extract.record import UNVERIFIED_LABEL, Check, Dossier, Field, Record
from ocr.page import Finding
from ocr.problem import Datum

AGREES: Final = "other_paper"
MOVES: Final = ("noi_cu_tru",)
"""Attributes that may differ between papers of different years without any error."""
COINCIDENCE: Final = 0.2
"""The most of two wrong readings that are wrong in the same way: typefaces and weaknesses of readers are shared."""
SURE: Final = 0.995
"""Probability from which a value is accepted: at most one in two hundred may be wrong."""
CERTAIN: Final = 0.999  # probability that several papers together never exceed
WORTH_COUNTING: Final = 0.5  # confidence below which the value of another paper does not count as a witness
PAIRED: Final = {"nam_sinh": "ngay_sinh", "ngay_sinh": "nam_sinh"}
TELLING: Final = ("so", "so_ky_hieu", "so_dinh_danh", "ho_ten", "ngay_ban_hanh")
"""Fields that differ between two papers of one type."""
ALIKE: Final = 0.8  # share of the shared attributes that must be equal before two records are of one person
FEWEST: Final = 3
"""Share and number of values that must be equal before two papers count as the same; the rest may be misread."""


class FieldOfPaper(NamedTuple):
    """A field of a paper of the dossier."""

    paper: int
    key: str


class Statement(NamedTuple):
    """What two papers say about one attribute of one person."""

    attribute: str
    one: FieldOfPaper
    other: FieldOfPaper
    same: bool


def dossier_of(name: str, records: Sequence[Record]) -> Dossier:
    """The records of one hồ sơ, checked against each other, with the findings."""
    statements = tuple(_statements(records))
    of_paper: dict[int, list[Statement]] = defaultdict(list)
    for statement in statements:
        of_paper[statement.one.paper].append(statement)
        of_paper[statement.other.paper].append(statement)
    checked = [_checked(paper, record, records, of_paper[paper]) for paper, record in enumerate(records)]
    codes = {record.ma_ho_so for record in records if record.ma_ho_so}
    found = [_differing(one, records) for one in statements if not one.same]
    return Dossier(
        name=name,
        ma_ho_so=codes.pop() if len(codes) == 1 else None,
        records=tuple(checked),
        findings=(*found, *_several_codes(records), *_same_papers(records), *card_findings(records)),
    )


def alone(record: Record) -> Record:
    """The record as it was before it was compared with other papers."""
    return record.model_copy(update={"fields": {key: _alone(field) for key, field in record.fields.items()}})


def _alone(field: Field) -> Field:
    heard = next((check for check in field.checks if check.name == AGREES), None)
    if heard is None:
        return field
    own = tuple(check for check in field.checks if check.name != AGREES)
    return Field.model_validate(
        {
            **field.model_dump(),
            "checks": own,
            "confidence": heard.data["confidence"],
            "status": heard.data["status"],
        }
    )


def _statements(records: Sequence[Record]) -> Iterable[Statement]:
    for one, other in likely_pairs(entries(records)):
        if same_person(one, other):
            yield from _of_person(one, other)


def _of_person(one: Entry, other: Entry) -> Iterable[Statement]:
    for attribute, said in one.said.items():
        there = attribute if attribute in other.said else PAIRED.get(attribute, "")
        if there not in other.said:
            continue
        found = compared(attribute, said, other.said[there])
        if found != "compatible":
            places = (
                FieldOfPaper(one.paper, one.keys[attribute]),
                FieldOfPaper(other.paper, other.keys[there]),
            )
            yield Statement(attribute, *places, same=found == "same")


def _checked(
    paper: int, record: Record, records: Sequence[Record], statements: Sequence[Statement]
) -> Record:
    """The record, its fields changed by what the other papers say about them."""
    fields = dict(record.fields)
    for statement in statements:
        for here, there in ((statement.one, statement.other), (statement.other, statement.one)):
            if here.paper == paper:
                fields[here.key] = _heard(fields[here.key], statement, records[there.paper], there.key)
    return record.model_copy(update={"fields": fields})


def _heard(field: Field, statement: Statement, paper: Record, key: str) -> Field:
    said = paper.fields[key]
    place: dict[str, Datum] = {"file": paper.source, "page": _page(paper, said), "field": key}
    before: dict[str, Datum] = {"confidence": field.confidence, "status": field.status}
    checks = (*field.checks, Check(name=AGREES, passed=statement.same, data={**place, **before}))
    if statement.same:
        return _supported(field, said).model_copy(update={"checks": checks})
    if statement.attribute in MOVES:
        return field
    return field.model_copy(
        update={"checks": checks, "status": "review" if field.status == "accepted" else field.status}
    )


def _supported(field: Field, said: Field) -> Field:
    """The field with a second witness: it is wrong only if both are wrong in the same way."""
    if said.confidence < WORTH_COUNTING:
        return field
    both_wrong = (1 - field.confidence) * (1 - said.confidence) * COINCIDENCE
    confidence = max(field.confidence, min(CERTAIN, round(1 - both_wrong, 3)))
    # Another paper with the same value proves that the label beside it names this field.
    contradicted = any(not check.passed and check.name != UNVERIFIED_LABEL for check in field.checks)
    by_hand = {evidence.source for evidence in field.evidence} == {"handwriting"}
    clear = field.status == "review" and confidence >= SURE and not contradicted and not by_hand
    return field.model_copy(
        update={"confidence": confidence, "status": "accepted" if clear else field.status}
    )


def _differing(statement: Statement, records: Sequence[Record]) -> Finding:
    one, other = statement.one, statement.other
    papers = records[one.paper], records[other.paper]
    first = papers[0].fields[one.key]
    return Finding(
        code="papers_differ",
        severity="info" if statement.attribute in MOVES else "review",
        page=_page(papers[0], first),
        box=first.evidence[0].box if first.evidence else None,
        data={
            "field": one.key,
            "file": papers[0].source,
            "other_field": other.key,
            "other_file": papers[1].source,
            "other_page": _page(papers[1], papers[1].fields[other.key]),
        },
    )


def _page(record: Record, field: Field) -> int:
    return field.evidence[0].page if field.evidence else record.pages[0]


def _several_codes(records: Sequence[Record]) -> Iterable[Finding]:
    coded = [record for record in records if record.ma_ho_so]
    for record in coded[1:]:
        if record.ma_ho_so != coded[0].ma_ho_so:
            yield Finding(
                code="dossier_codes_differ",
                page=record.pages[0],
                data={"file": record.source, "other_file": coded[0].source},
            )


def _same_papers(records: Sequence[Record]) -> Iterable[Finding]:
    """Papers that are in the dossier twice, as original and copy or scanned again."""
    for one, other in _of_one_kind(records):
        if _say_the_same(one.fields, other.fields):
            yield Finding(
                code="paper_twice",
                severity="info",
                page=other.pages[0],
                data={
                    "file": other.source,
                    "other_file": one.source,
                    "other_page": one.pages[0],
                },
            )


def _of_one_kind(records: Sequence[Record]) -> Iterable[tuple[Record, Record]]:
    """Pairs of records of one type that share a value of :data:`TELLING`, or have none of these values."""
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for paper, record in enumerate(records):
        telling = [(key, written(str(field.value))) for key in TELLING if (field := record.fields.get(key))]
        for sign in telling or [("", "")]:
            alike[record.doc_type, *sign].append(paper)
    pairs = {pair for papers in alike.values() for pair in combinations(papers, 2)}
    return ((records[one], records[other]) for one, other in sorted(pairs))


def _say_the_same(one: Mapping[str, Field], other: Mapping[str, Field]) -> bool:
    shared = [key for key in one if key in other and _is_printed(one[key]) and _is_printed(other[key])]
    equal = {key for key in shared if written(str(one[key].value)) == written(str(other[key].value))}
    told_apart = any(key in shared and key not in equal for key in TELLING)
    return len(equal) >= max(FEWEST, ALIKE * len(shared)) and not told_apart


def _is_printed(field: Field) -> bool:
    """Whether the value is printed; a code on one side of a card only repeats the print of the other side."""
    return bool(field.value) and any(one.source in ("print", "text_layer") for one in field.evidence)
