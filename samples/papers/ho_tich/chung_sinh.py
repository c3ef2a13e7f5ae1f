"""Giấy chứng sinh: the certificate of a birth by a hospital, with the weight and the planned name of the child."""

import random
from datetime import date, timedelta

from samples.draw.flow import Column, Flow, Shape
from samples.draw.form import Form, centred, row
from samples.draw.marks import seal, signature, specimen
from samples.draw.sheet import Sheet, Type
from samples.papers.ho_tich.shared import child_of, parent, written
from samples.papers.paper import Heads, Paper, Value, two_heads
from samples.people import Person, draw_date, draw_name
from samples.words import day_month_year

HOSPITALS = ("Bệnh viện Phụ sản", "Bệnh viện Đa khoa", "Bệnh viện Sản - Nhi", "Trung tâm Y tế khu vực")
HEADS = ("GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")


def draw(rng: random.Random, dpi: int) -> Paper:
    """A giấy chứng sinh of the last two years."""
    day = draw_date(rng, date(2025, 7, 5), date(2026, 11, 18))
    child = child_of(rng, day + timedelta(days=30))
    mother = parent(rng, child, male=False)
    hospital = f"{rng.choice(HOSPITALS)} {child.home.province}"
    issued = child.born + timedelta(days=rng.randrange(1, 5))
    fields: dict[str, Value] = {
        "so": f"{rng.randrange(1, 30000):05d}.GCS.{rng.randrange(10000, 99999)}.{issued:%y}",
        "ho_ten_me": mother.name.upper() if rng.random() < 0.3 else mother.name,
        "nam_sinh_me": str(mother.born.year),
        "so_dinh_danh_me": mother.number,
        "noi_cu_tru_me": mother.home.long,
        "dan_toc_me": mother.ethnic,
        "gio_sinh": f"{rng.randrange(24):02d} giờ {rng.randrange(60):02d} phút",
        "ngay_sinh": child.born.isoformat(),
        "noi_sinh": hospital,
        "so_con": rng.choice((1, 1, 1, 1, 2)),
        "gioi_tinh": child.sex,
        "can_nang": f"{rng.randrange(2200, 4300, 50)}",
        "ten_du_dinh": child.name,
        "chuc_vu_nguoi_ky": rng.choice(HEADS),
        "nguoi_ky": draw_name(rng, male=rng.random() < 0.5),
    }
    hand = rng.random() < 0.25
    form = Form(Type("Tinos", 13), rng.uniform(1.55, 1.75), dotted=hand or rng.random() < 0.6, hand=hand)
    sheet = Sheet(rng, dpi)
    _fill(sheet, form, fields, (child, issued))
    return Paper("giấy chứng sinh", fields, [sheet], written(form, fields))


def _fill(sheet: Sheet, form: Form, fields: dict[str, Value], who: tuple[Person, date]) -> None:
    child, issued = who
    text = {name: str(value) for name, value in fields.items()}
    born = date.fromisoformat(text["ngay_sinh"])
    flow = Flow(sheet, Column(27, 190), 20, 284)
    specimen(sheet, (105, 150), 110)
    agency = [f"SỞ Y TẾ {child.home.province.upper()}", f"<b>{text['noi_sinh'].upper()}</b>"]
    two_heads(flow, Heads(agency, f"Số: {text['so']}", ""))
    flow.y += sheet.rng.uniform(5, 9)
    centred(flow, "GIẤY CHỨNG SINH", Type("Tinos", 17, bold=True))
    flow.y += sheet.rng.uniform(4, 7)
    row(flow, form, [("Họ, chữ đệm, tên khai sinh của mẹ/NND:", text["ho_ten_me"])])
    numbered = [("Năm sinh:", text["nam_sinh_me"]), ("Số ĐDCN/Hộ chiếu:", text["so_dinh_danh_me"])]
    row(flow, form, numbered, (0, 60))
    row(flow, form, [("Nơi cư trú:", text["noi_cu_tru_me"])])
    row(flow, form, [("Dân tộc:", text["dan_toc_me"])])
    row(flow, form, [("Đã sinh con vào lúc:", f"{text['gio_sinh']}, {day_month_year(born)}")])
    row(flow, form, [("Tại:", text["noi_sinh"])])
    row(flow, form, [("Số con trong lần sinh này:", f"{text['so_con']}")])
    row(
        flow,
        form,
        [("Giới tính của con:", text["gioi_tinh"]), ("Cân nặng:", f"{text['can_nang']} gam")],
        (0, 80),
    )
    row(flow, form, [("Dự định đặt tên con là:", text["ten_du_dinh"])])
    _sign(flow, text, f"{child.home.province}, {day_month_year(issued)}")


def _sign(flow: Flow, text: dict[str, str], place: str) -> None:
    rng, bold = flow.sheet.rng, Type("Tinos", 13, bold=True)
    right = Column(118, 192)
    flow.y += 4
    flow.paragraph(place, Type("Tinos", 13, italic=True), Shape("center"), Column(100, 192))
    top = flow.y
    for column, label in ((Column(22, 68), "NGƯỜI ĐỠ ĐẺ"), (Column(70, 116), "NGƯỜI GHI PHIẾU")):
        flow.y = top
        centred(flow, label, Type("Tinos", 12, bold=True), column)
        signature(flow.sheet, (column.middle, flow.y + 11))
        flow.y += 22
        centred(flow, draw_name(rng, male=rng.random() < 0.3), Type("Tinos", 13), column)
    flow.y = top
    if text["chuc_vu_nguoi_ky"].startswith("PHÓ"):
        centred(flow, "KT. GIÁM ĐỐC", bold, right)
    centred(flow, text["chuc_vu_nguoi_ky"], bold, right)
    y = flow.y + 11
    flow.y += 22
    centred(flow, text["nguoi_ky"], bold, right)
    signature(flow.sheet, (right.middle + 3, y))
    seal(flow.sheet, f"SỞ Y TẾ ★ {text['noi_sinh'].upper()}", (right.middle - 13, y))
