import json
import shutil

import pytest
from pydantic import ValidationError

from digitize.__main__ import run
from digitize.results.handed_on import Origin
from ocr.formats import from_json


@pytest.fixture(scope="module")
def work(samples, tmp_path_factory):
    """One paper through the stages one by one, each in the folder of the one before."""
    out = tmp_path_factory.mktemp("stages") / "work"
    paper = samples / "quyet-dinh-01.jpg"
    assert run(["scan", str(paper), "-o", str(out), "--progress", "none"]) == 0
    assert run(["ocr", str(out), "-o", str(out), "--progress", "none"]) == 0
    assert run(["extract", str(out), "-o", str(out), "--explain"]) == 0
    assert run(["export", str(out), "-o", str(out)]) == 0
    return out


def test_scan_leaves_upright_pictures_and_what_was_done_to_them(work):
    folder = work / "quyet-dinh-01.jpg"
    assert (folder / "page-0001.png").exists()
    assert (folder / "page-0001.ink.png").exists()
    scanned = json.loads((folder / "scan.json").read_text(encoding="utf-8"))
    assert scanned["pages"][0]["operations"]


def test_stage_by_stage_gives_the_same_as_all_at_once(work, samples, tmp_path):
    assert run(["run", str(samples / "quyet-dinh-01.jpg"), "-o", str(tmp_path), "--progress", "none"]) == 0
    for name in ("text.json", "document-1.json", "document-1.pdf", "original/quyet-dinh-01.jpg"):
        whole = tmp_path / "quyet-dinh-01.jpg" / name
        assert (work / "quyet-dinh-01.jpg" / name).read_bytes() == whole.read_bytes(), name
    assert (work / "records.jsonl").read_bytes() == (tmp_path / "records.jsonl").read_bytes()


def test_each_stage_can_write_into_a_folder_of_its_own(work, tmp_path):
    text, fields, tables = tmp_path / "text", tmp_path / "fields", tmp_path / "tables"
    assert run(["ocr", str(work), "-o", str(text), "--progress", "none"]) == 0
    assert run(["extract", str(text), "-o", str(fields)]) == 0
    assert run(["export", str(fields), "-o", str(tables)]) == 0
    assert (tables / "records.xlsx").exists()
    assert (tables / "quyet-dinh-01.jpg" / "document-1.pdf").exists()


def test_exporting_again_finds_nothing_twice(results, tmp_path):
    assert "pdfa_not_possible" in (results / "records.jsonl").read_text(encoding="utf-8")
    assert run(["export", str(results), "-o", str(tmp_path)]) == 0
    assert (tmp_path / "records.jsonl").read_bytes() == (results / "records.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("form", "mark"),
    [
        ("text", "Độc lập - Tự do - Hạnh phúc"),
        ("paragraphs", "QUYẾT ĐỊNH"),
        ("hocr", "ocrx_word"),
        ("alto", "<alto"),
    ],
)
def test_ocr_prints_the_lines_in_the_form_that_is_asked_for(work, capsys, form, mark):
    assert run(["ocr", str(work), "--to", form]) == 0
    shown = capsys.readouterr()
    assert mark in shown.out
    assert not shown.err


def test_what_ocr_prints_as_json_can_be_read_back(work, capsys):
    assert run(["ocr", str(work), "--to", "json"]) == 0
    (page,) = from_json(capsys.readouterr().out)
    assert page.lines


def test_a_stage_without_the_one_before_says_which_to_run(tmp_path, capsys):
    assert run(["extract", str(tmp_path), "-o", str(tmp_path)]) == 5
    assert "digitize ocr" in capsys.readouterr().err
    assert run(["export", str(tmp_path), "-o", str(tmp_path)]) == 5
    assert "digitize extract" in capsys.readouterr().err


def test_a_file_that_no_stage_wrote_is_refused_by_name(work, tmp_path, capsys):
    shutil.copytree(work, tmp_path / "copy")
    broken = tmp_path / "copy" / "quyet-dinh-01.jpg" / "text.json"
    broken.write_text("{}", encoding="utf-8")
    assert run(["extract", str(tmp_path / "copy"), "-o", str(tmp_path / "copy")]) == 5
    assert "text.json" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("told", "said"),
    [("sha256", "../../../elsewhere"), ("sha256", "AB" * 32), ("pages", 0), ("pages", 10**12)],
)
def test_an_origin_that_no_stage_wrote_is_refused(told, said):
    known = {"file": "a.pdf", "sha256": "ab" * 32, "kind": "pdf", "pages": 1, "dossier": "a.pdf"}
    assert Origin.model_validate(known)
    with pytest.raises(ValidationError):
        Origin.model_validate(known | {told: said})
