"""Papers of residence: the request CT01 with boxes for digits, and the confirmation CT07.

Both are forms of Thông tư 66/2023/TT-BCA, as amended.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from samples.draw.boxes import boxed_row
from samples.draw.flow import Column, Flow, Shape
from samples.draw.form import Form, centred, row
from samples.draw.marks import seal, signature
from samples.draw.sheet import Sheet, Type
from samples.draw.table import table
from samples.papers.ho_tich.shared import nation, written
from samples.papers.paper import Heads, Paper, Value, two_heads
from samples.people import Person, draw_date, draw_name, draw_person, draw_phone
from samples.words import day_month_year, slashed

RELATIONS = ("Vợ", "Chồng", "Con đẻ", "Em ruột", "Cháu ruột", "Bố đẻ", "Mẹ đẻ")
REQUESTS = (
    "Đăng ký thường trú tại {place}",
    "Đăng ký tạm trú tại {place}",
    "Tách hộ tại {place}",
    "Xác nhận thông tin về cư trú",
    "Điều chỉnh thông tin về cư trú",
    "Xóa đăng ký tạm trú tại {place}",
)
HEADS = ["TT", "Họ, chữ đệm và tên", "Ngày, tháng, năm sinh", "Giới tính", "Số định danh cá nhân", "Mối quan hệ với chủ hộ"]  # fmt: skip
KEYS = ("stt", "ho_ten", "ngay_sinh", "gioi_tinh", "so_dinh_danh", "quan_he")


@dataclass(frozen=True, slots=True)
class _Household:
    """The applicant, the head of the household, the relation between them, the other members, the day."""

    person: Person
    head: Person
    relation: str
    others: tuple[tuple[Person, str], ...]
    day: date

    @property
    def police(self) -> str:
        """The police of the commune."""
        return f"Công an {self.person.home.commune.partition(',')[0]}"

    def fields(self) -> dict[str, Value]:
        """The fields of both papers about the applicant and the head of the household."""
        return {
            "ho_ten": self.person.name.upper(),
            "ngay_sinh": self.person.born.isoformat(),
            "gioi_tinh": self.person.sex,
            "so_dinh_danh": self.person.number,
            "ho_ten_chu_ho": self.head.name.upper(),
            "quan_he_chu_ho": self.relation,
            "so_dinh_danh_chu_ho": self.head.number,
        }

    def members(self) -> list[dict[str, str]]:
        """The table of the other members."""
        return [
            {
                "stt": str(at),
                "ho_ten": one.name,
                "ngay_sinh": slashed(one.born),
                "gioi_tinh": one.sex,
                "so_dinh_danh": one.number,
                "quan_he": relation,
            }
            for at, (one, relation) in enumerate(self.others, 1)
        ]


def _household(rng: random.Random) -> _Household:
    day = draw_date(rng, date(2025, 7, 5), date(2026, 11, 15))
    person = draw_person(rng, (1965, 2004))
    alone = rng.random() < 0.4
    head = person if alone else draw_person(rng, (1950, 1985))
    relation = "Chủ hộ" if alone else rng.choice(RELATIONS)
    others = tuple((draw_person(rng, (1960, 2022)), rng.choice(RELATIONS)) for _ in range(rng.randrange(4)))
    return _Household(person, head, relation, others, day)


def draw_ct01(rng: random.Random, dpi: int, *, hand: bool | None = None) -> Paper:
    """Tờ khai thay đổi thông tin cư trú, printed or written with a pen (random if None)."""
    home = _household(rng)
    hand = rng.random() < 0.15 if hand is None else hand
    fields: dict[str, Value] = {"kinh_gui": home.police} | home.fields()
    fields |= {
        "so_dien_thoai": draw_phone(rng),
        "email": home.person.mail,
        "noi_dung_de_nghi": rng.choice(REQUESTS).format(place=home.person.home.long[0].lower() + home.person.home.long[1:]),
    }  # fmt: skip
    if rng.random() < 0.4:
        del fields["email"]
    if home.others:
        fields["thanh_vien"] = home.members()
    sheet = Sheet(rng, dpi)
    flow = Flow(sheet, Column(24, 192), 14, 288)
    form = Form(Type("Tinos", 13), rng.uniform(1.35, 1.5), dotted=hand or rng.random() < 0.5, hand=hand)
    code = "<i>Mẫu CT01 ban hành kèm theo Thông tư số 66/2023/TT-BCA ngày 17/11/2023</i>"
    flow.paragraph(code, Type("Tinos", 10), Shape("right"))
    flow.y += 2
    nation(flow)
    centred(flow, "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ", Type("Tinos", 14, bold=True))
    flow.y += 2
    flow.paragraph(
        f"Kính gửi(1): {form.value(str(fields['kinh_gui']))}", form.type_, Shape("center", leading=1.5)
    )
    _items(flow, form, fields, home)
    _consents(flow, home)
    return Paper("tờ khai thay đổi thông tin cư trú", fields, [sheet], written(form, fields))


def _items(flow: Flow, form: Form, fields: dict[str, Value], home: _Household) -> None:
    text = {name: str(value) for name, value in fields.items()}
    row(flow, form, [("1. Họ, chữ đệm và tên:", text["ho_ten"])])
    birth = ("2. Ngày, tháng, năm sinh:", slashed(home.person.born))
    row(flow, form, [birth, ("3. Giới tính:", text["gioi_tinh"])], (0, 100))
    boxed_row(flow, form, "4. Số định danh cá nhân:", text["so_dinh_danh"])
    contact = ("5. Số điện thoại liên hệ:", text["so_dien_thoai"])
    row(flow, form, [contact, ("6. Email:", text.get("email", ""))], (0, 88))
    head = ("7. Họ, chữ đệm và tên chủ hộ:", text["ho_ten_chu_ho"])
    row(flow, form, [head])
    row(flow, form, [("8. Mối quan hệ với chủ hộ:", text["quan_he_chu_ho"])])
    boxed_row(flow, form, "9. Số định danh cá nhân của chủ hộ:", text["so_dinh_danh_chu_ho"])
    row(flow, form, [("10. Nội dung đề nghị(2):", text["noi_dung_de_nghi"])])
    row(flow, form, [("11. Những thành viên trong hộ gia đình cùng thay đổi:", "")])
    _members(flow, form, home)


def _members(flow: Flow, form: Form, home: _Household) -> None:
    flow.y += 1
    rows = [[form.value(entry[key]) for key in KEYS] for entry in home.members()]
    aligns = ["center", "left", "center", "center", "center", "center"]
    table(flow, Type("Tinos", 11), [10, 46, 27, 17, 35, 33], [HEADS, *rows], aligns)


def _consents(flow: Flow, home: _Household) -> None:
    flow.y += 4
    small, top = Type("Tinos", 10.5), flow.y
    width = (flow.column.right - flow.column.left) / 4
    heads = ("Ý KIẾN CỦA CHỦ HỘ", "Ý KIẾN CỦA CHỦ SỞ HỮU CHỖ Ở HỢP PHÁP", "Ý KIẾN CỦA CHA, MẸ HOẶC NGƯỜI GIÁM HỘ", "NGƯỜI KÊ KHAI")  # fmt: skip
    for number, head in enumerate(heads):
        left = flow.column.left + number * width
        column, flow.y = Column(left + 1, left + width - 1), top
        if number == 3:  # the last block is for the person who fills in the form
            centred(flow, f"<i>{day_month_year(home.day)}</i>", small, column)
        centred(flow, f"<b>{head}</b>", small, column)
        if number in (0, 3):
            signature(flow.sheet, (column.middle, flow.y + 9), 20)
            name = home.head.name if number == 0 else home.person.name
            flow.y += 18
            centred(flow, name, small, column)


def draw_ct07(rng: random.Random, dpi: int) -> Paper:
    """Xác nhận thông tin về cư trú, issued by the police of a commune."""
    home = _household(rng)
    person = home.person
    fields: dict[str, Value] = {
        "so_ky_hieu": f"{rng.randrange(1, 900):02d}/XN-CAX",
        "co_quan_ban_hanh": home.police.upper(),
        "dia_danh": person.home.commune_name,
        "ngay_ban_hanh": home.day.isoformat(),
    }
    fields |= home.fields() | {
        "dan_toc": person.ethnic,
        "ton_giao": rng.choice(("Không", "Không", "Phật giáo", "Công giáo")),
        "que_quan": person.origin.area[0].upper() + person.origin.area[1:],
        "noi_thuong_tru": person.home.long,
        "noi_o_hien_tai": person.home.long,
        "ngay_het_han": (home.day + timedelta(days=365)).isoformat(),
        "chuc_vu_nguoi_ky": rng.choice(("TRƯỞNG CÔNG AN", "PHÓ TRƯỞNG CÔNG AN")),
        "nguoi_ky": draw_name(rng, male=rng.random() < 0.8),
    }
    if home.others:
        fields["thanh_vien"] = home.members()
    sheet = Sheet(rng, dpi)
    flow = Flow(sheet, Column(26, 192), 16, 288)
    form = Form(Type("Tinos", 13), rng.uniform(1.3, 1.42))
    code = "<i>Mẫu CT07 ban hành kèm theo Thông tư số 66/2023/TT-BCA ngày 17/11/2023</i>"
    flow.paragraph(code, Type("Tinos", 10), Shape("right"))
    flow.y += 2
    province = f"CÔNG AN {person.home.province_kind} {person.home.province}".upper()
    place = f"{fields['dia_danh']}, {day_month_year(home.day)}"
    two_heads(flow, Heads([province, f"<b>{home.police.upper()}</b>"], f"Số: {fields['so_ky_hieu']}", place))
    flow.y += 4
    centred(flow, "XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ", Type("Tinos", 14, bold=True))
    flow.y += 2
    _confirmed(flow, form, fields, home)
    _signed(flow, fields, home)
    return Paper("xác nhận thông tin về cư trú", fields, [sheet])


def _confirmed(flow: Flow, form: Form, fields: dict[str, Value], home: _Household) -> None:
    text = {name: str(value) for name, value in fields.items()}
    row(flow, form, [("Theo đề nghị của Ông/Bà:", "")])
    row(flow, form, [("1. Họ, chữ đệm và tên:", text["ho_ten"])])
    birth = ("2. Ngày, tháng, năm sinh:", slashed(home.person.born))
    row(flow, form, [birth, ("3. Giới tính:", text["gioi_tinh"])], (0, 100))
    row(flow, form, [("4. Số định danh cá nhân:", text["so_dinh_danh"])])
    row(flow, form, [("5. Dân tộc:", text["dan_toc"]), ("6. Tôn giáo:", text["ton_giao"])], (0, 100))
    row(flow, form, [("7. Quê quán:", text["que_quan"])])
    row(flow, form, [("8. Nơi thường trú:", text["noi_thuong_tru"])])
    row(flow, form, [("9. Nơi tạm trú:", "")])
    row(flow, form, [("10. Nơi ở hiện tại:", text["noi_o_hien_tai"])])
    row(flow, form, [("11. Họ, chữ đệm và tên chủ hộ:", text["ho_ten_chu_ho"])])
    head = ("12. Quan hệ với chủ hộ:", text["quan_he_chu_ho"])
    row(flow, form, [head])
    row(flow, form, [("13. Số định danh cá nhân chủ hộ:", text["so_dinh_danh_chu_ho"])])
    row(flow, form, [("14. Thông tin các thành viên khác trong hộ gia đình:", "")])
    _members(flow, form, home)
    until = date.fromisoformat(text["ngay_het_han"])
    flow.y += 2
    row(flow, form, [(f"Giấy này có giá trị đến hết {day_month_year(until)}.", "")])


def _signed(flow: Flow, fields: dict[str, Value], home: _Household) -> None:
    right, bold = Column(110, 192), Type("Tinos", 13, bold=True)
    flow.y += 3
    if str(fields["chuc_vu_nguoi_ky"]).startswith("PHÓ"):
        centred(flow, "KT. TRƯỞNG CÔNG AN", bold, right)
    centred(flow, str(fields["chuc_vu_nguoi_ky"]), bold, right)
    y = flow.y + 10
    flow.y += 21
    centred(flow, str(fields["nguoi_ky"]), bold, right)
    signature(flow.sheet, (right.middle + 4, y))
    seal(flow.sheet, home.police.upper(), (right.middle - 13, y))
