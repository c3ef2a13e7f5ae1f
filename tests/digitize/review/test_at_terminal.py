"""Fields are decided line by line, by a person or from a pipe, and nothing that was answered is lost."""

import io
import os
import signal
import subprocess
import sys
import time

import pytest

from digitize.__main__ import run
from digitize.decisions.decision import standing
from digitize.decisions.kept import decisions_in

LATER = [""] * 9


@pytest.fixture
def answer(out, monkeypatch, capsys):
    """Answers with these lines; gives the exit code and what was said."""

    def answered(*lines, by="Lan", more=("--terminal",)):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        code = run(["review", str(out), "--by", by, *more])
        told = capsys.readouterr()
        return code, told.out + told.err

    return answered


def decided(out):
    return {
        one.decision.key: (one.decision.outcome, one.decision.value) for one in standing(decisions_in(out))
    }


def asked(told):
    """The headings of the fields that were asked for, in order."""
    return [line.rpartition(" – ")[2] for line in told.splitlines() if line.startswith("[")]


def test_every_field_that_waits_is_asked_for_with_all_that_is_known_of_it(answer):
    code, told = answer(*LATER)
    assert code == 0
    assert sorted(asked(told)) == [
        "Dân tộc", "Giới tính", "Họ và tên", "Họ và tên người yêu cầu", "Ngày sinh", "Nơi sinh",
    ]  # fmt: skip
    assert "Máy đọc: Trần Văn Bqo" in told
    assert "Chỗ đọc: trang 1, phía trên" in told
    assert "document-1.pdf" in told


def test_answers_are_kept_and_the_results_follow(answer, out):
    first = asked(answer(*LATER)[1])[0]
    words = {"Ngày sinh": "3/2/2026", "Họ và tên": "Trần Thị Mai"}
    code, told = answer(words.get(first, "?"))
    assert code == 0
    assert "Đã giữ 1 quyết định." in told
    assert len(decided(out)) == 1
    assert first not in asked(answer(*LATER)[1])
    assert {one.decision.way for one in decisions_in(out)} == {"terminal"}


def test_right_unreadable_and_absent_have_a_key_each(answer, out):
    names = asked(answer(*LATER)[1])
    lines = ["=" if name == "Nơi sinh" else "x" if name == "Giới tính" else "?" for name in names]
    assert answer(*lines)[0] == 0
    found = decided(out)
    assert found["noi_sinh"] == ("right", "Trqm Y tế xã An Vxễn")
    assert found["gioi_tinh"] == ("absent", None)
    assert found["dan_toc"] == ("unreadable", None)


def test_what_is_no_value_is_told_and_asked_again(answer, out):
    place = asked(answer(*LATER)[1]).index("Ngày sinh")
    told = answer(*[""] * place, "hôm qua", "=", "3/2/2026", "/q")[1]
    assert "hôm qua" in told
    assert asked(told).count("Ngày sinh") == 3
    assert decided(out)["ngay_sinh"] == ("corrected", "2026-02-03")


def test_an_answer_can_be_taken_back(answer, out):
    told = answer("?", "/u", "x", "/q")[1]
    assert asked(told)[0] == asked(told)[2]
    assert [outcome for outcome, _ in decided(out).values()] == ["absent"]
    assert [one.decision.outcome for one in decisions_in(out)] == ["unreadable", "undone", "absent"]
    assert answer("/u", "/q")[0] == 0  # there is nothing to take back


def test_of_a_field_that_two_people_look_at_the_second_one_sees_no_answer(answer, monkeypatch):
    monkeypatch.setenv("DIGITIZE_REVIEW__TWO_LOOKS", '["ngay_sinh"]')
    place = asked(answer(*LATER)[1]).index("Ngày sinh")
    answer(*[""] * place, "3/2/2026")
    assert asked(answer(*LATER)[1]).count("Ngày sinh") == 1  # that of the other paper
    told = answer(*LATER, by="Hoa")[1]
    assert asked(told).count("Ngày sinh") == 2
    assert "03/02/2026" not in told


@pytest.mark.parametrize("sent", [b"\xff\xfe\n", "?\n\udcff\n".encode("utf-8", "surrogateescape")])
def test_a_pipe_with_what_is_no_text_ends_without_harm(out, sent):
    command = [sys.executable, "-m", "digitize", "review", str(out), "--terminal", "--by", "Lan"]
    ran = subprocess.run(command, input=sent, capture_output=True, check=False)
    assert ran.returncode == 0
    assert len(decisions_in(out)) == sent.count(b"?")


def test_who_decides_has_to_be_known(out, capsys):
    assert run(["review", str(out), "--terminal"]) == 2
    assert "--by" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_ctrl_c_keeps_all_that_was_decided(out):
    with subprocess.Popen(
        [sys.executable, "-m", "digitize", "review", str(out), "--terminal", "--by", "Lan"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
    ) as program:  # fmt: skip
        program.stdin.write("?\n")
        program.stdin.flush()
        end = time.monotonic() + 60
        while not decisions_in(out) and time.monotonic() < end:
            time.sleep(0.05)
        program.send_signal(signal.SIGINT)
        told = program.communicate(timeout=60)[0]
    assert program.returncode == 130
    assert "Đã giữ 1 quyết định." in told
    assert len(decisions_in(out)) == 1
    assert run(["export", str(out)]) == 0
