"""The kinds of administrative unit stand in one list."""

import ast
import re
from pathlib import Path

import pytest

from extract.text.unit_kinds import (
    FOLDED,
    KINDS,
    NAMES,
    bare_name,
    without_kinds,
    without_kinds_or_letters,
    written_out,
)

TOP = Path(__file__).parents[3]


def test_no_other_module_lists_them():
    names = {*NAMES, *FOLDED.split("|")}
    found = {
        f"{path.relative_to(TOP)}:{node.lineno}": node.value
        for package in ("ocr", "extract", "export", "digitize")
        for path in (TOP / package).rglob("*.py")
        if path.name != "unit_kinds.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if len(names & set(re.split(r"[|():]", node.value))) > 2
    }
    assert found == {}


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_is_found_behind_the_word_for_its_kind(kind):
    assert bare_name(f"{kind.name.capitalize()} An Viễn") == "An Viễn"
    assert without_kinds(f"{kind.name.upper()} An Viễn").split() == ["An", "Viễn"]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.short])
def test_the_letters_for_a_kind_are_written_out_and_left_out(kind):
    short = f"{kind.short.upper()}. An Viễn"
    assert written_out(short) == f"{kind.name.capitalize()} An Viễn"
    assert without_kinds_or_letters(short).split() == ["An", "Viễn"]
    assert without_kinds(short) == short
