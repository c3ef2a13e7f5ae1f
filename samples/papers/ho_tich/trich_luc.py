"""Copies from the civil registers: bản sao giấy khai sinh and the trích lục of births, marriages and deaths.

The head of a trích lục is that of a letter. Below it stand the entry, the place and day of its
registration, and the source of the copy.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from samples.draw.flow import Column, Flow, Shape
from samples.draw.form import Form, centred, row
from samples.draw.marks import specimen
from samples.draw.sheet import Sheet, Type
from samples.papers.cards.identity import identity_paper
from samples.papers.ho_tich.khai_sinh import birth_fields, birth_rows
from samples.papers.ho_tich.shared import (
    THREE,
    agency,
    beside,
    capped,
    child_of,
    couple,
    extract_day,
    framed,
    nation,
    parent,
    registry_number,
    signed,
    signer,
)
from samples.papers.paper import Heads, Paper, Value, two_heads
from samples.people import Person, draw_date, draw_person
from samples.places import Place
from samples.words import day_in_words, day_month_year, slashed

COLUMNS = Column(25, 105), Column(110, 190)
SOURCES = ("Sổ đăng ký {of}", "Cơ sở dữ liệu hộ tịch điện tử")
PLACES_OF_DEATH = ("{house}, {area}", "Bệnh viện Đa khoa {province}", "Trung tâm Y tế khu vực {province}")


@dataclass(frozen=True, slots=True)
class _Copy:
    """The text printed above and below the entry in one kind of trích lục."""

    title: str
    letters: str
    of: str
    registered_at: str


BIRTH = _Copy("TRÍCH LỤC KHAI SINH", "TLKS", "khai sinh", "Đã được đăng ký khai sinh tại:")
MARRIAGE = _Copy("TRÍCH LỤC KẾT HÔN", "TLKH", "kết hôn", "Đăng ký kết hôn tại:")
DEATH = _Copy("TRÍCH LỤC KHAI TỬ", "TLKT", "khai tử", "Đã được đăng ký khai tử tại:")


def draw_birth(rng: random.Random, dpi: int) -> Paper:
    """A trích lục khai sinh of a person whose birth was registered since 2016."""
    registered = draw_date(rng, date(2016, 3, 1), date(2026, 9, 30))
    child = child_of(rng, registered)
    mother, father = (parent(rng, child, male=male) for male in (False, True))
    fields = birth_fields(rng, child, mother, father)
    del fields["so"]
    return _copy(rng, dpi, BIRTH, (child.home, registered), fields, birth_rows)


def draw_marriage(rng: random.Random, dpi: int) -> Paper:
    """A trích lục kết hôn of a marriage since 2016."""
    registered = draw_date(rng, date(2016, 3, 1), date(2026, 9, 30))
    fields = spouses(rng, registered)
    home = draw_person(rng, when=registered).home
    return _copy(rng, dpi, MARRIAGE, (home, registered), fields, spouse_rows)


def draw_death(rng: random.Random, dpi: int) -> Paper:
    """A trích lục khai tử of a death since 2016."""
    died = draw_date(rng, date(2016, 3, 1), date(2026, 9, 20))
    registered = died + timedelta(days=rng.randrange(1, 9))
    gone = draw_person(rng, (died.year - 95, died.year - 30), when=died)
    fields = the_dead(rng, gone, registered) | death(rng, gone, died)
    return _copy(rng, dpi, DEATH, (gone.home, registered), fields, _death_rows)


def spouses(rng: random.Random, day: date, roles: tuple[str, str] = ("vo", "chong")) -> dict[str, Value]:
    """The fields of the woman and the man who marry on ``day``."""
    fields: dict[str, Value] = {}
    for role, who in zip(roles, couple(rng, day), strict=True):
        fields |= {
            f"ho_ten_{role}": capped(rng, who.name),
            f"ngay_sinh_{role}": who.born.isoformat(),
            f"dan_toc_{role}": who.ethnic,
            f"quoc_tich_{role}": "Việt Nam",
            f"noi_cu_tru_{role}": who.home.long,
            f"giay_to_tuy_than_{role}": identity_paper(rng, who, day),
        }
    return fields


def spouse_rows(flow: Flow, form: Form, text: dict[str, str]) -> None:
    """The rows about wife and husband, side by side."""
    names = [("Họ, chữ đệm, tên vợ:", text["ho_ten_vo"]), ("Họ, chữ đệm, tên chồng:", text["ho_ten_chong"])]
    beside(flow, form, COLUMNS, names)
    for label, name in (
        ("Ngày, tháng, năm sinh:", "ngay_sinh"),
        ("Dân tộc:", "dan_toc"),
        ("Quốc tịch:", "quoc_tich"),
        ("Nơi cư trú:", "noi_cu_tru"),
        ("Giấy tờ tùy thân:", "giay_to_tuy_than"),
    ):
        beside(flow, form, COLUMNS, [(label, shown(text[f"{name}_{role}"])) for role in ("vo", "chong")])


def the_dead(rng: random.Random, gone: Person, day: date) -> dict[str, Value]:
    """The fields of the dead person, as registered on ``day``."""
    return {
        "ho_ten": capped(rng, gone.name),
        "ngay_sinh": gone.born.isoformat(),
        "gioi_tinh": gone.sex,
        "dan_toc": gone.ethnic,
        "quoc_tich": "Việt Nam",
        "so_dinh_danh": gone.number,
        "giay_to_tuy_than": identity_paper(rng, gone, day),
    }


def death(rng: random.Random, gone: Person, died: date) -> dict[str, Value]:
    """The fields about the time and place of a death."""
    where = rng.choice(PLACES_OF_DEATH)
    return {
        "gio_chet": f"{rng.randrange(24):02d} giờ {rng.randrange(60):02d} phút",
        "ngay_chet": died.isoformat(),
        "noi_chet": where.format(house=gone.home.house, area=gone.home.area, province=gone.home.province),
    }


def when_died(flow: Flow, form: Form, text: dict[str, str]) -> None:
    """The rows about the time of a death, in digits and in words, and about its place."""
    died = date.fromisoformat(text["ngay_chet"])
    row(flow, form, [("Đã chết vào lúc:", f"{text['gio_chet']}, {day_month_year(died)}")])
    row(flow, form, [("ghi bằng chữ:", day_in_words(died))])
    row(flow, form, [("Nơi chết:", text["noi_chet"])])


def shown(value: str) -> str:
    """A value as it is printed: days as 05/02/2026."""
    return slashed(date.fromisoformat(value)) if value[:4].isdigit() and value.count("-") == 2 else value


def _death_rows(flow: Flow, form: Form, text: dict[str, str]) -> None:
    row(flow, form, [("Họ, chữ đệm, tên:", text["ho_ten"])])
    row(flow, form, [("Ngày, tháng, năm sinh:", shown(text["ngay_sinh"]))])
    triple = [("Giới tính:", "gioi_tinh"), ("Dân tộc:", "dan_toc"), ("Quốc tịch:", "quoc_tich")]
    row(flow, form, [(label, text[name]) for label, name in triple], THREE)
    row(flow, form, [("Số định danh cá nhân:", text["so_dinh_danh"])])
    row(flow, form, [("Giấy tờ tùy thân:", text["giay_to_tuy_than"])])
    when_died(flow, form, text)


def _copy(
    rng: random.Random,
    dpi: int,
    kind: _Copy,
    registered: tuple[Place, date],
    entry: dict[str, Value],
    rows: Callable[[Flow, Form, dict[str, str]], None],
) -> Paper:
    """A trích lục of ``entry``, made by the committee that registered it or by a later one."""
    home, day = registered
    made, office = extract_day(rng, day), draw_person(rng).home
    copy = rng.random() < 0.6
    year = f"/{made.year}" if rng.random() < 0.5 else ""
    fields: dict[str, Value] = {
        "so_ky_hieu": f"{rng.randrange(1, 4000)}{year}/{kind.letters}{'-BS' if copy else ''}",
        "co_quan_ban_hanh": agency(office)[0],
        "dia_danh": office.commune_name,
        "ngay_ban_hanh": made.isoformat(),
        **entry,
        "noi_dang_ky": f"Ủy ban nhân dân {home.area}",
        "so_dang_ky": registry_number(rng, day),
        "ngay_dang_ky": day.isoformat(),
        "trich_luc_tu": rng.choice(SOURCES).format(of=kind.of),
        **signer(rng),
    }
    sheet = Sheet(rng, dpi)
    flow = Flow(sheet, Column(25, 190), rng.uniform(15, 22), 284)
    specimen(sheet, (105, 150), 110)
    place = f"{office.commune_name}, {day_month_year(made)}"
    two_heads(flow, Heads(agency(office)[1], f"Số: {fields['so_ky_hieu']}", place))
    flow.y += rng.uniform(4, 8)
    centred(flow, kind.title, Type("Tinos", 16, bold=True))
    if copy:
        centred(flow, "(BẢN SAO)", Type("Tinos", 13, bold=True))
    flow.y += rng.uniform(2, 5)
    form = Form(Type("Tinos", 13), rng.uniform(1.5, 1.68), rng.random() < 0.3, bold_values=rng.random() < 0.3)
    text = {name: str(value) for name, value in fields.items()}
    rows(flow, form, text)
    _registered(flow, form, kind, text)
    signed(flow, ["NGƯỜI KÝ TRÍCH LỤC"], fields, office)
    return Paper(kind.title.lower(), fields, [sheet])


def _registered(flow: Flow, form: Form, kind: _Copy, text: dict[str, str]) -> None:
    day = day_month_year(date.fromisoformat(text["ngay_dang_ky"]))
    row(flow, form, [(kind.registered_at, text["noi_dang_ky"])])
    row(flow, form, [("Số:", f"{text['so_dang_ky']}, {day}")])
    row(flow, form, [("Thực hiện trích lục từ:", text["trich_luc_tu"])])


def draw_birth_copy(rng: random.Random, dpi: int) -> Paper:
    """A bản sao giấy khai sinh, made since July 2025 from the register."""
    registered = draw_date(rng, date(2016, 3, 1), date(2026, 9, 30))
    child = child_of(rng, registered)
    mother, father = (parent(rng, child, male=male) for male in (False, True))
    office, made = draw_person(rng).home, extract_day(rng, registered)
    fields = birth_fields(rng, child, mother, father)
    fields |= {
        "noi_dang_ky": f"Ủy ban nhân dân {child.home.area}",
        "ngay_dang_ky": registered.isoformat(),
        "so_ban_sao": f"{rng.randrange(1, 900)}/GKS-BS",
        "noi_ban_sao": office.commune_name,
        "ngay_ban_sao": made.isoformat(),
        **signer(rng),
    }
    form = Form(
        Type("Tinos", 13), rng.uniform(1.55, 1.68), rng.random() < 0.3, bold_values=rng.random() < 0.4
    )
    sheet = framed(rng, dpi)
    _fill_birth_copy(sheet, form, fields, office)
    return Paper("bản sao giấy khai sinh", fields, [sheet])


def _fill_birth_copy(sheet: Sheet, form: Form, fields: dict[str, Value], office: Place) -> None:
    text = {name: str(value) for name, value in fields.items()}
    registered, made = (date.fromisoformat(text[name]) for name in ("ngay_dang_ky", "ngay_ban_sao"))
    flow = Flow(sheet, Column(25, 190), 19, 284)
    specimen(sheet, (105, 150), 110)
    nation(flow)
    centred(flow, "GIẤY KHAI SINH", Type("Tinos", 22, bold=True, ink=(190, 30, 40)))
    centred(flow, "(BẢN SAO)", Type("Tinos", 14, bold=True))
    flow.paragraph(f"Số: {form.value(text['so'])}", form.type_, Shape("center"))
    flow.y += 2
    birth_rows(flow, form, text)
    row(flow, form, [("Nơi đăng ký khai sinh:", text["noi_dang_ky"])])
    row(flow, form, [("Ngày, tháng, năm đăng ký:", day_month_year(registered).removeprefix("ngày "))])
    flow.y += 1
    top, left, right = flow.y, Column(25, 98), Column(100, 190)
    flow.paragraph("Sao từ Sổ đăng ký khai sinh", Type("Tinos", 13, italic=True), Shape("left"), left)
    flow.paragraph(f"Số: {text['so_ban_sao']}", Type("Tinos", 13), Shape("left"), left)
    flow.y = top
    place = f"{office.commune_name}, {day_month_year(made)}"
    flow.paragraph(place, Type("Tinos", 13, italic=True), Shape("center"), right)
    signed(flow, ["NGƯỜI KÝ BẢN SAO"], fields, office)
