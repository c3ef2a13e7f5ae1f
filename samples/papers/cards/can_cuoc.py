"""Thẻ căn cước of 2024 (Thông tư 16/2024/TT-BCA): residence, QR and machine-readable lines are on the back."""

import random
from datetime import date

from samples.draw.code import qr, td1
from samples.draw.flow import Column, Flow, Shape
from samples.draw.marks import specimen
from samples.draw.sheet import Sheet, Type
from samples.papers.cards.shared import INK, NO_END, RED, card_sheet, chip, expiry, on_a4, portrait
from samples.papers.paper import Paper
from samples.people import Person, draw_date, draw_person
from samples.words import slashed


def draw(rng: random.Random, dpi: int, holder: Person | None = None, side: str | None = None) -> Paper:
    """One ``side`` of a card, front or back, or both copied on one sheet of A4 (side "a4"); random if None."""
    issued = draw_date(rng, date(2024, 7, 1), date(2026, 11, 1))
    holder = holder or draw_person(rng, (1950, 2011), when=issued)
    side = side or rng.choice(("front", "back", "a4"))
    if side == "a4":
        return on_a4(_front(rng, dpi, holder), _back(rng, dpi, holder, issued))
    return _front(rng, dpi, holder) if side == "front" else _back(rng, dpi, holder, issued)


def _labelled(sheet: Sheet, at: tuple[float, float], label: str, value: str) -> None:
    """A small label in Vietnamese / English, and the value on the line below it."""
    sheet.write(label, Type("Arimo", 4.6, ink=INK), *at)
    sheet.write(f"<b>{value}</b>", Type("Arimo", 7, ink=INK), at[0], at[1] + 3.4)


def _front(rng: random.Random, dpi: int, holder: Person) -> Paper:
    sheet = card_sheet(rng, dpi, (216, 232, 236))
    specimen(sheet, (56, 36), 40)
    portrait(sheet, (4, 20), (20, 28))
    chip(sheet, (71, 19))
    head = Type("Arimo", 5.4, bold=True, ink=INK)
    sheet.write("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", head, 50, 5.4, align="center")
    sheet.write("Độc lập - Tự do - Hạnh phúc", head, 50, 8, align="center")
    sheet.write("SOCIALIST REPUBLIC OF VIET NAM", Type("Arimo", 4.2, ink=INK), 50, 10.2, align="center")
    sheet.write("Independence - Freedom - Happiness", Type("Arimo", 4.2, ink=INK), 50, 12.2, align="center")
    sheet.write("CĂN CƯỚC", Type("Arimo", 11, bold=True, ink=RED), 50, 17, align="center")
    sheet.write("IDENTITY CARD", Type("Arimo", 6, bold=True, ink=RED), 50, 20, align="center")
    sheet.write(
        "Số định danh cá nhân / <i>Personal identification number:</i>", Type("Arimo", 4.6, ink=INK), 27, 24
    )
    sheet.write(f"<b>{holder.number}</b>", Type("Arimo", 10, ink=INK), 27, 28.4)
    _labelled(sheet, (27, 32), "Họ, chữ đệm và tên khai sinh / <i>Full name:</i>", holder.name.upper())
    _labelled(sheet, (27, 39.4), "Ngày, tháng, năm sinh / <i>Date of birth:</i>", slashed(holder.born))
    small, value = Type("Arimo", 4.6, ink=INK), Type("Arimo", 6.6, bold=True, ink=INK)
    for x, label in ((27, "Giới tính / <i>Sex:</i>"), (50, "Quốc tịch / <i>Nationality:</i>")):
        sheet.write(label, small, x, 46.6)
    sheet.join_last(2)
    for x, text in ((27, holder.sex), (50, "Việt Nam")):
        sheet.write(text, value, x, 50)
    sheet.join_last(2)
    fields = {
        "so_dinh_danh": holder.number,
        "ho_ten": holder.name.upper(),
        "ngay_sinh": holder.born.isoformat(),
        "gioi_tinh": holder.sex,
        "quoc_tich": "Việt Nam",
    }
    return Paper("căn cước", dict(fields), [sheet])


def _back(rng: random.Random, dpi: int, holder: Person, issued: date) -> Paper:
    sheet = card_sheet(rng, dpi, (222, 230, 228))
    end = expiry(holder.born, issued)
    until = end.isoformat() if end else NO_END
    specimen(sheet, (36, 22), 36)
    label, value = Type("Arimo", 4.6, ink=INK), Type("Arimo", 5.8, bold=True, ink=INK)
    flow = Flow(sheet, Column(4, 62), 2.6, 54)
    for title, text in (
        ("Nơi cư trú / <i>Place of residence:</i>", holder.home.short),
        ("Nơi đăng ký khai sinh / <i>Place of birth:</i>", holder.origin.origin),
        ("Ngày, tháng, năm cấp / <i>Date of issue:</i>", slashed(issued)),
        ("Ngày, tháng, năm hết hạn / <i>Date of expiry:</i>", slashed(end) if end else NO_END),
    ):
        flow.paragraph(title, label, Shape("left", before=0.6))
        flow.paragraph(text, value, Shape("left"))
    sheet.write("BỘ CÔNG AN", Type("Arimo", 5.4, bold=True, ink=INK), 73, 30, align="center")
    sheet.write("MINISTRY OF PUBLIC SECURITY", Type("Arimo", 3.6, ink=INK), 73, 32.4, align="center")
    content = f"{holder.number}||{holder.name}|{holder.born:%d%m%Y}|{holder.sex}|{holder.home.long}|{issued:%d%m%Y}||||"
    qr(sheet, content, (63.5, 4), 19)
    for number, line in enumerate(
        td1(holder.number, holder.born, end, male=holder.male, name=holder.ascii_name)
    ):
        sheet.write(line, Type("Cousine", 10.6, bold=True, ink=INK), 4.5, 41 + 4.4 * number)
    fields = {
        "noi_cu_tru": holder.home.short,
        "noi_sinh": holder.origin.origin,
        "ngay_cap": issued.isoformat(),
        "ngay_het_han": until,
    }
    return Paper("căn cước", dict(fields), [sheet])
