"""A scanner's folder, with a clock that the test turns: files grow, are replaced, deleted, held by others."""

import signal
import subprocess
import sys
import time

import pytest

from digitize.exit_codes import ExitCode, UsageProblem
from digitize.jobs.watch import Watch, entries, watch
from digitize.results.account import FileAccount, RunAccount
from digitize.settings import Settings
from ocr.problem import InputProblem, OutputProblem


class Desk:
    """An inbox that is looked at once a second; ``script`` says what happens before which look."""

    def __init__(self, tmp_path, monkeypatch):
        self.inbox, self.out = tmp_path / "in", tmp_path / "out"
        self.inbox.mkdir()
        self.now, self.read, self.answers = 0.0, [], []
        monkeypatch.setattr("digitize.jobs.watch.run", self.run)

    def run(self, inputs, out, settings, *_):
        assert settings.failed_share == 1
        self.read.append((round(self.now), [path.name for path in inputs]))
        answer = self.answers.pop(0) if self.answers else "done"
        if isinstance(answer, Exception):
            raise answer
        state, code = ("done", None) if answer == "done" else ("failed", answer)
        files = tuple(
            FileAccount(name=path.name, state=state, code=code, fault="input" if code else None)
            for path in inputs
        )
        return RunAccount(out=str(out), files=files)

    def watched(self, seconds, script=None):
        def pause(_):
            self.now += 1
            if self.now > seconds:
                raise KeyboardInterrupt
            (script or {}).get(self.now, lambda: None)()

        watched = Watch(self.inbox, self.out, still=3, every=1, clock=lambda: self.now, pause=pause)
        with pytest.raises(KeyboardInterrupt):
            list(watch(watched, Settings(), None, None))
        return self.read

    def put(self, name, text):
        path = self.inbox / name
        path.parent.mkdir(exist_ok=True)
        return lambda: path.write_text(text)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    return Desk(tmp_path, monkeypatch)


def test_a_file_is_read_once_when_it_has_stopped_growing(desk):
    desk.put("a.pdf", "1")()
    script = {second: desk.put("a.pdf", "1" * second) for second in range(2, 6)}
    assert desk.watched(20, script) == [(8, ["a.pdf"])]


def test_a_folder_waits_for_its_slowest_file(desk):
    desk.put("hồ sơ/a.jpg", "1")()
    desk.put("xong.pdf", "1")()
    script = {2: desk.put("hồ sơ/b.jpg", "2"), 4: desk.put("hồ sơ/c.jpg", "3")}
    assert desk.watched(20, script) == [(3, ["xong.pdf"]), (7, ["hồ sơ"])]


def test_a_replaced_file_is_read_again_and_a_deleted_one_forgotten(desk):
    desk.put("a.pdf", "1")()
    desk.put("b.pdf", "1")()
    script = {1: (desk.inbox / "b.pdf").unlink, 9: desk.put("a.pdf", "another")}
    assert desk.watched(20, script) == [(3, ["a.pdf"]), (12, ["a.pdf"])]


def test_a_bad_file_is_told_once_and_one_held_by_others_is_tried_again_ever_more_rarely(desk):
    desk.answers = ["image_damaged"]
    desk.put("a.pdf", "1")()
    assert len(desk.watched(40)) == 1
    desk.now, desk.read = 0.0, []
    desk.answers = ["file_unreadable", "file_unreadable"]
    assert [second for second, _ in desk.watched(40)] == [3, 9, 21]


def test_results_that_cannot_be_written_are_tried_again(desk):
    desk.answers = [OutputProblem("output_in_use", file="x")]
    desk.put("a.pdf", "1")()
    assert [second for second, _ in desk.watched(20)] == [3, 9]


def test_a_share_that_is_away_for_a_while_costs_nothing(desk):
    desk.put("a.pdf", "1")()
    away = desk.inbox.with_name("away")
    script = {5: lambda: desk.inbox.rename(away), 8: lambda: away.rename(desk.inbox)}
    assert desk.watched(20, script) == [(3, ["a.pdf"])]


def test_results_and_hidden_files_are_never_watched(desk):
    desk.out = desk.inbox / "ket-qua"
    for folder in (desk.out, desk.inbox / "of an earlier run"):
        folder.mkdir()
        (folder / "records.csv").write_text("x")
    (desk.inbox / "of an earlier run" / ".digitize").write_text("digitize\n")
    desk.put(".a.pdf.part", "1")()
    desk.put("~$a.docx", "1")()
    assert entries(desk.inbox, desk.out) == {}


def test_what_cannot_be_watched_is_refused(desk, tmp_path):
    for folder, out, kind in (
        (tmp_path / "none", desk.out, InputProblem),
        (desk.inbox, desk.inbox, UsageProblem),
    ):
        with pytest.raises(kind):
            next(watch(Watch(folder, out), Settings(), None, None))


def test_the_command_reads_what_comes_and_ends_at_ctrl_c(samples, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (tmp_path / "in" / "good.pdf").write_bytes((samples / "ke-hoach-01.pdf").read_bytes())
    order = [sys.executable, "-m", "digitize", "watch", "in", "-o", "out", "--still", "0.2", "--jobs", "1"]
    with subprocess.Popen(order, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as watching:
        end = time.monotonic() + 120
        while not (tmp_path / "out/records.xlsx").exists() and time.monotonic() < end:
            time.sleep(0.2)
        time.sleep(1)
        watching.send_signal(signal.SIGINT)
        try:
            said, told = (stream.decode() for stream in watching.communicate(timeout=30))
        finally:
            watching.kill()
    assert watching.returncode == ExitCode.INTERRUPTED
    assert "1 xong + 1 lỗi" in said
    assert "broken.pdf" in told
    assert (tmp_path / "out/good.pdf/document-1.json").exists()
