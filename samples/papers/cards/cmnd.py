"""Giấy chứng minh nhân dân with nine digits, in use until 2024: no codes, small letters, dotted lines."""

import random
from datetime import date

from samples.draw.marks import seal, signature, specimen
from samples.draw.sheet import Sheet, Type
from samples.papers.cards.shared import INK, card_sheet, fingerprint, on_a4, portrait
from samples.papers.paper import Paper, Value
from samples.people import Person, draw_date, draw_name, draw_person

RED = (170, 40, 50)
MARKS = ("Nốt ruồi C.1,5cm dưới mép trái", "Sẹo chấm C.2cm trên sau đuôi mày phải", "Nốt ruồi C.1cm trên trước tai trái")  # fmt: skip
OLD_LAW = date(2013, 7, 1)


def draw(rng: random.Random, dpi: int, holder: Person | None = None, side: str | None = None) -> Paper:
    """One ``side``, front or back, or both copied on one sheet of A4 (side "a4"); random if None."""
    issued = draw_date(rng, date(2004, 1, 5), date(2015, 12, 20))
    holder = holder or draw_person(rng, (1950, issued.year - 15), when=OLD_LAW)
    side = side or rng.choice(("front", "back", "a4"))
    if side == "a4":
        return on_a4(_front(rng, dpi, holder), _back(rng, dpi, holder, issued))
    return _front(rng, dpi, holder) if side == "front" else _back(rng, dpi, holder, issued)


def _face(sheet: Sheet) -> str:
    """The typeface of a typewriter or a printer, the same for the whole card."""
    return "Cousine" if sum(sheet.paper) % 2 else "Tinos"


def _row(sheet: Sheet, y: float, label: str, value: str, end: float = 83.0) -> None:
    """A printed label and a typed value on a dotted line."""
    small, typed = Type("Tinos", 7, ink=INK), Type(_face(sheet), 7.6, ink=INK)
    sheet.write(label, small, 29, y)
    left = 29 + sheet.width_of(label, small) + 1.2
    sheet.dots(left, end, y + 1.1)
    if value:
        sheet.write(value, typed, left + 0.8, y)
        sheet.join_last(2)


def _front(rng: random.Random, dpi: int, holder: Person) -> Paper:
    sheet = card_sheet(rng, dpi, (222, 230, 222 + rng.randrange(2)))
    specimen(sheet, (56, 34), 40)
    portrait(sheet, (4, 22), (20, 27))
    sheet.write("<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", Type("Tinos", 6.6, ink=INK), 54, 5.6, align="center")  # fmt: skip
    sheet.write("<b>Độc lập - Tự do - Hạnh phúc</b>", Type("Tinos", 6, ink=INK), 54, 8.6, align="center")
    sheet.write("<b>GIẤY CHỨNG MINH NHÂN DÂN</b>", Type("Tinos", 10, ink=RED), 55, 14, align="center")
    number = f"99{rng.randrange(10_000_000):07d}"
    sheet.write(f"<b>SỐ {number}</b>", Type("Tinos", 10, ink=RED), 55, 18.8, align="center")
    day = f"{holder.born:%d-%m-%Y}"
    units = holder.origin.origin.split(", ")
    home = holder.home.origin.split(", ")
    for y, label, value in (
        (25, "Họ tên", holder.name.upper()),
        (29.6, "Sinh ngày", day),
        (34.2, "Nguyên quán", ", ".join(units[-2:])),
        (41.6, "Nơi ĐKHK thường trú", f"{home[0]},"),
        (46.2, "", ", ".join(home[1:])),
    ):
        if label:
            _row(sheet, y, label, value)
        else:
            sheet.dots(29, 83, y + 1.1)
            sheet.write(value, Type(_face(sheet), 7.6, ink=INK), 30, y)
    fields: dict[str, Value] = {
        "so_dinh_danh": number,
        "ho_ten": holder.name.upper(),
        "ngay_sinh": holder.born.isoformat(),
        "que_quan": ", ".join(units[-2:]),
        "noi_cu_tru": f"{home[0]}, {', '.join(home[1:])}",
    }
    return Paper("chứng minh nhân dân", fields, [sheet])


def _back(rng: random.Random, dpi: int, holder: Person, issued: date) -> Paper:
    sheet = card_sheet(rng, dpi, (224, 230, 220))
    specimen(sheet, (50, 28), 36)
    small, typed = Type("Tinos", 6, ink=INK), Type("Cousine", 6.2, ink=INK)
    faith = rng.choice(("Không", "Không", "Phật giáo", "Thiên chúa"))
    for x, label, value in ((26, "Dân tộc:", holder.ethnic), (54, "Tôn giáo:", faith)):
        sheet.write(label, small, x, 6)
        sheet.write(value, typed, x + 11, 6)
    sheet.join_last(4)
    for y, side in ((6, "trái"), (29, "phải")):
        fingerprint(sheet, (4, y))
        sheet.write(f"Ngón trỏ {side}", Type("Tinos", 4.6, ink=INK), 11, y - 0.8, align="center")
    mark = rng.choice(MARKS)
    sheet.write("<b>DẤU VẾT RIÊNG VÀ DỊ HÌNH</b>", Type("Tinos", 6.2, ink=INK), 54, 11, align="center")
    sheet.write(mark, typed, 27, 15.4)
    sheet.write(f"Ngày {issued.day:02d} tháng {issued.month:02d} năm {issued.year}", small, 40, 22)
    head = f"GIÁM ĐỐC CA {holder.home.province_kind} {holder.home.province}".upper()
    sheet.write(f"<b>{head}</b>", Type("Tinos", 5.6, ink=INK), 56, 25.6, align="center")
    signature(sheet, (58, 34), 16)
    seal(sheet, f"CÔNG AN {holder.home.province_kind} {holder.home.province}".upper(), (48, 35), diameter=16)
    signer = draw_name(rng, male=True)
    sheet.write(signer, Type("Tinos", 6, bold=True, ink=INK), 56, 47, align="center")
    fields: dict[str, Value] = {
        "dan_toc": holder.ethnic,
        "ton_giao": faith,
        "dac_diem_nhan_dang": mark,
        "ngay_cap": issued.isoformat(),
        "noi_cap": head.removeprefix("GIÁM ĐỐC "),
    }
    return Paper("chứng minh nhân dân", fields, [sheet])
