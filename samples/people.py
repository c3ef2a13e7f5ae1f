"""Invented people: names, birthdays, numbers that were never issued, telephones and mailboxes that lead nowhere."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from anyascii import anyascii

from samples.places import Place, draw_place

FAMILY = "Nguyễn Trần Lê Phạm Huỳnh Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Mai Đoàn Lương Tạ Chu Quách La Hứa Kiều Nghiêm Giàng Lò Y H'Hen Sùng Triệu Nông Tô Thái Cao Lưu Văn".split()
MIDDLE_MALE = "Văn Đức Quang Minh Hữu Quốc Công Xuân Ngọc Thanh Đình Trọng Gia Bảo Việt Tuấn Anh Hải Duy Mạnh Khắc Bá".split()
MIDDLE_FEMALE = (
    "Thị Ngọc Thu Thanh Minh Phương Bích Hồng Diệu Khánh Mỹ Kim Quỳnh Hoài Thùy Cẩm Bảo Tuyết Thị Thị".split()
)
MALE = "An Bình Cường Dũng Đạt Giang Hải Hiếu Hùng Huy Khoa Kiên Lâm Long Nam Nghĩa Phúc Quân Sơn Thắng Tiến Toàn Trung Tuấn Việt Vinh Vũ Thịnh Đăng Phước Khôi Tường Ưng Ỷ Luật Duẩn".split()
FEMALE = "Anh Bình Chi Dung Giang Hà Hạnh Hằng Hiền Hoa Huệ Hương Lan Liên Linh Loan Mai My Nga Ngân Nhung Oanh Phượng Quyên Thảo Thủy Trang Tuyết Uyên Vân Xuân Yến Thoa Diễm Nguyệt Thư Mỵ Ý".split()
ETHNIC = ("Kinh",) * 12 + ("Tày", "Thái", "Mường", "Khmer", "Nùng", "Hmông", "Dao", "Ê-đê", "Chăm", "Hoa")

NEVER_ISSUED = (
    "003 005 007 009 013 016 018 021 023 028 029 032 039 041 043 047 050 053 055 057 097 098 099".split()
)
"""Province prefixes that no citizen number carries; the rest of a number is built as the law had it."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist."""

    name: str
    male: bool
    born: date
    number: str
    ethnic: str
    home: Place
    origin: Place

    @property
    def sex(self) -> str:
        """As printed: Nam or Nữ."""
        return "Nam" if self.male else "Nữ"

    @property
    def ascii_name(self) -> str:
        """The name without marks, in capitals."""
        return anyascii(self.name).upper()

    @property
    def mail(self) -> str:
        """A mailbox under a domain kept for examples (RFC 2606)."""
        given = anyascii(self.name).lower().replace("'", "").split()
        return f"{given[-1]}.{given[0]}{self.born:%y}@example.com"


def draw_name(rng: random.Random, *, male: bool, family: str | None = None) -> str:
    """A full name, three or four syllables."""
    middle = MIDDLE_MALE if male else MIDDLE_FEMALE
    parts = [family or rng.choice(FAMILY), rng.choice(middle), rng.choice(MALE if male else FEMALE)]
    if rng.random() < 0.25:
        parts.insert(2, rng.choice([m for m in middle if m not in parts] or middle))
    return " ".join(parts)


def draw_number(rng: random.Random, born: date, *, male: bool) -> str:
    """Twelve digits: a prefix never issued, sex and century, year, six at random."""
    century = 2 * (born.year // 100 - 19) + (0 if male else 1)
    return f"{rng.choice(NEVER_ISSUED)}{century}{born:%y}{rng.randrange(1_000_000):06d}"


def draw_date(rng: random.Random, first: date, last: date) -> date:
    """A day between two days, both included."""
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def draw_person(
    rng: random.Random,
    born: tuple[int, int] = (1955, 2007),
    *,
    male: bool | None = None,
    family: str | None = None,
) -> Person:
    """A person born in one of the years ``born``, first and last included."""
    male = rng.random() < 0.5 if male is None else male
    birthday = draw_date(rng, date(born[0], 1, 1), date(born[1], 12, 31))
    return Person(
        name=draw_name(rng, male=male, family=family),
        male=male,
        born=birthday,
        number=draw_number(rng, birthday, male=male),
        ethnic=rng.choice(ETHNIC),
        home=draw_place(rng),
        origin=draw_place(rng),
    )


def draw_phone(rng: random.Random) -> str:
    """A number under 0900 000, which leads nowhere."""
    return (
        f"0900 000 {rng.randrange(1000):03d}" if rng.random() < 0.5 else f"0900000{rng.randrange(1000):03d}"
    )
