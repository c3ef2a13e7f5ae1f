"""Whatever happened to the ledger: one sentence, the right code, and a way on that loses nothing that is whole."""

import hashlib
import json
import os
import shutil
import sqlite3
import zlib
from contextlib import closing

import pytest

from digitize.__main__ import run
from digitize.jobs.repair import is_whole, repair
from digitize.ledger.connection import LEDGER, SCHEMA_VERSION
from digitize.ledger.ledger import DAMAGED, LOCK, open_ledger
from digitize.page.chain import read_packed
from digitize.results.packed import PackedPage
from digitize.results.text_file import StoredPages
from ocr.problem import OutputProblem

UNWRITABLE, FLAWED = 7, 10


def cut(share):
    def harm(path):
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * share)])

    return harm


def overwritten(start, length, by):
    def harm(path):
        data = bytearray(path.read_bytes())
        at = start if start >= 0 else len(data) + start
        data[at : at + length] = by * length
        path.write_bytes(bytes(data))

    return harm


def page_of_file(share):
    """Zeros over one page of the database file, as a bad sector leaves it."""

    def harm(path):
        data = bytearray(path.read_bytes())
        at = int(len(data) * share) // 4096 * 4096
        data[at : at + 4096] = bytes(4096)
        path.write_bytes(bytes(data))

    return harm


def sql(*statements):
    def harm(path):
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            for statement in statements:
                connection.execute(statement)

    return harm


def without_triggers(*statements):
    return sql("DROP TRIGGER event_stays", "DROP TRIGGER event_remains", *statements, *TRIGGERS)


TRIGGERS = (
    "CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are only added'); END",
    "CREATE TRIGGER event_remains BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are only added'); END",
)


def other_bytes(path):
    path.write_bytes(os.urandom(20_000))


def folder_instead(path):
    path.unlink()
    path.mkdir()


def pipe_instead(path):
    path.unlink()
    os.mkfifo(path)


def garbage_beside(suffix):
    return lambda path: path.with_name(path.name + suffix).write_bytes(os.urandom(5000))


def pending(reading):
    """A page of a file that is only half read, with something as its reading."""

    def harm(path):
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("UPDATE file SET state = 'running'")
            connection.execute("UPDATE page SET reading = ? WHERE state = 'done'", (reading,))

    return harm


