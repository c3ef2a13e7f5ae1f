"""Results follow the decisions when they are asked to, prove sound, and nothing that is done to a folder loses a decision."""

import io
import json
import os
import shutil

import pytest

import digitize
from digitize.__main__ import run
from digitize.decisions.arranged import quarter_of
from digitize.decisions.decision import Decision, Paper, moments
from digitize.decisions.kept import deciding, decisions_broken_at, decisions_in
from digitize.results.layout import record_files
from digitize.results.read_back import require
from digitize.results.text_file import StoredPages
from extract.record import Record

QUIET = ("--progress", "none")


@pytest.fixture
def his(out):
    """The paper with doubtful fields."""
    records = [require(Record, path) for path in record_files(out)]
    return next(record for record in records if record.source.endswith("his.pdf"))


@pytest.fixture
def decided(out, his):
    """The folder with a decision that the results do not follow yet."""
    paper = Paper(sha256=his.sha256, pages=his.pages)
    with deciding(out) as ours:
        ours.add(
            Decision(
                paper=paper, key="ho_ten", outcome="corrected", value="Trần Thị Mai", by="Lan", **moments()
            )
        )
    return out


def name_in(out, source="his.pdf"):
    records = [require(Record, path) for path in record_files(out)]
    return next(record.fields["ho_ten"] for record in records if record.source.endswith(source))


def is_sound(out):
    return run(["verify", str(out), "--sample", "0"]) == 0


def test_export_without_a_place_brings_the_folder_itself_up_to_the_decisions(decided):
    assert name_in(decided).value is None
    assert run(["export", str(decided)]) == 0
    assert (name_in(decided).value, name_in(decided).status) == ("Trần Thị Mai", "corrected")
    assert "Trần Thị Mai" in (decided / "records.csv").read_text(encoding="utf-8-sig")
    assert is_sound(decided)


@pytest.mark.parametrize("more", [(), ("--to", "json"), ("--to", "csv"), ("--to", "pdf", "--to", "xlsx")])
def test_export_into_the_folder_itself_leaves_a_folder_that_proves_sound(decided, more):
    assert run(["export", str(decided), "-o", str(decided), *more]) == 0
    assert is_sound(decided)
    assert name_in(decided).value == ("Trần Thị Mai" if "json" in more or not more else None)
    assert run(["export", str(decided)]) == 0
    assert name_in(decided).value == "Trần Thị Mai"


