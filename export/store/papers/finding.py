"""Finding what is in the store by a name, a number, a code, an address or any words.

What is looked for is turned into digests, so the database never sees a word. All words have to stand in one value in
their order; else in one value; else on one paper. A value of a subject whose use is restricted is not shown.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, func, literal, select

from export.store.people.kept import Kept, facts_numbered, whole_subject
from export.store.vault.log import Access, Entry, add_entry
from export.store.vault.opening import Store
from export.store.vault.schema import document, subject, token
from export.store.words.tokens import has_digit, pair_tokens, plain_number, plain_words, texts_of, unit_codes
from extract.dossier.sameness import written
from ocr.value import Value

MOST: Final = 50
"""Hits that are shown; who looks for a name that thousands have needs another word."""
COUNTED: Final = 500
"""Rows that are counted to see which word is the rarest, and the most that are looked at."""


class Hit(Value):
    """A value that was found: whose, on which paper and where there; ``value`` is None where its use is restricted."""

    subject: str | None
    kind: str | None
    field: str
    role: str
    value: Any
    document: str | None
    doc_type: str
    source: str
    pages: str
    page: int | None
    box: Any
    since: str
    restricted: bool = False


class Found(Value):
    """What was found, the best first; ``more`` where there is more than is shown."""

    subjects: tuple[str, ...]
    hits: tuple[Hit, ...]
    more: bool


class _Paper(NamedTuple):
    pages: str
    source: str


def find(store: Store, words: str, access: Access, *, most: int = MOST) -> Found:
    """What the store has of ``words``; that somebody looked is logged, the words are not."""
    with store.reading() as connection:
        numbers, more = _numbers(connection, store, words)
        facts = _ranked(facts_numbered(connection, store, numbers), words)[:most]
        hits = [*_hits(connection, store, facts)]
    subjects = tuple(dict.fromkeys(hit.subject for hit in hits if hit.subject))
    with store.writing() as connection:
        entry = Entry(what="find", targets=subjects, count=len(hits), access=access)
        add_entry(connection, store, entry)
    return Found(subjects=subjects, hits=tuple(hits), more=more or len(numbers) > most)


def _numbers(connection: Connection, store: Store, words: str) -> tuple[list[int], bool]:
    """The numbers of the facts that ``words`` stand in, by the strictest way that finds any."""
    for ways, same_fact in _ways(words):
        digests = [[store.vault.digest(text) for text in one] for one in ways]
        found = _together(connection, digests, same_fact=same_fact)
        if found:
            return found, len(found) >= COUNTED
    return [], False


def _ways(words: str) -> Iterable[tuple[list[list[str]], bool]]:
    """What has to be there together, each as its alternatives, and whether in one fact or on one paper."""
    number, plain = plain_number(words), plain_words(words)
    if has_digit(words) and number:
        yield [[f"n:{number}"]], True
    if not plain:
        return
    if len(plain) == 1:
        yield [[f"w:{plain[0]}"]], True
    else:
        yield [[text] for text in dict.fromkeys(pair_tokens(plain))], True
    pieces = [piece for piece in words.split(",") if piece.strip()]
    units = [[f"u:{code}" for code in unit_codes(piece)] for piece in pieces]
    if units and all(units):
        yield units, True
    if len(plain) > 1:
        yield [[f"w:{word}"] for word in dict.fromkeys(plain)], True
        yield [[f"w:{word}"] for word in dict.fromkeys(plain)], False


def _together(connection: Connection, digests: Sequence[Sequence[bytes]], *, same_fact: bool) -> list[int]:
    """The facts that have all digests, or whose papers have; the rarest is looked up first, the others there only."""
    counted = sorted(digests, key=lambda one: _count(connection, one))
    first, *rest = counted
    rows = select(token.c.fact_id).distinct().where(token.c.digest.in_(first))
    for others in rest:
        other = token.alias()
        on = other.c.fact_id == token.c.fact_id if same_fact else other.c.document_id == token.c.document_id
        inside = select(literal(1)).where(other.c.digest.in_(others), on)
        if same_fact:
            inside = inside.where(other.c.document_id == token.c.document_id)
        rows = rows.where(inside.exists())
    found = list(connection.execute(rows.limit(COUNTED)).scalars())
    return found if same_fact or not found else _with_the_rest(connection, found, rest)


def _with_the_rest(
    connection: Connection, found: Sequence[int], rest: Sequence[Sequence[bytes]]
) -> list[int]:
    """On a paper on which the words stand apart, all the facts that have one of them."""
    papers = set(
        connection.execute(
            select(token.c.document_id).where(token.c.fact_id.in_(found)).limit(COUNTED)
        ).scalars()
    )
    digests = [digest for others in rest for digest in others]
    rows = (
        select(token.c.fact_id).distinct().where(token.c.digest.in_(digests), token.c.document_id.in_(papers))
    )
    return [*found, *connection.execute(rows.limit(COUNTED)).scalars()]


def _count(connection: Connection, digests: Sequence[bytes]) -> int:
    rows = select(literal(1)).select_from(token).where(token.c.digest.in_(digests)).limit(COUNTED).subquery()
    return int(connection.execute(select(func.count()).select_from(rows)).scalar_one())


def _ranked(facts: Sequence[Kept], words: str) -> list[Kept]:
    """The same letters with their accents first, then without, then values that are longer."""
    whole, plain = written(words), plain_words(words)

    def rank(one: Kept) -> tuple[bool, bool, int, int]:
        texts = list(texts_of(one.value))
        length = sum(map(len, texts))
        return (
            not any(written(text) == whole for text in texts),
            not any(plain_words(text) == plain for text in texts),
            length,
            -one.id,
        )

    return sorted(facts, key=rank)


def _hits(connection: Connection, store: Store, facts: Sequence[Kept]) -> Iterable[Hit]:
    papers = _papers(connection, store, {one.document for one in facts if one.document})
    for one in facts:
        about = whole_subject(connection, one.subject_id) if one.subject_id is not None else None
        restricted = about is not None and is_restricted(connection, about.ids)
        paper = papers.get(one.document or "", _Paper("", ""))
        seen = one.evidence[0] if one.evidence else {}
        yield Hit(
            subject=about.code if about else None,
            kind=about.kind if about else None,
            field=one.field,
            role=one.role,
            value=None if restricted else one.value,
            document=one.document,
            doc_type=one.doc_type,
            source="" if restricted else paper.source,
            pages=paper.pages,
            page=seen.get("page"),
            box=seen.get("box"),
            since=one.since,
            restricted=restricted,
        )


def is_restricted(connection: Connection, ids: Sequence[int]) -> bool:
    """Whether the use of what is known of the subject was restricted."""
    rows = connection.execute(
        select(subject.c.id).where(subject.c.id.in_(ids), subject.c.restricted.is_not(None))
    )
    return rows.first() is not None


def _papers(connection: Connection, store: Store, codes: set[str]) -> dict[str, _Paper]:
    rows = connection.execute(select(document).where(document.c.code.in_(codes)))
    return {
        row.code: _Paper(row.pages, store.vault.open(row.key, row.code, row.sealed, "head")["source"])
        for row in rows
    }
