"""How fast a store answers and takes papers in: many invented people with a card, a birth certificate and a residence each.

    python -m benchmarks.store [--facts 100000] [--store PATH|URL] [--times 30]

Prints how many documents a minute were added, the median and the worst of looking for a number, a name, a name without
accents and an address, and the size of the store. Nothing is read from paper; records are made as extraction leaves them.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from export.store.papers.adding import Held, add
from export.store.papers.finding import find
from export.store.vault.log import here
from export.store.vault.opening import Store, open_store
from extract.record import Evidence, Field, PlaceCodes, Record, Unit
from ocr.vietnamese.name_syllables import GIVEN, SURNAMES

FACTS_OF_ONE = 27  # facts of the three papers of one person
SEED = 20261130
PLACE = PlaceCodes(
    province=Unit(code="75", name="Tỉnh Đồng Nai"),
    district=None,
    commune=Unit(code="26296", name="Xã An Viễn"),
    communes_today=(Unit(code="26296", name="Xã An Viễn"),),
    likeness=1.0,
)


def main() -> None:
    """Fill a store, ask it, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--facts", type=int, default=100_000)
    parser.add_argument("--store")
    parser.add_argument("--times", type=int, default=30)
    arguments = parser.parse_args()
    people = max(1, arguments.facts // FACTS_OF_ONE)
    with tempfile.TemporaryDirectory() as folder:
        place = arguments.store or str(Path(folder) / "store.db")
        with open_store(place, Path(folder) / "store.key", make=True) as store:
            measure(store, people, arguments.times)


def measure(store: Store, people: int, times: int) -> None:
    """Fill ``store`` with that many people, then ask it that often."""
    draw = random.Random(SEED)  # noqa: S311  (invented people, nothing secret)
    said = [person(draw, number) for number in range(people)]
    began = time.perf_counter()
    added = add(store, papers(said), here("benchmark"))
    minutes = (time.perf_counter() - began) / 60
    print(f"{added.facts} facts on {added.added} documents of {people} people")
    print(f"added: {added.added / minutes:.0f} documents a minute")
    for name, ask in (
        ("number", lambda one: one["so_dinh_danh"]),
        ("name", lambda one: one["ho_ten"]),
        ("two words of a name", lambda one: " ".join(one["ho_ten"].split()[-2:])),
        ("name and year", lambda one: f"{one['ho_ten']} {one['ngay_sinh'][:4]}"),
        ("street", lambda one: one["noi_cu_tru"].split(",")[0]),
        ("commune", lambda _: "xã An Viễn"),
    ):
        tell(store, name, ask, [draw.choice(said) for _ in range(times)])
    if store.file:
        print(f"size: {store.file.stat().st_size / added.facts:.0f} bytes a fact")


def tell(store: Store, name: str, ask: Callable[[dict[str, str]], str], people: list[dict[str, str]]) -> None:
    """Ask about each, and print the median and the worst."""
    seconds = []
    for one in people:
        began = time.perf_counter()
        found = find(store, ask(one), here("benchmark"))
        seconds.append(time.perf_counter() - began)
        assert found.hits, name  # noqa: S101  (a benchmark that finds nothing measures nothing)
    print(
        f"find by {name}: median {1000 * statistics.median(seconds):.1f} ms, worst {1000 * max(seconds):.1f} ms"
    )


def person(draw: random.Random, number: int) -> dict[str, str]:
    """An invented person."""
    surname, names = draw.choice(sorted(SURNAMES)), sorted(GIVEN)
    year = draw.randint(1940, 2020)
    return {
        "so_dinh_danh": f"0010{year % 100:02}{number:06}",
        "ho_ten": " ".join(word.title() for word in (surname, draw.choice(names), draw.choice(names))),
        "ngay_sinh": f"{year}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}",
        "gioi_tinh": draw.choice(["Nam", "Nữ"]),
        "dan_toc": "Kinh",
        "quoc_tich": "Việt Nam",
        "que_quan": f"Xã {draw.choice(names).title()} {draw.choice(names).title()}, tỉnh Đồng Nai",
        "noi_cu_tru": f"Số {draw.randint(1, 900)} đường {draw.choice(names).title()}, xã An Viễn, tỉnh Đồng Nai",
    }


def papers(people: list[dict[str, str]]) -> Iterator[list[Held]]:
    """A card, a birth certificate and a confirmation of residence of each, as files of their own."""
    numbers = count()
    for one in people:
        card = one | {"ngay_cap": "2021-06-01"}
        birth = one | {"so": f"{next(numbers) % 900}/2021", "ngay_dang_ky": "2021-05-01"}
        lives = one | {"ngay_ban_hanh": "2026-05-01"}
        for doc_type, fields in (("can_cuoc", card), ("giay_khai_sinh", birth), ("xac_nhan_cu_tru", lives)):
            yield [Held(_record(doc_type, fields, next(numbers)))]


def _record(doc_type: str, fields: dict[str, str], number: int) -> Record:
    return Record(
        source=f"{number}.pdf",
        sha256=f"{number:064x}",
        pages=(1,),
        dossier=f"H17-261130-{number:06}",
        doc_type=doc_type,
        doc_type_name=doc_type,
        doc_type_version=1,
        confidence=1.0,
        fields={
            name: Field(
                value=value,
                raw=value,
                status="accepted",
                evidence=(Evidence(page=1, box=None, text=value, source="print"),),
                place=PLACE if name == "noi_cu_tru" else None,
            )
            for name, value in fields.items()
        },
    )


if __name__ == "__main__":
    main()
