"""Adding papers: each file in one transaction, whole or not at all, and nothing where nothing is new.

A paper is known by the SHA-256 of its file and its pages there. A newer record of it takes the place of what the older
one said; what no longer holds is kept with the day until which it did.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, delete, insert, select, update

from export.store.papers.dossiers import in_dossier
from export.store.people.chosen import chosen
from export.store.people.kept import facts_of, facts_on, whole_subject
from export.store.people.matched import Match, match, new_code, next_number, propose, signs_of
from export.store.vault.log import Access, Entry, add_entry
from export.store.vault.opening import Store
from export.store.vault.schema import document, fact, sign, subject, token
from export.store.words.rules import rules
from export.store.words.said import Paper, Said, is_taken, paper_of
from export.store.words.tokens import value_tokens
from extract.record import Record
from ocr.value import Value

FILES_AT_ONCE: Final = 25
"""Files of one transaction: each costs the disk a moment, and others wait for as long as it takes."""
HEAD: Final = "head"


class Held(NamedTuple):
    """A record, where its results lie, the old number that its QR code gives, and the procedure that it was handed in for."""

    record: Record
    folder: str = ""
    old_number: str | None = None
    procedure: str | None = None


class Difference(Value):
    """Two papers say different things about one attribute of a subject; the fact ``used`` won by ``rule``."""

    subject: str
    attribute: str
    rule: str
    used: int
    others: tuple[int, ...]


class Added(Value):
    """What became of the papers that were added."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    superseded: int = 0
    left_out: int = 0
    facts: int = 0
    subjects: int = 0
    candidates: int = 0
    differences: tuple[Difference, ...] = ()

    def plus(self, other: "Added") -> "Added":
        """Both together; of a difference that was told twice, the later one."""
        told = {(one.subject, one.attribute): one for one in (*self.differences, *other.differences)}
        counts = {
            name: getattr(self, name) + getattr(other, name)
            for name in type(self).model_fields
            if name != "differences"
        }
        return Added(**counts, differences=tuple(told.values()))


def add(store: Store, files: Iterable[Sequence[Held]], access: Access, at: str) -> Added:
    """Add the papers of each file.

    Raises:
        OutputProblem: the store cannot be written; what was added before stays, and the rest can be added again.
    """
    total = Added()
    left = iter(files)
    while some := list(islice(left, FILES_AT_ONCE)):
        with store.writing() as connection:
            for papers in some:
                total = total.plus(_file_added(connection, store, papers, access, at))
    return total


def _file_added(
    connection: Connection, store: Store, papers: Sequence[Held], access: Access, at: str
) -> Added:
    total = Added()
    for held in papers:
        total = total.plus(_paper_added(connection, store, held, access, at))
    return total.plus(_superseded(connection, store, papers, access, at))


def _paper_added(connection: Connection, store: Store, held: Held, access: Access, at: str) -> Added:
    record = held.record
    if not any(map(is_taken, record.fields.values())):
        return Added(left_out=1)
    paper = paper_of(record, held.old_number)
    content = store.vault.whole_digest(f"content:{paper!r}|{record.doc_type}|{record.doc_type_version}")
    known = _known(connection, store, record)
    if known is not None and known.content == content and known.superseded is None:
        new = in_dossier(connection, store, int(known.id), record, held.procedure, at)
        if new:
            _log(connection, store, "add_to_dossier", (known.code,), 1, access, at)
        return Added(unchanged=1)
    number, code, key = _document_kept(connection, store, held, paper, content, known, at)
    writer = _Writer(connection, store, number, code, key, at)
    touched = writer.facts_kept(paper)
    in_dossier(connection, store, number, record, held.procedure, at)
    pairs = sum(propose(connection, store, one.id, one.contradicted, at) for one in touched)
    subjects = [whole_subject(connection, one.id) for one in touched]
    _log(connection, store, "add", (code, *(one.code for one in subjects)), writer.written, access, at)
    return Added(
        added=known is None,
        changed=known is not None,
        facts=writer.written,
        subjects=sum(one.made for one in touched),
        candidates=pairs,
        differences=tuple(
            difference for one in subjects for difference in differences(connection, store, one.code, one.ids)
        ),
    )


