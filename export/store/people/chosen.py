"""Which of several values of one person is used, and by which rule; all the others stay beside it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from export.store.people.kept import Kept
from export.store.words.rules import Choice, Rule, choice_of
from extract.dossier.person import ATTRIBUTES
from extract.dossier.sameness import compared
from extract.record import FieldValue
from ocr.value import Value

RECTIFIED: Final = "rectified"
"""The source of a value that the office put right at the demand of whom it is about."""
CODES: Final = ("qr", "mrz")
OF_A_PERSON: Final = (
    *ATTRIBUTES,
    "so_cmnd",
    "noi_thuong_tru",
    "noi_tam_tru",
    "noi_o_hien_tai",
    "so_dien_thoai",
    "email",
)
"""Attributes that mean the same on every paper; others, such as the number of a paper, belong to their paper."""


class Chosen(Value):
    """The value that is used; ``rule`` is the one that decided, ``only`` where there was nothing to decide."""

    attribute: str
    value: FieldValue
    rule: Rule | str
    document: str | None
    doc_type: str
    day: str | None
    since: str
    fact: int
    others: tuple[int, ...] = ()
    differs: bool = False


class _Ranked(NamedTuple):
    rank: tuple[object, ...]
    kept: Kept


def chosen(facts: Iterable[Kept]) -> list[Chosen]:
    """For each attribute of a person the value that is used."""
    by_attribute: dict[str, list[Kept]] = defaultdict(list)
    for one in facts:
        if one.field in OF_A_PERSON and one.until is None:
            by_attribute[one.field].append(one)
    order = {name: number for number, name in enumerate(OF_A_PERSON)}
    return [_of(name, by_attribute[name]) for name in sorted(by_attribute, key=order.__getitem__)]


def _of(attribute: str, facts: Sequence[Kept]) -> Chosen:
    choice = choice_of(attribute)
    ranked = sorted(
        (_Ranked(_rank(choice, one), one) for one in facts), key=lambda one: one.rank, reverse=True
    )
    best = ranked[0]
    others = [
        one
        for one in ranked[1:]
        if compared(attribute, str(best.kept.value), str(one.kept.value)) == "different"
    ]
    return Chosen(
        attribute=attribute,
        value=best.kept.value,
        rule=_decisive(choice, best, others[0]) if others else "only",
        document=best.kept.document,
        doc_type=best.kept.doc_type,
        day=best.kept.day,
        since=best.kept.since,
        fact=best.kept.id,
        others=tuple(one.kept.id for one in others),
        differs=bool(others) and not choice.changes,
    )


def _rank(choice: Choice, one: Kept) -> tuple[object, ...]:
    told: dict[Rule, object] = {
        "rectified": (one.source == RECTIFIED, one.since if one.source == RECTIFIED else ""),
        "decided": bool(one.by) or one.status == "corrected",
        "code": one.source in CODES,
        "source": -choice.papers.index(one.doc_type)
        if one.doc_type in choice.papers
        else -len(choice.papers),
        "day": one.day or "",
        # A year alone says less than a whole day, an address without its commune less than a whole one.
        "known": (len(str(one.value)), _earlier(one.since)),
    }
    return tuple(told[rule] for rule in choice.order)


def _earlier(since: str) -> tuple[int, ...]:
    """Greater for what was known earlier."""
    return tuple(-ord(sign) for sign in since)


def _decisive(choice: Choice, best: _Ranked, other: _Ranked) -> Rule:
    pairs = zip(choice.order, best.rank, other.rank, strict=True)
    return next((rule for rule, one, next_one in pairs if one != next_one), "known")
