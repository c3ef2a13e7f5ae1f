"""The tables of the store as they are today; how they came to be so stands in ``migrations/versions``.

Only codes, times, names of fields and numbers of pages stand in them as they are. Every name, number, address or file
name is sealed, and what is looked for is kept as a keyed digest that says nothing without the key.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

METADATA: Final = MetaData()


def _number(name: str, *, key: bool = False) -> Column[int]:
    # SQLite numbers its rows only by a column of the type INTEGER.
    kind = BigInteger().with_variant(Integer(), "sqlite")
    return Column(name, kind, primary_key=key, autoincrement=False, nullable=False)


def _of(name: str, other: str, *, key: bool = False, nullable: bool = False) -> Column[int]:
    kind = BigInteger().with_variant(Integer(), "sqlite")
    return Column(
        name, kind, ForeignKey(f"{other}.id"), primary_key=key, autoincrement=False, nullable=nullable
    )


office = Table(
    "office", METADATA, Column("name", Text, primary_key=True), Column("value", LargeBinary, nullable=False)
)
"""What belongs to the whole store: its keys, wrapped by the key of the office."""

subject = Table(
    "subject",
    METADATA,
    _number("id", key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("made", Text, nullable=False),
    _of("merged_into", "subject", nullable=True),
    Column("restricted", LargeBinary),
    Column("hold", LargeBinary),
    Index("subject_merged", "merged_into"),
)
"""A person, household, organisation or parcel of land, with the key of its own under which its values are sealed."""

document = Table(
    "document",
    METADATA,
    _number("id", key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("file", LargeBinary, nullable=False),
    Column("pages", Text, nullable=False),
    Column("doc_type", Text, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("facts", Integer, nullable=False),
    Column("added", Text, nullable=False),
    Column("changed", Text, nullable=False),
    Column("superseded", Text),
    Column("sealed", LargeBinary, nullable=False),
    Index("document_file", "file"),
)
"""A paper: the digest of its file, its pages there, and how many facts of it hold."""

procedure = Table(
    "procedure", METADATA, Column("code", Text, primary_key=True), Column("name", Text, nullable=False)
)

dossier = Table(
    "dossier",
    METADATA,
    _number("id", key=True),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("key", LargeBinary, nullable=False),
    Column("procedure", Text, ForeignKey("procedure.code")),
    Column("added", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

dossier_document = Table(
    "dossier_document",
    METADATA,
    _of("dossier_id", "dossier", key=True),
    _of("document_id", "document", key=True),
    Column("added", Text, nullable=False),
    Index("dossier_document_document", "document_id"),
)
"""Which papers lay in which dossier; a paper may lie in several."""

fact = Table(
    "fact",
    METADATA,
    _number("id", key=True),
    _of("document_id", "document", nullable=True),
    _of("subject_id", "subject", nullable=True),
    Column("role", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("until", Text),
    Column("sealed", LargeBinary, nullable=False),
    Index("fact_document", "document_id"),
    Index("fact_subject", "subject_id"),
)
"""A value: known ``since`` then, and ``until`` then where a newer record of the same paper took its place.

It is sealed under the key of its subject, or under that of its document where it is about nobody.
"""

token = Table(
    "token",
    METADATA,
    Column("digest", LargeBinary, primary_key=True),
    _number("document_id", key=True),
    _of("fact_id", "fact", key=True),
    Index("token_fact", "fact_id"),
    sqlite_with_rowid=False,
)
"""What facts are found by; document 0 is none."""

sign = Table(
    "sign",
    METADATA,
    Column("digest", LargeBinary, primary_key=True),
    _of("subject_id", "subject", key=True),
    _of("fact_id", "fact", key=True),
    Index("sign_subject", "subject_id"),
    Index("sign_fact", "fact_id"),
    sqlite_with_rowid=False,
)
"""What a subject is known by again: its number, or a name with a birth."""

candidate = Table(
    "candidate",
    METADATA,
    _of("one", "subject", key=True),
    _of("other", "subject", key=True),
    Column("score", Float, nullable=False),
    Column("why", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("candidate_other", "other"),
)
"""Two subjects that may be one, for a person to decide: ``open``, ``merged`` or ``apart``."""

answer = Table(
    "answer",
    METADATA,
    _number("id", key=True),
    _of("subject_id", "subject", nullable=True),
    _of("dossier_id", "dossier", nullable=True),
    Column("procedure", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("answer_subject", "subject_id"),
)
"""What the store answered when it was asked for a procedure."""

access = Table(
    "access",
    METADATA,
    _number("number", key=True),
    Column("at", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)
"""Who did what with whose values; a row is only ever added, and tied to all before it."""
