"""Stores of both kinds of database, and records of invented people to put into them."""

import os
import shutil
import subprocess
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from export.store.papers.adding import Held, add
from export.store.vault.log import Access
from export.store.vault.opening import open_store
from extract.places.address import placed_address
from extract.record import Evidence, Field, Record

FIRST_DAY = datetime(2026, 11, 30, 8, tzinfo=UTC)
AN = {
    "so_dinh_danh": "001090012345",
    "ho_ten": "Nguyễn Văn An",
    "ngay_sinh": "1990-05-01",
    "gioi_tinh": "Nam",
    "noi_cu_tru": "Thôn 1, xã An Viễn, tỉnh Đồng Nai",
    "ngay_cap": "2021-06-01",
}


def _program(name):
    found = shutil.which(name) or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)), None
    )
    return found or pytest.skip(f"no PostgreSQL server is installed here ({name} is missing)")


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL server of this session alone, without a password, reached through a socket."""
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    # A server refuses to run as root; Debian's package made it a user of its own.
    user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        if user:
            shutil.chown(folder, "postgres", "postgres")
        data = Path(folder) / "data"

        def asks(*command):
            subprocess.run(command, check=True, capture_output=True, cwd=folder, **user)

        asks(initdb, "-A", "trust", "-U", "postgres", "-D", data)
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        asks(pg_ctl, "-w", "-D", data, "-l", f"{folder}/log", "-o", options, "start")
        try:
            yield folder
        finally:
            asks(pg_ctl, "-w", "-D", data, "-m", "immediate", "stop")


@pytest.fixture
def new_database(server):
    """Makes empty databases of that server and tells their URLs."""

    def made():
        with psycopg.connect(host=server, user="postgres", autocommit=True) as connection:
            count = connection.execute("SELECT count(*) FROM pg_database").fetchone()[0]
            connection.execute(f"CREATE DATABASE store_{count}")
        return f"postgresql:///store_{count}?host={server}&user=postgres"

    return made


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """Where a store may be: each test runs with both kinds of database."""
    if request.param == "sqlite":
        return str(tmp_path / "store.db")
    return request.getfixturevalue("new_database")()


@pytest.fixture
def key_file(tmp_path):
    return tmp_path / "keys" / "store.key"


@pytest.fixture
def opened():
    """Opens stores that are closed when the test ends."""
    with ExitStack() as stack:
        yield lambda *given, **named: stack.enter_context(open_store(*given, **named))


@pytest.fixture
def store(place, key_file, opened):
    return opened(place, key_file, make=True)


@pytest.fixture
def access():
    """Who asks, a day later each time that it is asked for."""

    def asks(days=0, **more):
        at = (FIRST_DAY + timedelta(days=days)).isoformat(timespec="milliseconds")
        return Access(**{"at": at, "account": "canbo1", "device": "may-1", "process": "test", **more})

    return asks


@pytest.fixture
def record():
    """A record of accepted values; ``doubtful`` and ``decided`` name those that are not."""

    def made(fields, doc_type="can_cuoc_cong_dan", file="a", pages=(1,), *, doubtful=(), decided=(), **more):
        def field(name, value):
            status = "review" if name in doubtful else "corrected" if name in decided else "accepted"
            seen = Evidence(page=pages[0], box=None, text=str(value), source="print")
            place = placed_address(value, None) if "tỉnh" in str(value) else None
            return Field(value=value, raw=str(value), status=status, evidence=(seen,), place=place)

        given = {
            "source": f"{file}.pdf",
            "sha256": file * 64,
            "pages": pages,
            "dossier": "HS-1",
            "doc_type": doc_type,
            "doc_type_name": doc_type,
            "doc_type_version": 1,
            "confidence": 1.0,
            "fields": {name: field(name, value) for name, value in fields.items()},
        }
        return Record(**(given | more))

    return made


@pytest.fixture
def added(store, access):
    """Adds records, each as a file of its own."""
    return lambda *records, days=0, **more: add(store, [[Held(one, **more)] for one in records], access(days))


@pytest.fixture
def an():
    """The fields of the card of an invented person."""
    return dict(AN)
