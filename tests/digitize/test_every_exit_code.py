"""Every exit code of the README, met on purpose."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pikepdf
import pytest
from PIL import Image, ImageDraw

from digitize.__main__ import run
from digitize.exit_codes import ExitCode

QUIET = ("--progress", "none")


@pytest.fixture
def paper(samples, tmp_path):
    return shutil.copy(samples / "cccd-mat-truoc-01.png", tmp_path / "paper.png")


@pytest.fixture
def out(tmp_path):
    return str(tmp_path / "out")


def test_0_all_done(paper, out):
    assert run(["run", str(paper), "-o", out, *QUIET]) == ExitCode.DONE


def test_1_a_bug_is_told_in_one_line_without_what_was_read(monkeypatch, capsys):
    def examine():
        raise KeyError("Nguyễn Văn A")

    monkeypatch.setattr("digitize.screen.doctor.examine", examine)
    assert run(["doctor"]) == ExitCode.BUG
    told = capsys.readouterr().err
    assert "KeyError" in told
    assert "Nguyễn" not in told


def test_2_the_command_line_is_wrong(paper):
    assert run(["run", str(paper)]) == ExitCode.USAGE


def test_3_some_inputs_failed_and_the_rest_is_done(paper, tmp_path, out, capsys):
    (tmp_path / "damaged.pdf").write_bytes(b"%PDF-1.7\nnothing")
    assert run(["run", str(paper), str(tmp_path / "damaged.pdf"), "-o", out, *QUIET]) == ExitCode.SOME_FAILED
    shown = capsys.readouterr()
    assert "damaged.pdf" in shown.err
    assert "1 xong + 1 lỗi" in shown.out


def test_4_review_is_pending_on_a_paper_filled_in_by_hand(samples, out):
    code = run(["run", str(samples / "khai-sinh-05.jpg"), "-o", out, "--strict-review", *QUIET])
    assert code == ExitCode.REVIEW_PENDING


@pytest.mark.parametrize("name", ["missing.pdf", "empty.pdf", "words.docx"])
def test_5_no_input_could_be_read(tmp_path, out, name, capsys):
    if name != "missing.pdf":
        (tmp_path / name).write_bytes(b"" if name == "empty.pdf" else b"PK\x03\x04 no paper")
    assert run(["run", str(tmp_path / name), "-o", out, *QUIET]) == ExitCode.NO_INPUT
    assert name in capsys.readouterr().err


def test_6_a_program_is_missing(paper, out, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    asked = ["run", str(paper), "-o", out, "--engine", "tesseract", *QUIET]
    assert run(asked) == ExitCode.DEPENDENCY_MISSING
    assert "Tesseract" in capsys.readouterr().err


def test_without_tesseract_papers_are_read_and_it_is_said(paper, out, tmp_path):
    told = subprocess.run(
        [sys.executable, "-m", "digitize", "run", str(paper), "-o", out, *QUIET],
        env={**os.environ, "PATH": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert told.returncode == ExitCode.DONE, told.stderr
    assert "Tesseract" in told.stderr
    assert "1 xong" in told.stdout


@pytest.mark.parametrize("engine", ["auto", "reader", "lines"])
def test_without_tesseract_a_card_with_a_scratched_zone_is_read_and_the_skipped_look_is_told(
    samples, tmp_path, engine
):
    with Image.open(samples / "can-cuoc-mat-sau-01.jpg") as card:
        width, height = card.size
        scratch = [(width * 0.5, height * 0.7), (width * 0.52, height * 0.97)]
        ImageDraw.Draw(card).line(scratch, fill="white", width=12)
        card.save(tmp_path / "card.png")
    (tmp_path / "nothing").mkdir()
    command = ["run", str(tmp_path / "card.png"), "-o", str(tmp_path / "out"), "--engine", engine, *QUIET]
    told = subprocess.run(
        [sys.executable, "-m", "digitize", *command],
        env={**os.environ, "PATH": str(tmp_path / "nothing")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert told.returncode == ExitCode.DONE, told.stderr
    record = json.loads((tmp_path / "out" / "records.jsonl").read_text(encoding="utf-8"))
    (finding,) = (one for one in record["findings"] if one["code"] == "second_look_skipped")
    assert finding["data"] == {"look": "zone", "reason": "tesseract_missing"}
    assert finding["severity"] == "info"
    assert record["doc_type"]


def test_6_nothing_can_read(monkeypatch, capsys):
    monkeypatch.setattr("ocr.readers.tesseract_program.pytesseract.tesseract_cmd", "tesseract-xyz")
    monkeypatch.setitem(sys.modules, "tesserocr", None)
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    assert run(["doctor"]) == ExitCode.DEPENDENCY_MISSING
    assert "Tesseract" in capsys.readouterr().out


def test_7_the_output_cannot_be_written(paper, tmp_path, capsys):
    (tmp_path / "taken").write_text("a file where the folder should be")
    assert run(["run", str(paper), "-o", str(tmp_path / "taken"), *QUIET]) == ExitCode.OUTPUT_UNWRITABLE
    assert "taken" in capsys.readouterr().err


def test_8_a_limit_was_exceeded(paper, out, monkeypatch, capsys):
    monkeypatch.setenv("DIGITIZE_LIMITS__PAGE_PIXELS", "1000")
    assert run(["run", str(paper), "-o", out, *QUIET]) == ExitCode.LIMIT_EXCEEDED
    assert "limits.page_pixels" in capsys.readouterr().err


def test_9_the_settings_are_invalid(paper, tmp_path, out, capsys):
    (tmp_path / "mine.toml").write_text("engin = 'tesseract'")
    code = run(["run", str(paper), "-o", out, "--config", str(tmp_path / "mine.toml"), *QUIET])
    assert code == ExitCode.CONFIGURATION_INVALID
    assert "engine" in capsys.readouterr().err


def test_9_a_document_type_is_invalid(tmp_path, capsys):
    (tmp_path / "giay_la.yaml").write_text("id: giay_la\nnaem: giấy lạ\n", encoding="utf-8")
    assert run(["types", "check", str(tmp_path / "giay_la.yaml")]) == ExitCode.CONFIGURATION_INVALID
    told = capsys.readouterr().err
    assert "giay_la.yaml" in told
    assert "name" in told


def test_10_accuracy_was_demanded_and_not_reached(samples, tmp_path, capsys):
    shutil.copy(samples / "khai-sinh-05.jpg", tmp_path)
    truth = (samples / "khai-sinh-05.json").read_text(encoding="utf-8")
    other = truth.replace("KHAI SINH", "KHAI HOANG").replace("khai sinh", "khai hoang")
    assert other != truth
    (tmp_path / "khai-sinh-05.json").write_text(other, encoding="utf-8")
    code = run(["eval", str(tmp_path), "--min-cer-accuracy", "0.9999", *QUIET])
    assert code == ExitCode.DEMAND_NOT_REACHED
    assert "--min-cer-accuracy" in capsys.readouterr().err


def test_10_pdfa_was_demanded_and_cannot_be(tmp_path, out):
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)))
        page.contents_add(b"BT /F1 24 Tf 72 700 Td (Xin chao, day la mot trang chu) Tj ET")
        pdf.save(tmp_path / "not-embedded.pdf")
    code = run(["run", str(tmp_path / "not-embedded.pdf"), "-o", out, "--pdfa", *QUIET])
    assert code == ExitCode.DEMAND_NOT_REACHED


def test_11_a_run_stops_when_too_many_fail(paper, tmp_path, out, monkeypatch, capsys):
    for number in range(4):
        Image.new("RGB", (400, 400 + number), "white").save(tmp_path / f"{number}.png")
        whole = (tmp_path / f"{number}.png").read_bytes()
        (tmp_path / f"{number}.png").write_bytes(whole[: len(whole) // 2])
    monkeypatch.setenv("DIGITIZE_JUDGED_AFTER", "2")
    broken = [str(tmp_path / f"{number}.png") for number in range(4)]
    assert run(["run", *broken, str(paper), "-o", out, *QUIET]) == ExitCode.TOO_MANY_FAILURES
    assert "2 lỗi + 3 bỏ qua" in capsys.readouterr().out


@pytest.mark.skipif(os.name == "nt", reason="SIGINT is sent another way on Windows")
def test_130_interrupted(samples, tmp_path):
    program = [
        sys.executable,
        "-m",
        "digitize",
        "run",
        str(samples),
        "-o",
        str(tmp_path / "out"),
        "--progress",
        "plain",
    ]
    started = subprocess.Popen(
        program, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd=tmp_path, text=True
    )
    time.sleep(6)
    started.send_signal(signal.SIGINT)
    asked = time.monotonic()
    _, told = started.communicate(timeout=30)
    assert started.returncode == ExitCode.INTERRUPTED
    assert time.monotonic() - asked < 5
    assert "Traceback" not in told


def test_every_code_has_its_test():
    tested = {
        name.split("_")[1] for name in globals() if name.startswith("test_") and name.split("_")[1].isdigit()
    }
    assert {int(number) for number in tested} == {int(code) for code in ExitCode}