# Told as damage of the ledger by whatever command opens it.
BROKEN = {
    "cut to a tenth": cut(0.1),
    "cut in the middle": cut(0.5),
    "last byte lost": cut(0.99999),
    "one page only": lambda path: path.write_bytes(path.read_bytes()[:4096]),
    "other bytes": other_bytes,
    "text instead": lambda path: path.write_text("đây không phải sổ" * 100, encoding="utf-8"),
    "first bytes lost": overwritten(0, 16, b"\0"),
    "header overwritten": overwritten(16, 84, b"\xff"),
    "schema page zeroed": overwritten(100, 3996, b"\0"),
    "a page zeroed at a third": page_of_file(0.35),
    "a page zeroed at a half": page_of_file(0.5),
    "a page zeroed near the front": page_of_file(0.15),
    "no table of files": sql("DROP TABLE file"),
    "no table of pages": sql("DROP TABLE page"),
    "no table of events": sql("DROP TABLE event"),
    "no table of artifacts": sql("DROP TABLE artifact"),
    "no index": sql("DROP INDEX artifact_of"),
    "no trigger": sql("DROP TRIGGER event_stays"),
    "a column more": sql("ALTER TABLE file ADD COLUMN note TEXT"),
    "a column less": sql("ALTER TABLE page DROP COLUMN data"),
    "a column renamed": sql("ALTER TABLE file RENAME COLUMN folder TO home"),
    "a trigger of a stranger": sql("CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM page; END"),
    "a view instead of a table": sql("DROP TABLE sighting", "CREATE VIEW sighting AS SELECT * FROM file"),
    "a table that is not strict": sql(
        "DROP TABLE sighting", "CREATE TABLE sighting (name, state, sha256, code)"
    ),
    "a virtual table of a stranger": sql("CREATE VIRTUAL TABLE x USING fts5(a)"),
}
# Rows that no run writes: found where they are used, and always by verify or repair.
LYING = {
    "a result outside": sql("UPDATE artifact SET path = '../' || path WHERE path LIKE '%text.json'"),
    "a result in the system": sql(
        "UPDATE artifact SET path = '/dev/zero' WHERE path = (SELECT min(path) FROM artifact)"
    ),
    "a result on another drive": sql(
        "UPDATE artifact SET path = 'C:\\x' WHERE path = (SELECT min(path) FROM artifact)"
    ),
    "a result of no bytes": sql("UPDATE artifact SET bytes = -1"),
    "a hash that is none": sql("UPDATE artifact SET sha256 = 'x'"),
    "a folder outside": sql("UPDATE file SET folder = '../..'"),
    "a folder in the system": sql("UPDATE file SET folder = '/etc'"),
    "a folder of another file": sql("UPDATE file SET folder = (SELECT min(folder) FROM file)"),
    "fewer pages": sql("UPDATE file SET pages = 1"),
    "no pages": sql("UPDATE file SET pages = 0"),
    "a million pages": sql("UPDATE file SET pages = 1000000"),
    "a state that is none": sql("UPDATE file SET state = 'lost'"),
    "a file known under another hash": sql("UPDATE file SET sha256 = lower(hex(randomblob(32)))"),
    "a key of another reading": sql("UPDATE file SET read_key = lower(hex(randomblob(32)))"),
    "no key": sql("UPDATE file SET read_key = NULL, deliver_key = NULL"),
    "a failure that is none": sql(
        "UPDATE page SET state = 'failed', fault = 'nobody', code = 'x', data = '{}'"
    ),
    "a failure without its data": sql(
        "UPDATE page SET state = 'failed', fault = 'bug', code = 'x', data = '{'"
    ),
    "a failure that has a list": sql(
        "UPDATE page SET state = 'failed', fault = 'bug', code = 'x', data = '[1]'"
    ),
    "a reading of other bytes": pending(b"\x00" * 100),
    "a reading of nothing": pending(b""),
    "a reading that is no page": pending(zlib.compress(b"{}")),
    "a reading that never ends": pending(zlib.compress(bytes(300 * 1024**2))),
    "a page without number": sql("UPDATE page SET page = -page"),
    "a page never tried": sql("UPDATE page SET attempts = 0"),
    "an event changed": without_triggers("UPDATE event SET data = '{}' WHERE number = 2"),
    "an event removed": without_triggers("DELETE FROM event WHERE number = 2"),
    "all events removed": without_triggers("DELETE FROM event"),
    "garbage as log": garbage_beside("-wal"),
    "garbage as index of the log": garbage_beside("-shm"),
    "a file seen that was none": sql("UPDATE sighting SET sha256 = 'x'"),
}


@pytest.fixture
def folder(results, tmp_path):
    """A copy of the results whose ledger can be harmed."""
    copy = tmp_path / "ket-qua"
    shutil.copytree(results, copy)
    return copy


def snapshot(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "ledger" not in path.name  # it tells when things happened
    }


def told(capsys, *arguments):
    """The code of a command, and its sentence; there is never more than one on the error stream."""
    code = run([*map(str, arguments)])
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    return code, said.err.strip()


@pytest.mark.parametrize("harm", BROKEN.values(), ids=BROKEN)
def test_a_damaged_ledger_is_told_in_one_sentence_that_names_the_way_on(folder, capsys, harm):
    harm(folder / LEDGER)
    for command in ("status", "verify"):
        code, sentence = told(capsys, command, folder)
        assert code == UNWRITABLE
        assert len(sentence.splitlines()) == 1
        assert f"digitize repair {folder}" in sentence
    with pytest.raises(OutputProblem) as raised, open_ledger(folder):
        pass
    assert raised.value.code == "ledger_damaged"


