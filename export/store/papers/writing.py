"""Writing what one paper says: its facts sealed, and what each of them, and each subject, is found by."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from export.store.people.kept import Kept, facts_on
from export.store.people.matched import Match, match, next_number, signs_of
from export.store.vault.opening import Store
from export.store.vault.schema import fact, sign, subject, token
from export.store.words.rules import rules
from export.store.words.said import Paper, Said
from export.store.words.tokens import value_tokens
from extract.record import FieldValue, PlaceCodes


class Place(NamedTuple):
    """The document that facts are written to."""

    number: int
    code: str
    key: bytes


def facts_kept(
    connection: Connection, store: Store, place: Place, paper: Paper, at: str
) -> tuple[list[Match], int]:
    """Keep the facts of ``paper`` in place of those of before; returns whom it names, and how many facts are new."""
    before = facts_on(connection, store, [place.number])
    earlier = {one.role: one.subject_id for one in before if one.subject_id is not None}
    forget(connection, [one.id for one in before])
    matches = [match(connection, store, owner, earlier.get(owner.role), at) for owner in paper.owners]
    same = {one.key: one.id for one in before for said in paper.facts if _is_same(said, one, matches)}
    gone = [one.id for one in before if one.id not in same.values()]
    if gone:
        connection.execute(update(fact).where(fact.c.id.in_(gone)).values(until=at))
    written = _Writer(connection, store, place, matches).write(paper, same, at)
    return list({one.id: one for one in matches}.values()), written


def token_digests(store: Store, field: str, value: FieldValue, place: PlaceCodes | None) -> list[bytes]:
    """What a value is found by; nothing for what thousands share."""
    if field in rules().papers.not_found_by:
        return []
    return sorted({store.vault.digest(text) for text in value_tokens(value, place)})


def forget(connection: Connection, facts: Sequence[int]) -> None:
    """Take back what these facts are found by."""
    if facts:
        connection.execute(delete(token).where(token.c.fact_id.in_(facts)))
        connection.execute(delete(sign).where(sign.c.fact_id.in_(facts)))


def _is_same(said: Said, before: Kept, matches: Sequence[Match]) -> bool:
    """Whether an earlier fact says the same in the same words, of the same subject."""
    owner = matches[said.owner].id if said.owner is not None else None
    kept = {name: getattr(before, name) for name in ("value", "raw", "evidence", "place", "by", "at")}
    now = (said.key, said.content, said.status, said.field, owner)
    return now == (before.key, kept, before.status, before.field, before.subject_id)


class _Writer:
    def __init__(self, connection: Connection, store: Store, place: Place, matches: Sequence[Match]) -> None:
        self._connection, self._store, self._place, self._matches = connection, store, place, matches

    def write(self, paper: Paper, same: Mapping[str, int], at: str) -> int:
        """Write what is new, and what all is found by; returns how many facts are new."""
        new = [said for said in paper.facts if said.key not in same]
        first = next_number(self._connection, fact)
        numbers = dict(same) | {said.key: number for number, said in enumerate(new, start=first)}
        keys = {one.id: self._key(one.id) for one in self._matches}
        rows = [
            self._row(said, self._owner(said), keys) | {"id": numbers[said.key], "since": at} for said in new
        ]
        for table, some in (
            (fact, rows),
            (token, list(self._tokens(paper, numbers))),
            (sign, list(self._signs(paper, numbers))),
        ):
            if some:
                self._connection.execute(insert(table), some)
        return len(rows)

    def _owner(self, said: Said) -> int | None:
        if said.owner is None:
            return None
        return self._matches[said.owner].id

    def _key(self, number: int) -> tuple[str, bytes]:
        row = self._connection.execute(
            select(subject.c.code, subject.c.key).where(subject.c.id == number)
        ).one()
        return row.code, bytes(row.key)

    def _row(self, said: Said, owner: int | None, keys: Mapping[int, tuple[str, bytes]]) -> dict[str, Any]:
        of, key = (self._place.code, self._place.key) if owner is None else keys[owner]
        return {
            "document_id": self._place.number,
            "subject_id": owner,
            "role": said.role,
            "field": said.field,
            "key": said.key,
            "source": said.source,
            "status": said.status,
            "sealed": self._store.vault.seal(key, of, said.content, said.key),
        }

    def _tokens(self, paper: Paper, numbers: Mapping[str, int]) -> Iterator[dict[str, Any]]:
        for said in paper.facts:
            for digest in token_digests(self._store, said.field, said.content["value"], said.place):
                yield {"digest": digest, "document_id": self._place.number, "fact_id": numbers[said.key]}

    def _signs(self, paper: Paper, numbers: Mapping[str, int]) -> Iterator[dict[str, Any]]:
        for at, (owner, one) in enumerate(zip(paper.owners, self._matches, strict=True)):
            own = {said.field: numbers[said.key] for said in paper.facts if said.owner == at}
            for attribute, text in signs_of(owner):
                number = own.get(attribute, next(iter(own.values()), None))
                if number is not None:
                    digest = self._store.vault.digest(text)
                    yield {"digest": digest, "subject_id": one.id, "fact_id": number}
