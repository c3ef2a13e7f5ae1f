"""Giấy chứng nhận kết hôn (Thông tư 04/2020/TT-BTP): the wife on the left, the husband on the right, in one frame."""

import random
from datetime import date

from samples.draw.flow import Column, Flow, Shape
from samples.draw.form import Form, centred, row
from samples.draw.marks import signature, specimen
from samples.draw.sheet import Sheet, Type
from samples.papers.ho_tich.shared import framed, nation, registry_number, signed, signer, written
from samples.papers.ho_tich.trich_luc import COLUMNS, spouse_rows, spouses
from samples.papers.paper import Paper, Value
from samples.people import draw_date, draw_person
from samples.places import Place
from samples.words import day_month_year


def draw(rng: random.Random, dpi: int) -> Paper:
    """A giấy chứng nhận kết hôn of a marriage since 2016."""
    day = draw_date(rng, date(2016, 3, 1), date(2026, 11, 18))
    home = draw_person(rng, when=day).home
    fields: dict[str, Value] = {
        "so": registry_number(rng, day),
        **spouses(rng, day),
        "noi_dang_ky": f"Ủy ban nhân dân {home.area}",
        "ngay_dang_ky": day.isoformat(),
        **signer(rng),
    }
    hand = rng.random() < 0.12
    dotted = hand or rng.random() < 0.4
    form = Form(Type("Tinos", 13), rng.uniform(1.62, 1.78), dotted, hand, bold_values=rng.random() < 0.4)
    sheet = framed(rng, dpi)
    _fill(sheet, form, fields, home)
    return Paper("giấy chứng nhận kết hôn", fields, [sheet], written(form, fields))


def _fill(sheet: Sheet, form: Form, fields: dict[str, Value], home: Place) -> None:
    text = {name: str(value) for name, value in fields.items()}
    day = date.fromisoformat(text["ngay_dang_ky"])
    flow = Flow(sheet, Column(25, 190), 20, 284)
    specimen(sheet, (105, 150), 110)
    nation(flow)
    centred(flow, "GIẤY CHỨNG NHẬN KẾT HÔN", Type("Tinos", 22, bold=True, ink=(190, 30, 40)))
    flow.y += 1
    flow.paragraph(f"Số: {form.value(text['so'])}", form.type_, Shape("center"))
    flow.y += 4
    spouse_rows(flow, form, text)
    row(flow, form, [("Nơi đăng ký kết hôn:", text["noi_dang_ky"])])
    row(flow, form, [("Ngày, tháng, năm đăng ký:", day_month_year(day).removeprefix("ngày "))])
    _spouses_sign(flow, text)
    signed(flow, ["NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN"], fields, home)


def _spouses_sign(flow: Flow, text: dict[str, str]) -> None:
    top = flow.y = flow.y + 3
    for column, label, name in zip(COLUMNS, ("Vợ", "Chồng"), ("ho_ten_vo", "ho_ten_chong"), strict=True):
        flow.y = top
        centred(flow, label, Type("Tinos", 13, bold=True), column)
        centred(flow, "<i>(Ký, ghi rõ họ, chữ đệm, tên)</i>", Type("Tinos", 11.5), column)
        signature(flow.sheet, (column.middle, flow.y + 8))
        flow.y += 15
        centred(flow, text[name], Type("Tinos", 13), column)