@pytest.mark.parametrize("harm", LYING.values(), ids=LYING)
def test_a_row_that_lies_is_no_reason_for_a_traceback(folder, capsys, harm):
    harm(folder / LEDGER)
    for command in (["status", folder], ["verify", folder, "--sample", "0"]):
        code, sentence = told(capsys, *command)
        assert code in (0, UNWRITABLE, FLAWED)
        assert len(sentence.splitlines()) <= 1


@pytest.mark.parametrize("harm", [*BROKEN.values(), *LYING.values()], ids=[*BROKEN, *LYING])
def test_the_repair_keeps_every_file_that_was_read(folder, harm):
    harm(folder / LEDGER)
    assert repair(folder).files == 3
    assert is_whole(folder)
    assert repair(folder).was_whole


@pytest.mark.parametrize("name", ["other bytes", "no table of pages", "a folder of another file", "no key"])
@pytest.mark.usefixtures("in_this_process")
def test_after_the_repair_a_run_gives_the_same_bytes_again(
    inputs, results, folder, capsys, name, monkeypatch
):
    (BROKEN | LYING)[name](folder / LEDGER)
    repair(folder)
    # What the files prove is kept: only the damaged picture may be tried again.
    tried = []
    monkeypatch.setattr(
        "digitize.jobs.tasks.read_packed", lambda task: tried.append(task) or read_packed(task)
    )
    assert told(capsys, "run", inputs, "-o", folder, "--explain", "--progress", "none")[0] == 3
    assert {task.file.name for task in tried} <= {"z-damaged.jpg"}
    assert snapshot(folder) == snapshot(results)
    assert told(capsys, "verify", folder, "--sample", "0") == (0, "")


def test_a_ledger_that_is_whole_is_left_as_it_is(folder, capsys):
    before = (folder / LEDGER).read_bytes()
    assert told(capsys, "repair", folder) == (0, "")
    assert (folder / LEDGER).read_bytes() == before
    assert not (folder / DAMAGED).exists()


def test_the_damaged_ledger_is_kept_and_the_repair_is_an_event(folder):
    other_bytes(folder / LEDGER)
    found = repair(folder)
    assert found.kept_as == DAMAGED
    assert (folder / DAMAGED).exists()
    with closing(sqlite3.connect(folder / LEDGER)) as connection:
        assert connection.execute("SELECT what FROM event").fetchall() == [("ledger_repaired",)]


def test_a_lost_ledger_is_made_again_from_the_results(folder):
    (folder / LEDGER).unlink()
    found = repair(folder)
    assert (found.files, found.kept_as) == (3, None)
    assert is_whole(folder)


@pytest.mark.parametrize("name", ["text.json", "original"])
def test_a_file_whose_reading_or_original_was_changed_is_read_again(folder, name):
    (changed,) = folder.rglob("c.pdf/text.json") if name == "text.json" else folder.rglob("original/c.pdf")
    changed.write_bytes(changed.read_bytes() + b" ")
    sql("DROP INDEX artifact_of")(folder / LEDGER)
    found = repair(folder)
    assert found.files == 2


def test_a_reading_that_lost_a_page_is_no_whole_reading(folder):
    (text,) = folder.rglob("c.pdf/text.json")
    whole = json.loads(text.read_text(encoding="utf-8"))
    (folder / LEDGER).unlink()
    text.write_text(json.dumps({**whole, "pages": whole["pages"][:1]}, indent=2), encoding="utf-8")
    assert repair(folder).files == 2


@pytest.mark.parametrize("pages", [10**7, 10**12])
def test_a_reading_that_says_to_have_more_pages_than_there_are_is_no_whole_reading(folder, pages):
    (text,) = folder.rglob("c.pdf/text.json")
    said = text.read_text(encoding="utf-8")
    (folder / LEDGER).unlink()
    text.write_text(said.replace('"pages": 2', f'"pages": {pages}'), encoding="utf-8")
    assert repair(folder).files == 2


