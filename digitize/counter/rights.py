"""The rights of people at the counter: each is carried out, logged, and confirmed with a receipt for the citizen."""

from datetime import date, datetime
from pathlib import Path

from digitize.counter.place import Desk, asked, words_of
from digitize.decisions.decision import VIETNAM
from digitize.exit_codes import ExitCode, UsageProblem
from digitize.messages import Translator
from digitize.terminal import in_json, say
from export.records.record_json import to_json, write_record
from export.store.people.dues import Due, Right, due
from export.store.people.erasing import Erased, erase, purge, to_erase
from export.store.people.rights import Rectified, export_person, mark, rectify
from export.store.vault.log import Access
from ocr.value import Value


class ErasedTold(Value):
    """What was erased, and by when it had to be."""

    erased: Erased
    due: Due


def exported(subject: str, output: Path | None, asked_on: datetime | None, desk: Desk) -> ExitCode:
    """Hand out everything that is kept of a subject, as JSON."""
    with asked(desk, "person export") as at:
        found = export_person(at.store, subject, at.access)
    if output is None:
        say(to_json(found), nl=False)
    else:
        write_record(output, found)
        due_on = _due("export", at.access, asked_on)
        _receipt(due_on, subject, at.access, desk.t, facts=len(found.facts), papers=len(found.papers))
    return ExitCode.DONE


def rectified(
    subject: str, field: str, value: list[str], reason: str, asked_on: datetime | None, desk: Desk
) -> ExitCode:
    """Keep another value from now on."""
    said = words_of(value)
    if not said:
        raise UsageProblem("person_value_empty", field=field)
    with asked(desk, "person rectify") as at:
        rectify(at.store, subject, Rectified(field, said, reason), at.access)
    _receipt(_due("rectify", at.access, asked_on), subject, at.access, desk.t)
    return ExitCode.DONE


def restricted(subject: str, reason: str, asked_on: datetime | None, desk: Desk, *, lift: bool) -> ExitCode:
    """Restrict the use of a subject, or lift that again."""
    with asked(desk, "person restrict") as at:
        mark(at.store, subject, "restricted", None if lift else reason, at.access)
    if lift:
        say(desk.t("person.lifted", id=subject))
    else:
        _receipt(_due("restrict", at.access, asked_on), subject, at.access, desk.t)
    return ExitCode.DONE


def held(subject: str, reason: str, desk: Desk, *, lift: bool) -> ExitCode:
    """Keep a subject from being erased, or lift that again."""
    if not lift and not reason:
        raise UsageProblem("person_hold_reason")
    with asked(desk, "person hold") as at:
        mark(at.store, subject, "hold", None if lift else reason, at.access)
    say(desk.t("person.lifted" if lift else "person.held", id=subject))
    return ExitCode.DONE


def erased(subject: str, asked_on: datetime | None, desk: Desk, *, yes: bool) -> ExitCode:
    """Erase a subject for good; without ``yes`` only say what would go."""
    with asked(desk, "person erase") as at:
        purge(at.store)  # of somebody whose erasure was cut off
        if not yes:
            _, papers = to_erase(at.store, subject)
            raise UsageProblem("person_erase_unconfirmed", id=subject, papers=len(papers))
        found = erase(at.store, subject, at.access)
    when = _due("erase", at.access, asked_on)
    if desk.as_json:
        say(in_json(ErasedTold(erased=found, due=when)))
        return ExitCode.DONE
    _receipt(when, subject, at.access, desk.t, facts=found.facts, papers=found.papers_gone)
    for paper in found.papers:
        say(desk.t("person.file_elsewhere", folder=paper.folder, file=paper.source))
    if found.maybe_same:
        say(desk.t("person.maybe_same", ids=" ".join(found.maybe_same)), err=True)
    if not found.purged:
        say(desk.t("person.not_purged"), err=True)
    return ExitCode.DONE


def _receipt(
    when: Due, subject: str, access: Access, t: Translator, *, facts: int = 0, papers: int = 0
) -> None:
    say(t("person.receipt", id=subject, asked=when.asked, done=_day(access).isoformat()))
    say(t(f"person.done_{when.right}", facts=facts, papers=papers))
    say(t("person.due", answer=when.answer_by, done=when.done_by))


def _due(right: Right, access: Access, asked_on: datetime | None) -> Due:
    return due(right, asked_on.date() if asked_on else _day(access))


def _day(access: Access) -> date:
    """The day in Viet Nam."""
    return datetime.fromisoformat(access.at).astimezone(VIETNAM).date()
