"""How a paper describes the card that somebody showed."""

import random
from datetime import date, timedelta

from samples.people import Person, draw_date
from samples.words import slashed

POLICE = ("Cục Cảnh sát quản lý hành chính về trật tự xã hội", "Cục Cảnh sát QLHC về TTXH")
CHIP_CARD = date(2021, 3, 1)
CARD_2024 = date(2024, 7, 1)


def identity_paper(rng: random.Random, person: Person, day: date) -> str:
    """Kind, number, issuer and day of the card that ``person`` had on ``day``, worded as the forms' guide asks."""
    if day < CHIP_CARD:
        issued = draw_date(rng, date(2008, 1, 1), date(2015, 12, 31))
        number = f"99{rng.randrange(10_000_000):07d}"
        return f"Chứng minh nhân dân số {number} do Công an tỉnh {person.home.province} cấp ngày {slashed(issued)}"
    issued = draw_date(rng, CHIP_CARD, day - timedelta(days=1))
    if issued >= CARD_2024:
        return f"Căn cước số {person.number} do Bộ Công an cấp ngày {slashed(issued)}"
    return f"Căn cước công dân số {person.number} do {rng.choice(POLICE)} cấp ngày {slashed(issued)}"