def test_a_change_that_export_did_not_make_is_found_after_it(decided):
    text = next(path for path in decided.rglob("text.json") if "hers" in str(path))
    text.write_text(text.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert run(["export", str(decided), "-o", str(decided)]) == 0
    assert not is_sound(decided)


def test_export_without_a_place_needs_a_folder_of_results(tmp_path, capsys):
    assert run(["export", str(tmp_path)]) == 2
    assert "-o" in capsys.readouterr().err


def test_export_elsewhere_has_the_decisions_too(decided, tmp_path):
    assert run(["export", str(decided), "-o", str(tmp_path / "elsewhere")]) == 0
    assert name_in(tmp_path / "elsewhere").value == "Trần Thị Mai"


def after_another_run(decided, tmp_path, _monkeypatch):
    assert run(["run", str(tmp_path / "in"), "-o", str(decided), *QUIET]) == 0
    return decided


def after_another_version(decided, tmp_path, monkeypatch):
    monkeypatch.setattr(digitize, "__version__", "99.0")
    monkeypatch.setattr("digitize.jobs.deliver.__version__", "99.0")
    return after_another_run(decided, tmp_path, monkeypatch)


def after_a_move(decided, tmp_path, monkeypatch):
    moved = tmp_path / "moved"
    decided.rename(moved)
    return after_another_run(moved, tmp_path, monkeypatch)


def after_another_name(decided, tmp_path, monkeypatch):
    (tmp_path / "in" / "his.pdf").rename(tmp_path / "in" / "other-his.pdf")
    return after_another_run(decided, tmp_path, monkeypatch)


def after_other_types(decided, tmp_path, _monkeypatch):
    (tmp_path / "types").mkdir()
    assert run(["types", "new", "phieu_rieng"]) == 0
    from extract.rules.loader import template  # noqa: PLC0415  (only here)

    (tmp_path / "types" / "phieu_rieng.yaml").write_text(template("phieu_rieng"), encoding="utf-8")
    command = ["run", str(tmp_path / "in"), "-o", str(decided), "--types", str(tmp_path / "types")]
    assert run([*command, *QUIET]) == 0
    return decided


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize(
    "happens", [after_another_run, after_another_version, after_a_move, after_another_name, after_other_types]
)
def test_whatever_happens_to_a_folder_its_decisions_stay(decided, read_once, tmp_path, monkeypatch, happens):
    shutil.copytree(read_once.parent / "in", tmp_path / "in")
    before = decisions_in(decided)
    out = happens(decided, tmp_path, monkeypatch)
    assert decisions_in(out) == before
    assert decisions_broken_at(out) is None
    assert name_in(out).value == "Trần Thị Mai"
    assert is_sound(out)


def test_a_record_tells_what_was_read_and_who_decided_otherwise(decided):
    run(["export", str(decided)])
    path = next(path for path in record_files(decided) if "his" in str(path))
    field = json.loads(path.read_text(encoding="utf-8"))["fields"]["ho_ten"]
    assert field["machine"]["status"] == "missing"
    assert field["checks"][-1]["data"]["by"] == "Lan"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_whatever_review_makes_is_for_its_user_alone(read_once, tmp_path, sheet, monkeypatch):
    before = os.umask(0)
    try:
        out = shutil.copytree(read_once, tmp_path / "out")
        assert run(["review", str(out), "--sample", "5"]) == 4
        file = sheet(out / "records.xlsx").type("ho_ten", "Trần Thị Mai").saved(tmp_path / "back.xlsx")
        assert run(["review", str(out), "--from", str(file), "--by", "Lan"]) == 0
        monkeypatch.setattr("sys.stdin", io.StringIO("?\n"))
        assert run(["review", str(out), "--terminal", "--by", "Lan"]) == 0
        assert run(["export", str(out), "-o", str(tmp_path / "elsewhere")]) == 0
    finally:
        os.umask(before)
    made = [*out.rglob("*"), *(tmp_path / "elsewhere").rglob("*")]
    assert {path.name for path in made} >= {"decisions.sqlite", "sample.xlsx", "records.xlsx"}
    assert [path.name for path in made if path.stat().st_mode & 0o077] == []


def quarters(out, sha256):
    pages = [page for path in out.rglob("text.json") for page in StoredPages(path)]
    return [quarter_of(page) for page in pages if page.sha256 == sha256]


def turned(out, his, value):
    with deciding(out) as ours:
        paper = Paper(sha256=his.sha256, pages=his.pages)
        said = {"about": "turn", "key": "1", "outcome": "corrected", "value": value, "by": "Lan"}
        ours.add(Decision(paper=paper, **said, **moments()))


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("command", [("export",), ("run", "in", "-o")])
def test_a_page_that_somebody_turned_is_read_again_as_it_was_said(out, his, read_once, tmp_path, command):
    shutil.copytree(read_once.parent / "in", tmp_path / "in")
    program, *inputs = command
    again = [program, *(str(tmp_path / one) if one == "in" else one for one in inputs), str(out)]
    quiet = QUIET if program == "run" else ()
    before = next(
        path for path in out.rglob("text.json") if his.sha256 in path.read_text("utf-8")
    ).read_bytes()
    turned(out, his, 2)
    assert run([*again, *quiet]) == 0
    assert quarters(out, his.sha256) == [2]
    assert run(["verify", str(out), "--sample", "9"]) == 0
    turned(out, his, 0)
    assert run([*again, *quiet]) == 0
    assert quarters(out, his.sha256) == [0]
    after = next(
        path for path in out.rglob("text.json") if his.sha256 in path.read_text("utf-8")
    ).read_bytes()
    assert after == before
