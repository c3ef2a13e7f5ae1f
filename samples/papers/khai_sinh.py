"""Giấy khai sinh, in the form that is in use (Thông tư 04/2020/TT-BTP, as amended): one page in a coloured frame."""

import random
from dataclasses import replace
from datetime import date, timedelta

from samples.draw.flow import Column, Flow, Shape
from samples.draw.form import Form, centred, row
from samples.draw.marks import seal, signature, specimen
from samples.draw.sheet import Sheet, Type
from samples.papers.identity import identity_paper
from samples.papers.paper import Paper, Value
from samples.people import Person, draw_date, draw_name, draw_number, draw_person
from samples.places import Place, capital
from samples.words import day_in_words, day_month_year, slashed

FRAME = ((196, 120, 130), (120, 150, 120), (110, 120, 170))


def draw(
    rng: random.Random,
    dpi: int,
    informant: Person | None = None,
    registered: date | None = None,
    *,
    hand: bool | None = None,
) -> Paper:
    """A giấy khai sinh of a child of ``informant``, or of somebody new, registered on a day since 2016 (this form).

    ``hand``: a clerk filled it in with a pen (by chance when None).
    """
    registered = registered or draw_date(rng, date(2016, 3, 1), date(2026, 11, 18))
    child = draw_person(rng, (registered.year, registered.year), when=registered)
    child = replace(child, born=registered - timedelta(days=rng.randrange(3, 58)))
    child = replace(child, number=draw_number(rng, child.born, male=child.male))
    if informant:
        child = _child_of(rng, child, informant)
    father, mother = _parent(rng, child, male=True), _parent(rng, child, male=False)
    if informant:
        father, mother = (informant, mother) if informant.male else (father, informant)
    informant = informant or rng.choice((father, mother))
    fields = _fields(rng, child, mother, father)
    fields |= {
        "ho_ten_nguoi_di_khai_sinh": informant.name,
        "giay_to_tuy_than": identity_paper(rng, informant, registered),
        "noi_dang_ky": f"Ủy ban nhân dân {child.home.area}",
        "ngay_dang_ky": registered.isoformat(),
        "nguoi_ky": draw_name(rng, male=rng.random() < 0.6),
        "chuc_vu_nguoi_ky": rng.choice(("CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
    }
    sheet, form = _sheet(rng, dpi), _form(rng, hand=rng.random() < 0.12 if hand is None else hand)
    _fill(sheet, form, fields, (child, registered))
    printed = {"nguoi_ky", "chuc_vu_nguoi_ky"}
    written = (
        tuple(f"{name}: {value}" for name, value in fields.items() if name not in printed)
        if form.hand
        else ()
    )
    return Paper("giấy khai sinh", fields, [sheet], written)


def _child_of(rng: random.Random, child: Person, parent: Person) -> Person:
    """The child as one of the parent's house."""
    name = draw_name(rng, male=child.male, ethnic=parent.ethnic, family=parent.name.split()[0])
    return replace(child, name=name, ethnic=parent.ethnic, home=parent.home)


def _parent(rng: random.Random, child: Person, *, male: bool) -> Person:
    """Somebody of the right age who lives with the child; the father gives the family name."""
    year = child.born.year
    parent = draw_person(rng, (year - 40, year - 20), male=male)
    ethnic = child.ethnic if rng.random() < 0.85 else parent.ethnic
    family = child.name.split()[0] if male and ethnic != "Ê-đê" else None
    return replace(
        parent, name=draw_name(rng, male=male, ethnic=ethnic, family=family), ethnic=ethnic, home=child.home
    )


def _fields(rng: random.Random, child: Person, mother: Person, father: Person) -> dict[str, Value]:
    hospital = rng.choice(("Bệnh viện Đa khoa", "Bệnh viện Phụ sản", "Trung tâm Y tế khu vực"))
    fields: dict[str, Value] = {
        "so": f"{rng.randrange(1, 400)}/{child.born.year}"
        if rng.random() < 0.5
        else f"{rng.randrange(1, 400)}",
        "ho_ten": child.name.upper() if rng.random() < 0.5 else child.name,
        "ngay_sinh": child.born.isoformat(),
        "gioi_tinh": child.sex,
        "dan_toc": child.ethnic,
        "quoc_tich": "Việt Nam",
        "noi_sinh": f"{hospital} {child.home.province}, {child.home.area}",
        "que_quan": capital(child.origin.area),
        "so_dinh_danh": child.number,
    }
    for role, parent in (("me", mother), ("cha", father)):
        fields |= {
            f"ho_ten_{role}": parent.name,
            f"nam_sinh_{role}": str(parent.born.year),
            f"dan_toc_{role}": parent.ethnic,
            f"quoc_tich_{role}": "Việt Nam",
            f"noi_cu_tru_{role}": parent.home.long,
        }
    return fields


def _sheet(rng: random.Random, dpi: int) -> Sheet:
    """Paper with a tinted ground and an ornamental frame."""
    sheet = Sheet(rng, dpi, paper=rng.choice(((255, 255, 255), (252, 249, 238), (249, 246, 246))))
    ink = rng.choice(FRAME)
    for inset, thick in ((10, 0.9), (11.8, 0.25), (15, 0.35)):
        corners = [(inset, inset), (210 - inset, inset), (210 - inset, 297 - inset), (inset, 297 - inset)]
        for start, end in zip(corners, corners[1:] + corners[:1], strict=True):
            sheet.rule(start, end, thick, ink)
    for step in range(64):
        for y in (13.4, 297 - 13.4):
            _diamond(sheet, 13.4 + step * 2.91, y, ink)
    for step in range(93):
        for x in (13.4, 210 - 13.4):
            _diamond(sheet, x, 13.4 + step * 2.935, ink)
    return sheet


def _diamond(sheet: Sheet, x: float, y: float, ink: tuple[int, int, int]) -> None:
    reach = 0.9
    corners = [(x - reach, y), (x, y - reach), (x + reach, y), (x, y + reach)]
    sheet.draw.polygon([(sheet.px(a), sheet.px(b)) for a, b in corners], outline=ink)


def _form(rng: random.Random, *, hand: bool) -> Form:
    """A clerk with a pen writes on dots; a printer sometimes in bold."""
    pitch = rng.uniform(1.62, 1.78)
    return Form(Type("Tinos", 13), pitch, hand or rng.random() < 0.3, hand, bold_values=rng.random() < 0.4)


def _fill(sheet: Sheet, form: Form, fields: dict[str, Value], who: tuple[Person, date]) -> None:
    child, registered = who
    flow = Flow(sheet, Column(25, 190), 20, 284)
    specimen(sheet, (105, 150), 110)
    _head(flow, form.value(str(fields["so"])))
    text = {name: str(value) for name, value in fields.items()}
    row(flow, form, [("Họ, chữ đệm, tên:", text["ho_ten"])])
    row(flow, form, [("Ngày, tháng, năm sinh:", slashed(child.born))])
    row(flow, form, [("ghi bằng chữ:", day_in_words(child.born))])
    row(
        flow,
        form,
        [("Giới tính:", text["gioi_tinh"]), ("Dân tộc:", text["dan_toc"]), ("Quốc tịch:", text["quoc_tich"])],
        (0, 48, 105),
    )
    row(flow, form, [("Nơi sinh:", text["noi_sinh"])])
    row(flow, form, [("Quê quán:", text["que_quan"])])
    row(flow, form, [("Số định danh cá nhân:", text["so_dinh_danh"])])
    for role, label in (("me", "mẹ"), ("cha", "cha")):
        row(flow, form, [(f"Họ, chữ đệm, tên người {label}:", text[f"ho_ten_{role}"])])
        triple = [
            ("Năm sinh:", text[f"nam_sinh_{role}"]),
            ("Dân tộc:", text[f"dan_toc_{role}"]),
            ("Quốc tịch:", text["quoc_tich"]),
        ]
        row(flow, form, triple, (0, 48, 105))
        row(flow, form, [("Nơi cư trú:", text[f"noi_cu_tru_{role}"])])
    row(flow, form, [("Họ, chữ đệm, tên người đi khai sinh:", text["ho_ten_nguoi_di_khai_sinh"])])
    row(flow, form, [("Giấy tờ tùy thân:", text["giay_to_tuy_than"])])
    row(flow, form, [("Nơi đăng ký khai sinh:", text["noi_dang_ky"])])
    row(flow, form, [("Ngày, tháng, năm đăng ký:", day_month_year(registered).removeprefix("ngày "))])
    _sign(flow, text, child.home)


def _head(flow: Flow, number: str) -> None:
    right = Column(flow.column.left + 20, flow.column.right - 20)
    centred(flow, "<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", Type("Tinos", 13), right)
    centred(flow, "<b>Độc lập - Tự do - Hạnh phúc</b>", Type("Tinos", 13.5), right)
    middle = flow.column.middle
    flow.sheet.rule((middle - 29, flow.y + 0.8), (middle + 29, flow.y + 0.8))
    flow.y += 4
    centred(flow, "GIẤY KHAI SINH", Type("Tinos", 24, bold=True, ink=(190, 30, 40)))
    flow.y += 1
    flow.paragraph(f"Số: {number}", Type("Tinos", 13), Shape("center"))
    flow.y += 3


def _sign(flow: Flow, text: dict[str, str], home: Place) -> None:
    right = Column(105, 188)
    flow.y += 2
    bold = Type("Tinos", 13, bold=True)
    centred(flow, "NGƯỜI KÝ GIẤY KHAI SINH", bold, right)
    title = text["chuc_vu_nguoi_ky"]
    if title.startswith("PHÓ"):
        centred(flow, "KT. CHỦ TỊCH", bold, right)
    centred(flow, title, bold, right)
    y = flow.y + 11
    flow.y += 22
    centred(flow, text["nguoi_ky"], bold, right)
    signature(flow.sheet, (right.middle + 3, y))
    seal(
        flow.sheet,
        f"ỦY BAN NHÂN DÂN {home.committee} ★ {home.province.upper()}",
        (right.middle - 14, y),
    )
