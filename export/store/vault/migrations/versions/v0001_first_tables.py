"""Version 1: the first tables."""

from alembic import op
from sqlalchemy import BigInteger, Column, Float, ForeignKey, Integer, LargeBinary, Text

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of version 1."""
    _kept()
    _people()
    _found()
    _logged()


def _kept() -> None:
    op.create_table(
        "office", Column("name", Text, primary_key=True), Column("value", LargeBinary, nullable=False)
    )
    op.create_table(
        "subject",
        _number("id", key=True),
        Column("code", Text, nullable=False, unique=True),
        Column("kind", Text, nullable=False),
        Column("key", LargeBinary, nullable=False),
        Column("made", Text, nullable=False),
        _of("merged_into", "subject", nullable=True),
        Column("restricted", LargeBinary),
        Column("hold", LargeBinary),
    )
    op.create_index("subject_merged", "subject", ["merged_into"])
    op.create_table(
        "document",
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
    )
    op.create_index("document_file", "document", ["file"])
    op.create_table("procedure", Column("code", Text, primary_key=True), Column("name", Text, nullable=False))
    op.create_table(
        "dossier",
        _number("id", key=True),
        Column("digest", LargeBinary, nullable=False, unique=True),
        Column("key", LargeBinary, nullable=False),
        Column("procedure", Text, ForeignKey("procedure.code")),
        Column("added", Text, nullable=False),
        Column("sealed", LargeBinary, nullable=False),
    )
    op.create_table(
        "dossier_document",
        _of("dossier_id", "dossier", key=True),
        _of("document_id", "document", key=True),
        Column("added", Text, nullable=False),
    )
    op.create_index("dossier_document_document", "dossier_document", ["document_id"])
    op.create_table(
        "fact",
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
    )
    op.create_index("fact_document", "fact", ["document_id"])
    op.create_index("fact_subject", "fact", ["subject_id"])


def _found() -> None:
    op.create_table(
        "token",
        Column("digest", LargeBinary, primary_key=True),
        _number("document_id", key=True),
        _of("fact_id", "fact", key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("token_fact", "token", ["fact_id"])
    op.create_table(
        "sign",
        Column("digest", LargeBinary, primary_key=True),
        _of("subject_id", "subject", key=True),
        _of("fact_id", "fact", key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("sign_subject", "sign", ["subject_id"])
    op.create_index("sign_fact", "sign", ["fact_id"])


def _people() -> None:
    op.create_table(
        "candidate",
        _of("one", "subject", key=True),
        _of("other", "subject", key=True),
        Column("score", Float, nullable=False),
        Column("why", Text, nullable=False),
        Column("state", Text, nullable=False),
        Column("at", Text, nullable=False),
    )
    op.create_index("candidate_other", "candidate", ["other"])
    op.create_table(
        "answer",
        _number("id", key=True),
        _of("subject_id", "subject", nullable=True),
        _of("dossier_id", "dossier", nullable=True),
        Column("procedure", Text, nullable=False),
        Column("at", Text, nullable=False),
        Column("key", LargeBinary, nullable=False),
        Column("sealed", LargeBinary, nullable=False),
    )
    op.create_index("answer_subject", "answer", ["subject_id"])


def _logged() -> None:
    op.create_table(
        "access",
        _number("number", key=True),
        Column("at", Text, nullable=False),
        Column("sealed", LargeBinary, nullable=False),
        Column("hash", LargeBinary, nullable=False),
    )
    for statement in _ONLY_ADDED[op.get_bind().dialect.name]:
        op.execute(statement)


def _number(name: str, *, key: bool = False) -> Column[int]:
    kind = BigInteger().with_variant(Integer(), "sqlite")
    return Column(name, kind, primary_key=key, autoincrement=False, nullable=False)


def _of(name: str, other: str, *, key: bool = False, nullable: bool = False) -> Column[int]:
    kind = BigInteger().with_variant(Integer(), "sqlite")
    return Column(
        name, kind, ForeignKey(f"{other}.id"), primary_key=key, autoincrement=False, nullable=nullable
    )


_ONLY_ADDED = {
    "sqlite": (
        "CREATE TRIGGER access_stays BEFORE UPDATE ON access BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END",
        "CREATE TRIGGER access_remains BEFORE DELETE ON access BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION access_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the log is only added to'; END $$",
        "CREATE TRIGGER access_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON access FOR EACH STATEMENT EXECUTE FUNCTION access_stays()",
    ),
}
