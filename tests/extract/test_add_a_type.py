"""The page for a colleague who adds a document type is done as it is written, without a line of code."""

import json
import re
from pathlib import Path

import pytest

from digitize.__main__ import run
from digitize.exit_codes import ExitCode
from extract.extraction import extract
from extract.rules.loader import load_types

PAGE = Path(__file__).parents[2] / "docs" / "them-loai-giay-to.md"


def blocks(kind):
    return re.findall(rf"```{kind}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture
def folder(tmp_path):
    own = tmp_path / "loai-rieng"
    own.mkdir()
    (own / "giay_gioi_thieu.yaml").write_text(blocks("yaml")[0], encoding="utf-8")
    return own


def test_the_file_of_the_page_passes_the_check_that_the_page_shows(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder.parent)
    command = next(block for block in blocks("text") if block.startswith("digitize types check"))
    assert run(command.split()[1:]) == ExitCode.DONE
    assert "giay_gioi_thieu.yaml" in capsys.readouterr().out


def test_the_paper_of_the_page_gives_the_values_that_the_page_shows(folder, page):
    printed = next(block for block in blocks("text") if block.startswith("GIẤY")).splitlines()
    title, *lines = printed
    words = [(300, 100, title), *((100, 200 + 60 * at, line) for at, line in enumerate(lines))]
    found = next(extract([page(*words)], load_types([folder]), source="to-quet.pdf")).record
    assert found.doc_type == "giay_gioi_thieu_noi_bo"
    wanted = json.loads(blocks("json")[0])
    assert {key: field.value for key, field in found.fields.items()} == wanted


def test_both_languages_stand_on_the_page():
    text = PAGE.read_text(encoding="utf-8")
    assert text.startswith("# Thêm loại giấy tờ · Adding a document type")
    assert all(" · " in heading for heading in re.findall(r"^##? .*", text, re.MULTILINE))
