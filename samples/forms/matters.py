"""What papers are about: trades, requests, reasons, numbers of papers, subjects of letters; all of it invented."""

import random
import re

from samples.data import lists
from samples.forms.said import Told
from samples.forms.story import Story

TRADES = (
    ("Bán lẻ lương thực trong các cửa hàng chuyên doanh", "4721"),
    ("Cắt tóc, làm đầu, gội đầu", "9631"),
    ("Sửa chữa máy vi tính và thiết bị ngoại vi", "9511"),
    ("Nhà hàng và các dịch vụ ăn uống phục vụ lưu động", "5610"),
    ("Bán lẻ hàng may mặc, giày dép, hàng da và giả da", "4771"),
    ("Dịch vụ lưu trú ngắn ngày", "5510"),
)
REQUESTS = (
    "Đăng ký thường trú tại {house}",
    "Đăng ký tạm trú tại {house}, thời hạn 24 tháng",
    "Tách hộ, lập hộ mới tại {house}",
    "Điều chỉnh thông tin về cư trú: ngày sinh",
)
MATTERS = (
    "Cấp lại thẻ bảo hiểm y tế do bị mất",
    "Đăng ký biến động đất đai do nhận tặng cho",
    "Xác nhận thông tin về cư trú",
    "Chuyển trường cho học sinh tiểu học",
    "Cấp giấy phép xây dựng nhà ở riêng lẻ",
    "Thay đổi nội dung đăng ký hộ kinh doanh",
    "Trợ cấp mai táng phí",
)
PAPERS = (
    "Tờ khai theo mẫu",
    "Bản sao giấy khai sinh",
    "Giấy chứng nhận quyền sử dụng đất (bản gốc)",
    "Văn bản ủy quyền có chứng thực",
    "Ảnh chân dung 3x4",
    "Biên bản họp gia đình",
    "Bản vẽ hiện trạng vị trí",
)
REASONS = (
    "Tờ khai chưa có chữ ký của người yêu cầu",
    "Bản sao giấy tờ không còn giá trị sử dụng",
    "Thông tin trên giấy tờ không khớp với cơ sở dữ liệu",
    "Hồ sơ không thuộc thẩm quyền giải quyết của cơ quan",
)
CAUSES = ("Bệnh già", "Tuổi cao, sức yếu", "Suy hô hấp", "Tai nạn lao động", "Bệnh nặng")
STATES = (
    "Hiện tại chưa đăng ký kết hôn với ai",
    "Đã đăng ký kết hôn, nhưng đã ly hôn theo Quyết định số 214/2021/QĐST-HNGĐ ngày 12/5/2021 của Tòa án nhân dân; hiện tại chưa đăng ký kết hôn với ai",
    "Từ khi đủ tuổi kết hôn đến nay chưa đăng ký kết hôn với ai",
)
SHOPS = ("TẠP HÓA", "CƠ SỞ MAY", "QUÁN CƠM", "HỘ KINH DOANH", "NHÀ NGHỈ", "HIỆU SÁCH")
AIMS = ("Vay vốn ngân hàng", "Đăng ký kết hôn", "Mua bán nhà đất", "Bổ túc hồ sơ xin việc")
WISHES = (
    "xác nhận tôi là lao động tự do tại địa phương",
    "cấp lại bản sao quyết định đã thất lạc do thiên tai",
    "hỗ trợ sửa chữa nhà ở bị tốc mái sau bão",
    "xem xét miễn tiền thuê đất năm nay cho gia đình tôi",
)


NUMBERS = {
    "book_number": "{n}/{y}",
    "tlks": "{n}/TLKS-BS",
    "tlkh": "{n}/TLKH-BS",
    "tlkt": "{n}/TLKT-BS",
    "xntthn": "{n}/UBND-XNTTHN",
    "xn": "{n}/XN",
    "qd": "{n}/QĐ-UBND",
    "tb": "{n}/TB-UBND",
    "gm": "{n}/GM-UBND",
    "cv": "{n}/UBND-VX",
    "cvso": "{n}/SNV-CCHC",
    "kh": "{n}/KH-UBND",
    "bc": "{n}/BC-UBND",
    "ttr": "{n}/TTr-BQL",
    "hd": "{n}/{y}/HĐTN",
    "bb": "{n}/BB-HĐND",
    "tn": "{n}/TNHS",
    "bs": "{n}/BSHS",
    "tc": "{n}/TCHS",
    "gcs": "{n}/{y}/CS",
    "hkd": "{n}8B{n:05d}",
}
"""How the numbers of papers are built."""


LISTED = {
    "trade": tuple(name for name, _ in TRADES),
    "tradecode": tuple(code for _, code in TRADES),
    "papers": PAPERS,
    "reason": REASONS,
}
CHOSEN = {
    "matter": MATTERS,
    "cause": CAUSES,
    "state": STATES,
    "aim": AIMS,
    "request": REQUESTS,
    "wish_full": tuple(f"kính đề nghị quý cơ quan {wish}" for wish in WISHES),
}
LETTERS = {
    "subject": "subjects",
    "actor": "actors",
    "duty": "duties",
    "ground": "grounds",
    "starter": "starters",
}
"""The lists of wording that letters draw on."""


def matter(story: Story, name: str) -> Told:
    """The matter of that name; figures behind a name ask for another one of its kind."""
    kind, at = name.rstrip("0123456789"), int(re.sub(r"\D", "", name) or 0)
    if name in NUMBERS:
        office = story.home.commune.partition(",")[0]
        return NUMBERS[name].format(n=story.rng.randrange(1, 900), y=story.day.year, office=office)
    if kind in LISTED:
        return _in_turn(story, kind, at)
    if kind in LETTERS:
        return _without_places(story.rng, LETTERS[kind])
    if kind in CHOSEN:
        return story.rng.choice(CHOSEN[kind]).format(house=story.home.long)
    return _made(story, kind)


def _in_turn(story: Story, kind: str, at: int) -> str:
    """One of a list, each in its turn, so that two of them differ."""
    entries = LISTED[kind]
    start = story.turns.setdefault(kind.removesuffix("code"), story.rng.randrange(len(entries)))
    return entries[(start + at) % len(entries)]


def _without_places(rng: random.Random, what: str) -> str:
    return rng.choice([line for line in lists("wording")[what] if "{" not in line])


def _made(story: Story, kind: str) -> Told:
    rng = story.rng
    if kind == "weight":
        return rng.randrange(26, 41) * 100
    if kind == "shop":
        return f"{rng.choice(SHOPS)} {story.person('owner').name.split()[-1].upper()}"
    return _subject(story, kind)


def _subject(story: Story, kind: str) -> str:
    """What a letter is about; long ones run over several lines, and some of these begin with a capital."""
    rng, home, year = story.rng, story.home, story.day.year
    text = _without_places(rng, "subjects")
    province = f"Ủy ban nhân dân {home.province_kind} {home.province}"
    plan = f"Kế hoạch số {rng.randrange(5, 200)}/KH-UBND ngày {story.day:%d/%m/%Y}"
    tails = (
        f"trên địa bàn {home.area} năm {year}",
        f"theo {plan} của {province}",
        f"của Ủy ban nhân dân {home.area} giai đoạn {year} - {year + 5}",
    )
    if kind != "about_subject":
        text = f"{text} {rng.choice(tails)}"
    return text if kind == "long_subject" else f"{rng.choice(('Về việc', 'V/v'))} {text}"
