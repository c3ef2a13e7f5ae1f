"""Giấy khai sinh in the form now in use (Thông tư 04/2020/TT-BTP, as amended): one page in a coloured frame."""

import random
from dataclasses import replace
from datetime import date

from samples.draw.flow import Column, Flow, Shape
from samples.draw.form import Form, centred, row
from samples.draw.marks import specimen
from samples.draw.sheet import Sheet, Type
from samples.papers.cards.identity import identity_paper
from samples.papers.ho_tich.shared import (
    THREE,
    birthplace,
    capped,
    child_of,
    framed,
    nation,
    parent,
    signed,
    written,
)
from samples.papers.paper import Paper, Value
from samples.people import Person, draw_date, draw_name
from samples.places import capital
from samples.words import day_in_words, day_month_year, slashed

PARENTS = {"me": "mẹ", "cha": "cha"}


def draw(
    rng: random.Random,
    dpi: int,
    informant: Person | None = None,
    registered: date | None = None,
    *,
    hand: bool | None = None,
) -> Paper:
    """A giấy khai sinh of a child of ``informant``, or of a new person if None, registered since 2016 (this form).

    ``hand``: a clerk filled it in with a pen (random if None).
    """
    registered = registered or draw_date(rng, date(2016, 3, 1), date(2026, 11, 18))
    child = child_of(rng, registered)
    if informant:
        child = _child_of(rng, child, informant)
    father, mother = parent(rng, child, male=True), parent(rng, child, male=False)
    if informant:
        father, mother = (informant, mother) if informant.male else (father, informant)
    informant = informant or rng.choice((father, mother))
    fields = birth_fields(rng, child, mother, father)
    fields |= {
        "ho_ten_nguoi_di_khai_sinh": informant.name,
        "giay_to_tuy_than": identity_paper(rng, informant, registered),
        "noi_dang_ky": f"Ủy ban nhân dân {child.home.area}",
        "ngay_dang_ky": registered.isoformat(),
        "nguoi_ky": draw_name(rng, male=rng.random() < 0.6),
        "chuc_vu_nguoi_ky": rng.choice(("CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
    }
    sheet, form = framed(rng, dpi), _form(rng, hand=rng.random() < 0.12 if hand is None else hand)
    _fill(sheet, form, fields, (child, registered))
    return Paper("giấy khai sinh", fields, [sheet], written(form, fields))


def _child_of(rng: random.Random, child: Person, parent: Person) -> Person:
    """The child with the parent's home."""
    name = draw_name(rng, male=child.male, ethnic=parent.ethnic, family=parent.name.split()[0])
    return replace(child, name=name, ethnic=parent.ethnic, home=parent.home)


def birth_fields(rng: random.Random, child: Person, mother: Person, father: Person) -> dict[str, Value]:
    """The fields of every paper about a birth: number in the register, the child, the parents."""
    born_at = birthplace(rng, child)
    fields: dict[str, Value] = {
        "so": f"{rng.randrange(1, 400)}/{child.born.year}"
        if rng.random() < 0.5
        else f"{rng.randrange(1, 400)}",
        "ho_ten": capped(rng, child.name),
        "ngay_sinh": child.born.isoformat(),
        "gioi_tinh": child.sex,
        "dan_toc": child.ethnic,
        "quoc_tich": "Việt Nam",
        "noi_sinh": born_at,
        "que_quan": capital(child.origin.area),
        "so_dinh_danh": child.number,
    }
    for role, who in (("me", mother), ("cha", father)):
        fields |= {
            f"ho_ten_{role}": who.name,
            f"nam_sinh_{role}": str(who.born.year),
            f"dan_toc_{role}": who.ethnic,
            f"quoc_tich_{role}": "Việt Nam",
            f"noi_cu_tru_{role}": who.home.long,
        }
    return fields


def _form(rng: random.Random, *, hand: bool) -> Form:
    """The form of the rows: a clerk with a pen writes on dotted lines; a printer prints values in bold sometimes."""
    pitch = rng.uniform(1.62, 1.78)
    return Form(Type("Tinos", 13), pitch, hand or rng.random() < 0.3, hand, bold_values=rng.random() < 0.4)


def _fill(sheet: Sheet, form: Form, fields: dict[str, Value], who: tuple[Person, date]) -> None:
    child, registered = who
    flow = Flow(sheet, Column(25, 190), 20, 284)
    specimen(sheet, (105, 150), 110)
    nation(flow)
    centred(flow, "GIẤY KHAI SINH", Type("Tinos", 24, bold=True, ink=(190, 30, 40)))
    flow.y += 1
    flow.paragraph(f"Số: {form.value(str(fields['so']))}", Type("Tinos", 13), Shape("center"))
    flow.y += 3
    text = {name: str(value) for name, value in fields.items()}
    birth_rows(flow, form, text)
    row(flow, form, [("Họ, chữ đệm, tên người đi khai sinh:", text["ho_ten_nguoi_di_khai_sinh"])])
    row(flow, form, [("Giấy tờ tùy thân:", text["giay_to_tuy_than"])])
    row(flow, form, [("Nơi đăng ký khai sinh:", text["noi_dang_ky"])])
    row(flow, form, [("Ngày, tháng, năm đăng ký:", day_month_year(registered).removeprefix("ngày "))])
    signed(flow, ["NGƯỜI KÝ GIẤY KHAI SINH"], fields, child.home)


def birth_rows(flow: Flow, form: Form, text: dict[str, str]) -> None:
    """The rows about child, mother and father."""
    child_rows(flow, form, text)
    row(flow, form, [("Số định danh cá nhân:", text["so_dinh_danh"])])
    for role in PARENTS:
        parent_rows(flow, form, text, role)


def child_rows(flow: Flow, form: Form, text: dict[str, str]) -> None:
    """The rows about the child, without its number."""
    born = date.fromisoformat(text["ngay_sinh"])
    row(flow, form, [("Họ, chữ đệm, tên:", text["ho_ten"])])
    row(flow, form, [("Ngày, tháng, năm sinh:", slashed(born))])
    row(flow, form, [("ghi bằng chữ:", day_in_words(born))])
    triple = [
        ("Giới tính:", text["gioi_tinh"]),
        ("Dân tộc:", text["dan_toc"]),
        ("Quốc tịch:", text["quoc_tich"]),
    ]
    row(flow, form, triple, THREE)
    row(flow, form, [("Nơi sinh:", text["noi_sinh"])])
    row(flow, form, [("Quê quán:", text["que_quan"])])


def parent_rows(flow: Flow, form: Form, text: dict[str, str], role: str) -> None:
    """The rows about one parent."""
    row(flow, form, [(f"Họ, chữ đệm, tên người {PARENTS[role]}:", text[f"ho_ten_{role}"])])
    triple = [
        ("Năm sinh:", text[f"nam_sinh_{role}"]),
        ("Dân tộc:", text[f"dan_toc_{role}"]),
        ("Quốc tịch:", text[f"quoc_tich_{role}"]),
    ]
    row(flow, form, triple, THREE)
    row(flow, form, [("Nơi cư trú:", text[f"noi_cu_tru_{role}"])])
