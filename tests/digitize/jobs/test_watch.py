"""A scanner's folder, with a clock that the test turns: files grow, are replaced, deleted, held by others."""

import os
import signal
import subprocess
import sys
import time
import unicodedata

import pytest

from digitize.exit_codes import ExitCode, UsageProblem
from digitize.jobs.watch import Sight, Watch, _look, _Memory, entries, watch
from digitize.results.account import FileAccount, RunAccount
from digitize.results.handed_on import PageFailure
from digitize.settings import Settings
from ocr.problem import InputProblem, MachineProblem, OutputProblem


class Desk:
    """An inbox that is looked at once a second; ``script`` says what happens before which look."""

    def __init__(self, tmp_path, monkeypatch):
        self.inbox, self.out = tmp_path / "in", tmp_path / "out"
        self.inbox.mkdir()
        self.now, self.read, self.answers, self.told, self.renamed = 0.0, [], [], [], {}
        monkeypatch.setattr("digitize.jobs.watch.run", self.run)

    def run(self, inputs, out, settings, *_, renamed):
        assert settings.failed_share == 1
        self.renamed |= {path.name: old for path, old in renamed.items()}
        self.read.append((round(self.now), [path.name for path in inputs]))
        answer = self.answers.pop(0) if self.answers else "done"
        if isinstance(answer, Exception):
            raise answer
        # A run calls files by their names as they are shown, and those in a folder from there.
        codes = answer if isinstance(answer, dict) else {path.name: answer for path in inputs}
        files = tuple(
            FileAccount(name=name, state="done")
            if code == "done"
            else FileAccount(name=name, state="failed", code=code, fault="input")
            for name, code in ((unicodedata.normalize("NFC", name), code) for name, code in codes.items())
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
            self.told.extend(watch(watched, Settings(), None, None))
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


def test_a_file_that_gets_another_name_is_known_by_its_size_and_time(desk):
    def at(name, text, nanoseconds):
        desk.put(name, text)()
        os.utime(desk.inbox / name, ns=(nanoseconds, nanoseconds))

    at("a.pdf", "1", 1), at("copied.pdf", "2", 2), at("taken.pdf", "3", 3)
    script = {
        5: lambda: (desk.inbox / "a.pdf").rename(desk.inbox / "b.pdf"),
        6: lambda: (desk.inbox / "b.pdf").rename(desk.inbox / "c.pdf"),
        7: lambda: at("copy.pdf", "2", 2),
        8: (desk.inbox / "taken.pdf").unlink,
        9: lambda: at("another day.pdf", "3", 9),
    }
    desk.watched(15, script)
    assert desk.renamed == {"c.pdf": "a.pdf"}


def test_a_bad_file_is_told_once_and_one_held_by_others_is_tried_again_ever_more_rarely(desk):
    desk.answers = ["image_damaged"]
    desk.put("a.pdf", "1")()
    assert len(desk.watched(40)) == 1
    desk.now, desk.read = 0.0, []
    desk.answers = ["file_unreadable", "file_unreadable"]
    assert [second for second, _ in desk.watched(40)] == [3, 9, 21]


def test_what_is_tried_again_is_told_once_and_once_more_when_it_is_done(desk):
    desk.answers = ["file_unreadable"] * 3
    desk.put("a.pdf", "1")()
    assert len(desk.watched(100)) == 4
    assert [[file.state for file in account.files] for account in desk.told] == [["failed"], ["done"]]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_file_is_tried_again_whatever_form_of_unicode_its_name_has(desk, form):
    desk.answers = ["file_unreadable"]
    desk.put(unicodedata.normalize(form, "Giấy khai sinh.pdf"), "1")()
    assert len(desk.watched(20)) == 2


def test_a_folder_is_tried_again_when_a_file_deep_in_it_cannot_be_read_yet_and_others_are_not(desk):
    for name in ("hồ sơ/a.jpg", "hồ sơ/trong.zip", "khác/b.jpg", "c.pdf"):
        desk.put(name, "1")()
    desk.answers = [{"a.jpg": "done", "trong.zip/1.jpg": "file_vanished", "b.jpg": "done", "c.pdf": "done"}]
    assert [names for _, names in desk.watched(20)] == [["c.pdf", "hồ sơ", "khác"], ["hồ sơ"]]


def test_a_page_that_could_not_be_opened_for_a_moment_is_tried_again(desk, monkeypatch):
    desk.put("a.pdf", "1")()
    lost = PageFailure(page=1, fault="input", code="file_unreadable")
    account = RunAccount(out="", files=(FileAccount(name="a.pdf", state="failed", failed_pages=(lost,)),))
    runs = []
    monkeypatch.setattr("digitize.jobs.watch.run", lambda *_, **__: runs.append(desk.now) or account)
    desk.watched(20)
    assert runs == [3, 9]


def test_nothing_unforeseen_ends_the_watch_and_the_others_are_read(desk):
    desk.put("a.pdf", "1")()
    desk.put("b.pdf", "1")()
    desk.answers = [RecursionError(), "done", RecursionError(), RecursionError()]
    assert [names for _, names in desk.watched(40)] == [["a.pdf", "b.pdf"], ["a.pdf"], ["b.pdf"], ["b.pdf"]]
    assert [getattr(one, "code", "account") for one in desk.told] == ["watch_bug", "account"]


def test_a_computer_that_lacks_room_for_a_while_is_told_once_and_tried_again(desk):
    desk.put("a.pdf", "1")()
    desk.answers = [MachineProblem("temporary_unwritable")] * 2
    assert [second for second, _ in desk.watched(40)] == [3, 9, 21]
    assert [type(one).__name__ for one in desk.told] == ["MachineProblem", "RunAccount"]


def test_a_folder_deeper_than_functions_can_call_themselves_is_seen_and_told_once(desk, dug):
    desk.put("a.pdf", "1")()
    dug(desk.inbox)
    desk.answers = [{"a.pdf": "done", "/".join("d" * 65): "folder_too_deep"}]
    assert [names for _, names in desk.watched(40)] == [["a.pdf", "d"]]


def test_a_folder_that_cannot_be_listed_is_told_and_read_once_it_can_be(desk, monkeypatch):
    desk.put("hồ sơ/a.jpg", "1")()
    desk.put("b.pdf", "1")()
    scan, locked = os.scandir, [True]

    def scandir(path):
        if locked[0] and os.fspath(path).endswith("hồ sơ"):
            raise PermissionError
        return scan(path)

    monkeypatch.setattr("os.scandir", scandir)
    desk.answers = [{"b.pdf": "done", "hồ sơ": "folder_unreadable"}]
    read = desk.watched(20, {5: lambda: locked.clear() or locked.append(False)})
    assert [names for _, names in read] == [["b.pdf", "hồ sơ"], ["hồ sơ"]]


def test_a_link_is_no_entry_and_what_it_leads_to_is_not_watched(desk, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.jpg").write_text("1")
    (desk.inbox / "link").symlink_to(tmp_path / "other")
    (desk.inbox / "in").mkdir()
    (desk.inbox / "in" / "link.jpg").symlink_to(tmp_path / "other" / "a.jpg")
    assert entries(desk.inbox, desk.out) == {}


def test_what_is_gone_for_good_is_forgotten(desk):
    desk.put("a.pdf", "1")()
    memory = _Memory()
    memory.done[desk.inbox / "a.pdf"] = memory.done[desk.inbox / "b.pdf"] = Sight((), 0.0)
    _look(memory, entries(desk.inbox, desk.out), 4000.0)
    assert list(memory.done) == [desk.inbox / "a.pdf"]


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


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_the_command_reads_what_comes_and_ends_when_it_is_asked_to(samples, tmp_path, asked):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (tmp_path / "in" / "good.pdf").write_bytes((samples / "ke-hoach-01.pdf").read_bytes())
    order = [sys.executable, "-m", "digitize", "watch", "in", "-o", "out", "--still", "0.2", "--jobs", "1"]
    with subprocess.Popen(order, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as watching:
        end = time.monotonic() + 120
        while not (tmp_path / "out/records.xlsx").exists() and time.monotonic() < end:
            time.sleep(0.2)
        time.sleep(1)
        watching.send_signal(asked)
        try:
            said, told = (stream.decode() for stream in watching.communicate(timeout=30))
        finally:
            watching.kill()
    assert watching.returncode == ExitCode.INTERRUPTED
    assert "1 xong + 1 lỗi" in said
    assert "broken.pdf" in told
    assert (tmp_path / "out/good.pdf/document-1.json").exists()
