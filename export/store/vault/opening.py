"""Opening a store: it is made, or brought to the tables of today, or refused in one sentence."""

import logging
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, insert, inspect, select, text
from sqlalchemy.engine import URL

from export.atomic import make_folder, output_problem
from export.store.vault.engine import WRITES, engine_of, shown, told, url_of
from export.store.vault.keys import KEY_BYTES, OfficeKey, make_key_file, opened, read_key_file, sealed
from export.store.vault.schema import office
from export.store.vault.sealing import Vault
from ocr.problem import ConfigurationProblem, InputProblem, OutputProblem

VERSIONS: Final = ("0001",)
"""Every version of the tables that this program knows, the last one its own."""
CHECKED: Final = b"digitize store"
"""What is sealed in every store, to tell a wrong key at once."""


class Store:
    """An open store; values are sealed before they reach its database and opened after they leave it."""

    def __init__(self, url: URL, vault: Vault) -> None:
        self.url, self.vault = url, vault
        self.engine = engine_of(url)

    @property
    def place(self) -> str:
        """Where it is, as it may be told."""
        return shown(self.url)

    @property
    def file(self) -> Path | None:
        """The file of SQLite."""
        return _file(self.url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the store at one moment, whoever writes meanwhile; errors as :func:`told`."""
        with told(self.url), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction of which everything is kept or nothing; errors as :func:`told`."""
        with told(self.url), self.engine.connect() as connection:
            writer = connection.execution_options(**{WRITES: True})
            with writer.begin():
                yield writer

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


@contextmanager
def open_store(place: str, key_file: Path, *, make: bool = False) -> Iterator[Store]:
    """The store at ``place``; with ``make`` an empty one is made where there is none, with its key.

    Raises:
        InputProblem: ``store_missing``, there is none.
        ConfigurationProblem: the key is missing, unreadable or another one (``store_wrong_key``).
        OutputProblem: ``store_newer``, ``store_not_ours``, or the database cannot be used.
    """
    url = url_of(place)
    _require_place(url, make=make)
    engine = engine_of(url)
    try:
        with told(url), engine.connect() as connection, connection.begin():
            version = version_of(connection, url)
        if version != VERSIONS[-1]:
            if version is None:
                _require_made(url, key_file, make=make)
            with told(url), engine.connect() as connection:
                writer = connection.execution_options(**{WRITES: True})
                with writer.begin():
                    _renewed(writer, url, read_key_file(key_file))
        with told(url), engine.connect() as connection, connection.begin():
            vault = _vault(connection, read_key_file(key_file), key_file)
    finally:
        engine.dispose()
    store = Store(url, vault)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def empty_place(place: str) -> Iterator[Connection]:
    """A transaction in the database at ``place``, which is made if it is not there, and has to be empty.

    Raises:
        OutputProblem: ``store_not_empty``, or as :func:`open_store`.
    """
    url = url_of(place)
    _require_place(url, make=True)
    engine = engine_of(url)
    try:
        with told(url), engine.connect() as connection:
            writer = connection.execution_options(**{WRITES: True})
            with writer.begin():
                if version_of(writer, url) is not None:
                    raise OutputProblem("store_not_empty", store=shown(url))
                yield writer
    finally:
        engine.dispose()


def version_of(connection: Connection, url: URL) -> str | None:
    """The version of the tables, or None in an empty database.

    Raises:
        OutputProblem: ``store_newer``, or ``store_not_ours`` where the tables are another program's.
    """
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" not in tables:
        if tables:
            raise OutputProblem("store_not_ours", store=shown(url))
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if found is None:
        return None
    if found not in VERSIONS:
        raise OutputProblem("store_newer", store=shown(url), version=str(found), known=VERSIONS[-1])
    if "office" not in tables:
        raise OutputProblem("store_not_ours", store=shown(url))
    return str(found)


def migrate(connection: Connection) -> None:
    """Bring the tables to the version of today, within the transaction of ``connection``."""
    command, config = import_module("alembic.command"), import_module("alembic.config")
    logging.getLogger("alembic").setLevel(logging.ERROR)
    steps = config.Config()
    steps.set_main_option("script_location", str(files("export.store.vault").joinpath("migrations")))
    steps.attributes["connection"] = connection
    command.upgrade(steps, "head")


def keep_keys(connection: Connection, office_key: OfficeKey) -> None:
    """What an empty store begins with: its own number, its keys, and the proof of the office's key."""
    made = {name: os.urandom(KEY_BYTES) for name in ("index", "log")}
    rows = [{"name": name, "value": office_key.wrap(key, name)} for name, key in made.items()]
    rows.append({"name": "check", "value": sealed(office_key.wraps, CHECKED, "check")})
    rows.append({"name": "store", "value": secrets.token_hex(8).encode()})
    connection.execute(insert(office), rows)


def _renewed(connection: Connection, url: URL, office_key: OfficeKey) -> None:
    # Another process may have made it since.
    version = version_of(connection, url)
    if version != VERSIONS[-1]:
        migrate(connection)
    if version is None:
        keep_keys(connection, office_key)


def _vault(connection: Connection, office_key: OfficeKey, key_file: Path) -> Vault:
    kept = {row.name: bytes(row.value) for row in connection.execute(select(office))}
    try:
        opened(office_key.wraps, kept["check"], "check")
        return Vault(
            office_key, office_key.unwrap(kept["index"], "index"), office_key.unwrap(kept["log"], "log")
        )
    except (InvalidTag, KeyError):
        raise ConfigurationProblem("store_wrong_key", file=str(key_file)) from None


def _file(url: URL) -> Path | None:
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def _require_place(url: URL, *, make: bool) -> None:
    file = _file(url)
    if file is None:
        return
    if file.exists() and not file.is_file():
        raise OutputProblem("store_not_ours", store=str(file))
    if not file.exists():
        if not make:
            raise InputProblem("store_missing", store=str(file))
        make_folder(file.parent)
        _make_private(file)


def _make_private(file: Path) -> None:
    """Make the file before SQLite does, for its owner alone; one that is there is never opened: that ends SQLite's locks."""
    try:
        with suppress(FileExistsError):
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise output_problem(error, file) from error


def _require_made(url: URL, key_file: Path, *, make: bool) -> None:
    if not make:
        raise InputProblem("store_missing", store=shown(url))
    if not key_file.exists():
        make_key_file(key_file)
