import json
from pathlib import Path

import pytest

from digitize.messages import Translator
from digitize.results.account import DocumentCount, DossierCount, FileAccount, RunAccount
from digitize.screen.report import _opening, report_run
from extract.record import Check, Dossier, Field, Record
from ocr.page import Finding


@pytest.mark.parametrize(
    ("platform", "command"),
    [
        ("linux", "xdg-open 'kết quả/records.xlsx'"),
        ("darwin", "open 'kết quả/records.xlsx'"),
        ("win32", 'explorer "kết quả/records.xlsx"'),
    ],
)
def test_the_command_that_opens_the_workbook_is_that_of_the_computer(platform, command, monkeypatch):
    monkeypatch.setattr("sys.platform", platform)
    assert _opening(Path("kết quả/records.xlsx")).replace("\\", "/") == command


def card(*, exact):
    check = Check(name="qr", passed=True, data={"exact": exact})
    fields = {"ho_ten": Field(value="NGUYỄN THỊ HOA", status="accepted", checks=(check,))}
    return Record(
        source="the.jpg", sha256="0", pages=(1,), doc_type="can_cuoc", doc_type_name="căn cước",
        doc_type_version=1, confidence=1.0, fields=fields,
    )  # fmt: skip


@pytest.fixture
def account():
    documents = tuple(DocumentCount.of(card(exact=exact)) for exact in (True, False, True))
    found = (Finding(code="values_differ"), Finding(code="paper_missing"), Finding(code="values_differ"))
    dossier = DossierCount.of(Dossier(name="H01", records=(card(exact=True),) * 2, findings=found))
    file = FileAccount(name="the.jpg", state="done", pages=3, documents=documents)
    return RunAccount(out="out", files=(file,), dossiers=(dossier,))


def test_a_run_tells_how_its_reading_compares_with_the_codes_of_cards(account, capsys):
    assert json.loads(account.model_dump_json())["qr"] == {"compared": 3, "alike": 2}
    report_run(account, Translator("en"), as_json=False)
    assert "2 of 3 fields were read letter for letter" in capsys.readouterr().out


def test_a_run_tells_how_much_was_found_across_the_papers_of_a_dossier_and_not_what(account, capsys):
    assert json.loads(account.model_dump_json())["dossiers"] == [
        {"name": "H01", "documents": 2, "findings": {"paper_missing": 1, "values_differ": 2}}
    ]
    report_run(account, Translator("en"), as_json=False)
    assert "H01 (2 documents): 3 things" in capsys.readouterr().out
