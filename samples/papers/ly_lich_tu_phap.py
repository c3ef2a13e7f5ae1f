"""Phiếu lý lịch tư pháp số 1 and số 2, issued by the police since March 2025 and by departments of justice before."""

import random
from datetime import date

from samples.draw.flow import Column, Flow
from samples.draw.form import Form, centred, row
from samples.draw.marks import seal, signature, specimen
from samples.draw.sheet import Sheet, Type
from samples.papers.paper import Heads, Paper, Value, two_heads
from samples.people import Person, draw_date, draw_name, draw_person
from samples.words import day_month_year, slashed

HANDED_OVER = date(2025, 3, 1)


def draw(rng: random.Random, dpi: int, *, number: int | None = None) -> Paper:
    """A phiếu of kind 1 or 2 for a person without a conviction."""
    number = number or rng.choice((1, 1, 2))
    day = draw_date(rng, date(2019, 1, 5), date(2026, 11, 10))
    person = draw_person(rng, (1965, 2004), when=day)
    police = day >= HANDED_OVER
    province = f"{person.home.province_kind} {person.home.province}".upper()
    agency = f"CÔNG AN {province}" if police else "SỞ TƯ PHÁP"
    fields: dict[str, Value] = {
        "so_ky_hieu": f"{rng.randrange(10, 9000)}/{'CA' if police else 'STP'}-LLTP",
        "co_quan_ban_hanh": agency,
        "dia_danh": person.home.province,
        "ngay_ban_hanh": day.isoformat(),
        "loai_phieu": f"PHIẾU LÝ LỊCH TƯ PHÁP SỐ {number}",
        "ho_ten": person.name.upper(),
        "gioi_tinh": person.sex,
        "ngay_sinh": person.born.isoformat(),
        "noi_sinh": person.origin.area[0].upper() + person.origin.area[1:],
        "quoc_tich": "Việt Nam",
        "noi_thuong_tru": person.home.long,
        "so_dinh_danh": person.number,
        "tinh_trang_an_tich": "Không có án tích",
        "cam_dam_nhiem": "Không có thông tin",
        "chuc_vu_nguoi_ky": rng.choice(("GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        "nguoi_ky": draw_name(rng, male=rng.random() < 0.7),
    }
    if number == 2:
        fields |= {"ho_ten_cha": draw_name(rng, male=True), "ho_ten_me": draw_name(rng, male=False)}
    sheet = Sheet(rng, dpi)
    flow = Flow(sheet, Column(28, 192), 18, 285)
    specimen(sheet, (110, 155), 100)
    over = "BỘ CÔNG AN" if police else f"UBND {province}"
    place = f"{fields['dia_danh']}, {day_month_year(day)}"
    two_heads(flow, Heads([over, f"<b>{agency}</b>"], f"Số: {fields['so_ky_hieu']}", place))
    flow.y += 6
    centred(flow, str(fields["loai_phieu"]), Type("Tinos", 15, bold=True))
    flow.y += 3
    centred(flow, "<i>Căn cứ Luật Lý lịch tư pháp</i>", Type("Tinos", 13))
    centred(flow, "XÁC NHẬN:", Type("Tinos", 13.5, bold=True), leading=1.6)
    _rows(flow, Form(Type("Tinos", 13), rng.uniform(1.5, 1.7)), fields, person)
    _sign(flow, fields, province)
    return Paper("phiếu lý lịch tư pháp", fields, [sheet])


def _rows(flow: Flow, form: Form, fields: dict[str, Value], person: Person) -> None:
    text = {name: str(value) for name, value in fields.items()}
    row(flow, form, [("1. Họ và tên:", text["ho_ten"]), ("2. Giới tính:", text["gioi_tinh"])], (0, 105))
    row(flow, form, [("3. Ngày, tháng, năm sinh:", slashed(person.born))])
    row(flow, form, [("4. Nơi sinh:", text["noi_sinh"])])
    row(flow, form, [("5. Quốc tịch:", text["quoc_tich"])])
    row(flow, form, [("6. Nơi thường trú:", text["noi_thuong_tru"])])
    row(flow, form, [("7. Nơi tạm trú:", "")])
    row(flow, form, [("8. Số định danh cá nhân/Hộ chiếu:", text["so_dinh_danh"])])
    at = 9
    for role, label in (("cha", "cha"), ("me", "mẹ")):
        if f"ho_ten_{role}" in text:
            row(flow, form, [(f"{at}. Họ và tên {label}:", text[f"ho_ten_{role}"])])
            at += 1
    row(flow, form, [(f"{at}. Tình trạng án tích:", text["tinh_trang_an_tich"])])
    banned = "Thông tin về cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã:"
    row(flow, form, [(f"{at + 1}. {banned}", text["cam_dam_nhiem"])])


def _sign(flow: Flow, fields: dict[str, Value], province: str) -> None:
    right, bold = Column(112, 192), Type("Tinos", 13, bold=True)
    flow.y += 6
    head = str(fields["chuc_vu_nguoi_ky"])
    for line in (*(("KT. GIÁM ĐỐC",) if head.startswith("PHÓ") else ()), head):
        centred(flow, line, bold, right)
    y = flow.y + 11
    flow.y += 24
    centred(flow, str(fields["nguoi_ky"]), bold, right)
    signature(flow.sheet, (right.middle + 4, y))
    seal(flow.sheet, province, (right.middle - 13, y))
