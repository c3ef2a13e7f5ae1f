"""Giấy chứng nhận căn cước, of people of Vietnamese origin without a nationality (Thông tư 16/2024/TT-BCA): two sides."""

import random
from datetime import date, timedelta

from samples.draw.code import qr
from samples.draw.flow import Column, Flow
from samples.draw.form import Form, centred, row
from samples.draw.marks import seal, signature, specimen
from samples.draw.sheet import Sheet, Type
from samples.papers.cards.shared import fingerprint, portrait
from samples.papers.paper import Paper, Value
from samples.people import Person, draw_date, draw_name, draw_person
from samples.words import slashed

SIZE = (148.0, 210.0)


def draw(rng: random.Random, dpi: int) -> Paper:
    """Both sides, each on a page of its own."""
    issued = draw_date(rng, date(2024, 7, 5), date(2026, 11, 1))
    holder = draw_person(rng, (1950, 2005), when=issued)
    fields: dict[str, Value] = {
        "so_dinh_danh": holder.number,
        "ho_ten": holder.name.upper(),
        "ngay_sinh": holder.born.isoformat(),
        "gioi_tinh": holder.sex,
        "noi_sinh": holder.origin.area[0].upper() + holder.origin.area[1:],
        "que_quan": holder.origin.area[0].upper() + holder.origin.area[1:],
        "dan_toc": holder.ethnic,
        "ton_giao": rng.choice(("Không", "Phật giáo", "Công giáo")),
        "tinh_trang_hon_nhan": rng.choice(("Chưa kết hôn", "Đã kết hôn", "Ly hôn")),
        "noi_o_hien_tai": holder.home.long,
        "ngay_het_han": (issued + timedelta(days=730)).isoformat(),
    }
    family = (("cha", "cha", True), ("me", "mẹ", False), ("vo_chong", "vợ (chồng)", not holder.male))
    for role, _, male in family:
        fields |= {f"ho_ten_{role}": draw_name(rng, male=male), f"quoc_tich_{role}": rng.choice(("Việt Nam", "Không quốc tịch"))}  # fmt: skip
    fields |= {"ngay_cap": issued.isoformat()}
    front, back = _front(rng, dpi, fields, holder), _back(rng, dpi, fields, issued)
    return Paper("giấy chứng nhận căn cước", fields, [front, back])


def _front(rng: random.Random, dpi: int, fields: dict[str, Value], holder: Person) -> Sheet:
    sheet, text = Sheet(rng, dpi, SIZE, (250, 247, 238)), {name: str(value) for name, value in fields.items()}
    specimen(sheet, (74, 110), 70)
    flow, form = Flow(sheet, Column(14, 136), 12, 200), Form(Type("Tinos", 11.5), 1.6)
    head = Column(36, 136)
    centred(flow, "<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", Type("Tinos", 10.5), head)
    centred(flow, "<b>Độc lập - Tự do - Hạnh phúc</b>", Type("Tinos", 10.5), head)
    flow.y += 5
    centred(flow, "CHỨNG NHẬN CĂN CƯỚC", Type("Tinos", 15, bold=True, ink=(180, 40, 44)), head)
    qr(sheet, f"{holder.number}|{holder.name}|{holder.born:%d%m%Y}|{holder.sex}", (14, 12), 18)
    portrait(sheet, (14, 42), (26, 34))
    flow.y, flow.column = 42, Column(46, 136)
    row(flow, form, [("Số định danh cá nhân:", text["so_dinh_danh"])])
    row(flow, form, [("Họ, chữ đệm và tên:", text["ho_ten"])])
    row(flow, form, [("Ngày, tháng, năm sinh:", slashed(holder.born))])
    row(flow, form, [("Giới tính:", text["gioi_tinh"])])
    flow.y, flow.column = max(flow.y, 79), Column(14, 136)
    for label, name in (("Nơi sinh:", "noi_sinh"), ("Quê quán:", "que_quan")):
        row(flow, form, [(label, text[name])])
    row(flow, form, [("Dân tộc:", text["dan_toc"]), ("Tôn giáo:", text["ton_giao"])], (0, 62))
    row(flow, form, [("Tình trạng hôn nhân:", text["tinh_trang_hon_nhan"])])
    row(flow, form, [("Nơi ở hiện tại:", text["noi_o_hien_tai"])])
    row(flow, form, [("Thời hạn sử dụng đến:", slashed(date.fromisoformat(text["ngay_het_han"])))])
    return sheet


def _back(rng: random.Random, dpi: int, fields: dict[str, Value], issued: date) -> Sheet:
    sheet, text = Sheet(rng, dpi, SIZE, (250, 247, 238)), {name: str(value) for name, value in fields.items()}
    flow, form = Flow(sheet, Column(14, 136), 16, 200), Form(Type("Tinos", 11.5), 1.6)
    for x, side in ((30, "trái"), (100, "phải")):
        sheet.write(f"Vân tay {side}", Type("Tinos", 10), x + 6, 16, align="center")
        fingerprint(sheet, (x, 20))
    flow.y = 44
    for role, label in (("cha", "cha"), ("me", "mẹ"), ("vo_chong", "vợ (chồng)")):
        row(flow, form, [(f"Họ, chữ đệm và tên {label}:", text[f"ho_ten_{role}"])])
        row(flow, form, [("Quốc tịch:", text[f"quoc_tich_{role}"])])
    row(flow, form, [("Họ, chữ đệm và tên người đại diện, người giám hộ:", "")])
    flow.y += 6
    right = Column(66, 136)
    centred(flow, f"Ngày, tháng, năm: {slashed(issued)}", form.type_, right)
    centred(flow, "GIÁM ĐỐC CÔNG AN", Type("Tinos", 11.5, bold=True), right)
    y = flow.y + 11
    flow.y += 24
    centred(flow, draw_name(rng, male=True), Type("Tinos", 11.5, bold=True), right)
    signature(sheet, (right.middle + 3, y))
    seal(sheet, "CÔNG AN", (right.middle - 12, y), diameter=32)
    return sheet
