"""Căn cước công dân with a chip (2021): QR on the front, machine-readable lines on the back."""

import random
from datetime import date

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from samples.draw.code import qr, td1
from samples.draw.flow import Column, Flow, Shape
from samples.draw.marks import seal, signature, specimen
from samples.draw.sheet import CARD, Colour, Sheet, Type
from samples.papers.paper import Paper
from samples.people import Person, draw_date, draw_name, draw_person
from samples.words import slashed

INK: Colour = (38, 38, 44)
RED: Colour = (188, 40, 44)
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


def card_sheet(rng: random.Random, dpi: int, tint: Colour) -> Sheet:
    """A card with a ground of fine waves."""
    sheet = Sheet(rng, dpi, CARD, paper=tint)
    height, width = sheet.image.height, sheet.image.width
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) / height
    waves = np.sin(34 * y + 5 * np.sin(5 * x + rng.uniform(0, 6))) * np.sin(27 * x + 3 * np.sin(6 * y))
    glow = np.exp(-((x - 0.9) ** 2 + (y - 0.45) ** 2) * 3)
    ground = (
        np.array(tint, np.float32)
        + 7 * waves[..., None]
        + glow[..., None] * np.array([10, 4, -10], np.float32)
    )
    sheet.image.paste(Image.fromarray(np.clip(ground, 0, 255).astype(np.uint8)))
    return sheet


def portrait(sheet: Sheet, corner: tuple[float, float], size: tuple[float, float]) -> None:
    """A blurred figure where the photograph would be: nobody."""
    x, y, wide, tall = (round(sheet.px(value)) for value in (*corner, *size))
    picture = Image.new("RGB", (wide, tall), (196, 208, 222))
    figure = Image.new("L", (wide, tall), 0)
    pen = ImageDraw.Draw(figure)
    pen.ellipse((wide * 0.28, tall * 0.14, wide * 0.72, tall * 0.58), fill=255)
    pen.ellipse((wide * 0.04, tall * 0.60, wide * 0.96, tall * 1.5), fill=255)
    picture.paste((126, 130, 140), mask=figure.filter(ImageFilter.GaussianBlur(max(1, wide / 40))))
    sheet.image.paste(picture, (x, y))


def draw(rng: random.Random, dpi: int, holder: Person | None = None, *, back: bool | None = None) -> Paper:
    """The front or the back of a card (by chance when ``back`` is None)."""
    holder = holder or draw_person(rng, (1962, 2007))
    back = rng.random() < 0.5 if back is None else back
    issued = draw_date(rng, date(2021, 3, 1), date(2024, 6, 30))
    return _back(rng, dpi, holder, issued) if back else _front(rng, dpi, holder, issued)


def expiry(born: date, issued: date) -> date:
    """The birthday at which the card ends: 25, 40 or 60, skipping one that is less than two years off."""
    for age in (25, 40, 60, 100):
        if born.year + age - issued.year > 2:
            return date(born.year + age, born.month, min(born.day, 28))
    raise ValueError(born)


def _front(rng: random.Random, dpi: int, holder: Person, issued: date) -> Paper:
    sheet = card_sheet(rng, dpi, (222, 232, 224))
    ends = expiry(holder.born, issued)
    specimen(sheet, (56, 34), 40)
    portrait(sheet, (3.5, 20.5), (20, 26.5))
    small, value = Type("Arimo", 4.6, ink=INK), Type("Arimo", 7.2, ink=INK)
    sheet.write(
        "<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", Type("Arimo", 6.4, ink=INK), 47, 5.6, align="center"
    )
    sheet.write("<b>Độc lập - Tự do - Hạnh phúc</b>", Type("Arimo", 5.8, ink=INK), 47, 8.4, align="center")
    sheet.write("SOCIALIST REPUBLIC OF VIET NAM", Type("Arimo", 4.2, ink=INK), 47, 10.7, align="center")
    sheet.write("Independence - Freedom - Happiness", Type("Arimo", 4.2, ink=INK), 47, 12.6, align="center")
    sheet.write("<b>CĂN CƯỚC CÔNG DÂN</b>", Type("Arimo", 10.4, ink=RED), 48, 17.4, align="center")
    sheet.write("<i>Citizen Identity Card</i>", Type("Arimo", 6.2, ink=RED), 48, 20.2, align="center")
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
    origin, home = holder.origin.commune_name + ", " + holder.origin.province, holder.home.short
    sheet.write(origin, Type("Arimo", 6, ink=INK), 26, 43.4)
    flow = Flow(sheet, Column(26, 83), 44.2, 54)
    flow.paragraph(
        f"Nơi thường trú / <i>Place of residence:</i> {home}",
        Type("Arimo", 5.4, ink=INK),
        Shape("left", leading=1.3),
    )
    tiny = Type("Arimo", 3.8, ink=INK)
    sheet.write("Có giá trị đến:", tiny, 3.6, 49.2)
    sheet.write(f"<i>Date of expiry:</i> {slashed(ends)}", tiny, 3.6, 51.2)
    content = (
        f"{holder.number}||{holder.name}|{holder.born:%d%m%Y}|{holder.sex}|{holder.home.long}|{issued:%d%m%Y}"
    )
    qr(sheet, content, (69, 3), 13.5)
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
            "ngay_het_han": ends.isoformat(),
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
    sheet.write(f"Ngày, tháng, năm / <i>Date, month, year:</i> {slashed(issued)}", label, 18, 13.4)
    bold = Type("Arimo", 4.6, bold=True, ink=INK)
    sheet.write("CỤC TRƯỞNG CỤC CẢNH SÁT", bold, 38, 16.6, align="center")
    sheet.write("QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI", bold, 38, 19, align="center")
    _chip(sheet)
    sheet.write(draw_name(rng, male=True), Type("Arimo", 5.6, bold=True, ink=INK), 38, 33.6, align="center")
    sheet.write("Ngón trỏ trái", Type("Arimo", 4.2, ink=INK), 63, 6.4, align="center")
    sheet.write("Ngón trỏ phải", Type("Arimo", 4.2, ink=INK), 77, 6.4, align="center")
    for x in (57, 71):
        _fingerprint(sheet, x, 8)
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


def _chip(sheet: Sheet) -> None:
    box = [sheet.px(value) for value in (5, 13, 15.5, 22)]
    sheet.draw.rounded_rectangle(
        box, radius=sheet.px(1.5), fill=(206, 178, 96), outline=(120, 100, 50), width=2
    )
    for y in (16, 19):
        sheet.rule((5, y), (15.5, y), 0.15, (120, 100, 50))
    sheet.rule((10.2, 13), (10.2, 22), 0.15, (120, 100, 50))


def _fingerprint(sheet: Sheet, x: float, y: float) -> None:
    for ring in range(9):
        reach = 0.5 + ring * 0.62
        box = [
            sheet.px(v) for v in (x + 6 - reach, y + 8 - reach * 1.25, x + 6 + reach, y + 8 + reach * 1.25)
        ]
        sheet.draw.arc(
            box, sheet.rng.randrange(150, 210), sheet.rng.randrange(330, 420), fill=(150, 90, 96), width=2
        )
