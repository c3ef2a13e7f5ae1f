"""The declarations for registering births, deaths and marriages: forms that citizens fill in, often with a pen."""

import random
from datetime import date, timedelta

from samples.draw.flow import Column, Flow, Shape
from samples.draw.form import Form, centred, row
from samples.draw.marks import signature, specimen
from samples.draw.sheet import Sheet, Type
from samples.papers.cards.identity import identity_paper
from samples.papers.ho_tich.khai_sinh import PARENTS, birth_fields, child_rows, parent_rows
from samples.papers.ho_tich.shared import THREE, child_of, nation, parent, registry_number, written
from samples.papers.ho_tich.trich_luc import death, shown, spouses, the_dead, when_died
from samples.papers.paper import Paper, Value
from samples.people import Person, draw_date, draw_person
from samples.places import Place
from samples.words import day_month_year

FIRST, LAST = date(2025, 7, 5), date(2026, 11, 18)
OATH = (
    "Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về cam đoan của mình.",
    "Tôi cam đoan lời khai trên là đúng sự thật và chịu trách nhiệm trước pháp luật về nội dung đã khai.",
)
JOINT_OATH = (
    "Chúng tôi cam đoan những lời khai trên đây là đúng sự thật, việc kết hôn của chúng tôi là tự nguyện, "
    "không vi phạm quy định của Luật Hôn nhân và gia đình Việt Nam."
)
KIN = ("Con", "Cháu", "Vợ", "Chồng", "Em ruột")


def draw_birth(rng: random.Random, dpi: int) -> Paper:
    """A tờ khai đăng ký khai sinh: the applicant, the child, the parents and their marriage."""
    day = draw_date(rng, FIRST, LAST)
    child = child_of(rng, day)
    mother, father = (parent(rng, child, male=male) for male in (False, True))
    role, who = rng.choice((("Mẹ", mother), ("Cha", father)))
    married = draw_date(rng, child.born - timedelta(days=3000), child.born - timedelta(days=280))
    entry = birth_fields(rng, child, mother, father)
    for name in ("so", "so_dinh_danh"):
        del entry[name]
    fields = {
        **_asked(rng, who, day, child.home),
        "quan_he": role,
        **entry,
        **{
            f"giay_to_tuy_than_{key}": identity_paper(rng, one, day)
            for key, one in (("me", mother), ("cha", father))
        },
        "so_ket_hon": registry_number(rng, married),
        "ngay_ket_hon": married.isoformat(),
        "noi_ket_hon": f"Ủy ban nhân dân {child.home.area}",
        "so_luong_ban_sao": rng.randrange(1, 9),
        "noi_khai": child.home.commune_name,
        "ngay_khai": day.isoformat(),
    }
    form, sheet = _form(rng, 12, (1.3, 1.36)), Sheet(rng, dpi)
    flow = _opened(sheet, "TỜ KHAI ĐĂNG KÝ KHAI SINH", form, fields)
    text = {name: str(value) for name, value in fields.items()}
    _asker(flow, form, text, "Quan hệ với người được khai sinh:")
    _plain(flow, form, "Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:")
    _birth_rows(flow, form, text)
    _closed(flow, form, text, who, child.home)
    return Paper("tờ khai đăng ký khai sinh", fields, [sheet], written(form, fields))


def _birth_rows(flow: Flow, form: Form, text: dict[str, str]) -> None:
    child_rows(flow, form, text)
    for role in PARENTS:
        parent_rows(flow, form, text, role)
        row(flow, form, [("Giấy tờ tùy thân:", text[f"giay_to_tuy_than_{role}"])])
    row(flow, form, [("Số đăng ký kết hôn của cha, mẹ:", text["so_ket_hon"])])
    row(flow, form, [("Ngày đăng ký kết hôn:", shown(text["ngay_ket_hon"]))])
    row(flow, form, [("Nơi đăng ký kết hôn:", text["noi_ket_hon"])])


