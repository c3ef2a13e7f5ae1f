"""Nothing that others wrote steers a terminal, whatever command shows it and wherever its output goes."""

import ast
import html
import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from digitize.__main__ import run
from digitize.exit_codes import ExitCode
from digitize.messages import Translator
from digitize.progress import progress
from digitize.results.account import FileAccount, RunAccount
from digitize.results.handed_on import Origin, ReadFile
from digitize.screen.report import report_run
from digitize.stages.ocr import printed
from digitize.terminal import inline, json_readable, readable, say, xml_readable
from ocr.box import Box
from ocr.page import Decision, Geometry, Line, PageText, Word

TOP = Path(__file__).parents[2]
LAYOUT = "\n\t\f"
BRAILLE_BLANK = "\u2800"
UNSEEN = frozenset(
    char
    for char in map(chr, range(sys.maxunicode + 1))
    if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    or regex.match(r"\p{Default_Ignorable_Code_Point}", char)
    or char == BRAILLE_BLANK
)
HARMFUL = "\x1b]0;x\x07\x1b[31m\x9b1m\u202egnp.exe\u2066\u200b\u00ad\ufeff\r\x00\x7f\u2028"
NAME = f"a{HARMFUL}b.jpg"


def is_clean(text, layout=LAYOUT):
    return not any(char in UNSEEN for char in text if char not in layout)


def test_every_character_without_a_shape_is_known():
    assert readable("".join(sorted(UNSEEN))) == "\t\n\f"
    assert is_clean(inline("".join(UNSEEN)), layout="")


@given(text=st.text())
def test_what_can_be_seen_stays_and_nothing_else_is_written(text):
    assert is_clean(inline(text), layout="")
    assert is_clean(readable(text))
    assert readable(text) == "".join(char for char in text if is_clean(char))


def test_vietnamese_stays_as_it_is():
    text = "Nguyễn Thị Hoa – “đường 3/2”, 50 m², e\u0302\u0301"
    assert inline(text) == readable(text) == json_readable(text) == xml_readable(text) == text


@given(text=st.text())
def test_json_means_the_same(text):
    written = json_readable(json.dumps({"a": text}, ensure_ascii=False))
    assert json.loads(written) == {"a": text}
    assert is_clean(written, layout="")


@pytest.mark.parametrize("to", ["text", "paragraphs", "json", "hocr", "alto"])
def test_the_text_of_a_paper_is_printed_without_what_steers_a_terminal(to):
    text, box = f"Hoa{HARMFUL.replace(chr(0), '')}", Box(0, 0, 9, 9)
    line = Line(text=text, box=box, confidence=1, words=(Word(text=text, box=box, confidence=1),))
    page = PageText(
        page=1,
        engine="e",
        engine_version="1",
        sha256="0",
        decision=Decision(use="image", reason="no_text_layer"),
        geometry=Geometry(width=100, height=100, dpi=200, original_width=100, original_height=100),
        lines=(line,),
    )
    origin = Origin(dossier="d", ma_ho_so=None, file=NAME, sha256="0" * 64, kind="image", pages=1)
    shown = printed([ReadFile(origin=origin, fingerprint="f", failed=(), pages=(page,))], to)
    assert "Hoa" in shown
    assert is_clean(shown)
    if to in {"hocr", "alto"}:
        assert "\u202e" in html.unescape(shown)
    if to == "json":
        assert "\u202e" in json.loads(shown)[0]["lines"][0]["words"][0]["text"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_datum_of_a_sentence_steers_a_terminal(language):
    t = Translator(language)
    for told in (
        t("run.failed_file", name=NAME, reason="x\ny"),
        t("progress.line", done=1, total=2, rate="1", left=1, name=NAME),
        t("unheard_of", name=NAME),
    ):
        assert is_clean(told, layout="")


def test_a_folder_whose_name_is_no_text_is_told_to_programs(capsys):
    report_run(RunAccount(out="k\udcff", files=()), Translator("en"), as_json=True)
    assert json.loads(capsys.readouterr().out)["out"] == "k\udcff"


def test_whatever_is_said_is_clean(capsys):
    say(HARMFUL)
    say(HARMFUL, err=True)
    shown = capsys.readouterr()
    assert is_clean(shown.out)
    assert is_clean(shown.err)


COMMANDS = [
    ["run", "{dir}", "-o", "{out}", "--progress", "plain"],
    ["run", "{dir}", "-o", "{out}", "--json", "--progress", "none"],
    ["scan", "{dir}", "-o", "{dir}/work{bad}", "--progress", "none"],
    ["ocr", "{dir}", "--progress", "none"],
    ["extract", "{dir}", "-o", "{out}x"],
    ["export", "{dir}", "-o", "{out}y", "--to", "x{bad}"],
    ["status", "{out}"],
    ["status", "{out}", "--json"],
    ["status", "{dir}"],
    ["verify", "{out}", "--sample", "0"],
    ["verify", "{out}", "--json", "--sample", "0"],
    ["eval", "{dir}", "--progress", "none"],
    ["types", "check", "{dir}/t{bad}.yaml"],
    ["types", "show", "x{bad}"],
    ["types", "new", "x{bad}"],
    ["types", "list", "--types", "{dir}/types"],
    ["types", "show", "own_type", "--types", "{dir}/types"],
    ["run", "{dir}", "-o", "{out}", "--config", "{dir}/x{bad}.toml"],
    ["run{bad}"],
    ["run", "--x{bad}"],
    ["run", "{dir}", "-o", "{out}", "--progress", "{bad}"],
    ["separators", "-o", "{dir}/nowhere{bad}/x.pdf"],
    ["separators", "-o", "{dir}/x.pdf", "--dossier", "{bad}"],
    ["run", "{dir}", "-o", "{out}", "--engine", "{bad}"],
]
OWN_TYPE = """\
id: own_type
version: 1
name: "giấy \\e[31m \\u202e lạ\\nNO"
legal_basis: ["luật \\e]0;x\\a"]
effective_from: 2026-01-01
layout: form
fields:
  - {name: ho_ten, kind: text, labels: ["Họ \\e[31m tên"]}
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A folder and files whose names mean harm, and what a run over them left."""
    bad = HARMFUL.replace("\x00", "")
    folder = tmp_path_factory.mktemp("names") / f"hồ sơ{bad}"
    (folder / "types").mkdir(parents=True)
    (folder / f"a{bad}.jpg").write_bytes(b"\xff\xd8\xff\xe0 nothing")
    (folder / f"n{bad}\nforged: 1 done.txt").write_text("x", encoding="utf-8")
    (folder / "types" / "own.yaml").write_text(OWN_TYPE, encoding="utf-8")
    return {"dir": str(folder), "out": str(folder.parent / f"out{bad}"), "bad": bad}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command)[:40])
