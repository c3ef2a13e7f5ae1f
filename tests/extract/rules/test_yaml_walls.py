"""Files of rules that mean harm: each ends in one problem before anything large is built."""

import itertools

import pytest

from extract.rules.loader import check_file
from extract.rules.procedure import load_procedures
from extract.rules.yaml_walls import DEEPEST, LARGEST, MOST_NODES
from ocr.problem import ConfigurationProblem

VALID = """\
id: don_xin
version: 1
name: đơn xin
effective_from: 2026-01-01
layout: form
fields:
  - {name: ho_ten, kind: person_name, labels: ["Họ và tên"]}
"""


def doubled(levels, width):
    """Names that stand for lists of names, each ``width`` times the one before."""
    names = [f"n{number}" for number in range(levels)]
    lines = [f"{names[0]}: &{names[0]} [x]"]
    lines += [
        f"{name}: &{name} [{', '.join([f'*{below}'] * width)}]" for below, name in itertools.pairwise(names)
    ]
    return "\n".join(lines) + "\n"


def merged(levels, width):
    lines = ["m0: &m0 {x: 1}"]
    lines += [
        f"m{level}: &m{level}\n  <<: [{', '.join([f'*m{level - 1}'] * width)}]\n  k{level}: 1"
        for level in range(1, levels)
    ]
    return "\n".join(lines) + "\n"


@pytest.fixture
def code(tmp_path):
    """The code of the one problem of a file with this content."""

    def of(content):
        file = tmp_path / "own.yaml"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        (problem,) = check_file(file)
        assert problem.data["file"] == str(file)
        return problem.code

    return of


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (doubled(30, 10) + VALID, "yaml_too_much"),
        (VALID.replace("id:", doubled(9, 10) + "titles: *n8\nid:"), "yaml_too_much"),
        (merged(9, 200) + VALID, "yaml_too_much"),
        ("a: &a [*a]\n" + VALID, "yaml_names_itself"),
        ("&a\nid: *a\n", "yaml_names_itself"),
        ("a: " + "[" * 20_000, "yaml_too_deep"),
        ("a: " + "{b: " * 20_000, "yaml_too_deep"),
        ("\n".join(" " * level + "a:" for level in range(500)), "yaml_too_deep"),
        (VALID + "# " + "x" * LARGEST, "type_file_too_large"),
        (VALID.replace('["Họ và tên"]', f"[{', '.join(['x'] * MOST_NODES)}]"), "yaml_too_much"),
        (VALID.encode("utf-16"), "type_file_not_utf8"),
        (VALID.encode("cp1258", "replace"), "type_file_not_utf8"),
        (VALID.replace("ho_ten", "x" * 100), "type_value_invalid"),
        (VALID.replace("Họ và tên", "x" * 2_000), "type_value_invalid"),
        (VALID.replace("version: 1", f"version: {'9' * 5_000}"), "type_yaml_invalid"),
        (VALID.replace("labels:", "pattern: '(a+)+$', labels:"), "type_pattern_slow"),
        (VALID.replace("labels:", "pattern: '(?R)*', labels:"), "type_pattern_invalid"),
    ],
    ids=range(17),
)
def test_what_no_list_of_rules_needs_is_refused_in_one_sentence(code, content, expected):
    assert code(content) == expected


def test_many_patterns_without_end_cost_the_time_of_one(code):
    field = "  - {{name: f{0}, kind: text, pattern: '(a+)+$', labels: [x]}}\n"
    assert code(VALID + "".join(map(field.format, range(300)))) == "type_pattern_slow"


def test_a_byte_order_mark_and_line_ends_of_windows_are_read(tmp_path):
    file = tmp_path / "own.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + VALID.replace("\n", "\r\n").encode())
    assert check_file(file) == ()


def test_values_that_are_named_once_and_used_twice_are_taken(tmp_path):
    file = tmp_path / "own.yaml"
    file.write_text(VALID.replace('["Họ và tên"]', '&l ["Tên"]') + "titles: *l\n", encoding="utf-8")
    assert check_file(file) == ()


def test_procedures_stand_behind_the_same_walls(types, tmp_path):
    (tmp_path / "own.yaml").write_text("a: " + "[" * (DEEPEST + 1), encoding="utf-8")
    with pytest.raises(ConfigurationProblem, match="yaml_too_deep"):
        load_procedures(types, [tmp_path])
