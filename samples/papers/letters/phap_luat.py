"""Văn bản quy phạm pháp luật: nghị định, thông tư, luật, quyết định with the year in their number (Luật 64/2025/QH15)."""

import random
from datetime import date

from samples.draw.flow import Column, Flow, Shape
from samples.draw.marks import seal, signature
from samples.draw.sheet import Sheet, Type
from samples.papers.letters.wording import duty, phrase
from samples.papers.paper import Heads, Paper, Value, two_heads
from samples.people import draw_date, draw_name
from samples.places import draw_place
from samples.words import day_month_year

MINISTRIES = {"NỘI VỤ": "BNV", "TƯ PHÁP": "BTP", "TÀI CHÍNH": "BTC", "Y TẾ": "BYT", "XÂY DỰNG": "BXD", "CÔNG THƯƠNG": "BCT"}  # fmt: skip
SUBJECTS = (
    "Quy định chi tiết một số điều của Luật Lưu trữ",
    "Sửa đổi, bổ sung một số điều về thủ tục hành chính",
    "Quy định về số hóa hồ sơ, giấy tờ",
    "Quy định chế độ báo cáo thống kê",
    "Hướng dẫn thực hiện cơ chế một cửa",
)
LAWS = ("LƯU TRỮ", "HỘ TỊCH", "CÔNG CHỨNG", "CÁN BỘ, CÔNG CHỨC")
SENT = ("Ban Bí thư Trung ương Đảng", "Các bộ, cơ quan ngang bộ", "Công báo", "Lưu: VT")
KINDS = ("nghị định", "thông tư", "quyết định", "luật")


def draw(rng: random.Random, dpi: int, kind: str | None = None) -> Paper:
    """A document of ``kind`` (random if None), with legal grounds, some articles and the signature."""
    kind = kind or rng.choice(KINDS)
    day = draw_date(rng, date(2024, 1, 5), date(2026, 11, 10))
    number, agency, place, signer, ring = _issuer(rng, kind, day)
    subject = rng.choice(LAWS) if kind == "luật" else rng.choice(SUBJECTS)
    fields: dict[str, Value] = {
        "so_ky_hieu": number,
        "co_quan_ban_hanh": " ".join(agency),
        "dia_danh": place,
        "ngay_ban_hanh": day.isoformat(),
        "loai_van_ban": kind.upper(),
        "trich_yeu": subject,
        "nguoi_ky": draw_name(rng, male=rng.random() < 0.7),
        "chuc_vu_nguoi_ky": signer[-1],
    }
    if len(signer) > 1:
        fields["quyen_han_ky"] = " ".join(signer[:-1])
    sheet = Sheet(rng, dpi)
    flow = Flow(sheet, Column(30, 192), 19, 277, _turn)
    label = "Luật số:" if kind == "luật" else "Số:"
    heads = Heads(
        [f"<b>{line}</b>" for line in agency], f"{label} {number}", f"{place}, {day_month_year(day)}"
    )
    two_heads(flow, heads)
    _title(flow, kind, subject)
    _body(flow, rng)
    _close(flow, fields, signer, ring)
    return Paper(kind, fields, flow.sheets)


def _issuer(rng: random.Random, kind: str, day: date) -> tuple[str, list[str], str, tuple[str, ...], str]:
    """Number, agency, place, the lines above the name, and the words around the seal."""
    count = rng.choice((rng.randrange(1, 10), rng.randrange(10, 500)))
    number = f"{count:02d}/{day.year}"
    if kind == "luật":
        return f"{number}/QH16", ["QUỐC HỘI"], "Hà Nội", ("CHỦ TỊCH QUỐC HỘI",), "QUỐC HỘI"
    if kind == "nghị định":
        return f"{number}/NĐ-CP", ["CHÍNH PHỦ"], "Hà Nội", ("TM. CHÍNH PHỦ", "THỦ TƯỚNG"), "CHÍNH PHỦ"
    if kind == "thông tư":
        name, mark = rng.choice(list(MINISTRIES.items()))
        return f"{number}/TT-{mark}", [f"BỘ {name}"], "Hà Nội", ("BỘ TRƯỞNG",), f"BỘ {name}"
    place = draw_place(rng)
    province = f"{place.province_kind} {place.province}".upper()
    over = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    return f"{number}/QĐ-UBND", ["ỦY BAN NHÂN DÂN", province], place.province, over, province


def _turn(flow: Flow) -> None:
    old = flow.sheet
    flow.sheet = Sheet(old.rng, old.dpi, old.size, old.paper)
    flow.sheet.write(str(len(flow.sheets) + 1), Type("Tinos", 13), flow.column.middle, 13, align="center")
    flow.y = 20


def _title(flow: Flow, kind: str, subject: str) -> None:
    flow.y += 6
    bold = Type("Tinos", 14, bold=True)
    flow.paragraph(kind.upper(), bold, Shape("center"))
    flow.paragraph(
        subject, bold, Shape("center", leading=1.25), Column(flow.column.left + 20, flow.column.right - 20)
    )
    flow.sheet.rule((flow.column.middle - 16, flow.y + 1), (flow.column.middle + 16, flow.y + 1))
    flow.y += 5


def _body(flow: Flow, rng: random.Random) -> None:
    type_, usual = Type("Tinos", 13.5), Shape(indent=12.7, before=1.5, leading=1.25)
    for _ in range(rng.randrange(1, 3)):
        flow.paragraph(f"<i>Căn cứ {phrase(rng, 'grounds')};</i>", type_, usual)
    for number in range(1, rng.randrange(3, 6)):
        flow.paragraph(f"<b>Điều {number}. {rng.choice(('Phạm vi điều chỉnh', 'Trách nhiệm thi hành', 'Tổ chức thực hiện'))}</b>", type_, usual)  # fmt: skip
        for part in range(1, rng.randrange(2, 4)):
            flow.paragraph(f"{part}. {duty(rng)}", type_, usual)


def _close(flow: Flow, fields: dict[str, Value], signer: tuple[str, ...], ring: str) -> None:
    flow.y += 6
    flow.need(60)
    top, edges = flow.y, flow.column
    left, right = Column(edges.left, edges.middle - 6), Column(edges.middle, edges.right)
    flow.paragraph("<b><i>Nơi nhận:</i></b>", Type("Tinos", 12), Shape("left"), left)
    for name in SENT:
        mark = "." if name == SENT[-1] else ";"
        flow.paragraph(f"- {name}{mark}", Type("Tinos", 11), Shape("left"), left)
    flow.y = top
    for line in signer:
        flow.paragraph(line, Type("Tinos", 13.5, bold=True), Shape("center", leading=1.2), right)
    y = flow.y + 12
    flow.y += 25
    flow.paragraph(str(fields["nguoi_ky"]), Type("Tinos", 13.5, bold=True), Shape("center"), right)
    signature(flow.sheet, (right.middle + 4, y))
    seal(flow.sheet, ring, (right.middle - 13, y))
    fields["noi_nhan"] = list(SENT)
