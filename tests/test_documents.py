"""The README and the clerk's guide are executed: every command in them works, in both the same."""

import configparser
import io
import re
import shlex
import shutil
import tomllib
from pathlib import Path

import pytest

from digitize.__main__ import run
from digitize.exit_codes import ExitCode

TOP = Path(__file__).parents[1]
PAGES = ("README.md", "docs/huong-dan.md")
WAITING = "review results --sample"
"""What commands begin with that end with code 4 until people have looked, as the pages say."""
FILLED_IN = "da-sua.xlsx"
"""What a reader saves the workbook of the results as."""


def blocks(page):
    return re.findall(r"```sh\n(.*?)```", (TOP / page).read_text(encoding="utf-8"), re.DOTALL)


def commands(page):
    lines = "\n".join(blocks(page)).splitlines()
    return [command for line in lines if (command := line.split("  #")[0].split(" # ")[0].strip())]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder in which a reader of the page would stand, with the samples beside it."""
    desk = tmp_path_factory.mktemp("desk")
    folder = desk / "samples" / "dossiers"
    shutil.copytree(TOP / "samples/dossiers/H17.28.22-261102-000123", folder / "H17.28.22-261102-000123")
    for name in ("quyet-dinh-01.jpg", "quyet-dinh-01.json"):
        shutil.copy(TOP / "samples/dossiers" / name, folder)
    return desk


def test_both_pages_show_the_same_commands():
    in_readme = {command for command in commands("README.md") if "eval" not in command}
    assert in_readme == set(commands("docs/huong-dan.md"))


def test_the_first_two_commands_are_demo_and_test():
    assert [command.split()[:2] for command in commands("README.md")[:2]] == [
        ["make", "demo"],
        ["make", "test"],
    ]
    rules = (TOP / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^demo:", rules, re.MULTILINE)
    assert re.search(r"^test:", rules, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES)
def test_every_command_for_digitize_does_what_the_page_says(page, desk, monkeypatch, capsys):
    monkeypatch.chdir(desk)
    # The review is served until somebody ends it, which happens here at once.
    monkeypatch.setattr("webbrowser.open", lambda _address: True)
    monkeypatch.setattr("digitize.review.web.serve._run", lambda _page, _door, opened: opened())
    monkeypatch.setattr("sys.stdin", io.StringIO())
    shown = [command for command in commands(page) if command.startswith("digitize ")]
    assert len(shown) >= 10
    for command in shown:
        words, _, target = command.partition(" > ")
        if FILLED_IN in command:
            shutil.copy("results/records.xlsx", FILLED_IN)
        code = run(shlex.split(words)[1:])
        output = capsys.readouterr().out
        if target:
            Path(target).write_text(output, encoding="utf-8")
        assert code == (ExitCode.REVIEW_PENDING if WAITING in command else ExitCode.DONE), command


@pytest.mark.parametrize("page", PAGES)
def test_commands_that_install_name_what_the_project_needs(page):
    others = [command for command in commands(page) if not command.startswith(("digitize ", "make "))]
    system = (TOP / "Makefile").read_text(encoding="utf-8")
    for command in others:
        match shlex.split(command):
            case ["sudo", "apt", "install", *packages]:
                assert all(package in system for package in packages)
            case ["uv", "tool", "install", "."]:
                assert "digitize" in tomllib.loads((TOP / "pyproject.toml").read_text())["project"]["scripts"]
            case _:
                pytest.fail(f"no test for: {command}")


def test_the_readme_lists_every_exit_code():
    listed = re.findall(r"^\| (\d+) \|", (TOP / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [int(code) for code in listed] == [int(code) for code in ExitCode]


def test_every_file_that_a_page_links_to_is_there():
    for page in PAGES:
        text = (TOP / page).read_text(encoding="utf-8")
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", text):
            assert ((TOP / page).parent / link).exists(), link


def test_the_service_runs_a_command_that_exists_and_stops_by_a_code_that_is_ours():
    unit = configparser.ConfigParser(strict=False)
    unit.optionxform = str
    unit.read(TOP / "docs/digitize-watch.service", encoding="utf-8")
    program, *arguments = shlex.split(unit["Service"]["ExecStart"])
    assert Path(program).name == "digitize"
    assert unit["Service"]["SuccessExitStatus"] == str(int(ExitCode.INTERRUPTED))
    folder, out = arguments[1], arguments[arguments.index("-o") + 1]
    assert (unit["Service"]["ReadOnlyPaths"], unit["Service"]["ReadWritePaths"]) == (folder, out)
    assert run([arguments[0], "/nowhere/at/all", *arguments[2:-1], "none"]) == ExitCode.NO_INPUT
