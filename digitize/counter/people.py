"""Persons at the counter: who they are, which two may be one, and what somebody decided about that."""

from collections.abc import Iterator

from digitize.counter.place import Desk, asked
from digitize.exit_codes import ExitCode
from digitize.messages import Translator
from digitize.terminal import in_json, say
from export.store.people.listed import listed
from export.store.people.merging import Candidate, Side, candidates, merge, split
from ocr.value import Value

SHOWN = ("ho_ten", "ngay_sinh", "nam_sinh", "so_dinh_danh", "noi_cu_tru")
"""What of a person is told on one line."""


class Candidates(Value):
    """The pairs that wait for a person."""

    candidates: tuple[Candidate, ...]


class People(Value):
    """Everybody whom the store knows."""

    persons: tuple[Side, ...]


def persons_told(desk: Desk, *, only_candidates: bool) -> ExitCode:
    """Tell everybody, or the pairs that may be one."""
    told: People | Candidates
    with asked(desk, "store persons") as at:
        if only_candidates:
            told = Candidates(candidates=tuple(candidates(at.store, at.access)))
        else:
            told = People(persons=tuple(listed(at.store, at.access)))
    if desk.as_json:
        say(in_json(told))
    else:
        for line in _lines(told, desk.t):
            say(line)
    return ExitCode.DONE


def merged_told(subject: str, other: str, desk: Desk) -> ExitCode:
    """Merge ``other`` into ``subject``."""
    with asked(desk, "store merge") as at:
        whole = merge(at.store, subject, other, at.access)
    say(desk.t("store.merged", id=whole.code, other=other))
    return ExitCode.DONE


def split_told(subject: str, other: str | None, desk: Desk) -> ExitCode:
    """Take a merging back, or say that two are not one."""
    with asked(desk, "store split") as at:
        stayed, gone = split(at.store, subject, at.access, other=other)
    say(desk.t("store.split", id=stayed, other=gone))
    return ExitCode.DONE


def _lines(told: People | Candidates, t: Translator) -> Iterator[str]:
    if isinstance(told, People):
        yield from (_side(one) for one in told.persons)
        yield t("store.persons", count=len(told.persons))
        return
    for one in told.candidates:
        why = ", ".join(t(f"store.why_{reason}") for reason in one.why)
        yield t("store.candidate", score=one.score, why=why)
        yield f"  {_side(one.one)}"
        yield f"  {_side(one.other)}"
    yield t("store.candidates", count=len(told.candidates))


def _side(one: Side) -> str:
    return "  ".join([one.id, *(one.said[name] for name in SHOWN if name in one.said)])
