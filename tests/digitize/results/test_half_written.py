import pytest
from filelock import FileLock

from digitize.__main__ import run
from digitize.results.half_written import SIGN, sweep, writing

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
        sweep(out)
        with writing(out):
            assert (out / "a" / PART).exists()
    assert (out / SIGN).exists()


def test_nothing_is_swept_where_no_stage_was_cut_off(out):
    sweep(out)
    assert (out / "a" / PART).exists()


@pytest.mark.parametrize("command", ["run", "scan"])
def test_every_command_that_writes_sweeps(out, samples, command):
    (out / SIGN).touch()
    assert run([command, str(samples / "cong-van-01.jpg"), "-o", str(out), "--progress", "none"]) == 0
    assert not list(out.rglob("*.part"))
    assert not (out / SIGN).exists()
