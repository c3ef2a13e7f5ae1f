import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys

import pytest

from digitize.__main__ import run
from digitize.exit_codes import ExitCode

CARD = (
    "Mẫu CT07",
    "CÔNG AN XÃ AN VIỄN",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Số: 15/XN",
    "An Viễn, ngày 02 tháng 11 năm 2026",
    "XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ",
    "1. Họ, chữ đệm và tên: Nguyễn Văn An",
    "2. Ngày, tháng, năm sinh: 01/05/1990",
    "3. Giới tính: Nam",
    "4. Số định danh cá nhân: 001090012345",
    "5. Dân tộc: Kinh",
    "8. Nơi thường trú: Thôn 1, xã An Viễn, tỉnh Đồng Nai",
)


@pytest.fixture(scope="module")
def read(tmp_path_factory, typed):
    """Results of a run over one typed paper."""
    folder = tmp_path_factory.mktemp("read")
    typed(folder / "in" / "xac-nhan.pdf", CARD)
    assert run(["run", str(folder / "in"), "-o", str(folder / "out"), "--progress", "none"]) == ExitCode.DONE
    return folder / "out"


@pytest.fixture
def out(read, tmp_path):
    return shutil.copytree(read, tmp_path / "out")


@pytest.fixture
def at(tmp_path):
    """The options that name a store and its key."""
    return ["--store", str(tmp_path / "store.db"), "--key-file", str(tmp_path / "store.key")]


@pytest.fixture
def told(capsys):
    """Runs a command; its exit code, what it printed, and what it said beside that."""

    def tell(*command):
        code = run([str(part) for part in command])
        said = capsys.readouterr()
        return code, said.out, said.err

    return tell


@pytest.fixture
def subject(out, at, told):
    told("store", "add", out, *at)
    _, said, _ = told("store", "find", "nguyen van an", *at, "--json")
    (code,) = json.loads(said)["subjects"]
    return code


def test_a_folder_of_results_goes_into_the_store_once(out, at, told, tmp_path):
    code, said, beside = told("store", "add", out, *at, "--json")
    assert code == ExitCode.DONE
    assert json.loads(said)["added"] == 1
    assert str(tmp_path / "store.key") in beside
    code, said, beside = told("store", "add", out, *at, "--json")
    assert (json.loads(said)["added"], json.loads(said)["unchanged"], beside) == (0, 1, "")
    assert told("store", "verify", *at)[0] == ExitCode.DONE


def test_the_key_may_be_named_in_the_environment(out, told, tmp_path, monkeypatch):
    monkeypatch.setenv("DIGITIZE_STORE__KEY_FILE", str(tmp_path / "k" / "mine.key"))
    monkeypatch.setenv("DIGITIZE_STORE__PLACE", str(tmp_path / "mine.db"))
    assert told("store", "add", out)[0] == ExitCode.DONE
    assert (tmp_path / "k" / "mine.key").is_file()
    assert (tmp_path / "mine.db").is_file()


def test_what_is_there_is_found_in_words_and_as_data(subject, at, told):
    code, said, _ = told("store", "find", "An", "Viễn", *at)
    assert code == ExitCode.DONE
    assert subject in said
    assert "Thôn 1, xã An Viễn, tỉnh Đồng Nai" in said
    assert told("store", "find", "khong co ai", *at)[1].startswith("Trong kho không có")


def test_words_may_be_typed_so_that_no_list_of_processes_shows_them(subject, at, told, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("001090012345\n"))
    _, said, _ = told("store", "find", "-", *at, "--json")
    assert json.loads(said)["subjects"] == [subject]


def test_people_their_pairs_and_the_log_are_told(subject, at, told):
    assert subject in told("store", "persons", *at)[1]
    assert json.loads(told("store", "persons", "--candidates", *at, "--json")[1]) == {"candidates": []}
    _, said, _ = told("store", "log", *at, "--json", "--by", "Trần Thị Tư", "--purpose", "xem hằng tuần")
    last = json.loads(said)["entries"][-1]
    assert (last["what"], last["access"]["account"]) == ("read_log", "Trần Thị Tư")
    assert last["access"]["purpose"] == "xem hằng tuần"


