"""A kind of field is one entry of one registry, and no entry lacks a part."""

import ast
import re
from pathlib import Path

import pytest

from extract.rules.doctype import FieldType
from extract.rules.field_kinds import KINDS, FieldKind, Trust

TOP = Path(__file__).parents[3]
DATA = {"identify/unknown.py", "rules/field_kinds.py"}
"""Modules that say of which kind a field is, as the YAML files do; all others ask for properties."""


@pytest.mark.parametrize("name", KINDS)
def test_no_entry_lacks_a_part(name):
    kind = KINDS[name]
    assert callable(kind.parser)
    assert isinstance(kind.trust, Trust)
    assert isinstance(kind.critical, bool)
    assert kind.shape
    assert kind.example
    assert re.fullmatch(r".+ · .+", kind.meaning), "in Vietnamese and in English"


def test_an_entry_cannot_be_made_without_its_parts():
    assert set(FieldKind._fields) - set(FieldKind._field_defaults) == {
        *("parser", "trust", "critical", "shape", "example", "meaning")
    }
    assert not Trust._field_defaults


@pytest.mark.parametrize("name", KINDS)
def test_the_example_is_read_and_its_value_has_the_shape(name):
    parsed = KINDS[name].parser(KINDS[name].example)
    assert parsed is not None
    assert re.fullmatch(KINDS[name].shape, str(parsed.value))


@pytest.mark.parametrize("name", KINDS)
def test_what_is_free_is_wordy_and_is_whole_only_by_its_last_words(name):
    trust = KINDS[name].trust
    assert trust.wordy or not trust.free
    assert (trust.complete == "province") == trust.free
    assert not (trust.figures and trust.wordy)


def test_every_kind_of_the_shipped_types_is_an_entry(types):
    assert {field.kind for each in types.all for field in each.fields} <= set(KINDS)


def test_a_field_is_critical_as_its_kind_is_unless_it_says_otherwise():
    assert FieldType(name="so", kind="id_number", shape="[0-9]+").critical
    assert not FieldType(name="so", kind="id_number", shape="[0-9]+", critical=False).critical
    assert not FieldType(name="so", kind="text", shape="[0-9]+").critical


@pytest.mark.parametrize("name", sorted(name for name, kind in KINDS.items() if kind.critical))
def test_no_shipped_field_of_a_critical_kind_is_left_uncritical(types, name):
    fields = [
        field for each in types.all for field in each.fields if field.kind == name and not field.confirms
    ]
    assert all(field.critical for field in fields)


def test_no_module_asks_for_a_kind_by_its_name():
    asked = [
        f"{path.relative_to(TOP)}:{node.lineno}"
        for path in sorted((TOP / "extract").rglob("*.py"))
        if path.relative_to(TOP / "extract").as_posix() not in DATA
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if _asks_by_name(node)
    ]
    assert asked == []


def _asks_by_name(node):
    """A comparison with the name of a kind, a lookup by one, or a collection of several."""
    if isinstance(node, ast.Compare):
        return any(_is_name(part) for part in (node.left, *node.comparators)) and "kind" in ast.unparse(node)
    if isinstance(node, ast.Subscript):
        return _is_name(node.slice) and "KINDS" in ast.unparse(node.value)
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return len(node.elts) > 1 and all(map(_is_name, node.elts))
    return False


def _is_name(node):
    return isinstance(node, ast.Constant) and node.value in KINDS
