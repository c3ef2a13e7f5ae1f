"""Giấy khai sinh in the form before 2016 (Nghị định 158/2005/NĐ-CP): number and book, father first, often by hand."""

import random
from datetime import date

from samples.draw.flow import Column, Flow, Shape
from samples.draw.form import Form, centred, row
from samples.draw.marks import seal, signature, specimen
from samples.draw.sheet import Sheet, Type
from samples.papers.ho_tich.shared import (
    birthplace,
    capped,
    child_of,
    framed,
    nation,
    parent,
    signer,
    written,
)
from samples.papers.paper import Paper, Value
from samples.people import Person, draw_date, draw_name
from samples.words import day_in_words, day_month_year, slashed

LABELS = {"cha": "cha", "me": "mẹ"}


def draw(rng: random.Random, dpi: int, *, hand: bool | None = None) -> Paper:
    """A giấy khai sinh registered from 2006 to 2015; ``hand``: filled in with a pen (random if None)."""
    registered = draw_date(rng, date(2006, 4, 3), date(2015, 12, 28))
    child = child_of(rng, registered)
    parents = {"cha": parent(rng, child, male=True), "me": parent(rng, child, male=False)}
    fields = _fields(rng, child, registered, parents)
    form = Form(
        Type("Tinos", 12.5),
        rng.uniform(1.55, 1.7),
        dotted=True,
        hand=rng.random() < 0.3 if hand is None else hand,
    )
    sheet = framed(rng, dpi)
    _fill(sheet, form, fields, child)
    return Paper("giấy khai sinh", fields, [sheet], written(form, fields))


def _fields(
    rng: random.Random, child: Person, registered: date, parents: dict[str, Person]
) -> dict[str, Value]:
    fields: dict[str, Value] = {
        "so": f"{rng.randrange(1, 400)}",
        "quyen_so": f"{rng.randrange(1, 4):02d}/{registered.year}",
        "ho_ten": capped(rng, child.name),
        "gioi_tinh": child.sex,
        "ngay_sinh": child.born.isoformat(),
        "noi_sinh": birthplace(rng, child),
        "dan_toc": child.ethnic,
        "quoc_tich": "Việt Nam",
    }
    for role, who in parents.items():
        fields |= {
            f"ho_ten_{role}": who.name,
            f"dan_toc_{role}": who.ethnic,
            f"quoc_tich_{role}": "Việt Nam",
            f"nam_sinh_{role}": str(who.born.year),
            f"noi_cu_tru_{role}": who.home.long,
        }
    role = rng.choice(("cha", "me"))
    return fields | {
        "noi_dang_ky": f"Ủy ban nhân dân {child.home.area}",
        "ngay_dang_ky": registered.isoformat(),
        "ho_ten_nguoi_di_khai_sinh": parents[role].name,
        "quan_he": rng.choice({"cha": ("Cha", "Bố", "Cha đẻ"), "me": ("Mẹ", "Mẹ đẻ")}[role]),
        **signer(rng),
    }


def _fill(sheet: Sheet, form: Form, fields: dict[str, Value], child: Person) -> None:
    text = {name: str(value) for name, value in fields.items()}
    registered = date.fromisoformat(text["ngay_dang_ky"])
    flow = Flow(sheet, Column(25, 188), 21, 284)
    specimen(sheet, (105, 150), 110)
    nation(flow)
    centred(flow, "GIẤY KHAI SINH", Type("Tinos", 24, bold=True, ink=(190, 30, 40)))
    numbers = Column(130, 188)
    for label, name in (("Số:", "so"), ("Quyển số:", "quyen_so")):
        flow.paragraph(f"{label} {form.value(text[name])}", form.type_, Shape("left", leading=1.3), numbers)
    flow.y += 2
    row(flow, form, [("Họ và tên:", text["ho_ten"]), ("Giới tính:", text["gioi_tinh"])], (0, 118))
    row(flow, form, [("Ngày, tháng, năm sinh:", slashed(child.born))])
    row(flow, form, [("Ghi bằng chữ:", day_in_words(child.born))])
    row(flow, form, [("Nơi sinh:", text["noi_sinh"])])
    row(flow, form, [("Dân tộc:", text["dan_toc"]), ("Quốc tịch:", text["quoc_tich"])], (0, 85))
    for role, label in LABELS.items():
        row(flow, form, [(f"Họ và tên {label}:", text[f"ho_ten_{role}"])])
        triple = [
            ("Dân tộc:", text[f"dan_toc_{role}"]),
            ("Quốc tịch:", text[f"quoc_tich_{role}"]),
            ("Năm sinh:", text[f"nam_sinh_{role}"]),
        ]
        row(flow, form, triple, (0, 55, 115))
        row(flow, form, [("Nơi thường trú/tạm trú:", text[f"noi_cu_tru_{role}"])])
    row(flow, form, [("Nơi đăng ký:", text["noi_dang_ky"])])
    row(flow, form, [("Ngày, tháng, năm đăng ký:", day_month_year(registered).removeprefix("ngày "))])
    row(flow, form, [("Ghi chú:", "")])
    row(flow, form, [("Họ và tên người đi khai sinh:", text["ho_ten_nguoi_di_khai_sinh"])])
    row(flow, form, [("Quan hệ với người được khai sinh:", text["quan_he"])])
    _sign(flow, text, child)


def _sign(flow: Flow, text: dict[str, str], child: Person) -> None:
    left, right, bold = Column(25, 100), Column(105, 188), Type("Tinos", 12.5, bold=True)
    flow.y += 2
    top = flow.y
    centred(flow, "CÁN BỘ TƯ PHÁP HỘ TỊCH", bold, left)
    flow.y += 19
    centred(flow, draw_name(flow.sheet.rng, male=flow.sheet.rng.random() < 0.5), bold, left)
    flow.y = top
    centred(flow, "TM. ỦY BAN NHÂN DÂN", bold, right)
    if text["chuc_vu_nguoi_ky"].startswith("PHÓ"):
        centred(flow, "KT. CHỦ TỊCH", bold, right)
    centred(flow, text["chuc_vu_nguoi_ky"], bold, right)
    y = flow.y + 9
    flow.y += 18
    centred(flow, text["nguoi_ky"], bold, right)
    signature(flow.sheet, (right.middle + 3, y))
    ring = f"ỦY BAN NHÂN DÂN {child.home.committee} ★ {child.home.province.upper()}"
    seal(flow.sheet, ring, (right.middle - 14, y))
