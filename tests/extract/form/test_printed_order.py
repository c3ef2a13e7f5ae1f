"""Which of two people with the same labels a value belongs to: told by the order of their names and by headings."""

import pytest

from extract.extraction import extract

FATHER = (
    "Họ, chữ đệm, tên người cha: Lê Văn Bảo",
    "Năm sinh: 1993",
    "Nơi cư trú: xã An Bình, tỉnh Vĩnh Long",
)
MOTHER = (
    "Họ, chữ đệm, tên người mẹ: Phan Thu Hà",
    "Năm sinh: 1995",
    "Nơi cư trú: xã Bình An, tỉnh Vĩnh Long",
)
HEAD = (
    "TỜ KHAI ĐĂNG KÝ KHAI SINH",
    "Họ, chữ đệm, tên người yêu cầu: Lê Văn Bảo",
    "Quan hệ với người được khai sinh: cha đẻ",
    "Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:",
    "Họ, chữ đệm, tên: Lê Minh An",
    "Ngày, tháng, năm sinh: 13/08/2025",
)
COMPANY = (
    "GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP",
    "Mã số doanh nghiệp: 0100109106",
    "Đăng ký lần đầu: ngày 03 tháng 02 năm 2020",
    "Tên công ty viết bằng tiếng Việt: CÔNG TY TNHH AN BÌNH",
    "Vốn điều lệ: 500.000.000 đồng",
)
OWNER = ("4. Thông tin về chủ sở hữu", "Họ và tên: PHAN THU HÀ", "Sinh ngày: 12/04/1985")
AGENT = ("5. Người đại diện theo pháp luật của công ty", "Họ và tên: LÊ VĂN BẢO", "Sinh ngày: 05/09/1983")
OTHER_OWNER = ("4. Thông tin về chủ sở hữu", "Tên tổ chức: CÔNG TY CỔ PHẦN BÌNH AN")


@pytest.fixture
def fields(page, types):
    def read(*rows):
        placed = [(600 if row.isupper() else 200, 250 + 50 * at, row) for at, row in enumerate(rows)]
        heading = (
            (500, 150, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            (560, 195, "Độc lập - Tự do - Hạnh phúc"),
        )
        (found,) = extract((page(*heading, *placed),), types, source="x")
        return {name: field.value for name, field in found.record.fields.items()}

    return read


@pytest.mark.parametrize("people", [MOTHER + FATHER, FATHER + MOTHER])
def test_father_and_mother_keep_their_values_in_either_order(fields, people):
    found = fields(*HEAD, *people)
    assert (found["nam_sinh_me"], found["nam_sinh_cha"]) == (1995, 1993)
    assert found["noi_cu_tru_cha"].startswith("xã An Bình")
    assert found["noi_cu_tru_me"].startswith("xã Bình An")


def test_owner_and_agent_are_told_apart_by_their_headings(fields):
    found = fields(*COMPANY, *OWNER, *AGENT)
    assert (found["ho_ten_chu_so_huu"], found["ho_ten"]) == ("PHAN THU HÀ", "LÊ VĂN BẢO")
    assert found["ngay_sinh"] == "1983-09-05"


@pytest.mark.parametrize("people", [AGENT, OTHER_OWNER + AGENT])
def test_the_agent_is_no_owner_where_no_person_owns(fields, people):
    found = fields(*COMPANY, *people)
    assert found["ho_ten"] == "LÊ VĂN BẢO"
    assert "ho_ten_chu_so_huu" not in found


def test_an_owner_is_not_taken_for_the_agent(fields):
    found = fields(*COMPANY, *OWNER)
    assert found["ho_ten"] is None


def test_labels_of_one_person_may_change_places(fields):
    rows = (
        *HEAD[:2],
        "Giấy tờ tùy thân: Căn cước 0123",
        "Nơi cư trú: xã An Bình, tỉnh Vĩnh Long",
        *HEAD[2:],
        *MOTHER,
    )
    found = fields(*rows)
    assert found["giay_to_tuy_than_nguoi_yeu_cau"] == "Căn cước 0123"
    assert found["noi_cu_tru_nguoi_yeu_cau"].startswith("xã An Bình")
    assert found["noi_cu_tru_me"].startswith("xã Bình An")


@pytest.mark.parametrize("lost", ["người mẹ", "người cha"])
@pytest.mark.parametrize("people", [MOTHER + FATHER, FATHER + MOTHER])
def test_a_parent_whose_name_was_not_read_gets_nothing_of_the_other(fields, people, lost):
    found = fields(*HEAD, *(row for row in people if lost not in row))
    assert found.get("nam_sinh_me") in {1995, None}
    assert found.get("nam_sinh_cha") in {1993, None}
    assert found.get("nam_sinh_cha" if lost == "người mẹ" else "nam_sinh_me") is not None


@pytest.mark.parametrize("lost", ["vợ", "chồng", "vợ và chồng"])
def test_columns_of_people_of_whom_one_is_not_named_belong_to_nobody(page, types, lost):
    names = [(200, "Họ và tên chồng: Lê Văn Bảo"), (900, "Họ và tên vợ: Phan Thu Hà")]
    rows = [
        (550, 200, "GIẤY CHỨNG NHẬN KẾT HÔN"),
        (700, 250, "Số: 45"),
        *((x, 300, text) for x, text in names if not any(word in text for word in lost.split(" và "))),
        (200, 350, "Ngày, tháng, năm sinh: 05/09/1983"),
        (900, 350, "Ngày, tháng, năm sinh: 12/04/1985"),
        (200, 400, "Dân tộc: Kinh"),
        (900, 400, "Dân tộc: Tày"),
        (200, 450, "Nơi đăng ký kết hôn: Ủy ban nhân dân xã An Bình"),
        (200, 500, "Ngày, tháng, năm đăng ký: 03/02/2010"),
    ]
    (found,) = extract((page(*rows),), types, source="x")
    values = {name: field.value for name, field in found.record.fields.items() if field.value is not None}
    assert not {name for name in values if name.startswith(("ngay_sinh", "dan_toc"))}
    assert values.get("ho_ten_vo") in {"Phan Thu Hà", None}
    assert values.get("ho_ten_chong") in {"Lê Văn Bảo", None}
