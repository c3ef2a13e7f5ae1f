"""Backups: every row of a store in one sealed file, and back into an empty store of either kind of database.

The file holds pieces sealed under a key of its own, which the key of the office wraps; each piece knows its number and
whether it is the last, so that a file that was cut or put together anew is refused. A backup counts only once it
was read back to its end.
"""

import base64
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, Final

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, Table, func, insert, select

from export.atomic import replacing
from export.store.vault.keys import KEY_BYTES, OfficeKey, opened, read_key_file, sealed
from export.store.vault.log import Access, Entry, add_entry
from export.store.vault.opening import VERSIONS, Store, empty_place, migrate, open_store
from export.store.vault.schema import METADATA
from ocr.problem import InputProblem, OutputProblem
from ocr.value import Value

_OPENING: Final = b"digitize-store-backup-1\n"
_PIECE_ROWS: Final = 2_000  # rows of one piece
_LENGTH: Final = 4  # bytes that tell how long a piece is
_LONGEST: Final = 1 << 30  # bytes of a piece; a longer one is none of ours


class BackedUp(Value):
    """What is in a backup: how many rows of each table."""

    file: str
    rows: dict[str, int]


def backup(store: Store, target: Path, access: Access) -> BackedUp:
    """Write everything to ``target`` and read it back.

    Raises:
        OutputProblem: the file cannot be written, or ``store_backup_damaged`` where the disk did not keep it.
    """
    with store.writing() as connection:
        add_entry(connection, store, Entry(what="backup", access=access))
    with store.reading() as connection, replacing(target) as half:
        with half.open("wb") as stream:
            _written(stream, store.vault.office_key, connection)
        counts = _counts(read_backup(half, store.vault.office_key))
        if counts != _kept(connection):
            raise OutputProblem("store_backup_damaged", file=str(target))
    return BackedUp(file=str(target), rows=counts)


def restore(source: Path, place: str, key_file: Path, access: Access) -> BackedUp:
    """Put a backup into the store at ``place``, which has to be new or empty.

    Raises:
        InputProblem: ``store_backup_unreadable``: it is none, was cut, or another key made it.
        OutputProblem: ``store_not_empty``, or the store cannot be written.
    """
    office_key = read_key_file(key_file)
    counts = _counts(read_backup(source, office_key))
    with empty_place(place) as connection:
        migrate(connection)
        _put(connection, read_backup(source, office_key))
    with open_store(place, key_file) as whole, whole.writing() as connection:
        add_entry(connection, whole, Entry(what="restore", access=access))
    return BackedUp(file=str(source), rows=counts)


def read_backup(source: Path, office_key: OfficeKey) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The rows of a backup, by table, in the order in which they can be put back; errors as :func:`restore`."""
    try:
        with source.open("rb") as stream:
            if stream.read(len(_OPENING)) != _OPENING:
                raise InputProblem("store_backup_unreadable", file=str(source))
            key = opened(office_key.backs_up, _piece(stream), "key")
            yield from _pieces(stream, key, source)
    except FileNotFoundError:
        raise InputProblem("input_missing", file=str(source)) from None
    except OSError:
        raise InputProblem("file_unreadable", file=str(source)) from None
    except (InvalidTag, ValueError, zlib.error, EOFError):
        raise InputProblem("store_backup_unreadable", file=str(source)) from None


def _pieces(stream: IO[bytes], key: bytes, source: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    number = 0
    while True:
        number += 1
        data = json.loads(zlib.decompress(opened(key, _piece(stream), str(number))))
        if data["table"] == "end":
            if stream.read(1) or data["version"] not in VERSIONS:
                raise InputProblem("store_backup_unreadable", file=str(source))
            return
        yield data["table"], [_row(one) for one in data["rows"]]


def _written(stream: IO[bytes], office_key: OfficeKey, connection: Connection) -> None:
    key = os.urandom(KEY_BYTES)
    stream.write(_OPENING)
    _add(stream, sealed(office_key.backs_up, key, "key"))
    number = 0
    for table, rows in _rows(connection):
        number += 1
        _add(stream, _sealed(key, number, {"table": table.name, "rows": rows}))
    _add(stream, _sealed(key, number + 1, {"table": "end", "version": VERSIONS[-1]}))


def _sealed(key: bytes, number: int, data: object) -> bytes:
    return sealed(key, zlib.compress(json.dumps(data, ensure_ascii=False).encode()), str(number))


def _add(stream: IO[bytes], piece: bytes) -> None:
    stream.write(len(piece).to_bytes(_LENGTH, "big"))
    stream.write(piece)


def _piece(stream: IO[bytes]) -> bytes:
    length = int.from_bytes(stream.read(_LENGTH), "big")
    piece = stream.read(length) if 0 < length < _LONGEST else b""
    if not piece or len(piece) != length:
        raise EOFError
    return piece


def _rows(connection: Connection) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    for table in METADATA.sorted_tables:
        order = [*table.primary_key.columns]
        result = connection.execute(select(table).order_by(*order))
        while some := result.mappings().fetchmany(_PIECE_ROWS):
            yield table, [{name: _plain(value) for name, value in row.items()} for row in some]


def _plain(value: object) -> object:
    return {"b": base64.b64encode(value).decode()} if isinstance(value, bytes | memoryview) else value


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: base64.b64decode(value["b"]) if isinstance(value, dict) else value
        for name, value in row.items()
    }


def _put(connection: Connection, pieces: Iterable[tuple[str, list[dict[str, Any]]]]) -> None:
    links: list[dict[str, Any]] = []
    for name, rows in pieces:
        if name == "subject":
            # One may be merged into another that comes later: links are put last.
            links += [row for row in rows if row["merged_into"] is not None]
            rows = [{**row, "merged_into": None} for row in rows]  # noqa: PLW2901  (the same rows without links)
        connection.execute(insert(METADATA.tables[name]), rows)
    subject = METADATA.tables["subject"]
    for row in links:
        where = subject.c.id == row["id"]
        connection.execute(subject.update().where(where).values(merged_into=row["merged_into"]))


def _counts(pieces: Iterable[tuple[str, list[dict[str, Any]]]]) -> dict[str, int]:
    counts = dict.fromkeys((table.name for table in METADATA.sorted_tables), 0)
    for name, rows in pieces:
        counts[name] += len(rows)
    return counts


def _kept(connection: Connection) -> dict[str, int]:
    return {
        table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for table in METADATA.sorted_tables
    }
