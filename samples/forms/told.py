"""Values as they stand on paper and as the truth files say them: names, days, numbers, agencies, matters."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from samples.data import lists
from samples.people import Person, draw_date, draw_phone
from samples.places import TWO_LEVELS, Place, capital
from samples.words import day_in_words, day_month_year, dong, number_in_words

if TYPE_CHECKING:
    from samples.forms.story import Story

RANKS = ("TS. ", "ThS. ", "BSCKI. ", "KS. ", "PGS.TS. ", "Th.S ")
POLICE = ("Trung tá ", "Đại tá ", "Thiếu tá ", "Thượng tá ")
JOBS = ("Nông dân", "Giáo viên", "Công nhân may", "Buôn bán", "Kế toán", "Lái xe", "Thợ xây", "Y tá")
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
DEPARTMENTS = ("Nội vụ", "Tư pháp", "Khoa học và Công nghệ", "Nông nghiệp và Môi trường")
SHOPS = ("TẠP HÓA", "CƠ SỞ MAY", "QUÁN CƠM", "HỘ KINH DOANH", "NHÀ NGHỈ", "HIỆU SÁCH")
AIMS = ("Vay vốn ngân hàng", "Đăng ký kết hôn", "Mua bán nhà đất", "Bổ túc hồ sơ xin việc")
WISHES = (
    "xác nhận tôi là lao động tự do tại địa phương",
    "cấp lại bản sao quyết định đã thất lạc do thiên tai",
    "hỗ trợ sửa chữa nhà ở bị tốc mái sau bão",
    "xem xét miễn tiền thuê đất năm nay cho gia đình tôi",
)
PRICES = (1_200_000, 3_500_000, 24_000_000, 85_000_000, 450_000_000, 1_250_000_000)


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


@dataclass(frozen=True, slots=True)
class Said:
    """What is printed, and the value in the truth file."""

    text: str
    truth: str | int


@dataclass(frozen=True, slots=True)
class Money:
    """A sum of đồng."""

    amount: int


@dataclass(frozen=True, slots=True)
class Time:
    """An hour of the day."""

    hour: int
    minute: int

    @property
    def text(self) -> str:
        """The time as the truth has it."""
        return f"{self.hour:02d} giờ {self.minute:02d} phút"


Told = Said | date | str | int | Money | Time


def value(story: Story, name: str) -> Told:
    """The value of that name in the story."""
    role, _, what = name.partition(".")
    if what and role == "office":
        return _of_office(story, what)
    if what:
        return _of_person(story, story.person(role), role, what)
    return _plain(story, name)


def printed(told: Told, how: str, spelling: str) -> Said:
    """A value as it is printed."""
    if isinstance(told, Said):
        return told
    if isinstance(told, date):
        return _day(told, how or spelling)
    if isinstance(told, Time):
        parts = {"h": f"{told.hour:02d}", "m": f"{told.minute:02d}"}
        return Said(parts.get(how, told.text), told.text)
    if isinstance(told, Money):
        words = f"{number_in_words(told.amount)} đồng"
        return Said(capital(words) if how == "words" else dong(told.amount), told.amount)
    if isinstance(told, int):
        texts = {"words": f"Lần thứ {'nhất' if told == 1 else number_in_words(told)}", "two": f"{told:02d}"}
        return Said(texts.get(how, str(told)), told)
    text = {"upper": str.upper, "cap": capital}.get(how, str)(told)
    return Said(text, text)


def _day(day: date, how: str) -> Said:
    texts = {
        "slash": f"{day:%d/%m/%Y}",
        "dash": f"{day:%d-%m-%Y}",
        "long": day_month_year(day).removeprefix("ngày "),
        "words": day_in_words(day),
        "d": f"{day:%d}",
        "m": f"{day.month:02d}" if day.month <= 2 else str(day.month),
        "y": str(day.year),
    }
    if how == "cell":
        return Said(texts["slash"], texts["slash"])
    return Said(texts[how], day.isoformat())


def _of_person(story: Story, who: Person, role: str, what: str) -> Told:
    rng = story.rng
    plain: dict[str, Told] = {
        "name": who.name,
        "born": who.born,
        "sex": who.sex,
        "ethnic": who.ethnic,
        "nation": "Việt Nam",
        "home": who.home.long,
        "area": capital(who.home.area),
        "origin": capital(who.origin.area),
        "number": who.number,
        "mail": who.mail,
        "title": "Ông" if who.male else "Bà",
    }
    if what in plain:
        return plain[what]
    if what == "year":
        full = rng.random() < 0.25
        return Said(f"{who.born:%d/%m/%Y}" if full else str(who.born.year), str(who.born.year))
    if what == "paper":
        return _paper(rng, story, who)
    if what == "issued":
        return draw_date(rng, date(2021, 3, 1), story.day - timedelta(days=30))
    if what == "phone":
        return draw_phone(rng)
    if what == "ranked":
        return Said(rng.choice(RANKS) + who.name, who.name)
    if what == "police":
        return Said(rng.choice(POLICE) + who.name, who.name)
    return rng.choice({"job": JOBS, "faith": ("Không", "Phật giáo", "Công giáo"), "kin": _kin(role)}[what])


def _kin(role: str) -> tuple[str, ...]:
    return ("Con đẻ", "Vợ", "Chồng", "Em ruột", "Cháu ruột") if role != "asker" else ("Cha", "Mẹ", "Ông nội", "Bà ngoại")


def _paper(rng: random.Random, story: Story, who: Person) -> str:
    kind = rng.choice(("Căn cước công dân số", "Thẻ căn cước số", "CCCD số", "Số định danh cá nhân"))
    if kind == "Số định danh cá nhân":
        return f"{kind} {who.number}"
    by = rng.choice(("Cục Cảnh sát QLHC về TTXH", "Cục trưởng Cục Cảnh sát QLHC về TTXH", "Bộ Công an"))
    day = draw_date(rng, date(2021, 3, 1), story.day - timedelta(days=30))
    return f"{kind} {who.number} do {by} cấp ngày {day:%d/%m/%Y}"


def _of_office(story: Story, what: str) -> Told:
    """The agency of the place; before July 2025 there were districts."""
    home: Place = story.home
    commune = home.commune.partition(",")[0]
    names: dict[str, str] = {
        "committee": f"Ủy ban nhân dân {commune}",
        "committee_long": f"Ủy ban nhân dân {home.area}",
        "police": f"Công an {commune}",
        "province_police": f"Công an {home.province_kind} {home.province}",
        "place": home.commune_name,
        "kind_place": capital(commune),
        "province": f"Ủy ban nhân dân {home.province_kind} {home.province}",
        "province_place": home.province,
        "hospital": f"Bệnh viện Đa khoa {home.province}",
        "clinic": f"Trạm Y tế {commune}",
        "economy": "Phòng Kinh tế" if story.day >= TWO_LEVELS else "Phòng Tài chính - Kế hoạch",
        "centre": "Trung tâm Phục vụ hành chính công",
        "initials": _initials(commune),
        "birthplace": f"Bệnh viện Đa khoa {home.province}, {home.area}",
        "school": f"Trường Tiểu học {home.commune_name}",
        "tax": f"Thuế cơ sở {home.commune_name}",
        "land": f"Chi nhánh Văn phòng đăng ký đất đai {home.commune_name}",
        "insurance": f"Bảo hiểm xã hội {home.province_kind} {home.province}",
        "health": f"Sở Y tế {home.province_kind} {home.province}",
        "court": f"Tòa án nhân dân {home.province_kind} {home.province}",
        "department": f"Sở {story.rng.choice(DEPARTMENTS)}",
        "board": f"Ban Quản lý dự án đầu tư xây dựng {home.commune_name}",
    }
    return names[what]


def _initials(unit: str) -> str:
    return "".join(word[0] for word in unit.split()).upper()


def _plain(story: Story, name: str) -> Told:
    rng, day = story.rng, story.day
    earlier = {"died": 9, "wed": 1500, "registered": 4000, "handed": 4, "law": 900}
    if name == "day":
        return day
    if name in earlier:
        return day - timedelta(days=rng.randrange(1, earlier[name]))
    if name in ("due", "expires", "begins"):
        return day + timedelta(days=rng.randrange(3, 20) if name != "expires" else 365)
    if name.startswith("count"):
        return rng.randrange(1, 6)
    if name.startswith("n"):
        return _number(rng, name)
    if name in ("time", "time2"):
        return Time(rng.randrange(1, 23), rng.randrange(60))
    if name.startswith("money"):
        return Money(rng.choice(PRICES))
    if name in NUMBERS:
        return NUMBERS[name].format(n=rng.randrange(1, 900), y=day.year, office=_initials(story.home.commune.partition(",")[0]))
    if name == "code":
        return f"H{rng.randrange(10, 70)}.{rng.randrange(10, 99)}.{rng.randrange(10, 99)}-{day:%y%m%d}-{rng.randrange(10000):06d}"
    return _matter(story, name)


def _number(rng: random.Random, name: str) -> str:
    """A number by the length that its name says: n3 has up to three digits, n10 has ten."""
    digits = int(name[1:].partition("_")[0])
    return str(rng.randrange(10 ** (digits - 1), 10**digits)) if digits < 6 else f"{rng.randrange(10 ** (digits - 1), 10**digits)}"


def _matter(story: Story, name: str) -> Told:
    rng, kind = story.rng, name.rstrip("0123456789")
    if kind == "trade" or kind == "tradecode":
        at = int(name.removeprefix(kind) or 0)
        start = story.kept.setdefault("tradestart", rng.randrange(len(TRADES)))
        return TRADES[(int(str(start)) + at) % len(TRADES)][kind == "tradecode"]
    many = {"papers": PAPERS, "reason": REASONS}
    if kind in many:
        start = story.kept.setdefault(f"{kind}start", rng.randrange(9))
        return many[kind][(int(str(start)) + int(name.removeprefix(kind) or 0)) % len(many[kind])]
    one = {"matter": MATTERS, "cause": CAUSES, "state": STATES, "aim": AIMS, "wish": WISHES}
    if kind in one:
        return rng.choice(one[kind])
    if kind == "weight":
        return rng.randrange(26, 41) * 100
    if kind == "shop":
        return f"{rng.choice(SHOPS)} {story.person('owner').name.split()[-1].upper()}"
    if kind == "wish_full":
        return f"kính đề nghị quý cơ quan {rng.choice(WISHES)}"
    if kind == "request":
        return rng.choice(REQUESTS).format(house=story.home.long)
    if kind in ("long_subject", "about_subject", "about_long"):
        return _subject(story, kind)
    listed = {"subject": "subjects", "actor": "actors", "duty": "duties", "ground": "grounds", "starter": "starters"}
    return rng.choice([line for line in lists("wording")[listed[kind]] if "{" not in line])


def _subject(story: Story, kind: str) -> str:
    """What a letter is about; long ones run over several lines, and some of these begin with a capital."""
    rng, home = story.rng, story.home
    matter = _matter(story, "subject")
    tails = (
        f"trên địa bàn {home.area} năm {story.day.year}",
        f"theo Kế hoạch số {rng.randrange(5, 200)}/KH-UBND ngày {story.day:%d/%m/%Y} của {_of_office(story, 'province')}",
        f"của {_of_office(story, 'committee')} giai đoạn {story.day.year} - {story.day.year + 5}",
    )
    text = str(matter) if kind == "about_subject" else f"{matter} {rng.choice(tails)}"
    return text if kind == "long_subject" else f"{rng.choice(('Về việc', 'V/v'))} {text}"
