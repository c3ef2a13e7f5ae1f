"""What is hashed and what is read are the same bytes, whatever happens to a file meanwhile."""

import json
from dataclasses import replace

import pytest

from digitize.__main__ import run
from digitize.exit_codes import ExitCode
from digitize.jobs import deliver, tasks
from digitize.ledger.status import status
from digitize.messages import Translator
from digitize.page import chain
from digitize.scan.inputs import gather, own_copy
from digitize.stages import ocr, scan

SAY = Translator("vi")
QUIET = ("--progress", "none")
HERS = ("UBND XÃ AN BÌNH", "THÔNG BÁO", "Bà Trần Thị Hạnh có mặt")
HIS = ("UBND XÃ BÌNH AN", "THÔNG BÁO", "Ông Lê Văn Đức có mặt")


@pytest.fixture
def desk(typed, tmp_path):
    """A paper of hers that is to be read, and one of his that somebody puts in its place."""
    typed(tmp_path / "hers.pdf", HERS, HERS)
    typed(tmp_path / "his.pdf", HIS, HIS, HIS)
    (tmp_path / "in").mkdir()
    put(tmp_path, "hers.pdf")
    return tmp_path


def put(desk, whose):
    """Overwrite the paper in place, as scanners' programs do."""
    (desk / "in/scan.pdf").write_bytes((desk / whose).read_bytes())


def ended(desk, command="run"):
    return run([command, str(desk / "in/scan.pdf"), "-o", str(desk / "out"), *QUIET])


def words(folder):
    read = json.loads((folder / "text.json").read_text(encoding="utf-8"))
    return " ".join(
        word["text"] for page in read["pages"] for line in page["lines"] for word in line["words"]
    )


def at_call(monkeypatch, place, number, before=None, after=None):
    """Have something happen around the ``number``-th call of the function at ``place``, a module and a name."""
    function, calls = getattr(*place), []

    def called(*arguments, **named):
        calls.append(None)
        if before and len(calls) == number:
            before()
        try:
            return function(*arguments, **named)
        finally:
            if after and len(calls) == number:
                after()

    monkeypatch.setattr(*place, called)


def assert_hers(desk, folder="out/scan.pdf"):
    assert "Hạnh" in words(desk / folder)
    assert "Đức" not in words(desk / folder)
    assert (desk / folder / "original/scan.pdf").read_bytes() == (desk / "hers.pdf").read_bytes()


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize(
    ("place", "number"),
    [
        ((gather, "kind_of"), 1),
        ((tasks, "counted"), 1),
        ((chain, "open_page"), 1),
        ((chain, "open_page"), 2),
        ((deliver, "keep_original"), 1),
    ],
    ids=["hashed", "counted", "first page", "second page", "kept"],
)
def test_a_file_overwritten_at_any_moment_is_never_read_as_another(desk, monkeypatch, capsys, place, number):
    with monkeypatch.context() as swapped:
        at_call(swapped, place, number, before=lambda: put(desk, "his.pdf"))
        code = ended(desk)
    if code == ExitCode.NO_INPUT:
        assert SAY("problem.input_changed", file="scan.pdf") in capsys.readouterr().err
        assert not (desk / "out/scan.pdf").exists()
    else:
        # It came before it was hashed, so it was his from the beginning.
        assert "Hạnh" not in words(desk / "out/scan.pdf")
    put(desk, "hers.pdf")
    assert ended(desk) == ExitCode.DONE
    folder = "out/scan.pdf" if code == ExitCode.NO_INPUT else next((desk / "out").glob("scan.pdf~*"))
    assert_hers(desk, folder)


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("place", [(tasks, "counted"), (chain, "open_page"), (chain, "read_layer")])
@pytest.mark.parametrize("number", [1, 2])
def test_a_file_swapped_and_swapped_back_is_read_as_it_was_hashed(desk, monkeypatch, place, number):
    his, hers = (lambda: put(desk, "his.pdf")), (lambda: put(desk, "hers.pdf"))
    with monkeypatch.context() as swapped:
        at_call(swapped, place, number, before=his, after=hers)
        assert ended(desk) in {ExitCode.DONE, ExitCode.NO_INPUT}
    assert ended(desk) == ExitCode.DONE
    assert_hers(desk)


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("harm", ["cut", "gone"])
def test_a_file_that_is_cut_or_gone_is_tried_again_by_the_next_run(desk, monkeypatch, harm):
    paper = desk / "in/scan.pdf"
    harms = {"cut": lambda: paper.write_bytes(paper.read_bytes()[:500]), "gone": paper.unlink}
    with monkeypatch.context() as harmed:
        at_call(harmed, (tasks, "counted"), 1, before=harms[harm])
        assert ended(desk) == ExitCode.NO_INPUT
    put(desk, "hers.pdf")
    assert ended(desk) == ExitCode.DONE
    assert_hers(desk)


@pytest.mark.usefixtures("in_this_process")
def test_only_pages_whose_bytes_were_checked_are_noted_and_the_others_are_read_later(desk, monkeypatch):
    read = chain.scan_page

    def changed(task):
        # A child that has no copy yet finds the new bytes.
        own_copy._COPIES.drop(-1)
        return read(task if task.page == 1 else replace(task, file=replace(task.file, path=desk / "his.pdf")))

    with monkeypatch.context() as swapped:
        swapped.setattr(chain, "scan_page", changed)
        assert ended(desk) == ExitCode.NO_INPUT
    pages = []
    monkeypatch.setattr(chain, "scan_page", lambda task: pages.append(task.page) or read(task))
    assert ended(desk) == ExitCode.DONE
    assert pages == [2]
    assert_hers(desk)


@pytest.mark.usefixtures("in_this_process")
def test_the_ledger_forgets_what_never_came_back(desk, monkeypatch):
    with monkeypatch.context() as swapped:
        at_call(swapped, (deliver, "keep_original"), 1, before=lambda: put(desk, "his.pdf"))
        assert ended(desk) == ExitCode.NO_INPUT
    assert status(desk / "out").files == {"failed": 1}
    assert ended(desk) == ExitCode.DONE
    told = status(desk / "out")
    assert (told.files, told.pages_read) == ({"done": 1}, 3)


@pytest.mark.parametrize(("command", "stage"), [("scan", scan), ("ocr", ocr)])
def test_a_stage_leaves_nothing_of_a_file_that_changed_under_it(desk, monkeypatch, capsys, command, stage):
    (desk / "in/zz.pdf").write_bytes((desk / "his.pdf").read_bytes() + b"\n")
    with monkeypatch.context() as swapped:
        at_call(swapped, (stage, "keep_original"), 1, before=lambda: put(desk, "his.pdf"))
        code = run([command, str(desk / "in"), "-o", str(desk / "out"), *QUIET])
    assert code == ExitCode.SOME_FAILED
    assert SAY("problem.input_changed", file="scan.pdf") in capsys.readouterr().err
    assert {path.parent.name for path in (desk / "out").rglob("*.json")} == {"zz.pdf"}


def test_a_reading_of_another_file_is_not_gone_on_from(desk, capsys):
    assert ended(desk, "ocr") == ExitCode.DONE
    text = desk / "out/scan.pdf/text.json"
    head, told = text.read_text(encoding="utf-8").split('"pages": [')
    text.write_text(head + '"pages": [' + told.replace('"sha256": "', '"sha256": "0', 1), encoding="utf-8")
    assert run(["extract", str(desk / "out"), "-o", str(desk / "fields")]) == ExitCode.NO_INPUT
    assert "text.json" in capsys.readouterr().err
    assert not list((desk / "fields").rglob("document-1.json"))