def differences(
    connection: Connection, store: Store, code: str, ids: Sequence[int]
) -> list[Difference]:
    """Where papers say different things about what does not change."""
    return [
        Difference(subject=code, attribute=one.attribute, rule=one.rule, used=one.fact, others=one.others)
        for one in chosen(facts_of(connection, store, ids))
        if one.differs
    ]


def _known(connection: Connection, store: Store, record: Record) -> Row[Any] | None:
    return connection.execute(
        select(document).where(
            document.c.file == store.vault.whole_digest(f"file:{record.sha256}"),
            document.c.pages == _pages(record),
        )
    ).first()


def _pages(record: Record) -> str:
    return ",".join(map(str, record.pages))


def _document_kept(
    connection: Connection, store: Store, held: Held, paper: Paper, content: bytes, known: Row[Any] | None, at: str
) -> tuple[int, str, bytes]:
    record = held.record
    code = known.code if known else new_code("D")
    key = bytes(known.key) if known else store.vault.new_key(code)
    head = {
        "source": record.source,
        "sha256": record.sha256,
        "folder": held.folder,
        "type_name": record.doc_type_name,
        "type_version": record.doc_type_version,
        "day": paper.day,
        "valid_to": paper.valid_to,
    }
    row = {
        "doc_type": record.doc_type,
        "content": content,
        "facts": len(paper.facts),
        "changed": at,
        "superseded": None,
        "sealed": store.vault.seal(key, code, head, HEAD),
    }
    if known:
        connection.execute(update(document).where(document.c.id == known.id).values(**row))
        return int(known.id), code, key
    number = next_number(connection, document)
    file = store.vault.whole_digest(f"file:{record.sha256}")
    row |= {"id": number, "code": code, "file": file, "pages": _pages(record), "key": key, "added": at}
    connection.execute(insert(document), row)
    return number, code, key


class _Writer:
    """Writes the facts of one paper."""

    def __init__(
        self, connection: Connection, store: Store, number: int, code: str, key: bytes, at: str
    ) -> None:
        self._connection, self._store, self._at = connection, store, at
        self._number, self._code, self._key = number, code, key
        self.written = 0

    def facts_kept(self, paper: Paper) -> list[Match]:
        """Keep the facts of ``paper`` in place of those of before; returns the subjects that it names."""
        before = facts_on(self._connection, self._store, [self._number])
        earlier = {one.role: one.subject_id for one in before if one.subject_id is not None}
        forget(self._connection, [one.id for one in before])
        matches = [
            match(self._connection, self._store, owner, earlier.get(owner.role), self._at)
            for owner in paper.owners
        ]
        same = {
            one.key: one.id
            for one in before
            for said in paper.facts
            if said.key == one.key and self._is_same(said, one, matches)
        }
        gone = [one.id for one in before if one.id not in same.values()]
        if gone:
            self._connection.execute(update(fact).where(fact.c.id.in_(gone)).values(until=self._at))
        self._insert([said for said in paper.facts if said.key not in same], matches, same, paper)
        return list({one.id: one for one in matches}.values())

    def _is_same(self, said: Said, before: Any, matches: Sequence[Match]) -> bool:
        owner = matches[said.owner].id if said.owner is not None else None
        kept = {name: getattr(before, name) for name in ("value", "raw", "evidence", "place", "by", "at")}
        now = {name: said.content[name] for name in kept}
        return (now, said.status, said.field, owner) == (kept, before.status, before.field, before.subject_id)

    def _insert(
        self, facts: Sequence[Said], matches: Sequence[Match], same: Mapping[str, int], paper: Paper
    ) -> None:
        first = next_number(self._connection, fact)
        numbers = {said.key: number for number, said in enumerate(facts, start=first)} | dict(same)
        keys = {one.id: self._owner(one.id) for one in matches}
        rows = [self._row(said, numbers[said.key], matches, keys) for said in facts]
        if rows:
            self._connection.execute(insert(fact), rows)
        self.written = len(rows)
        tokens = [
            {"digest": digest, "document_id": self._number, "fact_id": numbers[said.key]}
            for said in paper.facts
            for digest in token_digests(self._store, said.field, said.content["value"], said.place)
        ]
        if tokens:
            self._connection.execute(insert(token), tokens)
        signs = list(self._signs(paper, matches, numbers))
        if signs:
            self._connection.execute(insert(sign), signs)

    def _owner(self, number: int) -> tuple[str, bytes]:
        whole = whole_subject(self._connection, number)
        return owner_key(self._connection, whole.id)

    def _row(
        self, said: Said, number: int, matches: Sequence[Match], keys: Mapping[int, tuple[str, bytes]]
    ) -> dict[str, Any]:
        owner = matches[said.owner].id if said.owner is not None else None
        of, key = keys[owner] if owner is not None else (self._code, self._key)
        return {
            "id": number,
            "document_id": self._number,
            "subject_id": owner,
            "role": said.role,
            "field": said.field,
            "key": said.key,
            "source": said.source,
            "status": said.status,
            "since": self._at,
            "sealed": self._store.vault.seal(key, of, said.content, said.key),
        }

    def _signs(self, paper: Paper, matches: Sequence[Match], numbers: Mapping[str, int]) -> Iterable[dict[str, Any]]:
        for at, (owner, one) in enumerate(zip(paper.owners, matches, strict=True)):
            own = {said.field: numbers[said.key] for said in paper.facts if said.owner == at}
            for attribute, text in signs_of(owner):
                number = own.get(attribute, next(iter(own.values())))
                yield {"digest": self._store.vault.digest(text), "subject_id": one.id, "fact_id": number}


