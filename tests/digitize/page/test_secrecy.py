"""A paper with a secrecy stamp stops: nothing of it is kept, and the others go on."""

import json
import sqlite3
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
