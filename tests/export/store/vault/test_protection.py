import unicodedata

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from export.store.papers.finding import find
from export.store.vault.log import Entry, add_entry, entries, log_broken_at
from export.store.vault.schema import METADATA, fact
from export.store.vault.schema import access as log
from extract.text.fold import fold
from ocr.problem import OutputProblem

WORDS = (
    "Nguyễn Văn An",
    "Văn An",
    "001090012345",
    "090012345",
    "An Viễn",
    "Đồng Nai",
    "1990-05-01",
    "căn.pdf",
    "HS-1",
)


def shapes(word):
    """A word as it might stand in a file."""
    for said in (
        word,
        fold(word),
        fold(word).replace(" ", ""),
        word.upper(),
        unicodedata.normalize("NFD", word),
    ):
        yield from (said.encode(), said.encode("utf-16-le"))


def test_the_files_of_a_store_hold_no_name_and_no_number(store, added, record, an, access, tmp_path):
    added(record(an, source="căn.pdf"))
    added(record(an | {"noi_cu_tru": "Ấp An Viễn, tỉnh Đồng Nai"}, source="căn.pdf"), days=1)
    find(store, "Nguyễn Văn An", access())
    if store.file is None:
        with store.reading() as connection:
            held = [repr(connection.execute(select(one)).all()).encode() for one in METADATA.sorted_tables]
    else:
        held = [path.read_bytes() for path in tmp_path.iterdir() if path.is_file()]
        assert len(held) >= 2, "the write-ahead log is one of them"
    assert sum(map(len, held)) > 1000
    assert [word for word in WORDS for shape in shapes(word) if any(shape in data for data in held)] == []


def test_the_same_value_of_two_people_is_sealed_otherwise(store, added, record, an):
    added(record(an), record(an | {"so_dinh_danh": "001090099999"}, file="b"))
    with store.reading() as connection:
        kept = [row.sealed for row in connection.execute(fact.select())]
    assert len(set(kept)) == len(kept)


def test_a_value_that_was_put_under_another_field_does_not_open(store, added, record, an, access):
    added(record(an))
    with store.writing() as connection:
        connection.execute(text("UPDATE fact SET key = 'ho_ten_me' WHERE key = 'ho_ten'"))
    with pytest.raises(OutputProblem, match="store_value_damaged"):
        find(store, "Nguyễn Văn An", access())


def test_an_error_of_the_database_tells_no_value(store):
    with pytest.raises(OutputProblem) as told, store.writing() as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:said)"), {"said": "Nguyễn Văn An"})
    assert "Nguy" not in str(told.value)
    assert told.value.__cause__ is None


def test_the_log_is_only_added_to(store, added, record, an):
    added(record(an))
    for statement in ("DELETE FROM access", "UPDATE access SET at = 'then'"):
        with pytest.raises(OutputProblem), store.writing() as connection:
            connection.execute(text(statement))


def test_a_row_of_the_log_that_was_changed_or_taken_out_is_found(store, access):
    for number in range(3):
        with store.writing() as connection:
            add_entry(connection, store, Entry(what="find", access=access(number)))
    with store.writing() as connection:
        assert log_broken_at(connection, store) is None
        try:
            connection.execute(text("DROP TRIGGER access_stays"))
            connection.execute(text("DROP TRIGGER access_remains"))
        except DBAPIError:
            pytest.skip("as on SQLite")
        connection.execute(log.update().where(log.c.number == 2).values(at="then"))
        assert log_broken_at(connection, store) == 2
        connection.execute(log.delete().where(log.c.number == 2))
        assert log_broken_at(connection, store) == 2


def test_rows_that_were_cut_off_at_the_end_of_the_log_are_found(store, access):
    for number in range(3):
        with store.writing() as connection:
            add_entry(connection, store, Entry(what="find", access=access(number)))
    if store.file is None:
        pytest.skip("as on SQLite")
    with store.writing() as connection:
        connection.execute(text("DROP TRIGGER access_remains"))
        connection.execute(log.delete().where(log.c.number == 3))
        assert log_broken_at(connection, store) == 3


def test_the_log_keeps_what_the_standard_asks_for(store, access):
    with store.writing() as connection:
        add_entry(connection, store, Entry(what="find", targets=("P-1",), access=access(purpose="tra cứu")))
    with store.reading() as connection:
        (entry,) = entries(connection, store)
    assert entry.targets == ("P-1",)
    assert entry.access.model_dump() == {
        "at": "2026-11-30T08:00:00.000+00:00",
        "account": "canbo1",
        "device": "may-1",
        "process": "test",
        "source": "local",
        "purpose": "tra cứu",
    }
