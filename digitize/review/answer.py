"""The decision that an answer comes to: who answered, what they were shown, and what holds from now on."""

from typing import NamedTuple

from digitize.decisions.decision import Decision, Look, Outcome, SeenAt, Way, moments
from digitize.exit_codes import UsageProblem
from digitize.review.queue import Waiting
from digitize.review.typed import typed
from extract.record import FieldValue


class Answer(NamedTuple):
    """What a person answers about a field: ``text`` where it is typed, ``value`` where it was taken from candidates."""

    outcome: Outcome
    by: str
    text: str = ""
    value: FieldValue = None
    seconds: float | None = None
    way: Way = "browser"
    seen_at: SeenAt | None = None


def decision_of(one: Waiting, answer: Answer) -> Decision:
    """The decision to keep.

    Raises:
        UsageProblem: ``answer_empty``, ``answer_invalid``; ``answer_nothing_read``, right as read where nothing was.
    """
    return Decision(
        paper=one.paper,
        key=one.key,
        outcome=_outcome(one, answer),
        value=_value(one, answer),
        shown=one.shown,
        doc_type=one.record.doc_type,
        seen_at=answer.seen_at,
        by=answer.by,
        seconds=answer.seconds,
        look=_look(one.look),
        way=answer.way,
        **moments(),
    )


def _value(one: Waiting, answer: Answer) -> FieldValue:
    match answer.outcome:
        case "right":
            if one.shown.value is None:
                raise UsageProblem("answer_nothing_read", field=one.key)
            return one.shown.value
        case "candidate":
            return answer.value
        case "corrected":
            return typed(one.field_type, answer.text, one.shown.value)
        case _:
            return None


def _outcome(one: Waiting, answer: Answer) -> Outcome:
    """Typing what was read is the same as saying that it is right."""
    if answer.outcome in ("candidate", "corrected") and _value(one, answer) == one.shown.value:
        return "right"
    return answer.outcome


def _look(number: int) -> Look:
    return 1 if number <= 1 else 2 if number == 2 else 3  # noqa: PLR2004  (the second look)
