"""Shared by hộ tịch papers: the frame, the heading in the middle, families, days, signers, columns for two people."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from samples.draw.flow import Column, Flow
from samples.draw.form import Form, centred, row
from samples.draw.marks import seal, signature
from samples.draw.sheet import Sheet, Type
from samples.papers.paper import Value
from samples.people import Person, draw_date, draw_name, draw_number, draw_person
from samples.places import Place

FRAME = ((196, 120, 130), (120, 150, 120), (110, 120, 170))
THREE = (0, 48, 105)
"""The left edges of three labels on one row, in millimetres from the left edge of the column."""
HANDED = ("nguoi_ky", "chuc_vu_nguoi_ky", "co_quan_ban_hanh", "dia_danh")


def framed(rng: random.Random, dpi: int) -> Sheet:
    """Paper with a tinted background and an ornamental frame."""
    sheet = Sheet(rng, dpi, paper=rng.choice(((255, 255, 255), (252, 249, 238), (249, 246, 246))))
    ink = rng.choice(FRAME)
    for inset, thick in ((10, 0.9), (11.8, 0.25), (15, 0.35)):
        corners = [(inset, inset), (210 - inset, inset), (210 - inset, 297 - inset), (inset, 297 - inset)]
        for start, end in zip(corners, corners[1:] + corners[:1], strict=True):
            sheet.rule(start, end, thick, ink)
    for step in range(64):
        for y in (13.4, 297 - 13.4):
            _diamond(sheet, 13.4 + step * 2.91, y, ink)
    for step in range(93):
        for x in (13.4, 210 - 13.4):
            _diamond(sheet, x, 13.4 + step * 2.935, ink)
    return sheet


def _diamond(sheet: Sheet, x: float, y: float, ink: tuple[int, int, int]) -> None:
    reach = 0.9
    corners = [(x - reach, y), (x, y - reach), (x + reach, y), (x, y + reach)]
    sheet.draw.polygon([(sheet.px(a), sheet.px(b)) for a, b in corners], outline=ink)


def nation(flow: Flow) -> None:
    """The name of the state and the motto in the middle of the page, with a rule below."""
    right = Column(flow.column.left + 20, flow.column.right - 20)
    centred(flow, "<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", Type("Tinos", 13), right)
    centred(flow, "<b>Độc lập - Tự do - Hạnh phúc</b>", Type("Tinos", 13.5), right)
    middle = flow.column.middle
    flow.sheet.rule((middle - 29, flow.y + 0.8), (middle + 29, flow.y + 0.8))
    flow.y += 4


def child_of(rng: random.Random, registered: date) -> Person:
    """A child born some weeks before the day of registration."""
    child = draw_person(rng, (registered.year, registered.year), when=registered)
    child = replace(child, born=registered - timedelta(days=rng.randrange(3, 58)))
    return replace(child, number=draw_number(rng, child.born, male=child.male))


def parent(rng: random.Random, child: Person, *, male: bool) -> Person:
    """A person of the right age who lives with the child; the father has the family name of the child."""
    year = child.born.year
    drawn = draw_person(rng, (year - 40, year - 20), male=male)
    ethnic = child.ethnic if rng.random() < 0.85 else drawn.ethnic
    family = child.name.split()[0] if male and ethnic != "Ê-đê" else None
    name = draw_name(rng, male=male, ethnic=ethnic, family=family)
    return replace(drawn, name=name, ethnic=ethnic, home=child.home)


def birthplace(rng: random.Random, child: Person) -> str:
    """The hospital where a child was born, with its administrative units."""
    hospital = rng.choice(("Bệnh viện Đa khoa", "Bệnh viện Phụ sản", "Trung tâm Y tế khu vực"))
    return f"{hospital} {child.home.province}, {child.home.area}"


def couple(rng: random.Random, day: date) -> tuple[Person, Person]:
    """A woman and a man old enough to marry on ``day``; their places have the names of that day."""
    years = (day.year - 45, day.year - 21)
    woman, man = (draw_person(rng, years, male=male, when=day) for male in (False, True))
    return woman, man


def registry_number(rng: random.Random, day: date) -> str:
    """A number in the register of a year, with the year or without."""
    return f"{rng.randrange(1, 400)}/{day.year}" if rng.random() < 0.6 else f"{rng.randrange(1, 400)}"


def extract_day(rng: random.Random, registered: date) -> date:
    """A day on which a copy of an entry was made: after the registration and since districts ended."""
    return draw_date(rng, max(registered + timedelta(days=1), date(2025, 7, 5)), date(2026, 11, 20))


def agency(home: Place) -> tuple[str, list[str]]:
    """The committee of a commune: its name in one line, and as the two bold lines at the top of its papers."""
    return f"ỦY BAN NHÂN DÂN {home.committee}", ["<b>ỦY BAN NHÂN DÂN</b>", f"<b>{home.committee}</b>"]


def signer(rng: random.Random) -> dict[str, Value]:
    """The person who signs for the committee."""
    return {
        "chuc_vu_nguoi_ky": rng.choice(("CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        "nguoi_ky": draw_name(rng, male=rng.random() < 0.6),
    }


def signed(flow: Flow, over: Sequence[str], fields: dict[str, Value], home: Place) -> None:
    """Position, signature, name and seal on the right, below the lines ``over``."""
    right, bold = Column(105, 188), Type("Tinos", 13, bold=True)
    flow.y += 2
    title = str(fields["chuc_vu_nguoi_ky"])
    for text in (*over, *(("KT. CHỦ TỊCH",) if title.startswith("PHÓ") else ()), title):
        centred(flow, text, bold, right)
    y = flow.y + 11
    flow.y += 22
    centred(flow, str(fields["nguoi_ky"]), bold, right)
    signature(flow.sheet, (right.middle + 3, y))
    ring = f"ỦY BAN NHÂN DÂN {home.committee} ★ {home.province.upper()}"
    seal(flow.sheet, ring, (right.middle - 14, y))


def beside(flow: Flow, form: Form, columns: Sequence[Column], pairs: Sequence[tuple[str, str]]) -> None:
    """One label with its value in each column, at the same height; the next text stands below the longest."""
    top, whole, ends = flow.y, flow.column, []
    for column, pair in zip(columns, pairs, strict=True):
        flow.y, flow.column = top, column
        row(flow, form, [pair])
        ends.append(flow.y)
    flow.y, flow.column = max(ends), whole


def written(form: Form, fields: dict[str, Value]) -> tuple[str, ...]:
    """The fields of a form that were written with a pen, for the truth: all except head and signer."""
    return (
        tuple(f"{name}: {value}" for name, value in fields.items() if name not in HANDED) if form.hand else ()
    )


def capped(rng: random.Random, name: str) -> str:
    """A name as clerks write it: in half of the cases in capitals."""
    return name.upper() if rng.random() < 0.5 else name
