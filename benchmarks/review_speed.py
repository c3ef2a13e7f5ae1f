"""How fast the review answers: opening a folder of many papers, and the time from an answer to the next field.

    python -m benchmarks.review_speed --papers 10000

Papers are copies of one invented paper under other hashes, written without reading any; medians are printed, and what
the process holds in memory.
"""

import argparse
import hashlib
import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from digitize.decisions.kept import deciding
from digitize.ledger.connection import LEDGER
from digitize.ledger.ledger import open_ledger
from digitize.results.layout import open_results
from digitize.review.answer import Answer
from digitize.review.web.desk import Desk
from digitize.settings import Settings
from export.records.record_json import write_record
from extract.record import Check, Evidence, Field, Record
from extract.rules.loader import load_types
from ocr.box import Box

KEYS = ("ho_ten", "ngay_sinh", "que_quan", "noi_cu_tru", "dan_toc", "gioi_tinh", "quoc_tich", "so_dinh_danh")
DOUBTFUL = 2
"""Fields of each paper that wait."""
ANSWERS = 200
"""Answers whose median is told."""
OF_A_DOSSIER = 5
"""Papers."""


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--papers", type=int, default=10_000)
    count = options.parse_args().papers
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        _write(out, count)
        print(f"papers                      {count}")
        _measure(out)


def _measure(out: Path) -> None:
    types = load_types([])
    before = _memory()
    with deciding(out) as keep:
        begun = time.perf_counter()
        desk = Desk(out, types, Settings().review.two_looks, keep, time.monotonic)
        waiting = desk.waiting("Lan")
        print(f"opening                     {time.perf_counter() - begun:.2f} s")
        print(f"waiting                     {len(waiting)}")
        print(f"memory for it               {_memory() - before:.0f} MB")
        times = [_answered(desk) for _ in range(ANSWERS)]
        print(f"answer to next, median      {statistics.median(times) * 1000:.1f} ms")
        print(f"answer to next, worst       {max(times) * 1000:.1f} ms")
        print(f"memory after {ANSWERS} answers     {_memory() - before:.0f} MB")


def _answered(desk: Desk) -> float:
    first = desk.coming("Lan", "s", "worst", ())[0].name
    seen = desk.see(first)
    assert seen is not None  # noqa: S101  (it was just listed)
    begun = time.perf_counter()
    desk.answer(first, Answer("right", "Lan"), seen.stamp)
    desk.see(desk.coming("Lan", "s", "worst", ())[0].name)
    return time.perf_counter() - begun


def _write(out: Path, count: int) -> None:
    open_results(out, [])
    lines = []
    for number, record in enumerate(_records(count)):
        folder = out / record.dossier / f"p{number}"
        folder.mkdir(parents=True)
        write_record(folder / "document-1.json", record)
        lines.append(json.dumps(record.model_dump(mode="json"), ensure_ascii=False))
    with open_ledger(out) as ledger:
        row = "INSERT INTO file VALUES (?, ?, ?, 'image', 1, ?, 'done', NULL, NULL, '', '', 0, '2000-01-01T00:00:00+00:00')"
        with ledger._transaction() as connection:  # noqa: SLF001  (a ledger that nobody else writes)
            for number, record in enumerate(_records(count)):
                connection.execute(
                    row, (record.sha256, record.source, record.dossier, f"{record.dossier}/p{number}")
                )
    (out / "records.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert (out / LEDGER).exists()  # noqa: S101  (the case that is measured)


def _records(count: int) -> Iterator[Record]:
    for number in range(count):
        name = f"giay-{number}.jpg"
        yield Record(
            source=name,
            sha256=hashlib.sha256(name.encode()).hexdigest(),
            pages=(1,),
            dossier=f"ho-so-{number // OF_A_DOSSIER}",
            doc_type="can_cuoc_cong_dan",
            doc_type_name="căn cước công dân",
            doc_type_version=1,
            confidence=1.0,
            fields={key: _field(at, number) for at, key in enumerate(KEYS)},
        )


def _field(at: int, number: int) -> Field:
    seen = Evidence(
        page=1, box=Box(300, 100 * at, 900, 100 * at + 40), text=f"Giá trị {number}", source="print"
    )
    unsure = Check(name="name_usual", passed=at >= DOUBTFUL)
    return Field(
        value=f"Giá trị {number}",
        raw=f"Giá trị {number}",
        confidence=0.5,
        status="review" if at < DOUBTFUL else "accepted",
        evidence=(seen,),
        checks=(unsure,) * 3,
    )


def _memory() -> float:
    return psutil.Process().memory_info().rss / 1024 / 1024


if __name__ == "__main__":
    main()
