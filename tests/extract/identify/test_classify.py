import pytest

from extract.extraction import extract
from extract.rules.doctype import DocumentTypes, Label


@pytest.fixture
def record_of(types):
    def first(*pages):
        return next(extract(pages, types, source="a.pdf")).record

    return first


def test_a_decision_is_named_by_its_kind(record_of, page, decision):
    record = record_of(page(*decision))
    assert (record.doc_type, record.doc_type_name) == ("van_ban_hanh_chinh", "quyết định")
    assert {reason.what for reason in record.reasons} >= {"title", "so_ky_hieu", "national_heading"}


def test_a_letter_whose_number_cannot_be_read_is_known_by_its_subject_and_addressees(record_of, page):
    lines = (
        (250, 200, "ỦY BAN NHÂN DÂN"),
        (250, 245, "XÃ AN BÌNH"),
        (800, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (860, 245, "Độc lập - Tự do - Hạnh phúc"),
        (820, 320, "An Bình, ngày 05 tháng 3 năm 2026"),
        (230, 360, "V/v đăng ký bổ sung nội dung kỳ họp"),
        (500, 560, "Kính gửi: Sở Nội vụ"),
        (300, 740, "Thực hiện Công văn số 168/UBND-KT ngày 08/01/2026, Ủy ban nhân dân xã đăng ký như sau:"),
    )
    assert record_of(page(*lines)).doc_type_name == "công văn"
    unaddressed = [line for line in lines if "Kính gửi" not in line[2]]
    assert record_of(page(*unaddressed)).doc_type == "khac"


def test_a_birth_certificate_and_the_request_for_one_are_not_confused(record_of, page, birth):
    assert record_of(page(*birth)).doc_type == "giay_khai_sinh"
    request = [(x, y, text.replace("GIẤY KHAI SINH", "TỜ KHAI ĐĂNG KÝ KHAI SINH")) for x, y, text in birth]
    assert record_of(page(*request)).doc_type == "to_khai_dang_ky_khai_sinh"


def test_a_title_over_two_lines_without_tones_is_known(record_of, page):
    lines = (
        (500, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (620, 330, "GIAY CHUNG NHAN"),
        (560, 370, "DANG KY HO KINH DOANH"),
        (200, 480, "Mã số hộ kinh doanh: 013066543858"),
        (200, 530, "Đăng ký lần đầu, ngày 03 tháng 9 năm 2026"),
        (200, 580, "1. Tên hộ kinh doanh viết bằng tiếng Việt: AN BÌNH"),
        (200, 630, "2. Trụ sở của hộ kinh doanh: ấp 2, xã An Bình, tỉnh Vĩnh Long"),
    )
    record = record_of(page(*lines))
    assert record.doc_type == "giay_chung_nhan_dang_ky_ho_kinh_doanh"
    assert record.fields["ten_ho_kinh_doanh"].value == "AN BÌNH"


def test_a_title_quoted_in_the_text_names_nothing(record_of, page, decision):
    quoting = [*decision, (220, 800, "Thu hồi GIẤY KHAI SINH số 34/2021 đã cấp cho ông Lê Văn Bảo.")]
    assert record_of(page(*quoting)).doc_type_name == "quyết định"


def test_a_lost_title_is_told_by_the_notation(record_of, page, decision):
    record = record_of(page(*(line for line in decision if line[2] != "QUYẾT ĐỊNH")))
    assert record.doc_type_name == "quyết định"


def test_a_title_that_contradicts_the_notation_is_a_finding(record_of, page, decision):
    changed = [(x, y, text.replace("QUYẾT ĐỊNH", "THÔNG BÁO")) for x, y, text in decision]
    findings = {finding.code: finding for finding in record_of(page(*changed)).findings}
    assert findings["kind_contradicts_notation"].data == {"title": "thông báo", "notation": "quyết định"}


def test_an_unknown_paper_is_said_to_be_unknown_and_nothing_of_it_is_accepted(record_of, page):
    lines = (
        (600, 200, "PHIẾU ĐĂNG KÝ THƯ VIỆN"),
        (200, 300, "Họ và tên: Lê Văn Bảo"),
        (200, 350, "Ngày sinh: 05/09/1993"),
    )
    record = record_of(page(*lines))
    assert (record.doc_type, record.doc_type_name) == ("khac", "giấy tờ khác")
    assert [finding.code for finding in record.findings] == ["type_unknown"]
    assert record.fields["ho_ten"].value == "Lê Văn Bảo"
    assert all(field.status != "accepted" for field in record.fields.values())


def test_a_secret_paper_is_an_error(record_of, page, decision):
    record = record_of(page(*decision, (260, 380, "MẬT")))
    assert [finding.severity for finding in record.findings if finding.code == "secret_paper"] == ["error"]


@pytest.mark.parametrize(
    ("number", "title", "named"),
    [
        ("Số: 15/2026/NĐ-CP", "NGHỊ ĐỊNH", "nghị định"),
        ("Số: 15/2026/QĐ-UBND", "QUYẾT ĐỊNH", "quyết định"),
        ("Luật số: 15/2026/QH16", "LUẬT", "luật"),
    ],
)
def test_a_law_is_told_by_its_kind_or_by_the_year_in_its_number(
    record_of, page, decision, number, title, named
):
    words = {"Số: 15/QĐ-UBND": number, "QUYẾT ĐỊNH": title}
    record = record_of(page(*((x, y, words.get(text, text)) for x, y, text in decision)))
    assert (record.doc_type, record.doc_type_name) == ("van_ban_quy_pham_phap_luat", named)
    assert record.fields["so_ky_hieu"].value == number.partition(": ")[2]


CIVIL = (
    "giay_khai_sinh",
    "ban_sao_giay_khai_sinh",
    "trich_luc_khai_sinh",
    "trich_luc_khai_tu",
    "trich_luc_ket_hon",
    "giay_chung_nhan_ket_hon",
    "giay_chung_sinh",
    "giay_xac_nhan_tinh_trang_hon_nhan",
    "to_khai_dang_ky_khai_sinh",
    "to_khai_dang_ky_khai_tu",
    "to_khai_dang_ky_ket_hon",
)


@pytest.mark.parametrize("type_id", CIVIL)
def test_papers_of_the_civil_registers_are_told_apart_by_their_whole_titles(record_of, page, types, type_id):
    for title in types[type_id].titles:
        misread = title.replace("KHAI", "KHẠI").replace("KẾT", "KÊT").replace("GIẤY", "GIÂY")
        for printed in (title, misread):
            found = record_of(
                page(
                    (500, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
                    (560, 245, "Độc lập - Tự do - Hạnh phúc"),
                    (400, 330, printed),
                    (200, 480, "Họ, chữ đệm, tên: Lê Minh An"),
                    (200, 530, "Ngày, tháng, năm sinh: 13/08/2021"),
                )
            )
            assert found.doc_type == type_id, printed


def test_labels_that_nobody_saw_printed_speak_less_for_a_type(page, types):
    def labels(*, verified):
        one = types["giay_khai_sinh"]
        fields = [
            field.model_copy(
                update={"labels": tuple(Label(text=label.text, verified=verified) for label in field.labels)}
            )
            for field in one.fields
        ]
        known = DocumentTypes(all=(one.model_copy(update={"fields": tuple(fields)}),))
        paper = page((620, 330, "GIẤY KHAI SINH"), (200, 480, "Họ, chữ đệm, tên: Lê Minh An"))
        found = next(extract([paper], known, source="a")).record
        return {reason.what: reason.weight for reason in found.reasons}["labels"]

    assert 0 < labels(verified=False) < labels(verified=True)


def test_a_letter_that_bears_the_title_of_a_form_is_no_untitled_letter(page, types):
    lines = (
        (800, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (860, 245, "Độc lập - Tự do - Hạnh phúc"),
        (250, 320, "Số: 15/PXL-UBND"),
        (500, 430, "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ"),
        (400, 520, "Kính gửi: Ông Lê Minh An"),
    )
    untitled = tuple(line for line in lines if "XIN LỖI" not in line[2])

    def reasons(*printed):
        found = next(extract([page(*printed)], types, source="a")).candidates
        letter = next(one for one in found if one.doc_type.id == "van_ban_hanh_chinh")
        return {reason.what for reason in letter.reasons}

    assert "no_title" in reasons(*untitled)
    assert "no_title" not in reasons(*lines)


def test_what_a_citizen_writes_is_no_letter_of_an_office(page, types):
    rows = (
        (500, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (560, 245, "Độc lập - Tự do - Hạnh phúc"),
        (700, 400, "GIẤY ỦY QUYỀN"),
        (200, 500, "Tôi là: Lê Văn Bảo, sinh ngày 13/08/1951, ủy quyền cho bà Trần Thị Hạnh làm thủ tục"),
        (1000, 1600, "NGƯỜI ỦY QUYỀN"),
        (1020, 1900, "Lê Văn Bảo"),
    )
    (found,) = extract((page(*rows),), types, source="x")
    assert found.record.doc_type == "khac"
    assert all(field.status != "accepted" for field in found.record.fields.values())
