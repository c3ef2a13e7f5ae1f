"""Reports on a folder of results: how far it is, and whether it is unchanged."""

from collections.abc import Iterator

from digitize.jobs.repair import Repaired
from digitize.jobs.verify import Proof
from digitize.ledger.status import Status
from digitize.messages import Translator

TOLD = 20
"""Flaws listed one by one; the rest is counted."""


def status_lines(found: Status, t: Translator) -> Iterator[str]:
    """Counts first, then each reason of failure with one file as example, then what to do."""
    counts = {state: found.files.get(state, 0) for state in ("done", "failed", "skipped", "duplicate")}
    yield t("status.files", out=found.out, unfinished=found.unfinished, **counts)
    yield t("status.pages", read=found.pages_read, failed=found.pages_failed)
    for failure in found.failures:
        yield t(
            "status.failure",
            count=failure.count,
            code=failure.code,
            kind=failure.fault or "input",
            example=failure.example,
        )
    if found.last_event:
        yield t("status.last", at=found.last_event[:19].replace("T", " "))
    yield t(_advice(found))


def _advice(found: Status) -> str:
    if found.unfinished:
        return "status.advice_unfinished"
    return "status.advice_failed" if found.failures else "status.advice_done"


def proof_lines(proof: Proof, t: Translator) -> Iterator[str]:
    """What was checked, the flaws, and the verdict."""
    yield t("verify.looked", results=proof.results, originals=proof.originals, events=proof.events)
    yield t("verify.sample", read=proof.pages_read, skipped=proof.pages_skipped)
    for flaw in proof.flaws[:TOLD]:
        yield t(f"verify.{flaw.code}", **flaw.data)
    if len(proof.flaws) > TOLD:
        yield t("verify.more", count=len(proof.flaws) - TOLD)
    yield t("verify.flawed" if proof.flaws else "verify.sound", count=len(proof.flaws))


def repair_lines(found: Repaired, t: Translator) -> Iterator[str]:
    """What was kept, what the next run reads again, and where the damaged ledger is."""
    if found.was_whole:
        yield t("repair.whole", out=found.out)
        return
    yield t("repair.kept", out=found.out, files=found.files, pages=found.pages, again=found.again)
    yield t("repair.events", events=found.events, lost=found.events_lost)
    if found.kept_as:
        yield t("repair.aside", file=found.kept_as)
    yield t("repair.next")