def owner_key(connection: Connection, number: int) -> tuple[str, bytes]:
    """The code and the wrapped key of a subject."""
    row = connection.execute(select(subject.c.code, subject.c.key).where(subject.c.id == number)).one()
    return row.code, bytes(row.key)


def token_digests(store: Store, field: str, value: Any, place: Any) -> list[bytes]:
    """What a value is found by; nothing for what thousands share."""
    if field in rules().papers.not_found_by:
        return []
    return sorted({store.vault.digest(text) for text in value_tokens(value, place)})


def forget(connection: Connection, facts: Sequence[int]) -> None:
    """Take back what these facts are found by."""
    if facts:
        connection.execute(delete(token).where(token.c.fact_id.in_(facts)))
        connection.execute(delete(sign).where(sign.c.fact_id.in_(facts)))


def _superseded(
    connection: Connection, store: Store, papers: Sequence[Held], access: Access, at: str
) -> Added:
    """Papers of these files that were parted otherwise since: their pages belong to other papers now."""
    now: dict[bytes, set[str]] = {}
    for held in papers:
        file = store.vault.whole_digest(f"file:{held.record.sha256}")
        now.setdefault(file, set()).add(_pages(held.record))
    count = 0
    for file, pages in now.items():
        covered = {page for one in pages for page in one.split(",")}
        rows = connection.execute(
            select(document.c.id, document.c.code, document.c.pages).where(
                document.c.file == file, document.c.superseded.is_(None), document.c.pages.not_in(pages)
            )
        ).all()
        for row in rows:
            if covered & set(row.pages.split(",")):
                _let_go(connection, int(row.id), at)
                _log(connection, store, "supersede", (row.code,), 1, access, at)
                count += 1
    return Added(superseded=count)


def _let_go(connection: Connection, number: int, at: str) -> None:
    ids = list(
        connection.execute(select(fact.c.id).where(fact.c.document_id == number, fact.c.until.is_(None))).scalars()
    )
    forget(connection, ids)
    if ids:
        connection.execute(update(fact).where(fact.c.id.in_(ids)).values(until=at))
    connection.execute(update(document).where(document.c.id == number).values(superseded=at, facts=0))


def _log(
    connection: Connection, store: Store, what: str, targets: tuple[str, ...], count: int, access: Access, at: str
) -> None:
    entry = Entry(what=what, targets=tuple(dict.fromkeys(targets)), count=count, access=access)
    add_entry(connection, store, entry, at)

