import json

import pytest

from digitize.evaluate.truth import find_pairs, read_truth
from ocr.problem import ConfigurationProblem, InputProblem

PAPER = {"doc_type": "công văn", "fields": {"nguoi_ky": None}, "text": "a\nb", "text_complete": True}


def write(path, content):
    path.parent.mkdir(exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_a_single_paper_is_a_list_of_one(tmp_path):
    truth = read_truth(write(tmp_path / "x.json", {**PAPER, "handwritten": ["ngay: 06"]}))
    assert truth.id == "x"
    assert truth.lines == ("a", "b")
    assert [(d.doc_type, d.handwritten) for d in truth.documents] == [("công văn", ("ngay: 06",))]


def test_a_stack_lists_its_papers(tmp_path):
    papers = [{"pages": [1, 2], "doc_type": "a", "fields": {}}, {"pages": [3], "doc_type": "b", "fields": {}}]
    truth = read_truth(write(tmp_path / "x.json", {"documents": papers}))
    assert [document.pages for document in truth.documents] == [(1, 2), (3,)]


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ("{", ""),
        ("[" * 100_000, ""),
        ("[]", ""),
        ({**PAPER, "colour": "red"}, "colour"),
        ({**PAPER, "text_complete": "perhaps"}, "text_complete"),
        ({**PAPER, "fields": []}, "documents.0.fields"),
        ({**PAPER, "documents": []}, "documents"),
    ],
)
def test_what_is_no_truth_is_refused_with_its_place(tmp_path, content, where):
    with pytest.raises(ConfigurationProblem) as caught:
        read_truth(write(tmp_path / "x.json", content))
    assert caught.value.code == "truth_invalid"
    assert caught.value.data["where"] == where


def test_every_file_with_a_truth_beside_it_is_found(tmp_path):
    for name in ("a.json", "sub/b.json", "c.json"):
        write(tmp_path / name, PAPER)
    for name in ("a.jpg", "a.pdf", "sub/b.PNG", "unknown.png"):
        write(tmp_path / name, "")
    write(tmp_path / "c" / "page.jpg", "")
    write(tmp_path / "manifest.json", {"files": 3})
    found = [path.relative_to(tmp_path).as_posix() for path, _ in find_pairs(tmp_path)]
    assert found == ["a.jpg", "a.pdf", "c", "sub/b.PNG"]


def test_a_truth_about_nothing_is_an_error(tmp_path):
    write(tmp_path / "a.json", PAPER)
    with pytest.raises(ConfigurationProblem, match="truth_without_input"):
        find_pairs(tmp_path)


def test_a_folder_without_truth_is_an_error(tmp_path):
    with pytest.raises(InputProblem, match="truth_none_found"):
        find_pairs(tmp_path)
