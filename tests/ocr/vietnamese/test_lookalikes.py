"""The table of letters that are misread digits, and its views."""

import ast
import re
from pathlib import Path

import pytest

from ocr.vietnamese.lookalikes import IN_ARTICLES, IN_NUMBERS, IN_ZONES, SURE, any_of

TOP = Path(__file__).parents[3]


@pytest.mark.parametrize("view", [SURE, IN_NUMBERS, IN_ARTICLES, IN_ZONES])
def test_every_view_gives_digits_for_what_is_none(view):
    assert all(digit.isdigit() and not sign.isdigit() for sign, digit in view.items())
    assert re.fullmatch(f"[{any_of(view)}]+", any_of(view))


def test_the_more_is_proven_the_more_letters_are_taken_for_digits_and_never_for_another_one():
    assert SURE.items() <= IN_NUMBERS.items() <= IN_ARTICLES.items()
    capitals = {sign: digit for sign, digit in IN_ARTICLES.items() if sign.isupper()}
    assert capitals.items() <= IN_ZONES.items()


def test_no_other_module_has_a_table_of_them():
    others = [
        f"{path.relative_to(TOP)}:{node.lineno}"
        for package in ("ocr", "extract", "export", "digitize")
        for path in (TOP / package).rglob("*.py")
        if path.name != "lookalikes.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if re.search(r"O[oQD][A-Z]*[lI]|OoQ|lI\|", node.value)
    ]
    assert others == []
