"""Đơn đề nghị: the request of a citizen in their own words, printed or written with a pen."""

import random
from datetime import date

from samples.draw.flow import Column, Flow, Shape
from samples.draw.form import Form, centred, row
from samples.draw.marks import signature
from samples.draw.sheet import Sheet, Type
from samples.papers.ho_tich.shared import nation, written
from samples.papers.paper import Paper, Value
from samples.people import draw_date, draw_person, draw_phone
from samples.words import day_month_year, slashed

ASKED = (
    ("xác nhận thời gian cư trú", "xác nhận thời gian cư trú tại địa phương để bổ sung hồ sơ xin việc"),
    ("cấp lại giấy tờ bị mất", "cấp lại giấy chứng nhận đã bị mất trong quá trình chuyển nhà"),
    ("xác nhận hoàn cảnh gia đình", "xác nhận gia đình có hoàn cảnh khó khăn để được miễn giảm học phí cho con"),
    ("sửa chữa đường ngõ", "sửa chữa đoạn đường ngõ trước nhà đã hư hỏng nhiều năm, đi lại không an toàn"),
    ("gia hạn nộp hồ sơ", "gia hạn thời gian nộp bổ sung hồ sơ vì đang chờ kết quả của cơ quan khác"),
)  # fmt: skip


def draw(rng: random.Random, dpi: int, *, hand: bool | None = None) -> Paper:
    """A request to the committee of a commune."""
    day = draw_date(rng, date(2025, 7, 5), date(2026, 11, 15))
    person = draw_person(rng, (1955, 2005))
    hand = rng.random() < 0.2 if hand is None else hand
    about, wish = rng.choice(ASKED)
    fields: dict[str, Value] = {
        "trich_yeu": f"Về việc {about}",
        "kinh_gui": f"Ủy ban nhân dân {person.home.commune}",
        "ho_ten": person.name,
        "ngay_sinh": person.born.isoformat(),
        "so_dinh_danh": person.number,
        "noi_cu_tru": person.home.long,
        "so_dien_thoai": draw_phone(rng),
        "noi_dung_de_nghi": f"Đề nghị quý cơ quan {wish}",
    }
    sheet = Sheet(rng, dpi)
    flow = Flow(sheet, Column(28, 190), 18, 285)
    form = Form(Type("Tinos", 13.5), rng.uniform(1.55, 1.75), dotted=hand or rng.random() < 0.3, hand=hand)
    nation(flow)
    flow.y += 4
    centred(flow, "ĐƠN ĐỀ NGHỊ", Type("Tinos", 15, bold=True))
    centred(flow, form.value(str(fields["trich_yeu"])), Type("Tinos", 13.5), leading=1.4)
    flow.y += 2
    flow.paragraph(
        f"Kính gửi: {form.value(str(fields['kinh_gui']))}", form.type_, Shape("center", leading=1.6)
    )
    text = {name: str(value) for name, value in fields.items()}
    row(flow, form, [("Tôi tên là:", text["ho_ten"])])
    row(flow, form, [("Ngày, tháng, năm sinh:", slashed(person.born))])
    row(flow, form, [("Số định danh cá nhân:", text["so_dinh_danh"])])
    row(flow, form, [("Địa chỉ thường trú:", text["noi_cu_tru"])])
    row(flow, form, [("Số điện thoại:", text["so_dien_thoai"])])
    row(flow, form, [("Nội dung đề nghị:", text["noi_dung_de_nghi"])])
    oath = "Tôi xin cam đoan những nội dung trên là đúng sự thật và chịu trách nhiệm trước pháp luật./."
    flow.paragraph(oath, form.type_, Shape(indent=10, leading=form.leading))
    right = Column(105, 190)
    flow.y += 4
    centred(flow, f"<i>{person.home.commune_name}, {day_month_year(day)}</i>", form.type_, right)
    fields |= {"dia_danh": person.home.commune_name, "ngay_lam_don": day.isoformat()}
    centred(flow, "NGƯỜI LÀM ĐƠN", Type("Tinos", 13, bold=True), right)
    signature(sheet, (right.middle, flow.y + 11))
    flow.y += 22
    centred(flow, person.name, Type("Tinos", 13), right)
    hands = {name: value for name, value in fields.items() if name != "ngay_lam_don"}
    return Paper("đơn đề nghị", fields, [sheet], written(form, hands))
