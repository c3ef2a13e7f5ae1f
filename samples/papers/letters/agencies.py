"""The agencies that issue a văn bản: names for the head, abbreviations for the number, positions for the signature."""

import random
from dataclasses import dataclass

from samples.places import Place, draw_place


@dataclass(frozen=True, slots=True)
class Agency:
    """An issuing agency as it stands on its papers; each line is a printed line."""

    over: tuple[str, ...]
    lines: tuple[str, ...]
    mark: str
    head: str
    place: str
    seal: str
    seal_middle: str = ""
    units: tuple[str, ...] = ("VP",)


DEPARTMENTS = {
    "TƯ PHÁP": "STP",
    "NỘI VỤ": "SNV",
    "TÀI CHÍNH": "STC",
    "XÂY DỰNG": "SXD",
    "Y TẾ": "SYT",
    "CÔNG THƯƠNG": "SCT",
    "GIÁO DỤC VÀ ĐÀO TẠO": "SGDĐT",
    "KHOA HỌC VÀ CÔNG NGHỆ": "SKHCN",
    "NÔNG NGHIỆP VÀ MÔI TRƯỜNG": "SNNMT",
    "VĂN HÓA, THỂ THAO VÀ DU LỊCH": "SVHTTDL",
}


def draw_agency(rng: random.Random) -> tuple[Agency, Place]:
    """An agency and its place: of a commune or a province, a department, a division or a centre."""
    place = draw_place(rng)
    return rng.choice((_commune, _commune, _province, _department, _department, _division, _centre))(
        rng, place
    ), place


def _commune(_rng: random.Random, place: Place) -> Agency:
    name = place.committee
    return Agency(
        (),
        ("ỦY BAN NHÂN DÂN", name),
        "UBND",
        "CHỦ TỊCH",
        place.commune_name,
        f"ỦY BAN NHÂN DÂN {name} ★ {_province_name(place)}",
        units=("VP", "KT", "VHXH", "TTPVHCC"),
    )


def _province(_rng: random.Random, place: Place) -> Agency:
    name = _province_name(place)
    return Agency(
        (),
        ("ỦY BAN NHÂN DÂN", name),
        "UBND",
        "CHỦ TỊCH",
        place.province,
        f"ỦY BAN NHÂN DÂN {name}",
        units=("NC", "TH", "KSTT", "KGVX"),
    )


def _department(rng: random.Random, place: Place) -> Agency:
    name = rng.choice(list(DEPARTMENTS))
    return Agency(
        ("UBND " + _province_name(place),),
        (f"SỞ {name}",) if len(name) < 22 else tuple(_halved(f"SỞ {name}")),
        DEPARTMENTS[name],
        "GIÁM ĐỐC",
        place.province,
        f"ỦY BAN NHÂN DÂN {_province_name(place)}",
        "SỞ\n" + "\n".join(_halved(name)),
        units=("VP", "TTr", "KHTC", "HCTP"),
    )


def _division(rng: random.Random, place: Place) -> Agency:
    name, mark = rng.choice((("PHÒNG KINH TẾ", "KT"), ("PHÒNG VĂN HÓA - XÃ HỘI", "VHXH")))
    return Agency(
        ("ỦY BAN NHÂN DÂN", place.committee),
        (name,),
        mark,
        "TRƯỞNG PHÒNG",
        place.commune_name,
        f"ỦY BAN NHÂN DÂN {place.committee}",
        "\n".join(_halved(name)),
        units=("HC", "TH"),
    )


def _centre(_rng: random.Random, place: Place) -> Agency:
    return Agency(
        ("ỦY BAN NHÂN DÂN", place.committee),
        ("TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG"),
        "TTPVHCC",
        "GIÁM ĐỐC",
        place.commune_name,
        f"ỦY BAN NHÂN DÂN {place.committee}",
        "TRUNG TÂM\nPHỤC VỤ\nHÀNH CHÍNH\nCÔNG",
        units=("HC", "MC"),
    )


def _province_name(place: Place) -> str:
    return f"{place.province_kind} {place.province}".upper()


def _halved(name: str) -> list[str]:
    """A long name as two lines of about equal length."""
    words = name.split()
    if len(words) < 3:
        return [name]
    cut = min(range(1, len(words)), key=lambda n: abs(len(" ".join(words[:n])) - len(" ".join(words[n:]))))
    return [" ".join(words[:cut]), " ".join(words[cut:])]
