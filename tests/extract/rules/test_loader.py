from importlib import resources

import pytest

from extract.rules.loader import check_file, load_types, template
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


@pytest.fixture
def problems(tmp_path):
    def check(text):
        file = tmp_path / "own.yaml"
        file.write_text(text, encoding="utf-8")
        return check_file(file)

    return check


def test_the_shipped_types_load_and_their_field_names_are_those_agreed_upon(types):
    shipped = resources.files("extract").joinpath("types").iterdir()
    assert {f"{name}.yaml" for name in types.by_id} == {file.name for file in shipped}
    keys = [field.key for field in types["giay_khai_sinh"].fields]
    assert keys.index("dan_toc") < keys.index("dan_toc_me") < keys.index("dan_toc_cha")


def test_a_type_of_ones_own_is_added(tmp_path):
    (tmp_path / "own.yaml").write_text(VALID, encoding="utf-8")
    assert load_types([tmp_path])["don_xin"].name == "đơn xin"


def test_an_id_that_is_taken_is_refused(tmp_path):
    (tmp_path / "own.yaml").write_text(VALID.replace("don_xin", "can_cuoc"), encoding="utf-8")
    with pytest.raises(ConfigurationProblem) as caught:
        load_types([tmp_path])
    assert caught.value.code == "type_id_duplicate"


def test_versions_of_one_type_for_different_days_lie_side_by_side(tmp_path):
    ended = VALID.replace("layout", "effective_to: 2026-12-31\nlayout")
    newer = VALID.replace("version: 1", "version: 2").replace("2026-01-01", "2027-01-01")
    (tmp_path / "1.yaml").write_text(ended, encoding="utf-8")
    (tmp_path / "2.yaml").write_text(newer, encoding="utf-8")
    known = load_types([tmp_path])
    assert [one.version for one in known.all if one.id == "don_xin"] == [1, 2]
    assert known["don_xin"].version == 2


@pytest.mark.parametrize("version", [1, 2])
def test_versions_of_one_type_need_days_and_numbers_of_their_own(tmp_path, version):
    since = "2027-01-01" if version == 1 else "2026-06-01"
    (tmp_path / "1.yaml").write_text(
        VALID.replace("layout", "effective_to: 2026-12-31\nlayout"), encoding="utf-8"
    )
    other = VALID.replace("version: 1", f"version: {version}").replace("2026-01-01", since)
    (tmp_path / "2.yaml").write_text(other, encoding="utf-8")
    with pytest.raises(ConfigurationProblem, match="type_id_duplicate"):
        load_types([tmp_path])


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "suggestion"),
    [
        ("labels:", "lables:", "type_key_unknown", 7, "labels"),
        ("person_name", "person_nam", "type_parser_unknown", 7, "person_name"),
        ("name: đơn xin", "nme: đơn xin", "type_key_unknown", 3, "name"),
        ("id: don_xin", "id: 12", "type_value_unquoted", 1, None),
        ("version: 1", "version: một", "type_value_invalid", 2, None),
        ("version: 1", "version: 1\nversion: 2", "type_key_duplicate", 3, None),
        ("layout: form", "layout: [form", "type_yaml_invalid", 6, None),
        (', labels: ["Họ và tên"]', "", "type_field_place", 7, None),
        ('["Họ và tên"]', '["Họ và tên"], pattern: "("', "type_pattern_invalid", 7, None),
        ('["Họ và tên"]', '["Họ và tên"], where: table', "type_field_columns", 7, None),
        ('["Họ và tên"]', '["Họ và tên"], where: between', "type_field_until", 7, None),
        ('["Họ và tên"]', '["Họ và tên"], confirms: ho_te', "type_field_unknown", 7, "ho_ten"),
        ("layout: form", "layout: form\ndated_by: ho_te", "type_field_unknown", 6, "ho_ten"),
        ('labels: ["Họ và tên"]', "part: nguoi_ki", "type_part_unknown", 7, "nguoi_ky"),
    ],
)
def test_each_mistake_is_told_with_its_line(problems, old, new, code, line, suggestion):
    found = {problem.code: problem for problem in problems(VALID.replace(old, new))}
    assert code in found
    assert found[code].data["line"] == line
    if suggestion:
        assert found[code].data["suggestion"] == suggestion


@pytest.mark.parametrize(
    ("old", "new", "key", "suggested", "elsewhere"),
    [
        ("version: 1", "version: 1\nzzz: 1", "zzz", "anchors", "labels"),
        ("kind: person_name", "kind: person_name, titles: [x]", "titles", "labels", "titles"),
        ('["Họ và tên"]', "[{txt: Họ và tên, text: Tên}]", "txt", "text", "titles"),
        ('["Họ và tên"]', "[{zzz: Họ và tên, text: Tên}]", "zzz", "verified", "labels"),
        (
            '["Họ và tên"]',
            '["Tên"], columns: [{name: so, header: [Số], headers: [Số]}]',
            "header",
            "headers",
            "labels",
        ),
    ],
)
def test_for_an_unknown_key_the_keys_of_its_own_place_are_suggested(
    problems, old, new, key, suggested, elsewhere
):
    (problem,) = problems(VALID.replace(old, new))
    assert (problem.code, problem.data["key"]) == ("type_key_unknown", key)
    suggestions = problem.data["suggestion"].split(", ")
    assert suggested in suggestions
    assert elsewhere not in suggestions


def test_one_mistake_in_a_field_is_told_once(problems):
    told = problems(VALID.replace("kind:", "knd:"))
    assert [problem.code for problem in told] == ["type_key_missing", "type_key_unknown"]


def test_two_fields_of_one_name_are_refused(problems):
    twice = VALID + '  - {name: ho_ten, kind: text, labels: ["Tên"]}\n'
    assert [problem.code for problem in problems(twice)] == ["type_field_duplicate"]


def test_a_missing_file_and_a_missing_folder_are_told(tmp_path):
    assert check_file(tmp_path / "none.yaml")[0].code == "type_file_unreadable"
    with pytest.raises(ConfigurationProblem, match="type_folder_missing"):
        load_types([tmp_path / "none"])


def test_the_template_is_valid_as_it_stands(problems):
    assert problems(template("giay_moi_hop")) == ()


def test_a_template_needs_a_plain_id():
    with pytest.raises(ConfigurationProblem, match="type_id_invalid"):
        template("Giấy mời")
