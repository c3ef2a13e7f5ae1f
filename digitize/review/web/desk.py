"""What lies on the desk of all who review: the fields that wait, what was decided of them, and who looks at which.

One lock guards it. An answer is on the disk before the next field is handed out.
"""

import zlib
from collections.abc import Callable, Collection, Iterable
from itertools import islice
from pathlib import Path
from threading import RLock
from typing import Final, NamedTuple

from digitize.decisions.applied import begins
from digitize.decisions.decision import Decision, Kept, moments, standing
from digitize.decisions.kept import Decisions, decisions_in
from digitize.decisions.settled import by_thing, looks, may_look, needs_two, settled
from digitize.review.answer import Answer, decision_of
from digitize.review.queue import Waiting, cause_of
from digitize.review.web.orders import ORDERS, in_order
from digitize.review.web.papers import Listed, Sheet, Slot, fields_by_type, listed, listed_in, record_of
from export.tables.asked import read_mark
from extract.record import MISSING, Field, Record
from extract.rules.doctype import DocumentTypes

AHEAD: Final = 40
"""Fields that are looked at ahead of the one that is shown."""
READ_BITS: Final = 32
"""Bits of a stamp that tell what was read; those before them tell the last decision."""
HELD_SECONDS: Final = 120.0
"""How long a field that somebody looks at is not handed to others."""


class Meanwhile(Exception):
    """Somebody else decided this field since it was shown; ``by`` says who."""

    def __init__(self, by: str) -> None:
        super().__init__()
        self.by = by


class Seen(NamedTuple):
    """A field as it is shown: what waits, the decisions about it, and ``stamp``: the last of them, and what was read."""

    slot: Waiting
    sheet: Sheet
    made: tuple[Decision, ...]
    stamp: int