def draw_death(rng: random.Random, dpi: int) -> Paper:
    """A tờ khai đăng ký khai tử."""
    day = draw_date(rng, FIRST, LAST)
    died = day - timedelta(days=rng.randrange(1, 12))
    gone = draw_person(rng, (died.year - 95, died.year - 40))
    who = draw_person(rng, (gone.born.year + 18, gone.born.year + 35))
    fields = {
        **_asked(rng, who, day, gone.home),
        "quan_he": rng.choice(KIN),
        **{key: value for key, value in the_dead(rng, gone, day).items() if key != "so_dinh_danh"},
        "noi_cu_tru_cuoi_cung": gone.home.long,
        **death(rng, gone, died),
        "nguyen_nhan_chet": rng.choice(("Bệnh già", "Tuổi già", "Tai nạn giao thông", "Bệnh tim mạch")),
        "so_giay_bao_tu": registry_number(rng, died),
        "noi_cap_giay_bao_tu": f"Bệnh viện Đa khoa {gone.home.province}",
        "ngay_cap_giay_bao_tu": (died + timedelta(days=rng.randrange(2))).isoformat(),
        "so_luong_ban_sao": rng.randrange(1, 9),
        "noi_khai": gone.home.commune_name,
        "ngay_khai": day.isoformat(),
    }
    form, sheet = _form(rng, 13, (1.5, 1.6)), Sheet(rng, dpi)
    flow = _opened(sheet, "TỜ KHAI ĐĂNG KÝ KHAI TỬ", form, fields)
    text = {name: str(value) for name, value in fields.items()}
    _asker(flow, form, text, "Quan hệ với người đã chết:")
    _plain(flow, form, "Đề nghị cơ quan đăng ký khai tử cho người có tên dưới đây:")
    _death_rows(flow, form, text)
    _closed(flow, form, text, who, gone.home)
    return Paper("tờ khai đăng ký khai tử", fields, [sheet], written(form, fields))


def _death_rows(flow: Flow, form: Form, text: dict[str, str]) -> None:
    row(flow, form, [("Họ, chữ đệm, tên:", text["ho_ten"])])
    row(flow, form, [("Ngày, tháng, năm sinh:", shown(text["ngay_sinh"]))])
    triple = [("Giới tính:", "gioi_tinh"), ("Dân tộc:", "dan_toc"), ("Quốc tịch:", "quoc_tich")]
    row(flow, form, [(label, text[name]) for label, name in triple], THREE)
    row(flow, form, [("Nơi cư trú cuối cùng:", text["noi_cu_tru_cuoi_cung"])])
    row(flow, form, [("Giấy tờ tùy thân:", text["giay_to_tuy_than"])])
    when_died(flow, form, text)
    row(flow, form, [("Nguyên nhân chết:", text["nguyen_nhan_chet"])])
    notice = (
        f"{text['so_giay_bao_tu']} do {text['noi_cap_giay_bao_tu']} cấp {_day(text['ngay_cap_giay_bao_tu'])}"
    )
    row(flow, form, [("Số Giấy báo tử/Giấy tờ thay thế Giấy báo tử:", notice)])


def draw_marriage(rng: random.Random, dpi: int) -> Paper:
    """A tờ khai đăng ký kết hôn: a table with a column for the woman and one for the man."""
    day = draw_date(rng, FIRST, LAST)
    home = draw_person(rng).home
    fields: dict[str, Value] = {
        "kinh_gui": f"Ủy ban nhân dân {home.area}",
        **spouses(rng, day, ("nu", "nam")),
        **{f"lan_ket_hon_{role}": rng.choice((1, 1, 1, 2)) for role in ("nu", "nam")},
        "so_luong_ban_sao": rng.randrange(1, 9),
        "noi_khai": home.commune_name,
        "ngay_khai": day.isoformat(),
    }
    form, sheet = _form(rng, 13, (1.3, 1.45)), Sheet(rng, dpi)
    flow = _opened(sheet, "TỜ KHAI ĐĂNG KÝ KẾT HÔN", form, fields)
    text = {name: str(value) for name, value in fields.items()}
    flow.y += 2
    _grid(flow, form, text)
    flow.y += 2
    _plain(flow, form, JOINT_OATH)
    _copies(flow, form, text)
    flow.paragraph(
        f"Làm tại: {home.commune_name}, {_day(text['ngay_khai'])}",
        Type("Tinos", form.type_.size, italic=True),
        Shape("right", before=2),
    )
    _sign(flow, "Bên nữ", text["ho_ten_nu"], Column(30, 105))
    _sign(flow, "Bên nam", text["ho_ten_nam"], Column(112, 190))
    return Paper("tờ khai đăng ký kết hôn", fields, [sheet], written(form, fields))


def _grid(flow: Flow, form: Form, text: dict[str, str]) -> None:
    columns = Column(27, 67), Column(67, 129), Column(129, 190)
    _cells(flow, form, columns, ("<b>Thông tin</b>", "<b>Bên nữ</b>", "<b>Bên nam</b>"), align="center")
    for label, name in (
        ("Họ, chữ đệm, tên", "ho_ten"),
        ("Ngày, tháng, năm sinh", "ngay_sinh"),
        ("Dân tộc", "dan_toc"),
        ("Quốc tịch", "quoc_tich"),
        ("Nơi cư trú", "noi_cu_tru"),
        ("Giấy tờ tùy thân", "giay_to_tuy_than"),
        ("Kết hôn lần thứ mấy", "lan_ket_hon"),
    ):
        values = (form.value(shown(text[f"{name}_{role}"])) for role in ("nu", "nam"))
        _cells(flow, form, columns, (label, *values))


