import pytest

from extract.text.phrases import covered, find_phrases, has_misread_phrase


def test_fixed_wording_is_confirmed_in_its_longest_form():
    words = (
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
    )
    found = find_phrases(words)
    assert (1, 13) in found
    assert covered(found) == frozenset(range(14))
    assert not has_misread_phrase(words)


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
    assert has_misread_phrase(tuple(text.split()))


@pytest.mark.parametrize("text", ["Xây dựng cầu qua suối", "Uỷ ban nhân dân", "Lê Minh An"])
def test_other_wording_is_left_alone(text):
    assert not has_misread_phrase(tuple(text.split()))


def test_a_mark_is_missed_in_a_phrase_that_holds_another_phrase():
    assert has_misread_phrase(("Số", "đăng", "ký", "khai", "sinh"))
    assert not has_misread_phrase(("Sổ", "đăng", "ký", "khai", "sinh"))