class Desk:
    """Shared by all sessions; every method may be called from any thread."""

    def __init__(
        self,
        out: Path,
        types: DocumentTypes,
        two_looks: Collection[str],
        keep: Decisions,
        now: Callable[[], float],
    ) -> None:
        self.out, self.types, self.two_looks = out, types, tuple(two_looks)
        self._keep, self._now, self._lock = keep, now, RLock()
        self._fields_of = fields_by_type(types)
        self._held: dict[str, tuple[str, float]] = {}
        self._made: dict[str, list[Kept]] = {}
        for one in decisions_in(out):
            self._made.setdefault(one.decision.paper.sha256, []).append(one)
        self._sheets: dict[str, Sheet] = {}
        self._slots: dict[str, Slot] = {}
        self._dossiers: dict[str, dict[str, Sheet]] = {}
        self._papers: dict[str, list[str]] = {}
        self._of_file: dict[str, list[str]] = {}
        self._open: dict[str, tuple[Decision, ...]] = {}
        self._alike: dict[tuple[str, str], dict[str, None]] = {}
        self._taken_in(listed(out, types, two_looks))

    @property
    def sheets(self) -> list[Sheet]:
        """Every paper, by dossier and name."""
        with self._lock:
            return sorted(self._sheets.values(), key=lambda one: (one.dossier, one.source, one.pages))

    def of_dossier(self, dossier: str) -> list[Sheet]:
        """The papers of a dossier."""
        with self._lock:
            return list(self._dossiers.get(dossier, {}).values())

    def any_of_file(self, sha256: str) -> Sheet | None:
        """A paper of the file of that hash."""
        names = self._papers.get(sha256)
        return self._sheets.get(names[0]) if names else None

    def sheet(self, name: str) -> Sheet | None:
        """The paper of that name."""
        return self._sheets.get(name)

    def record(self, sheet: Sheet) -> Record | None:
        """What was read of a paper."""
        return record_of(self.out, sheet)

    def decisions(self, sha256: str) -> list[Kept]:
        """All decisions about a file."""
        with self._lock:
            return list(self._made.get(sha256, ()))

    def waiting(self, reviewer: str, order: str = ORDERS[0]) -> list[Slot]:
        """What waits for ``reviewer``, in that order."""
        with self._lock:
            return [self._slots[name] for name in self._ordered(order) if self.waits(name, reviewer)]

    def waits(self, name: str, reviewer: str) -> bool:
        """Whether the field of that name waits for ``reviewer``."""
        made = self._open.get(name)
        return made is not None and (not made or may_look(made, reviewer))

    def count(self, reviewer: str) -> int:
        """How many fields wait for ``reviewer``."""
        with self._lock:
            looked = sum(not may_look(made, reviewer) for made in self._open.values() if made)
            return len(self._open) - looked

    def alike(self, name: str, reviewer: str) -> list[Slot]:
        """The waiting fields of which the same was read as of the one of that name, that one among them."""
        with self._lock:
            asked = self._slots.get(name)
            names = self._alike.get((asked.key, asked.said), ()) if asked and asked.said else ()
            return [self._slots[one] for one in names if self.waits(one, reviewer)]

    def left_of(self, sheet: Sheet) -> int:
        """How many fields of a paper wait for anybody."""
        with self._lock:
            names = self._of_file.get(sheet.sha256, ())
            return sum(name in self._open and self._slots[name].sheet is sheet for name in names)

    def coming(self, reviewer: str, session: str, order: str, later: Collection[str]) -> list[Slot]:
        """What comes now, and after it: first what was not put off, then that; nothing that others look at."""
        with self._lock:
            free = (name for name in self._ordered(order) if self._is_free(name, reviewer, session))
            first = list(islice((name for name in free if name not in later), AHEAD))
            names = first or [name for name in later if self._is_free(name, reviewer, session)]
            return [self._slots[name] for name in names]

    def hold(self, name: str, session: str) -> None:
        """Note that ``session`` looks at it."""
        with self._lock:
            self._held = {
                other: (by, since) for other, (by, since) in self._held.items() if by != session
            } | {name: (session, self._now())}

    def see(self, name: str) -> Seen | None:
        """The field of that name as it stands now, or None where there is no such paper any more."""
        sha256, _, rest = name.partition("-")
        page, _, key = rest.partition("-")
        sheet = self.sheet(f"{sha256}-{page}")
        record = self.record(sheet) if sheet else None
        if sheet is None or record is None:
            return None
        known = self._fields_of(record.doc_type)
        if key not in record.fields and key not in known:
            return None
        field, field_type = record.fields.get(key, MISSING), known.get(key)
        with self._lock:
            made, stamp = self._about(sheet, key)
        return Seen(
            Waiting(
                sheet.folder,
                record,
                key,
                field,
                field_type,
                critical=field_type is not None and field_type.critical,
                look=min(3, looks(made) + 1) if needs_two(key, self.two_looks) else 1,
                cause=cause_of(field),
            ),
            sheet,
            tuple(made),
            (stamp << READ_BITS) + _read_as(record.doc_type, field),
        )

    def answer(self, name: str, answer: Answer, stamp: int) -> Kept | None:
        """Keep what somebody answered; None where there is no such field any more.

        Raises:
            Meanwhile: somebody else decided it since it was shown with ``stamp``.
            UsageProblem: what was typed is no value of the field.
        """
        with self._lock:
            seen = self.see(name)
            if seen is None:
                return None
            if (seen.stamp ^ stamp) % (1 << READ_BITS):
                raise Meanwhile("")
            if not self._may_answer(seen, stamp, answer.by):
                raise Meanwhile(seen.made[-1].by if seen.made else "")
            kept = self.keep(decision_of(seen.slot, answer))[0]
            self._held.pop(name, None)
            return kept

    def keep(self, *decisions: Decision) -> list[Kept]:
        """Keep decisions, all or none."""
        with self._lock:
            kept = self._keep.add(*decisions)
            for one in kept:
                self._made.setdefault(one.decision.paper.sha256, []).append(one)
            for sha256 in {one.decision.paper.sha256 for one in kept}:
                self._judge(sha256)
            return kept

    def undo(self, number: int, sha256: str, reviewer: str) -> Decision | None:
        """Take a decision of ``reviewer`` back; the decision that it was, or None where that cannot be."""
        with self._lock:
            known = standing(self._made.get(sha256, ()))
            found = next((one.decision for one in known if one.number == number), None)
            if found is None or found.by != reviewer:
                return None
            self.keep(
                Decision(
                    paper=found.paper,
                    about=found.about,
                    key=found.key,
                    outcome="undone",
                    by=reviewer,
                    undoes=number,
                    **moments(),
                )
            )
            return found

    def reload(self, sha256s: Iterable[str]) -> None:
        """Look again at the records of files whose results were written anew."""
        for sha256 in sha256s:
            one = self.any_of_file(sha256)
            folders = [one.folder] if one else []
            found = [
                one
                for folder in folders
                for one in listed_in(self.out, folder, self.types, self.two_looks)
                if one.sheet.sha256 == sha256
            ]
            with self._lock:
                self._forget(sha256)
                self._taken_in(found)

    def _may_answer(self, seen: Seen, stamp: int, reviewer: str) -> bool:
        """Nobody decided since it was shown; where two people look, this is another one, and it is not settled."""
        if not needs_two(seen.slot.key, self.two_looks):
            return seen.stamp == stamp
        return settled(seen.made, two_looks=True) is None and may_look(seen.made, reviewer)

    def _is_free(self, name: str, reviewer: str, session: str) -> bool:
        return self.waits(name, reviewer) and not self._is_held(name, session)

    def _is_held(self, name: str, session: str) -> bool:
        by, since = self._held.get(name, (session, 0.0))
        return by != session and self._now() - since < HELD_SECONDS

    def _about(self, sheet: Sheet, key: str) -> tuple[list[Decision], int]:
        mine = [one for one in self._made.get(sheet.sha256, ()) if begins(one.decision, sheet.pages)]
        made = by_thing(mine).get(("field", key), [])
        about = (one.number for one in mine if one.decision.about == "field" and one.decision.key == key)
        return made, max(about, default=0)

    def _taken_in(self, found: Iterable[Listed]) -> None:
        files = set()
        for sheet, slots in found:
            if sheet.name in self._sheets:
                continue  # the same file under another name
            self._sheets[sheet.name] = sheet
            self._dossiers.setdefault(sheet.dossier, {})[sheet.name] = sheet
            self._papers.setdefault(sheet.sha256, []).append(sheet.name)
            files.add(sheet.sha256)
            for one in slots:
                self._slots[one.name] = one
                self._alike.setdefault((one.key, one.said), {})[one.name] = None
                self._of_file.setdefault(sheet.sha256, []).append(one.name)
        self._orders: dict[str, list[str]] = {}
        for sha256 in files:
            self._judge(sha256)

    def _ordered(self, order: str) -> list[str]:
        if order not in self._orders:
            self._orders[order] = in_order(self._slots.values(), order)
        return self._orders[order]

    def _forget(self, sha256: str) -> None:
        for name in self._of_file.pop(sha256, ()):
            slot = self._slots.pop(name)
            self._alike[slot.key, slot.said].pop(name, None)
            self._open.pop(name, None)
        for name in self._papers.pop(sha256, ()):
            sheet = self._sheets.pop(name)
            self._dossiers[sheet.dossier].pop(name, None)

    def _judge(self, sha256: str) -> None:
        """Say anew which fields of a file wait."""
        names = self._of_file.get(sha256, ())
        made = {}
        for name in names:
            slot = self._slots[name]
            if slot.sheet.name not in made:
                made[slot.sheet.name] = by_thing(_of_sheet(self._made.get(sha256, ()), slot.sheet))
            those = made[slot.sheet.name].get(("field", slot.key), [])
            if settled(those, two_looks=needs_two(slot.key, self.two_looks)) is None:
                self._open[name] = tuple(those)
            else:
                self._open.pop(name, None)


def _read_as(doc_type: str, field: Field) -> int:
    """What tells that a field is shown as it was read, and as a field of this type; it says nothing of the value."""
    return zlib.crc32(f"{doc_type} {read_mark(field)}".encode())


def _of_sheet(decisions: Iterable[Kept], sheet: Sheet) -> list[Kept]:
    return [one for one in decisions if begins(one.decision, sheet.pages)]
