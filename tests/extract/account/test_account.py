"""The account of a paper: every word is explained by something, or is left over and told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.extraction import extract
from extract.rules.loader import load_types
from ocr.box import Box
from ocr.page import Mark
from tests.extract.conftest import DECISION, page_of

DEATH = (
    (500, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (560, 245, "Độc lập - Tự do - Hạnh phúc"),
    (600, 330, "TỜ KHAI ĐĂNG KÝ KHAI TỬ"),
    (200, 430, "Họ, chữ đệm, tên người yêu cầu: Lê Văn Bảo"),
    (200, 630, "Đề nghị cơ quan đăng ký khai tử cho người có tên dưới đây:"),
    (200, 680, "Họ, chữ đệm, tên: Lê Văn An"),
    (200, 730, "Ngày, tháng, năm sinh: 13/08/1951"),
)


def of(types, *lines, marks=()):
    (found,) = extract((page_of(*lines, marks=marks),), types, source="x")
    return found


def said(account, text):
    """What explains the words of the only row with this text, in order, each once."""
    (number,) = [at for at, row in enumerate(account.rows) if text in row.text]
    return list(dict.fromkeys(account.words[number, at] for at in range(len(account.rows[number].words))))


def test_every_word_of_a_letter_is_explained(types):
    account = of(types, *DECISION).account
    assert account.counts["left_over"] == 0
    assert account.share == 1.0
    assert said(account, "Nơi nhận") == ["wording", "value"]


def test_a_form_is_explained_by_heading_title_labels_and_values(types):
    account = of(types, *DEATH).account
    assert said(account, "CỘNG HÒA") == ["heading"]
    assert said(account, "TỜ KHAI") == ["title"]
    assert said(account, "tên: Lê Văn An") == ["label", "value"]


@pytest.mark.parametrize("text", ["Nghề nghiệp: làm ruộng", "Biển kiểm soát 29A-000.00"])
def test_a_row_that_belongs_to_no_field_is_left_over(types, text):
    account = of(types, *DEATH, (200, 1200, text)).account
    assert said(account, text) == ["left_over"]
    assert account.explained == account.total - len(text.split())


def test_running_text_is_body(types):
    text = "Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về"
    account = of(types, *DEATH, (200, 900, text), (200, 940, "cam đoan của mình.")).account
    assert "left_over" not in said(account, "Tôi cam đoan")
    assert "body" in said(account, "cam đoan của mình")


def test_words_under_a_mark_and_of_a_digital_signature_are_no_words_of_the_paper(types):
    seal = Mark(kind="seal", box=Box(900, 1180, 1400, 1500))
    found = of(
        types,
        *DEATH,
        (1000, 1200, "XÃ MẪU"),
        (200, 1700, "Ký bởi: Ủy ban nhân dân xã Mẫu"),
        (200, 1740, "Thời gian ký: 05/03/2026 10:09:57 +07:00"),
        marks=(seal,),
    )
    assert said(found.account, "XÃ MẪU") == ["mark"]
    assert "left_over" not in said(found.account, "Ký bởi") + said(found.account, "Thời gian ký")


def test_a_paper_of_no_known_type_has_an_account_too(types):
    found = of(types, (200, 300, "Kính thưa bà con"), (200, 340, "mời họp"))
    assert found.account.counts == {"left_over": 6}
    assert found.account.share == 0.0


def test_an_empty_share_is_whole(types):
    found = of(types, (200, 300, "– – –"))
    assert found.account.share == 1.0


@pytest.mark.parametrize(
    ("extra", "below"),
    [
        ((), 0),
        (((200, 470, "kiêm chủ hộ"),), 3),
        (((1400, 470, "kiêm chủ hộ"),), 0),  # beyond the value
        (((650, 470, "kiêm chủ hộ"),), 3),
    ],
)
def test_what_is_left_over_around_a_value_is_counted(types, extra, below):
    found = of(types, *DEATH, *extra)
    account = found.account
    seen = found.evidence["ho_ten_nguoi_yeu_cau"].around
    assert (seen.beside, seen.above, seen.below) == (0, 0, below)
    assert seen.explained == account.share


TYPES = load_types()


@given(
    st.lists(
        st.tuples(
            st.integers(0, 1200),
            st.integers(0, 2200),
            st.sampled_from([text for _, _, text in DEATH] + ["a", "–", "Lê B"]),
        ),
        max_size=12,
    )
)
@settings(max_examples=60, deadline=None)
def test_the_explanations_of_any_paper_add_up(lines):
    for found in extract((page_of(*lines),), TYPES, source="x"):
        account = found.account
        assert account.counts.total() == sum(len(row.words) for row in account.rows)
        assert 0 <= account.explained <= account.total
        assert 0 <= account.share <= 1
        for one in found.evidence.values():
            assert one.around is None or min(one.around) >= 0


def test_a_list_has_nothing_around_it(types):
    found = of(types, *DECISION, (250, 1800, "mời họp"))
    seen = found.evidence["noi_nhan"].around
    assert (seen.beside, seen.above, seen.below) == (0, 0, 0)
    assert found.account.counts["left_over"] == len(["mời", "họp"])


@pytest.mark.parametrize(
    ("lines", "field", "status"),
    [
        (
            ((200, 430, "Họ, chữ đệm, tên người yêu cầu: Lê Văn"), (640, 470, "Bảo")),
            "ho_ten_nguoi_yeu_cau",
            "review",
        ),
        (
            ((200, 430, "Họ, chữ đệm, tên người yêu cầu: Lê Văn"), (200, 470, "Bảo")),
            "ho_ten_nguoi_yeu_cau",
            "review",
        ),
        (((200, 430, "Họ, chữ đệm, tên người yêu cầu: Lê Văn Bảo"),), "ho_ten_nguoi_yeu_cau", "accepted"),
        (((200, 430, "Họ, chữ đệm, tên người yêu cầu: Lê      Bảo"),), "ho_ten_nguoi_yeu_cau", "review"),
        (((200, 760, "Dân tộc: Kinh"), (200, 800, "xóm Mẫu")), "ngay_sinh", "accepted"),
    ],
)
def test_words_that_nothing_explains_beside_or_under_a_value_doubt_it_unless_its_grammar_ends_it(
    types, lines, field, status
):
    rest = [line for line in DEATH if not line[2].startswith("Họ, chữ đệm, tên người yêu cầu")]
    assert of(types, *rest, *lines).record.fields[field].status == status


def test_a_lost_word_leaves_a_gap_that_doubts_a_subject(types):
    apart = [
        (x, y, text.replace("thành lập Tổ", "thành        Tổ")) if "thành lập Tổ" in text else (x, y, text)
        for x, y, text in DECISION
    ]
    assert of(types, *DECISION).record.fields["trich_yeu"].status == "accepted"
    assert of(types, *apart).record.fields["trich_yeu"].status == "review"


@pytest.mark.parametrize(
    ("below", "value", "status"),
    [
        ("ruột", "Em ruột", "accepted"),
        ("Ruột", "Em", "review"),
        ("Nơi cư trú: thôn Mẫu", "Em", "accepted"),
        ("......", "Em", "accepted"),
    ],
)
def test_a_row_that_was_broken_goes_on_at_the_left_edge_of_the_page(types, below, value, status):
    lines = (
        (200, 780, "Dân tộc: Kinh"),
        (200, 830, "Giấy tờ tùy thân: Căn cước 000000000000 Quan hệ với người đã chết: Em"),
        (200, 870, below),
    )
    rest = [line for line in DEATH if "tên người yêu cầu" not in line[2]]
    fields = of(types, *DEATH[:4], *lines[1:], *rest[3:]).record.fields
    assert (fields["quan_he"].value, fields["quan_he"].status) == (value, status)


def test_a_name_that_goes_on_under_a_mark_is_in_doubt(types):
    name = next(line for line in DECISION if line[2] == "Trần Thị Hạnh")
    rest = [line for line in DECISION if line is not name]
    seal = Mark(kind="seal", box=Box(900, 1650, 1400, 2000))
    whole = of(types, *rest, name, marks=(seal,)).record.fields["nguoi_ky"]
    broken = of(types, *rest, (name[0], name[1], "Trần Thị"), (name[0], name[1] + 40, "Hạnh"), marks=(seal,))
    assert whole.value == "Trần Thị Hạnh"
    assert broken.record.fields["nguoi_ky"].status == "review"
