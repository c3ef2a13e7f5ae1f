"""``digitize export --to NAME``: these files, whole and as always, and no others."""

import json
import shutil
import sys

import pytest

from digitize.__main__ import run
from digitize.messages import LANGUAGES, catalogue
from export.pdf.searchable_pdf import SearchablePdf
from export.writers import DOCUMENT_WRITERS, RUN_WRITERS, USUAL, WRITERS
from ocr.problem import InputProblem

MARK = ".digitize"


@pytest.fixture(scope="module")
def everything(results, tmp_path_factory):
    """What ``export`` writes where nobody says what, and every form besides that only those get who ask for it."""
    out = tmp_path_factory.mktemp("everything")
    assert run(["export", str(results), "-o", str(out)]) == 0
    for name in WRITERS.keys() - USUAL:
        assert run(["export", str(results), "-o", str(out), "--to", name]) == 0
    return out


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def made_by(name, path):
    if name in RUN_WRITERS:
        return path == RUN_WRITERS[name].file
    own = path.endswith(DOCUMENT_WRITERS[name].suffix) and path.rpartition("/")[2].startswith("document-")
    return own or (name == "json" and path.endswith("/dossier.json"))


@pytest.mark.parametrize("names", [[name] for name in WRITERS] + [["xlsx", "csv"], ["json", "jsonl", "json"]])
def test_the_files_that_are_asked_for_are_written_as_always_and_no_others(
    results, everything, tmp_path, names
):
    asked = [part for name in names for part in ("--to", name)]
    assert run(["export", str(results), "-o", str(tmp_path), *asked]) == 0
    expected = {
        path: content
        for path, content in files(everything).items()
        if path == MARK or any(made_by(name, path) for name in names)
    }
    assert len(expected) > 1
    written = files(tmp_path)
    marks = [found.pop(MARK).decode().splitlines() for found in (written, expected)]
    assert written == expected
    # Beside dossiers, the mark tells whose folders are that hold forms and no record.
    without_record = (
        {path.rpartition("/")[0] for path in written if "/document-" in path}
        if "json" not in names
        else set()
    )
    told = [json.loads(line) for line in marks[0][1:]]
    assert {one["folder"] for one in told if one["owner"].startswith("file ")} == without_record
    assert [line for line in marks[0] if '"owner": "file ' not in line] == marks[1]


def test_forms_of_two_files_of_one_name_lie_beside_each_other_however_often_they_are_asked_for(
    tmp_path, typed
):
    for number in (1, 2):
        paper = typed(tmp_path / str(number) / "a.pdf", [f"CÔNG VĂN SỐ {number}"])
        assert run(["run", str(paper), "-o", str(tmp_path / f"out{number}"), "--progress", "none"]) == 0
    seen = []
    for number in (1, 2, 1):
        left = tmp_path / f"out{number}"
        assert run(["export", str(left), "-o", str(tmp_path / "all"), "--to", "pdf"]) == 0
        assert run(["export", str(left / "a.pdf"), "-o", str(tmp_path / "lone"), "--to", "pdf"]) == 0
        for out in ("all", "lone"):
            own = (left / "a.pdf" / "document-1.pdf").read_bytes()
            assert own in [path.read_bytes() for path in (tmp_path / out).rglob("document-*.pdf")]
        seen.append(
            sorted(path for out in ("all", "lone") for path in (tmp_path / out).rglob("document-*.pdf"))
        )
    assert [len(found) for found in seen] == [2, 4, 4]


def test_forms_of_whose_file_nothing_is_known_are_not_written_over(tmp_path, typed):
    paper = typed(tmp_path / "a.pdf", ["CÔNG VĂN"])
    assert run(["run", str(paper), "-o", str(tmp_path / "out"), "--progress", "none"]) == 0
    for folder in (tmp_path / "all" / "a.pdf", tmp_path / "lone"):
        folder.mkdir(parents=True)
        (folder / "document-1.pdf").write_bytes(b"%PDF of an earlier version")
    assert run(["export", str(tmp_path / "out"), "-o", str(tmp_path / "all"), "--to", "pdf"]) == 0
    assert run(["export", str(tmp_path / "out" / "a.pdf"), "-o", str(tmp_path / "lone"), "--to", "pdf"]) == 0
    for out in (tmp_path / "all", tmp_path / "lone"):
        assert sum(b"earlier" in path.read_bytes() for path in out.rglob("document-*.pdf")) == 1
        assert len(list(out.rglob("document-*.pdf"))) == 2


