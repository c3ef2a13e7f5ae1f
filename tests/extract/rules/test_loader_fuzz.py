"""Any YAML at all: a document type, or problems that name the file; never another exception."""

from functools import reduce
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from extract.rules.doctype import Column, DocumentType, FieldType, Label
from extract.rules.loader import check_file
from ocr.problem import ConfigurationProblem

KEYS = sorted({key for model in (DocumentType, FieldType, Label, Column) for key in model.model_fields})
VALID = {
    "id": "don_xin",
    "version": 1,
    "name": "đơn xin",
    "effective_from": "2026-01-01",
    "layout": "form",
    "fields": [{"name": "ho_ten", "kind": "person_name", "labels": ["Họ và tên"]}],
}
FEW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

words = st.one_of(st.sampled_from(KEYS), st.text(max_size=12))
leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.dates(),
    words,
    st.sampled_from(["(a+)+$", "[", "(?P<", "\\", "form", "card", "date", "2026-02-30", "a" * 5_000]),
)
trees = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words | st.integers(), inner, max_size=5),
    max_leaves=20,
)


@pytest.fixture
def told(tmp_path):
    """Loads a text as a document type; only a ConfigurationProblem may come."""
    file = tmp_path / "own.yaml"

    def tell(content):
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        problems = check_file(file)
        assert all(isinstance(one, ConfigurationProblem) for one in problems)
        assert all(one.data["file"] == str(file) for one in problems)
        return problems

    return tell


def dumped(tree):
    text = StringIO()
    YAML(typ="safe", pure=True).dump(tree, text)
    return text.getvalue()


@FEW
@given(content=st.one_of(st.text(max_size=200), st.binary(max_size=200)))
def test_any_text_is_told_as_a_problem_of_its_file(told, content):
    assert told(content)


@FEW
@given(tree=trees)
def test_any_tree_is_told_as_a_problem_of_its_file(told, tree):
    told(dumped(tree))


@FEW
@given(key=st.sampled_from(KEYS), value=trees)
def test_any_value_of_any_key_of_a_type_is_taken_or_told(told, key, value):
    told(dumped({**VALID, key: value}))


@FEW
@given(key=st.sampled_from(sorted(FieldType.model_fields)), value=trees)
def test_any_value_of_any_key_of_a_field_is_taken_or_told(told, key, value):
    told(dumped({**VALID, "fields": [{**VALID["fields"][0], key: value}]}))


@FEW
@given(edits=st.lists(st.tuples(st.integers(0, 400), st.text(max_size=3)), min_size=1, max_size=4))
def test_a_valid_file_with_slips_of_the_pen_is_taken_or_told(told, edits):
    told(reduce(lambda text, edit: text[: edit[0]] + edit[1] + text[edit[0] + 1 :], edits, dumped(VALID)))


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [*a]",
        "? [1, 2]\n: 3",
        "!!python/object:os.system {}",
        "%YAML 9.9\n---\na: 1",
        "--- 1\n--- 2",
        "[" * 5_000,
        "{a: " * 3_000,
        "<<: 1",
        "<<: [1, 2]",
        "id: 2026-13-45",
        "id: 99999-01-01",
        "id: 0o9",
        "id: 1_000__0",
        "id: 1:99:99",
        "id: !!int x",
        "id: !!float x",
        "id: !!timestamp x",
        "id: !!binary ###",
        "id: !!set {a, b}",
        "\x00",
        "a: 1\na: 2",
    ],
)
def test_what_yaml_can_do_beyond_a_type_is_told(told, text):
    assert told(text)
