"""Random numbers and codes as on papers: days, sums, telephones, numbers of papers, e-mail addresses, zones."""

import random
import string
from collections.abc import Callable

from samples.people import draw_date, draw_number, draw_person, draw_phone
from samples.places import TWO_LEVELS
from samples.words import day_in_words, day_month_year, dong, number_in_words, slashed


def number(rng: random.Random) -> str:
    """A number written as in papers."""
    day = draw_date(rng, TWO_LEVELS.replace(year=1930), TWO_LEVELS.replace(year=2029))
    kinds: tuple[Callable[[], str], ...] = (
        lambda: str(rng.randrange(10 ** rng.randrange(1, 13))),
        lambda: "".join(rng.choices(string.digits, k=rng.randrange(1, 15))),
        lambda: slashed(day),
        lambda: f"{day:%d-%m-%Y}",
        lambda: f"{day:%d.%m.%Y}",
        lambda: day_month_year(day),
        lambda: f"{dong(rng.randrange(10_000_000_000))} đồng",
        lambda: f"{rng.randrange(10_000)},{rng.randrange(100):02d}",
        lambda: f"{rng.randrange(1000)},{rng.randrange(10)} m²",
        lambda: f"{rng.randrange(101)}%",
        lambda: f"{rng.randrange(24):02d} giờ {rng.randrange(60):02d} phút",
        lambda: f"{rng.randrange(24):02d}:{rng.randrange(60):02d}:{rng.randrange(60):02d}",
        lambda: draw_number(rng, day, male=rng.random() < 0.5),
        lambda: draw_phone(rng),
        lambda: f"(0{rng.randrange(10, 300)}) {rng.randrange(1000):03d}.{rng.randrange(10_000):04d}",
        lambda: number_in_words(rng.randrange(10 ** rng.randrange(1, 10))),
        lambda: day_in_words(day),
        lambda: (
            rng.choice(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"))
            + rng.choice(("", ".", "/"))
        ),
    )
    return rng.choice(kinds)()


def code(rng: random.Random) -> str:
    """The number of a paper or a dossier, an e-mail or web address, or a line of a machine-readable zone."""
    capitals = "".join(rng.choices("ABCDĐEGHIKLMNOPQRSTUVXY", k=rng.randrange(1, 6)))
    plain = "".join(rng.choices(string.ascii_lowercase + string.digits, k=rng.randrange(3, 12)))
    kinds: tuple[Callable[[], str], ...] = (
        lambda: (
            f"{rng.randrange(1, 3000)}/{rng.choice(('QĐ', 'NĐ', 'TT', 'CV', 'BC', 'TB', 'GM', 'KH', 'TTr', 'GCN'))}-{capitals}"
        ),
        lambda: (
            f"{rng.randrange(1, 300)}/{rng.randrange(1990, 2030)}/{rng.choice(('NĐ-CP', 'TT-BTP', 'QH15', 'TT-BCA', 'TTLT'))}"
        ),
        lambda: f"{rng.randrange(1, 3000)}/{capitals}-{rng.choice('ABCDĐ')}{rng.choice('ABCDĐ')}",
        lambda: (
            f"H{rng.randrange(64):02d}.{rng.randrange(100)}-{rng.randrange(10**6):06d}-{rng.randrange(10**6):06d}"
        ),
        lambda: f"{plain}{rng.choice('._-')}{rng.randrange(100)}@example.{rng.choice(('com', 'org', 'vn'))}",
        lambda: (
            f"{rng.choice(('http://', 'https://', 'www.', ''))}{plain}.gov.vn{rng.choice(('', '/', '/hoso?id=12'))}"
        ),
        lambda: f"{capitals}{rng.randrange(10**8)}",
        lambda: "".join(rng.choices(string.ascii_uppercase + string.digits, k=rng.randrange(4, 16))),
        lambda: "".join(rng.choices(string.ascii_letters + string.digits, k=rng.randrange(4, 12))),
        lambda: _zone(rng),
        lambda: "".join(rng.choices(string.ascii_uppercase + string.digits + "<<<<", k=30)),
    )
    return rng.choice(kinds)()


def _zone(rng: random.Random) -> str:
    """A line of a machine-readable zone of 30 characters."""
    name = draw_person(rng).ascii_name.replace(" ", "<").replace("'", "")
    rows = (
        f"{name.replace('<', '<<', 1)}",
        f"IDVNM{rng.randrange(10**10):010d}{rng.randrange(10**12):012d}<<{rng.randrange(10)}",
        f"{rng.randrange(10**7):07d}{rng.choice('MF')}{rng.randrange(10**7):07d}VNM<<<<<<<<<<<{rng.randrange(10)}",
    )
    return rng.choice(rows)[:30].ljust(30, "<")
