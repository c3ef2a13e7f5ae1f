"""Pages made of positioned strings: an A4 page of 200 dots an inch, letters 14 pixels wide and 30 high."""

from collections.abc import Iterable

import pytest

from extract.rules.doctype import DocumentTypes
from extract.rules.loader import load_types
from ocr.box import Box
from ocr.page import Decision, Geometry, Line, Mark, PageText, Word

WIDTH, HEIGHT = 1654, 2339
LETTER, TALL = 14, 30

Placed = tuple[int, int, str] | tuple[int, int, str, float]


def words_at(x: int, y: int, text: str, confidence: float = 0.998) -> Iterable[Word]:
    """Words from x, y on; two spaces in ``text`` are a gap of two letters."""
    for part in text.split(" "):
        if part:
            yield Word(text=part, box=Box(x, y, x + LETTER * len(part), y + TALL), confidence=confidence)
        x += LETTER * (len(part) + 1)


def page_of(
    *lines: Placed,
    number: int = 1,
    marks: tuple[Mark, ...] = (),
    use: str = "image",
    source: str = "image",
    size: tuple[int, int] = (WIDTH, HEIGHT),
) -> PageText:
    width, height = size
    made = tuple(Line.of(tuple(words_at(*line)), source) for line in lines)
    return PageText(
        page=number,
        sha256="0" * 64,
        geometry=Geometry(width=width, height=height, dpi=200, original_width=width, original_height=height),
        decision=Decision(use=use, reason="test"),
        engine="drawn",
        engine_version="1",
        lines=made,
        marks=marks,
    )


@pytest.fixture
def page():
    return page_of


@pytest.fixture(scope="session")
def types() -> DocumentTypes:
    return load_types()


HEAD = (
    (250, 200, "ỦY BAN NHÂN DÂN"),
    (250, 245, "XÃ AN BÌNH"),
    (800, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (860, 245, "Độc lập - Tự do - Hạnh phúc"),
    (250, 320, "Số: 15/QĐ-UBND"),
    (820, 320, "An Bình, ngày 05 tháng 3 năm 2026"),
)
FOOT = (
    (250, 1600, "Nơi nhận:"),
    (250, 1640, "- Như Điều 3;"),
    (250, 1680, "- Phòng Văn hóa - Xã hội và các"),
    (280, 1720, "đơn vị liên quan;"),
    (250, 1760, "- Lưu: VT."),
    (1000, 1600, "KT. CHỦ TỊCH"),
    (1000, 1640, "PHÓ CHỦ TỊCH"),
    (1020, 1900, "Trần Thị Hạnh"),
)
DECISION = (
    *HEAD,
    (700, 430, "QUYẾT ĐỊNH"),
    (560, 480, "Về việc thành lập Tổ công nghệ"),
    (600, 520, "số cộng đồng năm 2026"),
    (500, 620, "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ AN BÌNH"),
    (300, 700, "Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về thủ tục;"),
    (220, 750, "theo đề nghị của Trưởng phòng tại Tờ trình số 77/TTr-VHXH ngày 01 tháng 3 năm 2026."),
    *FOOT,
)
BIRTH = (
    (500, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (560, 245, "Độc lập - Tự do - Hạnh phúc"),
    (620, 330, "GIẤY KHAI SINH"),
    (700, 400, "Số: 34/2021"),
    (200, 480, "Họ, chữ đệm, tên: Lê Minh An"),
    (200, 530, "Ngày, tháng, năm sinh: 13/08/2021"),
    (200, 580, "ghi bằng chữ: Ngày mười ba, tháng tám, năm hai nghìn không trăm hai mươi mốt"),
    (200, 630, "Giới tính: Nam"),
    (600, 630, "Dân tộc: Kinh"),
    (1000, 630, "Quốc tịch: Việt Nam"),
    (200, 680, "Nơi sinh: Trạm Y tế xã An Bình, tỉnh Vĩnh Long"),
    (200, 730, "Quê quán: xã An Bình, tỉnh Vĩnh Long"),
    (200, 780, "Số định danh cá nhân: 086221000123"),
    (200, 830, "Họ, chữ đệm, tên người mẹ: Phan Thu Hà"),
    (200, 880, "Năm sinh: 1995"),
    (600, 880, "Dân tộc: Tày"),
    (1000, 880, "Quốc tịch: Việt Nam"),
    (200, 930, "Nơi cư trú: ấp 2, xã An Bình, tỉnh Vĩnh Long"),
    (200, 980, "Họ, chữ đệm, tên người cha: Lê Văn Bảo"),
    (200, 1030, "Năm sinh: 1993"),
    (600, 1030, "Dân tộc: Kinh"),
    (1000, 1030, "Quốc tịch: Việt Nam"),
    (200, 1080, "Nơi cư trú: ấp 2, xã An Bình, tỉnh Vĩnh Long"),
    (200, 1130, "Họ, chữ đệm, tên người đi khai sinh: Lê Văn Bảo"),
    (200, 1180, "Nơi đăng ký khai sinh: Ủy ban nhân dân xã An Bình, tỉnh Vĩnh Long"),
    (200, 1230, "Ngày, tháng, năm đăng ký: 22 tháng 9 năm 2021"),
    (950, 1300, "NGƯỜI KÝ GIẤY KHAI SINH"),
    (1050, 1340, "CHỦ TỊCH"),
    (1020, 1600, "Trần Thị Hạnh"),
)
CARD_SIZE = (1011, 638)
CARD_FRONT = (
    (330, 40, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (400, 80, "Độc lập - Tự do - Hạnh phúc"),
    (380, 180, "CĂN CƯỚC CÔNG DÂN"),
    (300, 260, "Số / No.: 086093000123"),
    (300, 310, "Họ và tên / Full name:"),
    (300, 345, "LÊ VĂN BẢO"),
    (300, 385, "Ngày sinh / Date of birth: 05/09/1993"),
    (300, 425, "Giới tính / Sex: Nam"),
    (640, 425, "Quốc tịch / Nationality: Việt Nam"),
)
CARD_BACK = (
    (50, 45, "Đặc điểm nhận dạng / Personal identification:"),
    (50, 85, "Nốt ruồi dưới mắt phải"),
    (740, 45, "Ngón trỏ trái"),
    (200, 135, "Ngày, tháng, năm / Date, month, year: 09/07/2021"),
    (300, 175, "CỤC TRƯỞNG CỤC CẢNH SÁT"),
    (250, 215, "QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI"),
)


@pytest.fixture
def decision():
    return DECISION


@pytest.fixture
def birth():
    return BIRTH


@pytest.fixture
def card_front():
    return CARD_FRONT


@pytest.fixture
def card_back():
    return CARD_BACK


@pytest.fixture
def card_size():
    return CARD_SIZE
