"""``digitize export --to NAME``: these files, whole and as always, and no others."""

import shutil
import sys

import pytest

from digitize.__main__ import run
from digitize.messages import LANGUAGES, catalogue
from export.writers import DOCUMENT_WRITERS, RUN_WRITERS, USUAL, WRITERS

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
    assert files(tmp_path) == expected


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