def test_two_that_were_said_to_be_one_can_be_parted_again(subject, at, told, tmp_path, typed):
    typed(tmp_path / "in2" / "hai.pdf", [line.replace("001090012345", "001090099999") for line in CARD])
    told("run", tmp_path / "in2", "-o", tmp_path / "out2", "--progress", "none")
    told("store", "add", tmp_path / "out2", *at)
    found = json.loads(told("store", "find", "001090099999", *at, "--json")[1])
    (other,) = found["subjects"]
    assert told("store", "merge", subject, other, *at)[0] == ExitCode.DONE
    assert told("store", "split", other, *at)[0] == ExitCode.DONE
    assert told("store", "merge", subject, subject, *at)[0] == ExitCode.NO_INPUT


def test_a_person_has_all_values_handed_out_put_right_and_restricted(subject, at, told, tmp_path):
    code, said, _ = told(
        "person", "export", subject, *at, "-o", tmp_path / "an.json", "--asked", "2026-12-04"
    )
    assert code == ExitCode.DONE
    assert "2026-12-14" in said
    kept = json.loads((tmp_path / "an.json").read_text(encoding="utf-8"))
    assert {"ho_ten", "so_dinh_danh"} <= {one["field"] for one in kept["facts"]}
    assert told("person", "rectify", subject, "noi_thuong_tru", "Số 2, xã Mới", *at)[0] == ExitCode.DONE
    assert subject in told("store", "find", "xã Mới", *at)[1]
    assert told("person", "restrict", subject, *at)[0] == ExitCode.DONE
    assert "Nguyễn Văn An" not in told("store", "find", "Nguyễn Văn An", *at)[1]
    assert told("person", "restrict", subject, "--lift", *at)[0] == ExitCode.DONE
    assert "Nguyễn Văn An" in told("store", "find", "Nguyễn Văn An", *at)[1]


def test_erasing_needs_a_yes_and_no_hold(subject, at, told):
    assert told("person", "erase", subject, *at)[0] == ExitCode.USAGE
    assert told("person", "hold", subject, *at)[0] == ExitCode.USAGE
    told("person", "hold", subject, "--reason", "lưu trữ 70 năm", *at)
    code, _, beside = told("person", "erase", subject, "--yes", *at)
    assert code == ExitCode.NO_INPUT
    assert "lưu trữ 70 năm" in beside
    told("person", "hold", subject, "--lift", *at)
    code, said, _ = told("person", "erase", subject, "--yes", *at, "--json")
    assert code == ExitCode.DONE
    assert json.loads(said)["erased"]["papers_gone"] == 1
    assert json.loads(told("store", "find", "001090012345", *at, "--json")[1])["hits"] == []
    assert told("store", "verify", *at)[0] == ExitCode.DONE


def test_the_receipt_names_the_files_that_lie_elsewhere(subject, at, told, out):
    _, said, _ = told("person", "erase", subject, "--yes", *at)
    assert "PHIẾU XÁC NHẬN" in said
    assert str(out) in said


def test_a_backup_is_restored_and_proven(subject, at, told, tmp_path):
    assert told("store", "backup", tmp_path / "sao-luu", *at)[0] == ExitCode.DONE
    again = ["--store", str(tmp_path / "again.db"), *at[2:]]
    assert told("store", "restore", tmp_path / "sao-luu", *again)[0] == ExitCode.DONE
    assert subject in told("store", "find", "nguyen van an", *again)[1]
    assert told("store", "restore", tmp_path / "sao-luu", *again)[0] == ExitCode.OUTPUT_UNWRITABLE


def test_the_key_of_the_office_can_be_changed(subject, at, told, tmp_path):
    assert told("store", "rotate-key", "--new-key-file", tmp_path / "new.key", *at)[0] == ExitCode.DONE
    assert told("store", "verify", *at)[0] == ExitCode.CONFIGURATION_INVALID
    new = [*at[:2], "--key-file", str(tmp_path / "new.key")]
    assert subject in told("store", "find", "nguyen van an", *new)[1]


