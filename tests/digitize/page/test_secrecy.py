"""A paper with a secrecy stamp stops: nothing of it is kept, and the others go on."""

import json
import sqlite3
import zipfile
import zlib
from contextlib import closing
from pathlib import Path

import pytest
from fpdf import FPDF

from digitize.__main__ import run
from digitize.exit_codes import ExitCode
from digitize.jobs.plan import Job
from digitize.jobs.run import has_failed, has_not_been_written
from digitize.results.account import FileAccount
from digitize.scan.raw import DossierInput, SourceFile
from digitize.workers.pool import Failed
from ocr.problem import InputProblem
from samples.draw.fonts import path as font

PLAN = "Phương án bảo vệ kho An Bình năm 2026"
LINES = (
    "ỦY BAN NHÂN DÂN XÃ AN BÌNH",
    "PHƯƠNG ÁN",
    PLAN,
    "Người thực hiện: Trần Thị Hạnh",
    "Trang này còn chữ.",
)


def born_digital(path, *pages):
    """A PDF of pages of lines, so that reading it needs no engine."""
    path.parent.mkdir(exist_ok=True)
    paper = FPDF(format="A4")
    paper.add_font("face", fname=font("Tinos", "Regular"))
    paper.set_font("face", size=13)
    for lines in pages:
        paper.add_page()
        for line in lines:
            paper.cell(text=line, new_x="LMARGIN", new_y="NEXT", h=9)
    paper.output(path)
    return path


@pytest.fixture
def secret(tmp_path):
    return born_digital(tmp_path / "mat.pdf", LINES, ("TỐI MẬT", *LINES), LINES)


def ended(*inputs, out):
    return run(["run", *map(str, inputs), "-o", str(out), "--progress", "none", "--jobs", "1"])


def test_nothing_of_a_secret_paper_is_kept_and_a_sentence_says_what_to_do(secret, tmp_path, capsys):
    out = tmp_path / "out"
    assert ended(secret, out=out) == ExitCode.NO_INPUT
    told = capsys.readouterr().err
    assert "mat.pdf" in told
    assert "bí mật nhà nước" in told
    assert not (out / "mat.pdf").exists()
    stored = b"".join(path.read_bytes() for path in out.rglob("*") if path.is_file())
    assert "An Bình".encode() not in stored
    with sqlite3.connect(out / "ledger.sqlite") as ledger:
        assert ledger.execute("SELECT count(*) FROM page WHERE reading IS NOT NULL").fetchone() == (0,)
        assert ledger.execute("SELECT state, code FROM file").fetchall() == [("failed", "secret_paper")]


