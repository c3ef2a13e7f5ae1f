import csv
import hashlib
import json

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from digitize.__main__ import run
from export.schema import schema


def snapshot(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "ledger" not in path.name  # it tells when things happened
    }


def records(out):
    return [json.loads(line) for line in (out / "records.jsonl").read_text(encoding="utf-8").splitlines()]


def test_every_file_is_accounted_for(inputs, tmp_path, capsys):
    run(["run", str(inputs), "-o", str(tmp_path / "out"), "--progress", "none"])
    shown = capsys.readouterr()
    last = shown.out.strip().splitlines()[-1]
    assert last == "Tìm thấy 5 tệp = 2 xong + 1 lỗi + 1 bỏ qua + 1 trùng."
    assert "z-damaged.jpg" in shown.err


def test_the_original_is_kept_bit_for_bit(inputs, results):
    assert (results / "hop-thu/a.jpg/original/a.jpg").read_bytes() == (inputs / "a.jpg").read_bytes()


def test_a_record_is_valid_by_its_schema_and_stands_beside_its_document(results):
    lines = records(results)
    assert {line["doc_type_name"] for line in lines} == {"quyết định", "kế hoạch"}
    for line in lines:
        Draft202012Validator(schema("record.v1")).validate(line)
    beside = json.loads((results / "hop-thu/a.jpg/document-1.json").read_text(encoding="utf-8"))
    assert beside in lines


def test_the_tables_tell_the_same_as_the_records(results):
    with (results / "records.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len(records(results))
    book = openpyxl.load_workbook(results / "records.xlsx")
    assert book.worksheets[0].max_row == len(rows) + 1


def test_each_document_has_a_searchable_pdf_and_an_explanation(results):
    folder = results / "hop-thu/a.jpg"
    assert (folder / "document-1.pdf").read_bytes().startswith(b"%PDF")
    explained = json.loads((folder / "explained-1.json").read_text(encoding="utf-8"))
    assert explained["pages"][0]["decision"]["reason"] == "text_layer_none"
    assert explained["types"][0]["doc_type"] == "van_ban_hanh_chinh"
    assert {search["field"] for search in explained["searches"]} >= {"so_ky_hieu", "nguoi_ky"}
    assert (folder / "explained-1.page-0001.png").exists()


def test_a_born_digital_page_is_read_from_its_text_layer(results):
    text = json.loads((results / "hop-thu/c.pdf/text.json").read_text(encoding="utf-8"))
    assert {page["decision"]["use"] for page in text["pages"]} == {"text_layer"}


def test_running_again_reads_nothing_twice_and_changes_nothing(inputs, results, capsys):
    before = snapshot(results)
    again = ["run", str(inputs), "-o", str(results), "--explain", "--progress", "json", "--json"]
    assert run(again) == 3
    assert '"total"' not in capsys.readouterr().err  # the same bytes fail in the same way
    assert run([*again, "--retry", "input"]) == 3
    assert '"total": 1,' in capsys.readouterr().err
    assert snapshot(results) == before


def test_the_account_for_machines_is_json_on_stdout(inputs, results, capsys):
    run(["run", str(inputs), "-o", str(results), "--explain", "--progress", "none", "--json"])
    account = json.loads(capsys.readouterr().out)
    states = sorted(file["state"] for file in account["files"])
    assert states == ["done", "done", "duplicate", "failed", "skipped"]


@pytest.mark.parametrize("stderr_only", ["Trương", "Nguyễn", "số"])
def test_nothing_that_stands_on_a_paper_reaches_stderr(inputs, results, capsys, stderr_only):
    run(["run", str(inputs), "-o", str(results), "--progress", "none"])
    assert stderr_only not in capsys.readouterr().err


def test_results_do_not_depend_on_the_number_of_workers(samples, tmp_path):
    papers = [str(samples / "cccd-mat-truoc-01.png"), str(samples / "quyet-dinh-01.jpg")]
    for jobs in ("1", "2"):
        assert run(["run", *papers, "-o", str(tmp_path / jobs), "--jobs", jobs, "--progress", "none"]) == 0
    assert snapshot(tmp_path / "1") == snapshot(tmp_path / "2")
