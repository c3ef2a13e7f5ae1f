import errno
import os

import pytest

from export.atomic import make_folder, output_problem, remove_half_written, replacing, write_text
from ocr.problem import OutputProblem, Problem


def names(folder):
    return [path.name for path in folder.iterdir()]


def failing(number):
    def fail(*_args, **_more):
        raise OSError(number, os.strerror(number))

    return fail


def test_a_file_is_there_whole(tmp_path):
    target = tmp_path / "kết quả.txt"
    write_text(target, "một\n")
    write_text(target, "hai\n")
    assert target.read_bytes() == b"hai\n"
    assert names(tmp_path) == ["kết quả.txt"]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "output_disk_full"),
        (errno.EROFS, "output_not_allowed"),
        (errno.EIO, "output_failed"),
    ],
)
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_failure_keeps_the_old_file_and_leaves_nothing_else(tmp_path, monkeypatch, number, code, call):
    target = tmp_path / "a.json"
    write_text(target, "old")
    monkeypatch.setattr(f"export.atomic.os.{call}", failing(number))
    with pytest.raises(OutputProblem) as caught:
        write_text(target, "new")
    assert caught.value.code == code
    assert caught.value.data["file"] == str(target)
    assert target.read_text() == "old"
    assert names(tmp_path) == ["a.json"]


def test_a_full_disk_is_told_whatever_file_its_error_names(tmp_path):
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "<_io.BufferedWriter>")
    with pytest.raises(OutputProblem, match="output_disk_full"), replacing(tmp_path / "a"):
        raise full
    assert names(tmp_path) == []


def test_a_full_disk_while_writing_is_told(tmp_path):
    with pytest.raises(OutputProblem, match="output_disk_full"), replacing(tmp_path / "a"):
        failing(errno.ENOSPC)()
    assert names(tmp_path) == []


def test_a_target_that_another_program_holds_is_told(tmp_path, monkeypatch):
    target = tmp_path / "a.xlsx"
    write_text(target, "old")
    monkeypatch.setattr("export.atomic.os.replace", failing(errno.EACCES))
    with pytest.raises(OutputProblem, match="output_locked"):
        write_text(target, "new")


def test_a_folder_that_vanished_is_told(tmp_path):
    with pytest.raises(OutputProblem, match="output_folder_gone"):
        write_text(tmp_path / "gone" / "a", "new")


def test_a_name_too_long_is_told(tmp_path):
    with pytest.raises(OutputProblem, match="output_name_too_long"):
        write_text(tmp_path / ("ạ" * 100), "new")
    assert names(tmp_path) == []


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path):
    (tmp_path / "a").mkdir()
    with pytest.raises(OutputProblem, match="output_not_allowed"):
        write_text(tmp_path / "a", "new")


def test_a_folder_under_a_file_cannot_be_made(tmp_path):
    (tmp_path / "a").touch()
    with pytest.raises(OutputProblem, match="output_folder_gone"):
        make_folder(tmp_path / "a" / "b")


@pytest.mark.parametrize(("winerror", "code"), [(32, "output_locked"), (206, "output_name_too_long")])
def test_windows_says_it_in_its_own_numbers(tmp_path, winerror, code):
    error = OSError(errno.EACCES, "…")
    error.winerror = winerror
    assert output_problem(error, tmp_path).code == code


def test_an_error_about_another_file_is_not_blamed_on_the_output(tmp_path):
    with pytest.raises(FileNotFoundError), replacing(tmp_path / "a"):
        (tmp_path / "input").read_bytes()


def test_other_errors_pass_and_leave_nothing(tmp_path):
    def write_half():
        with replacing(tmp_path / "a") as temporary:
            temporary.write_text("half")
            raise Problem("bad_input")

    with pytest.raises(Problem, match="bad_input"):
        write_half()
    assert names(tmp_path) == []


def test_what_a_killed_program_left_goes_and_nothing_else(tmp_path):
    below = tmp_path / "a.pdf"
    (below / ".o2ae0lx5.part").mkdir(parents=True)
    (below / ".o2ae0lx5.part/sheet").write_text("half")
    (below / ".0123456789abcdef.part").write_text("half")
    kept = [below / "text.json", below / "bao-cao.part", below / ".của ai.part"]
    for path in kept:
        path.write_text("whole")
    remove_half_written(tmp_path)
    assert sorted(below.iterdir()) == sorted(kept)