@pytest.mark.parametrize("why", ["not rewritable", "looks different"])
@pytest.mark.parametrize("command", ["run", "export"])
@pytest.mark.usefixtures("in_this_process")
def test_a_pdf_of_an_earlier_run_goes_where_there_is_none_any_more(
    tmp_path, typed, monkeypatch, why, command
):
    paper = typed(tmp_path / "a.pdf", ["CÔNG VĂN"])
    asked = ["run", str(paper), "-o", str(tmp_path / "out"), "--progress", "none"]
    assert run(asked) == 0
    made = tmp_path / "out" / "a.pdf" / "document-1.pdf"
    assert made.exists()

    def unlike(*_arguments, **_options):
        if why == "not rewritable":
            raise InputProblem("pdf_not_rewritable", file="a.pdf", error="PdfError")
        return SearchablePdf(path=paper, pdfa=False, reason="looks_different")

    monkeypatch.setattr("export.pdf.searchable_pdf.write_searchable_pdf", unlike)
    monkeypatch.setattr("digitize.stages.export.run_tasks", lambda work, tasks, **_limits: map(work, tasks))
    again = ["export", str(tmp_path / "out"), "-o", str(tmp_path / "out"), "--to", "pdf"]
    assert run([*asked, "--lang", "en"] if command == "run" else again) == 0
    assert not made.exists()


def test_in_the_same_folder_nothing_else_is_touched(everything, tmp_path):
    shutil.copytree(everything, tmp_path / "results")
    before = files(tmp_path / "results")
    (tmp_path / "results" / "records.csv").unlink()
    assert run(["export", str(tmp_path / "results"), "-o", str(tmp_path / "results"), "--to", "csv"]) == 0
    assert files(tmp_path / "results") == before


def test_records_that_were_there_before_stay_in_the_tables(everything, tmp_path):
    shutil.copytree(everything, tmp_path / "results")
    (tmp_path / "results" / "records.csv").unlink()
    (one,) = (path.parent for path in everything.rglob("a.jpg/document-1.json"))
    shutil.copytree(one, tmp_path / "one" / one.relative_to(everything))
    assert run(["export", str(tmp_path / "one"), "-o", str(tmp_path / "results"), "--to", "csv"]) == 0
    assert files(tmp_path / "results") == files(everything)


def test_an_unknown_name_is_told_with_the_known_ones_before_anything_is_written(results, tmp_path, capsys):
    assert run(["export", str(results), "-o", str(tmp_path / "out"), "--to", "csv", "--to", "docx"]) == 2
    told = capsys.readouterr().err
    assert "docx" in told
    assert all(name in told for name in WRITERS)
    assert not (tmp_path / "out").exists()


def test_what_a_writer_lacks_is_told_before_anything_is_written(results, tmp_path, monkeypatch, capsys):
    for module in [name for name in sys.modules if name.startswith("export.tables")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert run(["export", str(results), "-o", str(tmp_path / "out")]) == 6
    told = capsys.readouterr().err
    assert "xlsxwriter" in told
    assert "--to" in told
    assert not (tmp_path / "out").exists()
    assert run(["export", str(results), "-o", str(tmp_path / "out"), "--to", "csv"]) == 0


def test_a_pdf_that_was_asked_for_and_has_no_original_does_not_pass_for_done(everything, tmp_path, capsys):
    shutil.copytree(everything, tmp_path / "results", ignore=shutil.ignore_patterns("original"))
    asked = ["--to", "pdf", "--to", "csv"]
    assert run(["export", str(tmp_path / "results"), "-o", str(tmp_path / "out"), *asked]) == 5
    assert "a.jpg" in capsys.readouterr().err
    assert files(tmp_path / "out").keys() == {MARK, "records.csv"}


def test_an_original_that_was_changed_is_not_made_a_pdf_of(everything, tmp_path, capsys):
    shutil.copytree(everything, tmp_path / "results")
    (original,) = (tmp_path / "results").rglob("original/a.jpg")
    original.write_bytes(b"something else")
    assert run(["export", str(tmp_path / "results"), "-o", str(tmp_path / "out"), "--to", "pdf"]) == 3
    assert "a.jpg" in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_names_every_writer(language):
    said = catalogue(language)["option.writers"].replace(",", " ").split()
    assert set(WRITERS) <= set(said)
