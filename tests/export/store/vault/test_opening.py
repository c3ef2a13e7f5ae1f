import os
import sqlite3
import stat

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from export.store.vault.keys import make_key_file
from export.store.vault.opening import VERSIONS, open_store
from export.store.vault.schema import METADATA
from ocr.problem import ConfigurationProblem, InputProblem, OutputProblem, Problem


def refused(place, key_file, **more):
    with pytest.raises(Problem) as told, open_store(place, key_file, **more):
        pass
    return type(told.value), told.value.code


def test_a_new_store_has_the_tables_of_today(store):
    with store.engine.connect() as connection:
        found = MigrationContext.configure(connection)
        assert compare_metadata(found, METADATA) == []
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == VERSIONS[-1]


def test_the_steps_ship_with_the_package():
    from importlib.resources import files  # noqa: PLC0415  (as the store finds them)

    names = {path.name for path in files("export.store.vault").joinpath("migrations/versions").iterdir()}
    assert any(name.startswith("v0001") for name in names)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_the_key_is_made_once_and_for_its_owner_alone(store, key_file, place, opened):
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    before = key_file.read_bytes()
    opened(place, key_file, make=True)
    make_key_file(key_file)
    assert key_file.read_bytes() == before
    assert [path.name for path in key_file.parent.iterdir()] == [key_file.name]
    assert store.place


def test_where_no_store_is_none_is_made_unless_it_is_asked_for(tmp_path, key_file):
    assert refused(str(tmp_path / "none.db"), key_file) == (InputProblem, "store_missing")
    assert not key_file.exists()


def test_another_key_opens_nothing(store, place, tmp_path):
    make_key_file(tmp_path / "other.key")
    assert refused(place, tmp_path / "other.key") == (ConfigurationProblem, "store_wrong_key")
    assert store.place


def test_a_store_without_its_key_makes_no_new_one(store, place, tmp_path):
    assert refused(place, tmp_path / "gone.key", make=True) == (ConfigurationProblem, "store_key_missing")
    assert not (tmp_path / "gone.key").exists()
    assert store.place


@pytest.mark.parametrize(
    "said", ["", "digitize-store-key-1 AAAA", "something else", "digitize-store-key-1 ééé"]
)
def test_a_file_that_is_no_key_is_told(store, place, tmp_path, said):
    (tmp_path / "bad.key").write_text(said, encoding="utf-8")
    (tmp_path / "bad.key").chmod(0o600)
    assert refused(place, tmp_path / "bad.key") == (ConfigurationProblem, "store_key_unreadable")
    assert store.place


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_key_that_others_can_read_is_refused(store, place, key_file):
    key_file.chmod(0o644)
    assert refused(place, key_file) == (ConfigurationProblem, "store_key_open")
    assert store.place


def test_a_store_of_a_newer_version_is_refused(store, place, key_file):
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert refused(place, key_file) == (OutputProblem, "store_newer")


def test_a_database_of_another_program_is_refused_and_left_as_it_is(tmp_path, key_file):
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    assert refused(str(tmp_path / "other.db"), key_file, make=True) == (OutputProblem, "store_not_ours")
    (tmp_path / "text.db").write_text("no database at all, only some text that is long enough for a header")
    assert refused(str(tmp_path / "text.db"), key_file, make=True) == (OutputProblem, "store_not_ours")
    assert not key_file.exists()


@pytest.mark.parametrize("address", ["mysql://localhost/x", "http://x/y", "oracle://x"])
def test_an_address_of_another_kind_is_refused(key_file, address):
    assert refused(address, key_file, make=True) == (ConfigurationProblem, "store_address")


def test_a_server_that_does_not_answer_is_told(tmp_path, key_file):
    nowhere = f"postgresql:///store?host={tmp_path}&user=postgres"
    assert refused(nowhere, key_file, make=True) == (OutputProblem, "store_gone")


def test_a_server_that_goes_away_in_the_middle_is_told_and_nothing_is_half_written(store, added, record, an):
    if store.file is not None:
        pytest.skip("a file has no server")
    added(record(an))
    goes_away = "UPDATE fact SET until = 'now'; SELECT pg_terminate_backend(pg_backend_pid())"
    with pytest.raises(OutputProblem, match="store_gone"), store.writing() as connection:
        connection.execute(text(goes_away))
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM fact WHERE until IS NULL")).scalar() == len(an)


def test_a_store_that_is_locked_is_told(store, key_file, tmp_path, monkeypatch):
    if store.file is None:
        pytest.skip("the wait for a server's lock is the server's")
    monkeypatch.setattr("export.store.vault.engine.BUSY_SECONDS", 0.05)
    with (
        store.writing(),
        open_store(str(store.file), key_file) as other,
        pytest.raises(OutputProblem, match="store_busy"),
        other.writing(),
    ):
        pass
    assert tmp_path


def test_a_damaged_store_is_told(store, key_file):
    if store.file is None:
        pytest.skip("the files of a server are the server's")
    store.close()
    with store.file.open("r+b") as stream:
        stream.seek(4096)
        stream.write(b"\xff" * 8192)
    kind, code = refused(str(store.file), key_file)
    assert (kind, code) == (OutputProblem, "store_damaged")
