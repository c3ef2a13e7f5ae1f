"""The values that slots ask for: of a person, of an agency, of the paper itself."""

import random
from datetime import date, timedelta

from samples.forms.matters import matter
from samples.forms.said import Money, Said, Time, Told, printed
from samples.forms.story import Story
from samples.people import Person, draw_date, draw_phone
from samples.places import TWO_LEVELS, Place, capital

RANKS = ("TS. ", "ThS. ", "BSCKI. ", "KS. ", "PGS.TS. ", "Th.S ")
POLICE = ("Trung tá ", "Đại tá ", "Thiếu tá ", "Thượng tá ")
JOBS = ("Nông dân", "Giáo viên", "Công nhân may", "Buôn bán", "Kế toán", "Lái xe", "Thợ xây", "Y tá")
PRICES = (1_200_000, 3_500_000, 24_000_000, 85_000_000, 450_000_000, 1_250_000_000)
DEPARTMENTS = ("Nội vụ", "Tư pháp", "Khoa học và Công nghệ", "Nông nghiệp và Môi trường")
FAITHS = ("Không", "Phật giáo", "Công giáo")
KIN = ("Con đẻ", "Vợ", "Chồng", "Em ruột", "Cháu ruột")
EARLIER = {"died": 9, "wed": 1500, "registered": 4000, "handed": 4, "law": 900}
"""Days that lie before the paper's own, and by how many days at most."""
LATER = {"due": (3, 20), "begins": (3, 20), "expires": (365, 366)}
FIRST_CARD = date(2021, 3, 1)


def said(story: Story, asked: str) -> Said:
    """What is printed for a value, and what the truth is; asked again, it is the same."""
    if asked.startswith('"'):
        return Said(asked.strip('"'), asked.strip('"'))
    name, _, how = asked.partition(":")
    if name not in story.kept:
        story.kept[name] = _value(story, name)
    return printed(story.kept[name], how, story.spelling)


def _value(story: Story, name: str) -> Told:
    role, _, what = name.partition(".")
    if not what:
        return _of_paper(story, name)
    if role == "office":
        return _of_office(story, what)
    who = story.person(role)
    plain = _plain(who)
    return plain[what] if what in plain else _drawn(story, who, what)


def _plain(who: Person) -> dict[str, Told]:
    return {
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
    }


def _drawn(story: Story, who: Person, what: str) -> Told:
    """What is drawn for a person: a rank and the word for a relation are by chance."""
    rng = story.rng
    issued = draw_date(rng, FIRST_CARD, story.day - timedelta(days=30))
    full = rng.random() < 0.25
    drawn: dict[str, Told] = {
        "year": Said(f"{who.born:%d/%m/%Y}" if full else str(who.born.year), str(who.born.year)),
        "paper": _paper(rng, who, issued),
        "issued": issued,
        "phone": draw_phone(rng),
        "ranked": Said(rng.choice(RANKS) + who.name, who.name),
        "police": Said(rng.choice(POLICE) + who.name, who.name),
        "job": rng.choice(JOBS),
        "faith": rng.choice(FAITHS),
        "kin": rng.choice(KIN),
    }
    return drawn[what]


def _paper(rng: random.Random, who: Person, issued: date) -> str:
    kind = rng.choice(("Căn cước công dân số", "Thẻ căn cước số", "CCCD số", "Số định danh cá nhân"))
    if kind == "Số định danh cá nhân":
        return f"{kind} {who.number}"
    by = rng.choice(("Cục Cảnh sát QLHC về TTXH", "Cục trưởng Cục Cảnh sát QLHC về TTXH", "Bộ Công an"))
    return f"{kind} {who.number} do {by} cấp ngày {issued:%d/%m/%Y}"


def _of_office(story: Story, what: str) -> str:
    """The agency of the place; before July 2025 there were districts."""
    home: Place = story.home
    commune = home.commune.partition(",")[0]
    names: dict[str, str] = {
        "committee": f"Ủy ban nhân dân {commune}",
        "committee_long": f"Ủy ban nhân dân {home.area}",
        "police": f"Công an {commune}",
        "province_police": f"Công an {home.province_kind} {home.province}",
        "place": capital(commune) if home.commune_name.isdigit() else home.commune_name,
        "kind_place": capital(commune),
        "province": f"Ủy ban nhân dân {home.province_kind} {home.province}",
        "province_place": home.province,
        "hospital": f"Bệnh viện Đa khoa {home.province}",
        "clinic": f"Trạm Y tế {commune}",
        "economy": "Phòng Kinh tế" if story.day >= TWO_LEVELS else "Phòng Tài chính - Kế hoạch",
        "centre": "Trung tâm Phục vụ hành chính công",
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


def _of_paper(story: Story, name: str) -> Told:
    """What belongs to the paper: days, hours, counts, numbers, sums; else what it is about."""
    rng, kind = story.rng, name.partition("_")[0].rstrip("0123456789")
    if name in EARLIER:
        return story.day - timedelta(days=rng.randrange(1, EARLIER[name]))
    if name in LATER:
        return story.day + timedelta(days=rng.randrange(*LATER[name]))
    drawn: dict[str, Told] = {
        "day": story.day,
        "time": Time(rng.randrange(1, 23), rng.randrange(60)),
        "times": rng.choice((1, 1, 2)),
        "count": rng.randrange(1, 6),
        "money": Money(rng.choice(PRICES)),
        "code": _code(rng, story.day),
    }
    if kind == "n":
        return _number(rng, name)
    return drawn[kind] if kind in drawn else matter(story, name)


def _code(rng: random.Random, day: date) -> str:
    office = ".".join(str(rng.randrange(10, 70)) for _ in range(3))
    return f"H{office}-{day:%y%m%d}-{rng.randrange(10000):06d}"


def _number(rng: random.Random, name: str) -> str:
    """A number of as many digits as its name says; long ones begin with 99, which no register has given out."""
    digits = int(name[1:].partition("_")[0])
    own = f"{rng.randrange(10 ** (digits - 1), 10**digits)}"
    return own if digits < 6 else f"99{own[2:]}"
