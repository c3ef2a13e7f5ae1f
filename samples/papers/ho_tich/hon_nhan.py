"""Giấy xác nhận tình trạng hôn nhân: a commune confirms somebody's marital status, for one purpose."""

import random
from datetime import date, timedelta

from samples.draw.flow import Column, Flow, Shape
from samples.draw.form import Form, centred, row
from samples.draw.marks import seal, signature, specimen
from samples.draw.sheet import Sheet, Type
from samples.papers.cards.identity import identity_paper
from samples.papers.paper import Heads, Paper, Value, two_heads
from samples.people import Person, draw_date, draw_name, draw_person
from samples.words import day_month_year, slashed

STATES = (
    "Chưa đăng ký kết hôn với ai",
    "Hiện tại chưa đăng ký kết hôn với ai",
    "Đã đăng ký kết hôn nhưng đã ly hôn theo Quyết định số {n}/{y}/QĐST-HNGĐ ngày {d} của Tòa án nhân dân khu vực 3; hiện tại chưa đăng ký kết hôn với ai",
    "Có đăng ký kết hôn, nhưng chồng/vợ đã chết (Giấy chứng tử số {n}, do Ủy ban nhân dân {c} cấp ngày {d}); hiện tại chưa đăng ký kết hôn với ai",
)
PURPOSES = (
    "Làm thủ tục vay vốn ngân hàng",
    "Làm thủ tục chuyển nhượng quyền sử dụng đất",
    "Bổ túc hồ sơ xin việc",
    "Làm thủ tục mua nhà ở xã hội",
    "Làm thủ tục kết hôn với {who}, sinh năm {y}, cư trú tại {p}",
)


def draw(rng: random.Random, dpi: int, person: Person | None = None) -> Paper:
    """A giấy xác nhận for ``person``, or for a new person if None."""
    person = person or draw_person(rng, (1965, 2005))
    day = draw_date(rng, date(2025, 7, 5), date(2026, 11, 18))
    fields: dict[str, Value] = {
        "so_ky_hieu": f"{rng.randrange(1, 900):02d}/UBND-XNTTHN",
        "co_quan_ban_hanh": f"ỦY BAN NHÂN DÂN {person.home.committee}",
        "dia_danh": person.home.commune_name,
        "ngay_ban_hanh": day.isoformat(),
        "ho_ten": person.name,
        "ngay_sinh": person.born.isoformat(),
        "gioi_tinh": person.sex,
        "dan_toc": person.ethnic,
        "quoc_tich": "Việt Nam",
        "giay_to_tuy_than": identity_paper(rng, person, day),
        "noi_cu_tru": person.home.long,
        "tinh_trang_hon_nhan": _state(rng, person, day),
        "muc_dich": _purpose(rng, person),
        "chuc_vu_nguoi_ky": rng.choice(("CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        "nguoi_ky": draw_name(rng, male=rng.random() < 0.6),
    }
    sheet = Sheet(rng, dpi)
    _fill(sheet, fields, person, day)
    return Paper("giấy xác nhận tình trạng hôn nhân", fields, [sheet])


def _state(rng: random.Random, person: Person, day: date) -> str:
    past = draw_date(rng, date(2015, 1, 1), day - timedelta(days=200))
    return rng.choice(STATES).format(
        n=rng.randrange(10, 300), y=past.year, d=slashed(past), c=person.home.commune
    )


def _purpose(rng: random.Random, person: Person) -> str:
    other = draw_person(rng, (person.born.year - 5, person.born.year + 5), male=not person.male)
    who = f"{'bà' if person.male else 'ông'} {other.name}"
    return rng.choice(PURPOSES).format(who=who, y=other.born.year, p=other.home.area)


def _fill(sheet: Sheet, fields: dict[str, Value], person: Person, day: date) -> None:
    rng, text = sheet.rng, {name: str(value) for name, value in fields.items()}
    flow = Flow(sheet, Column(30, 193), 20, 280)
    specimen(sheet, (110, 150), 100)
    place = f"{text['dia_danh']}, {day_month_year(day)}"
    agency = ["<b>ỦY BAN NHÂN DÂN</b>", f"<b>{person.home.committee}</b>"]
    two_heads(flow, Heads(agency, f"Số: {text['so_ky_hieu']}", place))
    flow.y += rng.uniform(5, 9)
    centred(flow, "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN", Type("Tinos", 15, bold=True))
    flow.y += rng.uniform(4, 7)
    form = Form(Type("Tinos", 13.5), rng.uniform(1.5, 1.75), bold_values=rng.random() < 0.3)
    title = "ông" if person.male else "bà"
    request = f"Xét đề nghị của {title} {person.name} về việc cấp Giấy xác nhận tình trạng hôn nhân cho {title} {person.name},"
    flow.paragraph(request, form.type_, Shape(indent=12, leading=form.leading))
    centred(flow, "XÁC NHẬN:", Type("Tinos", 14, bold=True), leading=1.6)
    _rows(flow, form, text, person)
    validity = "Giấy này có giá trị 6 tháng kể từ ngày cấp, được sử dụng để:"
    flow.paragraph(f"{validity} {form.value(text['muc_dich'])}./.", form.type_, Shape(leading=form.leading))
    _sign(flow, text, person)


def _rows(flow: Flow, form: Form, text: dict[str, str], person: Person) -> None:
    since = f"{person.born.replace(year=person.born.year + 18, day=min(person.born.day, 28)):%d/%m/%Y}"
    row(flow, form, [("Họ, chữ đệm, tên:", text["ho_ten"])])
    row(flow, form, [("Ngày, tháng, năm sinh:", slashed(person.born))])
    triple = [
        ("Giới tính:", text["gioi_tinh"]),
        ("Dân tộc:", text["dan_toc"]),
        ("Quốc tịch:", text["quoc_tich"]),
    ]
    row(flow, form, triple, (0, 48, 102))
    row(flow, form, [("Giấy tờ tùy thân:", text["giay_to_tuy_than"])])
    row(flow, form, [("Nơi cư trú:", text["noi_cu_tru"])])
    stay = f"Trong thời gian cư trú tại {person.home.area} từ ngày {since} đến nay"
    row(flow, form, [(stay, "")])
    row(flow, form, [("Tình trạng hôn nhân:", text["tinh_trang_hon_nhan"])])


def _sign(flow: Flow, text: dict[str, str], person: Person) -> None:
    right, bold = Column(112, 193), Type("Tinos", 13.5, bold=True)
    flow.y += 6
    if text["chuc_vu_nguoi_ky"].startswith("PHÓ"):
        centred(flow, "KT. CHỦ TỊCH", bold, right)
    centred(flow, text["chuc_vu_nguoi_ky"], bold, right)
    y = flow.y + 12
    flow.y += 25
    centred(flow, text["nguoi_ky"], bold, right)
    signature(flow.sheet, (right.middle + 4, y))
    seal(
        flow.sheet,
        f"ỦY BAN NHÂN DÂN {person.home.committee} ★ {person.home.province.upper()}",
        (right.middle - 13, y),
    )
