"""Căn cước công dân with a chip (2021): QR on the front, machine-readable lines on the back."""

import random
from datetime import date

from samples.draw.code import qr, td1
from samples.draw.flow import Column, Flow, Shape
from samples.draw.marks import seal, signature, specimen
from samples.draw.sheet import Type
from samples.papers.cards.shared import (
    INK,
    NO_END,
    RED,
    card_sheet,
    chip,
    expiry,
    fingerprint,
    on_a4,
    portrait,
)
from samples.papers.paper import Paper
from samples.people import Person, draw_date, draw_name, draw_person
from samples.words import slashed

HEAD = "CỤC TRƯỞNG CỤC CẢNH SÁT QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI"
MARKS = ("Nốt ruồi", "Sẹo chấm", "Sẹo thẳng", "Nốt ruồi nổi")
WHERE = (
    "trên sau cánh mũi trái",
    "dưới sau mép phải",
    "trên đuôi lông mày trái",
    "dưới mắt phải",
    "trước gò má trái",
    "sau tai phải",
)


def draw(rng: random.Random, dpi: int, holder: Person | None = None, side: str | None = None) -> Paper:
    """One ``side`` of a card, front or back, or both copied on one sheet of A4 (side "a4"); random if None."""
    issued = draw_date(rng, date(2021, 3, 1), date(2024, 6, 30))
    holder = holder or draw_person(rng, (1950, 2007), when=issued)
    side = side or rng.choice(("front", "back", "a4"))
    if side == "a4":
        return on_a4(_front(rng, dpi, holder, issued), _back(rng, dpi, holder, issued))
    return (_front if side == "front" else _back)(rng, dpi, holder, issued)


def _front(rng: random.Random, dpi: int, holder: Person, issued: date) -> Paper:
    sheet = card_sheet(rng, dpi, (222, 232, 224))
    end = expiry(holder.born, issued)
    specimen(sheet, (56, 34), 40)
    portrait(sheet, (3.5, 20.5), (20, 26.5))
    small, value = Type("Arimo", 4.6, ink=INK), Type("Arimo", 7.2, ink=INK)
    sheet.write(
        "<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", Type("Arimo", 5.2, ink=INK), 46, 5.6, align="center"
    )
    sheet.write("<b>Độc lập - Tự do - Hạnh phúc</b>", Type("Arimo", 5, ink=INK), 46, 8.3, align="center")
    sheet.write("SOCIALIST REPUBLIC OF VIET NAM", Type("Arimo", 4, ink=INK), 46, 10.7, align="center")
    sheet.write("Independence - Freedom - Happiness", Type("Arimo", 4, ink=INK), 46, 12.6, align="center")
    sheet.write("<b>CĂN CƯỚC CÔNG DÂN</b>", Type("Arimo", 8.8, ink=RED), 46, 16.8, align="center")
    sheet.write("<i>Citizen Identity Card</i>", Type("Arimo", 5.6, ink=RED), 46, 19.6, align="center")
    sheet.write(f"Số / <i>No.:</i> <b>{holder.number}</b>", Type("Arimo", 9, ink=INK), 26, 25.2)
    sheet.write("Họ và tên / <i>Full name:</i>", small, 26, 28.2)
    sheet.write(holder.name.upper(), value, 26, 31.4)
    sheet.write(
        f"Ngày sinh / <i>Date of birth:</i> {slashed(holder.born)}", Type("Arimo", 5.4, ink=INK), 26, 34.6
    )
    pair = f"Giới tính / <i>Sex:</i> {holder.sex}", "Quốc tịch / <i>Nationality:</i> Việt Nam"
    for x, markup in zip((26, 50), pair, strict=True):
        sheet.write(markup, Type("Arimo", 5.2, ink=INK), x, 37.6)
    sheet.join_last(2)
    sheet.write("Quê quán / <i>Place of origin:</i>", small, 26, 40.6)
    origin, home = holder.origin.origin, holder.home.short
    sheet.write(origin, Type("Arimo", 5.8, ink=INK), 26, 43.4)
    flow = Flow(sheet, Column(26, 83), 44.2, 54)
    flow.paragraph(
        f"Nơi thường trú / <i>Place of residence:</i> {home}",
        Type("Arimo", 5.4, ink=INK),
        Shape("left", leading=1.3),
    )
    tiny = Type("Arimo", 3.8, ink=INK)
    sheet.write("Có giá trị đến:", tiny, 3.6, 49.2)
    sheet.write(f"<i>Date of expiry:</i> {slashed(end) if end else NO_END}", tiny, 3.6, 51.2)
    content = (
        f"{holder.number}||{holder.name}|{holder.born:%d%m%Y}|{holder.sex}|{holder.home.long}|{issued:%d%m%Y}"
    )
    qr(sheet, content, (67.5, 2.5), 15.5)
    return Paper(
        "căn cước công dân",
        {
            "so_dinh_danh": holder.number,
            "ho_ten": holder.name.upper(),
            "ngay_sinh": holder.born.isoformat(),
            "gioi_tinh": holder.sex,
            "quoc_tich": "Việt Nam",
            "que_quan": origin,
            "noi_cu_tru": home,
            "ngay_het_han": end.isoformat() if end else NO_END,
        },
        [sheet],
    )


def _back(rng: random.Random, dpi: int, holder: Person, issued: date) -> Paper:
    sheet = card_sheet(rng, dpi, (226, 230, 222))
    sign = f"{rng.choice(MARKS)} c:{rng.randrange(1, 4)}cm {rng.choice(WHERE)}"
    specimen(sheet, (40, 24), 36)
    label, value = Type("Arimo", 5, ink=INK), Type("Arimo", 6, ink=INK)
    sheet.write("Đặc điểm nhận dạng / <i>Personal identification:</i>", label, 4, 5.5)
    sheet.write(sign, value, 4, 9)
    sheet.write(
        f"Ngày, tháng, năm / <i>Date, month, year:</i> {slashed(issued)}",
        Type("Arimo", 4.6, ink=INK),
        18,
        13.4,
    )
    bold = Type("Arimo", 4.6, bold=True, ink=INK)
    sheet.write("CỤC TRƯỞNG CỤC CẢNH SÁT", bold, 38, 16.6, align="center")
    sheet.write("QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI", bold, 38, 19, align="center")
    chip(sheet, (5, 13))
    sheet.write(draw_name(rng, male=True), Type("Arimo", 5.6, bold=True, ink=INK), 38, 33.6, align="center")
    sheet.write("Ngón trỏ trái", Type("Arimo", 4.2, ink=INK), 63, 6.4, align="center")
    sheet.write("Ngón trỏ phải", Type("Arimo", 4.2, ink=INK), 77, 6.4, align="center")
    for x in (57, 71):
        fingerprint(sheet, (x, 8))
    signature(sheet, (40, 26), 15)
    seal(sheet, "BỘ CÔNG AN", (31, 26), diameter=15)
    ends = expiry(holder.born, issued)
    for number, text in enumerate(
        td1(holder.number, holder.born, ends, male=holder.male, name=holder.ascii_name)
    ):
        sheet.write(text, Type("Cousine", 10.6, bold=True, ink=INK), 4.5, 40.6 + 4.5 * number)
    fields = {
        "ngay_cap": issued.isoformat(),
        "dac_diem_nhan_dang": sign,
        "noi_cap": HEAD.removeprefix("CỤC TRƯỞNG "),
    }
    return Paper("căn cước công dân", dict(fields), [sheet])
