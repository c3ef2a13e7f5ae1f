import pytest

from extract.text.phrases import covered, find_phrases


def test_fixed_wording_is_confirmed_in_its_longest_form():
    words = [
        "do",
        "Cục",
        "Cảnh",
        "sát",
        "quản",
        "lý",
        "hành",
        "chính",
        "về",
        "trật",
        "tự",
        "xã",
        "hội",
        "cấp",
    ]
    found = find_phrases(words)
    assert (1, 13) in found.confirmed
    assert covered(found.confirmed) == frozenset(range(14))
    assert not found.misread


@pytest.mark.parametrize(
    "text",
    [
        "Uy ban nhân dân xã An Bình",
        "Ủy bạn nhân dân",
        "PHÒNG KINH TỀ",
        "Trung tâm Phục vụ chính công",
        "Trung tâm Phục vu hành chính công",
        "Bộ phân Tiếp nhận và Trả kết quả",
        "Cục Cảnh sat quản lý hành chính về trật tự xã hội",
    ],
)
def test_wording_that_is_nearly_known_was_misread(text):
    assert find_phrases(text.split()).misread


@pytest.mark.parametrize("text", ["Xây dựng cầu qua suối", "Uỷ ban nhân dân", "Lê Minh An"])
def test_other_wording_is_left_alone(text):
    assert not find_phrases(text.split()).misread


def test_a_mark_is_missed_in_a_phrase_that_holds_another_phrase():
    assert find_phrases(["Số", "đăng", "ký", "khai", "sinh"]).misread
    assert not find_phrases(["Sổ", "đăng", "ký", "khai", "sinh"]).misread