def test_no_command_lets_a_name_steer_the_terminal(command, hostile, capsys):
    code = run([part.format(**hostile) for part in command])
    shown = capsys.readouterr()
    assert code != ExitCode.BUG, shown.err
    assert shown.out + shown.err
    assert is_clean(shown.out)
    assert is_clean(shown.err)
    assert "\nforged" not in shown.out + shown.err


def test_lines_of_progress_are_clean(capsys):
    with progress("plain", Translator("vi")) as shown:
        shown.found(1)
        shown.advance(NAME)
    assert is_clean(capsys.readouterr().err)


def test_there_is_no_other_way_to_the_terminal():
    """Only the module itself writes; what rich draws for a person has nothing of others in it but cleaned names."""
    ways = {"echo", "secho", "print", "print_json"}
    streams = {"stdout", "stderr"}
    found = {
        path.relative_to(TOP).as_posix()
        for package in ("ocr", "extract", "export", "digitize")
        for path in (TOP / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and (
            getattr(node.func, "attr", getattr(node.func, "id", "")) in ways
            or (
                getattr(node.func, "attr", "") in {"write", "writelines"}
                and getattr(getattr(node.func, "value", None), "attr", "") in streams
            )
        )
    }
    assert found == {
        "digitize/terminal.py",
        "digitize/cli.py",  # the number of the version
        "digitize/commands/evaluate.py",  # a table whose names are cleaned
    }


def test_a_file_is_named_once_where_its_sentence_names_it(capsys):
    failed = FileAccount(name=NAME, state="failed", code="image_damaged", data={"file": NAME})
    report_run(RunAccount(out="o", files=(failed,)), Translator("en"), as_json=False)
    assert capsys.readouterr().err.count("gnp.exe") == 1


def test_a_report_in_json_is_clean_and_means_the_same(capsys):
    account = RunAccount(out=f"o{HARMFUL}", files=(FileAccount(name=NAME, state="skipped", code="hidden"),))
    report_run(account, Translator("en"), as_json=True)
    shown = capsys.readouterr()
    assert is_clean(shown.out)
    assert is_clean(shown.err)
    told = json.loads(shown.out)
    assert (told["out"], told["files"][0]["name"]) == (account.out, NAME)


def test_what_libraries_say_about_a_paper_is_not_printed(tmp_path):
    """A library that warns quotes the paper."""
    code = (
        "import logging, sys, warnings; from digitize import __main__ as m\n"
        "def said(_):\n"
        "    logging.getLogger('pdfminer').warning('Nguyễn Văn A'); warnings.warn('Nguyễn Văn A'); return 0\n"
        "m.run = said; m.main()\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(TOP)},
        capture_output=True,
        check=True,
    )
    assert ran.stderr == b""
