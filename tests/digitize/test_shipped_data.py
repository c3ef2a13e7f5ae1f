"""What a package ships is in the fingerprints of results: tables and weights, and not the cards that describe them."""

import shutil
import sqlite3
from contextlib import closing
from importlib import resources
from pathlib import Path
from types import SimpleNamespace

import pytest

from digitize import shipped_data as shipped
from digitize.__main__ import run
from digitize.jobs.deliver import Delivery
from digitize.messages import Translator
from digitize.page.chain import fingerprint
from digitize.settings import Settings


@pytest.fixture
def copies(tmp_path, monkeypatch):
    """Copies of the data of both packages, read in the place of those that are shipped."""
    for package in ("ocr", "extract"):
        shutil.copytree(Path(str(resources.files(package))) / "data", tmp_path / package / "data")
    monkeypatch.setattr(shipped, "resources", SimpleNamespace(files=tmp_path.joinpath))
    shipped.shipped_data.cache_clear()
    yield tmp_path
    shipped.shipped_data.cache_clear()


def of_delivery():
    shipped.shipped_data.cache_clear()
    return Delivery.prepared(Settings(), Translator("vi")).fingerprint


def of_reading():
    shipped.shipped_data.cache_clear()
    return fingerprint(Settings(engine="auto"))


FINGERPRINTS = pytest.mark.parametrize(
    ("package", "told"), [("extract", of_delivery), ("ocr", of_reading)], ids=["extract", "ocr"]
)


@FINGERPRINTS
def test_each_changed_table_is_worked_in_by_the_next_run(copies, package, told):
    known = {told()}
    tables = [path for path in sorted((copies / package / "data").iterdir()) if path.suffix != ".md"]
    for number, table in enumerate(tables, start=1):
        table.write_bytes(table.read_bytes() + b"\n")
        known.add(told())
        assert len(known) == number + 1, table.name


@FINGERPRINTS
def test_a_new_and_a_renamed_table_are_worked_in_too(copies, package, told):
    before = told()
    table = copies / package / "data" / "more.txt"
    table.write_text("một")
    added = told()
    table.rename(table.with_name("other.txt"))
    assert len({before, added, told()}) == 3


@FINGERPRINTS
def test_a_changed_card_costs_nothing(copies, package, told):
    before = told()
    (card, *_) = (copies / package / "data").glob("*.md")
    card.write_text("said otherwise")
    assert told() == before


def test_a_run_after_a_changed_table_extracts_again_and_reads_no_page_again(copies, samples, tmp_path):
    def events():
        with closing(sqlite3.connect(tmp_path / "out" / "ledger.sqlite")) as connection:
            return dict(connection.execute("SELECT what, count(*) FROM event GROUP BY what"))

    def again():
        shipped.shipped_data.cache_clear()
        assert run(command) == 0
        return events()

    command = ["run", str(samples / "quyet-dinh-01.jpg"), "-o", str(tmp_path / "out"), "--progress", "none"]
    first, same = again(), again()
    (copies / "extract" / "data" / "phrases.txt").write_text("Độc lập\n", encoding="utf-8")
    changed = again()
    assert (first["file_done"], same["file_done"], changed["file_done"]) == (1, 1, 2)
    assert changed["page_read"] == 1
