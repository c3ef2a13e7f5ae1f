import os

import pytest
from filelock import FileLock

from digitize.__main__ import run
from digitize.results.half_written import SIGN, writing

PART = f".{16 * 'a'}.part"


@pytest.fixture
def out(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / PART).write_bytes(b"half")
    return tmp_path


def test_what_a_stage_left_that_was_cut_off_is_swept_by_the_next(out):
    with pytest.raises(KeyboardInterrupt), writing(out):
        raise KeyboardInterrupt
    assert (out / SIGN).exists()
    with writing(out):
        assert not (out / "a" / PART).exists()
    assert not (out / SIGN).exists()


def test_what_another_stage_writes_at_this_moment_stays(out):
    with FileLock(out / SIGN):
        for _ in range(2):
            with writing(out):
                assert (out / "a" / PART).exists()
    assert (out / SIGN).exists()


def test_nothing_is_swept_where_no_stage_was_cut_off(out):
    with writing(out):
        assert (out / "a" / PART).exists()


@pytest.mark.parametrize("command", ["run", "scan"])
def test_what_a_command_left_that_was_ended_before_it_could_leave_a_sign_is_swept(tmp_path, samples, command):
    out = tmp_path / "out"
    out.mkdir()
    (out / PART).write_bytes(b"digitize ")
    (out / ".digitize").write_bytes(b"digitize 1\n")
    assert run([command, str(samples / "cong-van-01.jpg"), "-o", str(out), "--progress", "none"]) == 0
    assert not list(out.rglob("*.part"))


@pytest.mark.parametrize("command", ["run", "scan"])
def test_every_command_that_writes_sweeps(out, samples, command):
    (out / SIGN).touch()
    assert run([command, str(samples / "cong-van-01.jpg"), "-o", str(out), "--progress", "none"]) == 0
    assert not list(out.rglob("*.part"))
    assert not (out / SIGN).exists()


def test_what_one_left_is_swept_when_the_last_of_several_has_gone(out):
    first = writing(out)
    first.__enter__()
    with pytest.raises(KeyboardInterrupt), writing(out):
        raise KeyboardInterrupt
    first.__exit__(None, None, None)
    assert (out / "a" / PART).exists()
    with writing(out):
        assert not (out / "a" / PART).exists()
    assert not list(out.glob(f"{SIGN}*"))


def test_what_one_of_several_still_writes_stays_when_another_was_cut_off(out):
    cut_off, last = writing(out), writing(out)
    cut_off.__enter__()
    last.__enter__()
    assert not cut_off.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    with writing(out):
        assert (out / "a" / PART).exists()
    last.__exit__(None, None, None)


def test_what_is_newer_than_the_sweeper_stays(out):
    (out / SIGN).touch()
    later = out / "a" / f".{16 * 'b'}.part"
    later.write_bytes(b"of one who came meanwhile")
    os.utime(later, ns=(2**62, 2**62))
    with writing(out):
        assert later.exists()
        assert not (out / "a" / PART).exists()


def test_a_run_leaves_a_sign_of_its_own(out, samples, monkeypatch):
    seen = []
    monkeypatch.setattr("digitize.jobs.run.plan", lambda *_: seen.append((out / SIGN).exists()) or ([], []))
    assert run(["run", str(samples / "cong-van-01.jpg"), "-o", str(out), "--progress", "none"]) in {0, 5}
    assert seen == [True]
