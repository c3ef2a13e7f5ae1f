"""Shared by the papers of a one-stop office: the applicant, the request, its day, and the circular of that time."""

import random
from dataclasses import dataclass
from datetime import date

from samples.draw.flow import Column, Flow
from samples.draw.form import Form, centred
from samples.draw.marks import signature
from samples.draw.sheet import Sheet, Type
from samples.papers.mot_cua.tiep_nhan import PROCEDURES
from samples.papers.paper import Heads, Value, two_heads
from samples.people import Person, draw_date, draw_name, draw_person
from samples.words import day_month_year

NEW_CENTRE = "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"
OLD_DESK = "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ"


@dataclass(frozen=True, slots=True)
class Request:
    """One request at the counter; ``old``: with the papers of Thông tư 01/2018/TT-VPCP."""

    person: Person
    day: date
    code: str
    procedure: str
    parts: tuple[str, ...]
    old: bool

    @property
    def desk(self) -> str:
        """The office's name in capitals."""
        return OLD_DESK if self.old else NEW_CENTRE

    @property
    def office(self) -> str:
        """The office's name in running text."""
        commune = self.person.home.commune
        name = "Bộ phận Tiếp nhận và Trả kết quả" if self.old else "Trung tâm Phục vụ hành chính công"
        return f"{name} {commune.partition(',')[0]}"

    def fields(self, number: str) -> dict[str, Value]:
        """The fields in the head of every paper."""
        return {
            "so_ky_hieu": number,
            "co_quan_ban_hanh": self.desk,
            "dia_danh": self.person.home.commune_name,
            "ngay_ban_hanh": self.day.isoformat(),
        }


def draw_request(rng: random.Random, *, old: bool | None = None) -> Request:
    """A random request, from the time of either circular."""
    old = rng.random() < 0.4 if old is None else old
    first, last = (date(2019, 1, 5), date(2025, 6, 20)) if old else (date(2025, 9, 20), date(2026, 11, 15))
    day = draw_date(rng, first, last)
    person = draw_person(rng, (1960, 2004), when=day)
    name, _, parts = rng.choice(PROCEDURES)
    group = f"{rng.randrange(10, 100)}"
    unit = f"H{rng.randrange(1, 64):02d}"
    count = rng.randrange(1, 10_000)
    code = (
        f"000.00.{group}.{unit}-{day:%y%m%d}-{count:04d}"
        if old
        else f"{unit}.{group}.{rng.randrange(10, 100)}-{day:%y%m%d}-{count:06d}"
    )
    return Request(person, day, code, name, parts, old)


def begin(rng: random.Random, dpi: int, asked: Request, number: str, note: str) -> tuple[Flow, Form]:
    """A sheet with its two heads, sometimes with the number of the form in the corner."""
    sheet = Sheet(rng, dpi)
    flow = Flow(sheet, Column(28, 194), 18, 285)
    form = Form(Type("Tinos", 13.5), rng.uniform(1.4, 1.65), dotted=rng.random() < 0.35)
    if rng.random() < 0.4:
        sheet.write(f"<i>{note}</i>", Type("Tinos", 12), flow.column.right, 13, align="right")
    agency = ["ỦY BAN NHÂN DÂN", asked.person.home.committee]
    agency += ["<b>BỘ PHẬN TIẾP NHẬN</b>", "<b>VÀ TRẢ KẾT QUẢ</b>"] if asked.old else []
    agency += [] if asked.old else ["<b>TRUNG TÂM PHỤC VỤ</b>", "<b>HÀNH CHÍNH CÔNG</b>"]
    place = f"{asked.person.home.commune_name}, {day_month_year(asked.day)}"
    two_heads(flow, Heads(agency, f"Số: {number}", place))
    flow.y += rng.uniform(4, 8)
    return flow, form


def title(flow: Flow, *lines: str) -> None:
    """The title of the paper, and room below it."""
    for text in lines:
        centred(flow, text, Type("Tinos", 14, bold=True))
    flow.y += 4


def sign(flow: Flow, *signers: tuple[str, str]) -> None:
    """Signatures side by side (a single one on the right), each with a title in capitals and a name."""
    flow.y += 6
    bold, middle = Type("Tinos", 13, bold=True), flow.column.middle
    columns = (Column(flow.column.left, middle), Column(middle, flow.column.right))[-len(signers) :]
    top = flow.y
    for column, (head, name) in zip(columns, signers, strict=True):
        flow.y = top
        centred(flow, head, bold, column)
        centred(flow, "<i>(Ký và ghi rõ họ tên)</i>", Type("Tinos", 12), column)
        signature(flow.sheet, (column.middle, flow.y + 11), 24)
        flow.y += 23
        centred(flow, name, bold, column)


def clerk(rng: random.Random) -> str:
    """The name of the clerk at the counter."""
    return draw_name(rng, male=rng.random() < 0.4)
