"""Adding papers: some files in one transaction, whole or not at all, and nothing where nothing is new.

A paper is known by the SHA-256 of its file and its pages there. A newer record of it takes the place of what the older
one said; what no longer holds is kept with the day until which it did.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, insert, select, update

from export.store.papers.dossiers import in_dossier
from export.store.papers.writing import Place, facts_kept, forget
from export.store.people.chosen import chosen
from export.store.people.kept import facts_of, whole_subject
from export.store.people.matched import new_code, next_number, propose
from export.store.vault.log import Access, Entry, add_entry
from export.store.vault.opening import Store
from export.store.vault.schema import document, fact
from export.store.words.said import Paper, is_taken, paper_of
from extract.record import Record
from ocr.value import Value

FILES_AT_ONCE: Final = 25
"""Files of one transaction: each costs the disk a moment, and others wait for as long as it takes."""


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


def add(store: Store, files: Iterable[Sequence[Held]], access: Access) -> Added:
    """Add the papers of each file.

    Raises:
        OutputProblem: the store cannot be written; what was added before stays, and the rest can be added again.
    """
    total = Added()
    left = iter(files)
    while some := list(islice(left, FILES_AT_ONCE)):
        with store.writing() as connection:
            adding = _Adding(connection, store, access)
            for papers in some:
                total = total.plus(adding.file(papers))
    return total


def differences(connection: Connection, store: Store, code: str, ids: Sequence[int]) -> list[Difference]:
    """Where papers say different things about what does not change."""
    return [
        Difference(subject=code, attribute=one.attribute, rule=one.rule, used=one.fact, others=one.others)
        for one in chosen(facts_of(connection, store, ids))
        if one.differs
    ]


class _Adding:
    """One transaction that adds papers."""

    def __init__(self, connection: Connection, store: Store, access: Access) -> None:
        self._connection, self._store, self._access = connection, store, access

    def file(self, papers: Sequence[Held]) -> Added:
        """Add the papers of one file."""
        total = Added()
        for held in papers:
            total = total.plus(self._paper(held))
        return total.plus(Added(superseded=self._superseded(papers)))

    def _paper(self, held: Held) -> Added:
        record = held.record
        if not any(map(is_taken, record.fields.values())):
            return Added(left_out=1)
        paper = paper_of(record, held.old_number)
        known = self._known(record)
        content = self._content(record, paper)
        if known is not None and known.content == content and known.superseded is None:
            if self._in_dossier(int(known.id), held):
                self._log("add_to_dossier", (known.code,), 1)
            return Added(unchanged=1)
        place = self._document(held, paper, content, known)
        self._in_dossier(place.number, held)
        return self._facts(place, paper).plus(Added(added=known is None, changed=known is not None))

    def _facts(self, place: Place, paper: Paper) -> Added:
        at = self._access.at
        matches, written = facts_kept(self._connection, self._store, place, paper, at)
        pairs = sum(propose(self._connection, self._store, one.id, one.contradicted, at) for one in matches)
        subjects = [whole_subject(self._connection, one.id) for one in matches]
        self._log("add", (place.code, *(one.code for one in subjects)), written)
        differing = [
            difference
            for one in subjects
            for difference in differences(self._connection, self._store, one.code, one.ids)
        ]
        return Added(
            facts=written,
            subjects=sum(one.made for one in matches),
            candidates=pairs,
            differences=tuple(differing),
        )

    def _known(self, record: Record) -> Row[Any] | None:
        return self._connection.execute(
            select(document).where(
                document.c.file == self._file_mark(record), document.c.pages == _pages(record)
            )
        ).first()

    def _file_mark(self, record: Record) -> bytes:
        return self._store.vault.whole_digest(f"file:{record.sha256}")

    def _content(self, record: Record, paper: Paper) -> bytes:
        return self._store.vault.whole_digest(
            f"content:{paper!r}|{record.doc_type}|{record.doc_type_version}"
        )

    def _in_dossier(self, number: int, held: Held) -> bool:
        return in_dossier(self._connection, self._store, number, held.record, held.procedure, self._access.at)

    def _document(self, held: Held, paper: Paper, content: bytes, known: Row[Any] | None) -> Place:
        record = held.record
        code = known.code if known else new_code("D")
        key = bytes(known.key) if known else self._store.vault.new_key(code)
        row = {
            "doc_type": record.doc_type,
            "content": content,
            "facts": len(paper.facts),
            "changed": self._access.at,
            "superseded": None,
            "sealed": self._store.vault.seal(key, code, _head(held, paper), "head"),
        }
        if known:
            self._connection.execute(update(document).where(document.c.id == known.id).values(**row))
            return Place(int(known.id), code, key)
        number = next_number(self._connection, document)
        row |= {"id": number, "code": code, "file": self._file_mark(record), "pages": _pages(record)}
        self._connection.execute(insert(document), row | {"key": key, "added": self._access.at})
        return Place(number, code, key)

    def _superseded(self, papers: Sequence[Held]) -> int:
        """Papers of these files that were parted otherwise since: their pages belong to other papers now."""
        now: dict[bytes, set[str]] = {}
        for held in papers:
            now.setdefault(self._file_mark(held.record), set()).add(_pages(held.record))
        return sum(self._let_go(file, pages) for file, pages in now.items())

    def _let_go(self, file: bytes, pages: set[str]) -> int:
        covered = {page for one in pages for page in one.split(",")}
        rows = self._connection.execute(
            select(document.c.id, document.c.code, document.c.pages).where(
                document.c.file == file, document.c.superseded.is_(None), document.c.pages.not_in(pages)
            )
        ).all()
        gone = [row for row in rows if covered & set(row.pages.split(","))]
        for row in gone:
            where = (fact.c.document_id == row.id, fact.c.until.is_(None))
            forget(
                self._connection, list(self._connection.execute(select(fact.c.id).where(*where)).scalars())
            )
            self._connection.execute(update(fact).where(*where).values(until=self._access.at))
            self._connection.execute(
                update(document).where(document.c.id == row.id).values(superseded=self._access.at, facts=0)
            )
            self._log("supersede", (row.code,), 1)
        return len(gone)

    def _log(self, what: str, targets: tuple[str, ...], count: int) -> None:
        entry = Entry(what=what, targets=tuple(dict.fromkeys(targets)), count=count, access=self._access)
        add_entry(self._connection, self._store, entry)


def _pages(record: Record) -> str:
    return ",".join(map(str, record.pages))


def _head(held: Held, paper: Paper) -> dict[str, Any]:
    record = held.record
    return {
        "source": record.source,
        "sha256": record.sha256,
        "folder": held.folder,
        "type_name": record.doc_type_name,
        "type_version": record.doc_type_version,
        "day": paper.day,
        "valid_to": paper.valid_to,
    }