def test_it_is_not_read_again_and_the_others_are_done(secret, tmp_path, capsys):
    other = born_digital(tmp_path / "thuong.pdf", (*LINES, "Tài liệu BẢO MẬT thông tin", "bí mật"))
    for _ in range(2):
        assert ended(secret, other, out=tmp_path / "out") == ExitCode.SOME_FAILED
    assert "1 xong + 1 lỗi" in capsys.readouterr().out
    (record,) = (tmp_path / "out/records.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(record)["source"] == "thuong.pdf"


def test_an_office_that_may_handle_it_only_flags_it_and_a_stricter_rule_takes_the_results_away(
    secret, tmp_path, monkeypatch
):
    out = tmp_path / "out"
    monkeypatch.setenv("DIGITIZE_SECRECY", "flag")
    assert ended(secret, out=out) == ExitCode.DONE
    assert (out / "mat.pdf/text.json").exists()
    monkeypatch.delenv("DIGITIZE_SECRECY")
    assert ended(secret, out=out) == ExitCode.NO_INPUT
    assert not (out / "mat.pdf").exists()
    assert not (out / "records.jsonl").read_text(encoding="utf-8")


def test_the_text_of_a_secret_paper_is_not_printed_either(secret, capsys):
    assert run(["ocr", str(secret), "--progress", "none"]) == ExitCode.NO_INPUT
    assert "An Bình" not in capsys.readouterr().out


def test_secret_papers_do_not_end_a_run_as_failures_do():
    file = SourceFile("mat.pdf", Path("mat.pdf"), "a" * 64, "pdf", 1)
    job = Job(DossierInput("mat.pdf", None, (file,)), file, Path("out/mat.pdf"))
    assert not has_failed(job, {1: Failed(InputProblem("secret_paper", page=1))})
    assert has_failed(job, {1: Failed(InputProblem("page_damaged", page=1))})
    assert not has_not_been_written(FileAccount(name="mat.pdf", state="failed", code="secret_paper"))


ORDINARY = tuple(line.replace("kho An Bình", "rừng Ba Vì") for line in LINES)


def told_anywhere(out, *words):
    """Where below ``out`` one of these words stands, in files, names, workbooks, the ledger or packed pages."""
    return [place for place, data in _contents(out) if any(word.encode() in data for word in words)]


def _contents(out):
    for path in sorted(out.rglob("*")):
        yield path, str(path).encode()
        if path.is_file():
            yield path, path.read_bytes()
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                yield from ((path, book.read(name)) for name in book.namelist())
    if (out / "ledger.sqlite").exists():
        with closing(sqlite3.connect(out / "ledger.sqlite")) as ledger:
            rows = ledger.execute("SELECT reading FROM page WHERE reading IS NOT NULL")
            yield from (("ledger", zlib.decompress(data)) for (data,) in rows)


@pytest.fixture
def flagged(tmp_path, monkeypatch):
    """Two papers of one folder that were read under the rule that only flags, one of them secret."""
    born_digital(tmp_path / "D/mat.pdf", LINES, ("TỐI MẬT", *LINES), LINES)
    born_digital(tmp_path / "D/thuong.pdf", ORDINARY)
    with monkeypatch.context() as rule:
        rule.setenv("DIGITIZE_SECRECY", "flag")
        assert ended(tmp_path / "D", out=tmp_path / "out") == ExitCode.DONE
    assert told_anywhere(tmp_path / "out", "kho An Bình")
    return tmp_path


def test_nothing_of_it_is_left_in_its_dossier_and_tables_once_the_rule_is_stricter(flagged):
    out = flagged / "out"
    assert (out / "D/dossier.json").exists()
    assert ended(flagged / "D", out=out) == ExitCode.SOME_FAILED
    assert told_anywhere(out, "kho An Bình", "TỐI MẬT") == []
    assert {place.name for place in told_anywhere(out, "mat.pdf")} <= {"ledger.sqlite"}
    assert told_anywhere(out, "rừng Ba Vì")
    assert not (out / "D/mat.pdf").exists()
    (record,) = (out / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(record)["source"] == "thuong.pdf"


@pytest.mark.parametrize("name", ["D/doi-ten.pdf", "khac/mat.pdf", "mat.pdf"])
def test_nothing_of_it_is_left_under_an_earlier_name(flagged, name):
    out, renamed = flagged / "out", flagged / name
    renamed.parent.mkdir(exist_ok=True)
    (flagged / "D/mat.pdf").rename(renamed)
    given = renamed if renamed.parent == flagged else renamed.parent
    assert ended(given, out=out) in {ExitCode.NO_INPUT, ExitCode.SOME_FAILED}
    assert told_anywhere(out, "kho An Bình", "TỐI MẬT") == []
    assert (out / "D/thuong.pdf/document-1.json").exists()
    assert not (out / "D/mat.pdf").exists()


def test_tables_that_cannot_be_written_anew_do_not_keep_it(flagged):
    out = flagged / "out"
    (out / "D/thuong.pdf/document-1.json").write_text("{}", encoding="utf-8")
    (flagged / "D/thuong.pdf").unlink()
    ended(flagged / "D", out=out)
    assert told_anywhere(out, "kho An Bình", "TỐI MẬT") == []
    assert {place.name for place in told_anywhere(out, "mat.pdf")} <= {"ledger.sqlite"}


def test_a_stamped_file_takes_no_other_results_with_it(flagged, monkeypatch):
    out, single = flagged / "out2", flagged / "scan.pdf"
    (flagged / "D/mat.pdf").rename(single)
    with zipfile.ZipFile(flagged / "scan.pdf.zip", "w") as packed:
        packed.write(flagged / "D/thuong.pdf", "thuong.pdf")
    assert ended(flagged / "scan.pdf.zip", out=out) == ExitCode.DONE
    for rule in ("stop", "flag", "stop"):
        monkeypatch.setenv("DIGITIZE_SECRECY", rule)
        assert ended(single, out=out) == (ExitCode.DONE if rule == "flag" else ExitCode.NO_INPUT)
        assert (out / "scan.pdf/thuong.pdf/document-1.json").exists()
    assert told_anywhere(out, "kho An Bình", "TỐI MẬT") == []
    assert ended(flagged / "scan.pdf.zip", out=out) == ExitCode.DONE


def test_each_stage_stops_at_what_another_rule_let_pass(flagged, monkeypatch, capsys):
    mat, work = flagged / "D/mat.pdf", flagged / "work"
    with monkeypatch.context() as rule:
        rule.setenv("DIGITIZE_SECRECY", "flag")
        assert run(["ocr", str(mat), "-o", str(work), "--progress", "none"]) == ExitCode.DONE
        assert run(["extract", str(work), "-o", str(work)]) == ExitCode.DONE
        assert run(["export", str(work), "-o", str(work)]) == ExitCode.DONE
    for command in (["export"], ["export", "--to", "csv"], ["extract"]):
        assert run([*command, str(work), "-o", str(flagged / "other")]) == ExitCode.NO_INPUT
        assert told_anywhere(flagged / "other", "kho An Bình", "TỐI MẬT") == []
    # Straight into a folder in which other things lie, too.
    for name in ("page-0001.png", "original/page.png"):
        (flagged / "here" / name).parent.mkdir(parents=True, exist_ok=True)
        (flagged / "here" / name).write_bytes(b"somebody's scan")
    with monkeypatch.context() as rule:
        rule.setenv("DIGITIZE_SECRECY", "flag")
        assert run(["extract", str(work / "mat.pdf"), "-o", str(flagged / "here")]) == ExitCode.DONE
    assert run(["extract", str(work / "mat.pdf"), "-o", str(flagged / "here")]) == ExitCode.NO_INPUT
    left = {path.name for path in (flagged / "here").rglob("*") if path.is_file()}
    assert left == {".digitize", "page-0001.png", "page.png"}
    assert run(["extract", str(work), "-o", str(work)]) == ExitCode.NO_INPUT
    assert told_anywhere(work, "kho An Bình", "TỐI MẬT") == []
    assert "bí mật nhà nước" in capsys.readouterr().err


def exported(*words, out):
    forms = (part for word in words for part in ("--to", word))
    return run(["export", str(out.with_name("out")), "-o", str(out), *forms])


@pytest.mark.parametrize("asked", [("csv",), ("pdf",), ("json",)])
def test_tables_that_are_not_asked_for_today_tell_nothing_of_it_either(flagged, monkeypatch, asked):
    tables = flagged / "tables"
    with monkeypatch.context() as rule:
        rule.setenv("DIGITIZE_SECRECY", "flag")
        assert exported("xlsx", "jsonl", out=tables) == ExitCode.DONE
    assert told_anywhere(tables, "mat.pdf")
    assert exported(*asked, out=tables) == ExitCode.SOME_FAILED
    assert told_anywhere(tables, "mat.pdf", "kho An Bình") == []
    assert told_anywhere(tables, "thuong.pdf")
    assert {"records.xlsx", "records.jsonl"} <= {path.name for path in tables.iterdir()}


@pytest.mark.parametrize("stage", ["ocr", "extract"])
def test_tables_where_another_stage_writes_tell_nothing_of_it_either(flagged, monkeypatch, stage):
    tables = flagged / "tables"
    with monkeypatch.context() as rule:
        rule.setenv("DIGITIZE_SECRECY", "flag")
        assert exported("xlsx", "csv", out=tables) == ExitCode.DONE
    given = {"ocr": flagged / "D", "extract": flagged / "out"}
    assert run([stage, str(given[stage]), "-o", str(tables)]) == ExitCode.SOME_FAILED
    assert told_anywhere(tables, "mat.pdf", "kho An Bình") == []


def test_pictures_of_it_go_where_its_folder_was_taken_out_of_the_results(secret, tmp_path):
    work = tmp_path / "work"
    assert run(["scan", str(secret), "-o", str(work), "--progress", "none"]) == ExitCode.DONE
    alone = (work / "mat.pdf").rename(tmp_path / "alone")
    assert run(["ocr", str(alone), "-o", str(alone), "--progress", "none"]) == ExitCode.NO_INPUT
    assert [path.name for path in alone.rglob("*") if path.is_file()] == [".digitize"]
