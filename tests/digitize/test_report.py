from pathlib import Path

import pytest

from digitize.report import _opening


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
