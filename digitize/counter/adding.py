"""A folder of results goes into the store at the counter, and it is told what became of its papers."""

from collections.abc import Iterator
from pathlib import Path

from digitize.counter.place import Desk, asked
from digitize.counter.results import held_files, require_whole
from digitize.exit_codes import ExitCode
from digitize.messages import Translator
from digitize.terminal import in_json, say
from export.labels import label
from export.store.papers.adding import Added, add
from export.store.people.erasing import purge


def add_and_tell(out: Path, desk: Desk) -> ExitCode:
    """Add the papers of ``out``; errors as :func:`require_whole` and :func:`add`."""
    # All of it is looked at before the store is made: a folder that is refused leaves no empty store behind.
    require_whole(out)
    with asked(desk, "store add", make=True) as at:
        purge(at.store)
        found = add(at.store, held_files(out, desk.settings), at.access)
        place = at.store.place
    if desk.as_json:
        say(in_json(found))
    else:
        for line in _added_lines(found, place, desk.t):
            say(line)
    return ExitCode.DONE


def _added_lines(found: Added, place: str, t: Translator) -> Iterator[str]:
    counts = {name: getattr(found, name) for name in ("added", "changed", "unchanged", "left_out")}
    yield t("store.added", store=place, **counts)
    yield t("store.facts", facts=found.facts, subjects=found.subjects)
    if found.superseded:
        yield t("store.superseded", count=found.superseded)
    if found.candidates:
        yield t("store.candidates_new", count=found.candidates)
    for one in found.differences:
        yield t(
            "store.differs",
            id=one.subject,
            field=label(one.attribute, t.language) or one.attribute,
            rule=t(f"store.rule_{one.rule}"),
        )