def _cells(
    flow: Flow, form: Form, columns: tuple[Column, ...], cells: tuple[str, ...], align: str = "left"
) -> None:
    """One ruled row; the text of its cells begins at the top, as in forms that people fill in."""
    top, ends = flow.y, []
    for column, cell in zip(columns, cells, strict=True):
        flow.y = top + 1
        inner = Column(column.left + 1.6, column.right - 1.6)
        flow.paragraph(cell, form.type_, Shape(align, leading=1.25), inner)
        ends.append(flow.y + 1)
    flow.y = max(ends)
    for y in (top, flow.y):
        flow.sheet.rule((columns[0].left, y), (columns[-1].right, y), 0.22)
    for x in (columns[0].left, *(column.right for column in columns)):
        flow.sheet.rule((x, top), (x, flow.y), 0.22)


def _asked(rng: random.Random, who: Person, day: date, home: Place) -> dict[str, Value]:
    return {
        "kinh_gui": f"Ủy ban nhân dân {home.area}",
        "ho_ten_nguoi_yeu_cau": who.name,
        "noi_cu_tru_nguoi_yeu_cau": who.home.long,
        "giay_to_tuy_than_nguoi_yeu_cau": identity_paper(rng, who, day),
    }


def _form(rng: random.Random, size: float, leading: tuple[float, float]) -> Form:
    hand = rng.random() < 0.3
    return Form(Type("Tinos", size), rng.uniform(*leading), dotted=hand or rng.random() < 0.5, hand=hand)


def _opened(sheet: Sheet, title: str, form: Form, fields: dict[str, Value]) -> Flow:
    flow = Flow(sheet, Column(27, 190), sheet.rng.uniform(14, 18), 290)
    specimen(sheet, (105, 150), 100)
    nation(flow)
    centred(flow, title, Type("Tinos", 15, bold=True))
    flow.y += 2
    middle = Column(40, 185)
    flow.paragraph(f"Kính gửi: {form.value(str(fields['kinh_gui']))}", form.type_, Shape("center"), middle)
    flow.y += 2
    return flow


def _asker(flow: Flow, form: Form, text: dict[str, str], kin: str) -> None:
    row(flow, form, [("Họ, chữ đệm, tên người yêu cầu:", text["ho_ten_nguoi_yeu_cau"])])
    row(flow, form, [("Nơi cư trú:", text["noi_cu_tru_nguoi_yeu_cau"])])
    row(flow, form, [("Giấy tờ tùy thân:", text["giay_to_tuy_than_nguoi_yeu_cau"])])
    row(flow, form, [(kin, text["quan_he"])])


def _plain(flow: Flow, form: Form, text: str) -> None:
    flow.paragraph(text, form.type_, Shape("left", leading=form.leading))


def _copies(flow: Flow, form: Form, text: dict[str, str]) -> None:
    """The row that asks whether copies are wanted, with two boxes, of which the first is ticked."""
    sheet, size = flow.sheet, form.type_.size * 0.24
    start = flow.y
    asked = "Đề nghị cấp bản sao: Có"
    count = form.value(text["so_luong_ban_sao"])
    row(flow, form, [(asked, ""), ("Không", ""), (f"Số lượng: {count} bản", "")], (0, 68, 100))
    base = start + form.type_.size * form.leading * 0.78 * 25.4 / 72
    for at, ticked in ((sheet.width_of(asked, form.type_) + 2, True), (68 + 16, False)):
        left, top = flow.column.left + at, base - size
        corners = [(left, top), (left + size, top), (left + size, base), (left, base)]
        for one, other in zip(corners, corners[1:] + corners[:1], strict=True):
            sheet.rule(one, other, 0.25)
        if ticked:
            sheet.rule(corners[0], corners[2], 0.35, sheet.pen)
            sheet.rule(corners[1], corners[3], 0.35, sheet.pen)


def _closed(flow: Flow, form: Form, text: dict[str, str], who: Person, home: Place) -> None:
    _plain(flow, form, flow.sheet.rng.choice(OATH))
    _copies(flow, form, text)
    place = f"Làm tại: {home.commune_name}, {_day(text['ngay_khai'])}"
    flow.paragraph(place, Type("Tinos", form.type_.size, italic=True), Shape("right", before=1.5))
    _sign(flow, "Người yêu cầu", who.name, Column(112, 190))


def _sign(flow: Flow, label: str, name: str, column: Column) -> None:
    """The signer in one column; the flow does not move, so that another person can sign beside."""
    top = flow.y
    centred(flow, label, Type("Tinos", 13, bold=True), column)
    centred(flow, "<i>(Ký, ghi rõ họ, chữ đệm, tên)</i>", Type("Tinos", 11.5), column)
    signature(flow.sheet, (column.middle, flow.y + 6))
    flow.y += 12
    centred(flow, name, Type("Tinos", 13), column)
    flow.y = top


def _day(iso: str) -> str:
    return day_month_year(date.fromisoformat(iso))
