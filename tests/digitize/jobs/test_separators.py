"""Separator sheets from the printer to the records: print, lay into a stack, read."""

import json

import pikepdf
import pytest

from digitize.__main__ import run
from digitize.exit_codes import ExitCode

CODE = "H17.28.22-261102-000123"


def test_papers_after_a_sheet_belong_to_its_dossier(samples, tmp_path):
    assert run(["separators", "-o", str(tmp_path / "sheet.pdf"), "--dossier", CODE]) == ExitCode.DONE
    with pikepdf.new() as stack:
        for name in (samples / "ke-hoach-01.pdf", tmp_path / "sheet.pdf", samples / "ke-hoach-01.pdf"):
            with pikepdf.open(name) as part:
                stack.pages.extend(part.pages)
        own = len(stack.pages) // 2
        stack.save(tmp_path / "stack.pdf")
    assert run(["run", str(tmp_path / "stack.pdf"), "-o", str(tmp_path / "out"), "--progress", "none"]) == 0
    lines = (tmp_path / "out/records.jsonl").read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    assert [(one["dossier"], one["ma_ho_so"], one["pages"]) for one in found] == [
        ("stack.pdf", None, list(range(1, own + 1))),
        (CODE, CODE, list(range(own + 2, 2 * own + 2))),
    ]


@pytest.mark.parametrize("code", ["abc", "H17.28.22-269902-000123"])
def test_what_is_no_dossier_code_is_refused(tmp_path, code, capsys):
    assert run(["separators", "-o", str(tmp_path / "a.pdf"), "--dossier", code]) == ExitCode.USAGE
    assert code in capsys.readouterr().err
    assert not (tmp_path / "a.pdf").exists()