def test_pages_of_a_file_half_read_are_kept(folder):
    with closing(sqlite3.connect(folder / LEDGER, isolation_level=None)) as connection:
        sha256, page = connection.execute(
            "SELECT sha256, page FROM page WHERE state = 'done' LIMIT 1"
        ).fetchone()
        (text,) = [path for path in folder.rglob("text.json") if sha256 in path.read_text(encoding="utf-8")]
        reading = PackedPage.of(next(one for one in StoredPages(text) if one.page == page)).data
        connection.execute("UPDATE file SET state = 'running' WHERE sha256 = ?", (sha256,))
        connection.execute(
            "UPDATE page SET reading = ? WHERE sha256 = ? AND page = ?", (reading, sha256, page)
        )
        connection.execute("DROP INDEX artifact_of")
    shutil.rmtree(text.parent)
    found = repair(folder)
    assert (found.files, found.again, found.pages) == (2, 1, 1)


@pytest.mark.parametrize("command", ["status", "verify", "repair"])
def test_a_ledger_of_a_newer_program_is_left_alone(folder, capsys, command):
    sql(f"PRAGMA user_version = {SCHEMA_VERSION + 1}", "CREATE TABLE more (x)")(folder / LEDGER)
    before = (folder / LEDGER).read_bytes()
    code, sentence = told(capsys, command, folder)
    assert code == UNWRITABLE
    assert str(SCHEMA_VERSION + 1) in sentence
    assert (folder / LEDGER).read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
@pytest.mark.parametrize("harm", [folder_instead, pipe_instead])
@pytest.mark.parametrize("command", ["status", "verify"])
def test_what_is_no_file_is_told(folder, capsys, harm, command):
    harm(folder / LEDGER)
    code, sentence = told(capsys, command, folder)
    assert code == UNWRITABLE
    assert len(sentence.splitlines()) == 1


def test_a_ledger_from_before_versions_were_counted_is_used(folder):
    sql("PRAGMA user_version = 0")(folder / LEDGER)
    with open_ledger(folder):
        pass
    assert is_whole(folder)


def test_a_ledger_that_another_program_holds_is_told(folder, capsys, monkeypatch):
    monkeypatch.setattr("digitize.ledger.connection.BUSY_SECONDS", 0.0)
    with closing(sqlite3.connect(folder / LEDGER, isolation_level=None)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        code, sentence = told(capsys, "status", folder)
    assert code == UNWRITABLE
    assert LEDGER in sentence


def test_while_a_run_writes_there_is_no_repair(folder, capsys):
    with open_ledger(folder):
        code, _ = told(capsys, "repair", folder)
    assert code == UNWRITABLE


@pytest.mark.parametrize("command", ["status", "verify", "repair"])
def test_a_folder_without_results_has_no_ledger(tmp_path, capsys, command):
    code, _ = told(capsys, command, tmp_path)
    assert code == UNWRITABLE
    assert list(tmp_path.iterdir()) == []


def test_the_lock_may_be_a_folder(folder, capsys):
    (folder / LOCK).unlink(missing_ok=True)
    (folder / LOCK).mkdir()
    assert told(capsys, "repair", folder)[0] == UNWRITABLE


@pytest.mark.parametrize("name", ["records.csv", "records.jsonl", "records.xlsx"])
def test_verify_sees_that_a_table_was_edited(folder, capsys, name):
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    code = run(["verify", str(folder), "--sample", "0", "--json"])
    flaws = json.loads(capsys.readouterr().out)["flaws"]
    assert code == FLAWED
    assert [(flaw["code"], flaw["data"]["path"]) for flaw in flaws] == [("result_changed", name)]


@pytest.mark.usefixtures("in_this_process")
def test_verify_sees_that_the_check_of_a_dossier_was_edited(folder, inputs, capsys):
    (dossier,) = folder.rglob("dossier.json")
    dossier.write_text(dossier.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert run(["verify", str(folder), "--sample", "0"]) == FLAWED
    assert dossier.name in capsys.readouterr().out
    # The next run writes what it knows to be right.
    dossier.unlink()
    run(["run", str(inputs), "-o", str(folder), "--explain", "--progress", "none"])
    assert run(["verify", str(folder), "--sample", "0"]) == 0
