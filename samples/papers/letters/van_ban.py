"""Văn bản hành chính: the paper of an agency, with the layout of Phụ lục I of Nghị định 30/2020/NĐ-CP."""

import random
from datetime import date

from samples.data import lists
from samples.draw.flow import Column, Flow, Shape
from samples.draw.sheet import Sheet, Type
from samples.papers.letters.agencies import draw_agency
from samples.papers.letters.letter import KINDS, SENT_TO, Letter
from samples.papers.letters.letter_body import body
from samples.papers.letters.letter_close import close
from samples.papers.letters.wording import phrase
from samples.papers.paper import Heads, Paper, two_heads
from samples.people import draw_date
from samples.places import capital
from samples.words import day_month_year


def draw(rng: random.Random, dpi: int, kind: str | None = None, length: int | None = None) -> Paper:
    """A văn bản of ``kind`` with ``length`` paragraphs in its body; each random if None."""
    kind = kind or rng.choice(list(KINDS))
    letter = _begin(rng, dpi, kind)
    _header(letter)
    _title(letter)
    _addressees(letter)
    body(letter, length or rng.choice((3, 4, 5, 6, 8, 12)))
    close(letter)
    return Paper(kind, letter.fields, letter.flow.sheets, tuple(letter.handwritten))


def _begin(rng: random.Random, dpi: int, kind: str) -> Letter:
    sheet = Sheet(
        rng,
        dpi,
        hand_face=rng.choice(("patrick-hand", "mali")),
        pen=rng.choice(((28, 38, 110), (20, 20, 24))),
    )
    left, right = rng.uniform(28, 33), 210 - rng.uniform(15, 20)
    flow = Flow(sheet, Column(left, right), rng.uniform(17, 24), 297 - 20, _turn)
    family = rng.choice(("Tinos",) * 8 + ("LiberationSerif", "NotoSerif"))
    size = rng.choice((13, 13.5, 14, 14)) - (1.5 if family == "NotoSerif" else 0)
    agency, _ = draw_agency(rng)
    return Letter(
        rng, kind, agency, draw_date(rng, date(2025, 7, 1), date(2026, 11, 20)), flow, Type(family, size)
    )


def _turn(flow: Flow) -> None:
    """A new page with its number in the middle of the top margin (the first page has none)."""
    old = flow.sheet
    flow.sheet = Sheet(old.rng, old.dpi, old.size, old.paper, old.pen, old.hand_face)
    number = str(len(flow.sheets) + 1)
    flow.sheet.write(number, Type("Tinos", 13), flow.column.middle, 13, align="center")
    flow.y = 20


def _header(letter: Letter) -> None:
    """Ô 1 to 5b."""
    agency, subject = letter.agency, ""
    if letter.kind == "công văn":
        subject = f"V/v {phrase(letter.rng, 'subjects')}"
        letter.fields["trich_yeu"] = subject
    lines = [*agency.over, *(f"<b>{line}</b>" for line in agency.lines)]
    two_heads(letter.flow, Heads(lines, _number(letter), _place_and_day(letter), subject, letter.body.family))
    letter.below_heads = letter.flow.y
    letter.flow.y += letter.rng.uniform(3, 7)
    letter.fields["co_quan_ban_hanh"] = " ".join(agency.lines)
    if agency.over:
        letter.fields["co_quan_chu_quan"] = " ".join(agency.over)


def _number(letter: Letter) -> str:
    """Ô 3 as markup: the number is often left blank in print and written by the clerk."""
    rng, mark = letter.rng, KINDS[letter.kind]
    number = f"{rng.choice((rng.randrange(1, 100), rng.randrange(100, 4000))):02d}"
    tail = (
        f"{mark}-{letter.agency.mark}" if mark else f"{letter.agency.mark}-{rng.choice(letter.agency.units)}"
    )
    letter.fields["so_ky_hieu"] = f"{number}/{tail}"
    if rng.random() < 0.35:
        letter.handwritten.append(f"so_ky_hieu: {number}")
        return f"Số: <h>{number}</h> /{tail}"
    return f"Số: {number}/{tail}"


def _place_and_day(letter: Letter) -> str:
    """Ô 4 as markup; the day is written by hand about as often as the number."""
    said, place = day_month_year(letter.day), letter.agency.place
    letter.fields |= {"dia_danh": place, "ngay_ban_hanh": letter.day.isoformat()}
    if letter.rng.random() < 0.3:
        day = f"{letter.day.day:02d}"
        letter.handwritten.append(f"ngay: {day}")
        said = said.replace(f"ngày {day}", f"ngày <h>{day}</h>", 1)
    return f"{place}, {said}"


def _title(letter: Letter) -> None:
    """Ô 5a: the kind in capitals and the trích yếu under it, with a short rule at the end."""
    if letter.kind == "công văn":
        return
    flow, rng = letter.flow, letter.rng
    title, bold = letter.kind.upper(), Type(letter.body.family, 14, bold=True)
    subject = phrase(rng, "subjects")
    subject = rng.choice((f"Về việc {subject}", capital(subject)))
    flow.y += rng.uniform(0, 4)
    flow.paragraph(title, bold, Shape("center"))
    narrow = Column(flow.column.left + 22, flow.column.right - 22)
    flow.paragraph(subject, bold, Shape("center", leading=1.2), narrow)
    letter.sheet.rule((flow.column.middle - 16, flow.y + 1), (flow.column.middle + 16, flow.y + 1))
    flow.y += 4
    letter.fields |= {"loai_van_ban": title, "trich_yeu": subject}


def _addressees(letter: Letter) -> None:
    """Ô 9a: one addressee beside "Kính gửi:", several as a list under it."""
    if letter.kind not in SENT_TO:
        return
    flow, type_ = letter.flow, letter.body
    count = letter.rng.choice((1, 1, 2, 3))
    names = [capital(name) for name in letter.rng.sample(lists("wording")["actors"], count)]
    flow.y += 2
    if len(names) == 1:
        flow.paragraph(f"Kính gửi: {names[0]}", type_, Shape("center"))
    else:
        flow.paragraph("Kính gửi:", type_, Shape("left", indent=38))
        for place, name in enumerate(names):
            mark = "." if place == len(names) - 1 else ";"
            flow.paragraph(
                f"- {name}{mark}", type_, Shape("left"), Column(flow.column.left + 48, flow.column.right)
            )
    flow.y += 3
    letter.fields["kinh_gui"] = "; ".join(names)
