"""Which papers lay in which dossier: the second dossier that a paper comes in is where it was used again."""

from sqlalchemy import Connection, insert, select

from export.store.people.matched import next_number
from export.store.vault.opening import Store
from export.store.vault.schema import document, dossier, dossier_document, procedure
from extract.record import Record
from ocr.value import Value


class KeptDossier(Value):
    """A dossier; ``documents`` are the codes of its papers."""

    name: str
    ma_ho_so: str | None
    procedure: str | None
    added: str
    documents: tuple[str, ...]


def in_dossier(
    connection: Connection, store: Store, number: int, record: Record, code: str | None, at: str
) -> bool:
    """Note that the document lies in the dossier of its record; returns whether that is new."""
    name = record.ma_ho_so or record.dossier
    if not name:
        return False
    one = _dossier(connection, store, record, name, code, at)
    where = (dossier_document.c.dossier_id == one, dossier_document.c.document_id == number)
    if connection.execute(select(dossier_document.c.added).where(*where)).first():
        return False
    connection.execute(insert(dossier_document), {"dossier_id": one, "document_id": number, "added": at})
    return True


def dossiers_of(connection: Connection, store: Store, codes: tuple[str, ...] = ()) -> list[KeptDossier]:
    """Every dossier, or those in which a document of these codes lies."""
    tables = dossier_document.join(document, document.c.id == dossier_document.c.document_id)
    rows = connection.execute(
        select(dossier_document.c.dossier_id, document.c.code).select_from(tables).order_by(document.c.id)
    ).all()
    papers: dict[int, list[str]] = {}
    for row in rows:
        papers.setdefault(row.dossier_id, []).append(row.code)
    wanted = [one for one, inside in papers.items() if not codes or set(codes) & set(inside)]
    found = []
    for row in connection.execute(select(dossier).where(dossier.c.id.in_(wanted)).order_by(dossier.c.id)):
        head = store.vault.open(row.key, f"dossier {row.id}", row.sealed, "head")
        found.append(
            KeptDossier(
                name=head["name"],
                ma_ho_so=head["ma_ho_so"],
                procedure=row.procedure,
                added=row.added,
                documents=tuple(papers[row.id]),
            )
        )
    return found


def _dossier(
    connection: Connection, store: Store, record: Record, name: str, code: str | None, at: str
) -> int:
    digest = store.vault.whole_digest(f"dossier:{name}")
    row = connection.execute(
        select(dossier.c.id, dossier.c.procedure).where(dossier.c.digest == digest)
    ).first()
    if row:
        if code and row.procedure is None:
            _procedure(connection, code)
            connection.execute(dossier.update().where(dossier.c.id == row.id).values(procedure=code))
        return int(row.id)
    if code:
        _procedure(connection, code)
    number = next_number(connection, dossier)
    of = f"dossier {number}"
    key = store.vault.new_key(of)
    head = {"name": record.dossier, "ma_ho_so": record.ma_ho_so}
    sealed = store.vault.seal(key, of, head, "head")
    connection.execute(
        insert(dossier),
        {"id": number, "digest": digest, "key": key, "procedure": code, "added": at, "sealed": sealed},
    )
    return number


def _procedure(connection: Connection, code: str) -> None:
    if not connection.execute(select(procedure.c.code).where(procedure.c.code == code)).first():
        connection.execute(insert(procedure), {"code": code, "name": ""})