def test_harm_ends_verify_with_10(subject, at, told, tmp_path):
    assert subject
    with sqlite3.connect(tmp_path / "store.db") as connection:
        connection.execute("UPDATE document SET facts = 99")
    connection.close()
    code, said, _ = told("store", "verify", *at)
    assert code == ExitCode.DEMAND_NOT_REACHED
    assert "không đủ giá trị" in said


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        ("no_mark", ExitCode.NO_INPUT),
        ("no_ledger", ExitCode.OUTPUT_UNWRITABLE),
        ("broken_ledger", ExitCode.OUTPUT_UNWRITABLE),
        ("broken_chain", ExitCode.NO_INPUT),
        ("unfinished", ExitCode.NO_INPUT),
        ("changed_record", ExitCode.NO_INPUT),
        ("more_records", ExitCode.NO_INPUT),
    ],
)
def test_results_that_are_not_whole_are_refused_and_make_no_store(out, at, told, tmp_path, harm, code):
    spoil(out, harm)
    ended, said, beside = told("store", "add", out, *at)
    assert (ended, said) == (code, "")
    assert len(beside.splitlines()) == 1
    assert "Nguyễn" not in beside
    assert not (tmp_path / "store.db").exists()
    assert not (tmp_path / "store.key").exists()


def spoil(out, harm):
    ledger = out / "ledger.sqlite"
    (record,) = out.rglob("document-1.json")
    match harm:
        case "no_mark":
            (out / ".digitize").unlink()
        case "no_ledger":
            ledger.unlink()
        case "broken_ledger":
            ledger.write_bytes(ledger.read_bytes()[:5000])
        case "changed_record":
            record.write_text(
                record.read_text(encoding="utf-8").replace("001090012345", "001090012346"), "utf-8"
            )
        case "more_records":
            shutil.copy(record, record.with_name("document-2.json"))
        case "broken_chain" | "unfinished":
            statement = {
                "broken_chain": "UPDATE event SET data = '{}' WHERE number = 2",
                "unfinished": "UPDATE file SET state = 'running'",
            }[harm]
            with sqlite3.connect(ledger) as connection:
                guards = connection.execute(
                    "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
                ).fetchall()
                for name, _ in guards:
                    connection.execute(f"DROP TRIGGER {name}")
                connection.execute(statement)
                for _, sql in guards:
                    connection.execute(sql)
            connection.close()


def test_a_command_without_a_store_or_with_a_password_in_sight_is_refused(told):
    assert told("store", "find", "x")[0] == ExitCode.USAGE
    code, _, beside = told("store", "find", "x", "--store", "postgresql://me:secret@host/db")
    assert code == ExitCode.USAGE
    assert "secret" not in beside


def test_without_its_libraries_the_store_says_what_to_install(told, at, monkeypatch):
    monkeypatch.setattr("digitize.counter.place.find_spec", lambda _: None)
    code, _, beside = told("store", "verify", *at)
    assert code == ExitCode.DEPENDENCY_MISSING
    assert "hoso-digitize[store]" in beside


def test_an_erasure_that_was_cut_off_before_its_end_is_brought_to_it(
    subject, at, told, tmp_path, monkeypatch
):
    monkeypatch.setattr("export.store.people.erasing.purge", lambda _: pytest.fail("cut off"))
    with pytest.raises(pytest.fail.Exception):
        told("person", "erase", subject, "--yes", *at)
    assert told("store", "find", "001090012345", *at)[1].startswith("Trong kho không có")
    code, said, _ = told("store", "verify", *at)
    assert (code, "chưa dọn" in said) == (ExitCode.DONE, False)
    assert tmp_path


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is sent another way on Windows")
def test_a_process_that_is_killed_while_it_writes_leaves_a_whole_store(out, at, told):
    told("store", "add", out, *at)
    killed = (
        "import os, signal, sys\n"
        "from digitize.__main__ import run\n"
        "from digitize.counter import adding\n"
        "import export.store.papers.writing as writing\n"
        "writing.next_number = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "run(sys.argv[1:])\n"
    )
    with sqlite3.connect(at[1]) as connection:
        connection.execute("UPDATE document SET content = x'00'")
    connection.close()
    ended = subprocess.run([sys.executable, "-c", killed, "store", "add", str(out), *at], check=False)
    assert ended.returncode == -9
    assert told("store", "verify", *at)[0] == ExitCode.DONE
    assert json.loads(told("store", "add", out, *at, "--json")[1])["changed"] == 1
    assert told("store", "verify", *at)[0] == ExitCode.DONE
