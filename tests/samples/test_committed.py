import json
import re
import unicodedata
import zipfile
from pathlib import Path

import pikepdf
import pytest

from samples.committed import ARCHIVE, FOLDER, SINGLE
from samples.degrade import CONDITIONS

DOSSIERS = Path(__file__).parents[2] / "samples" / "dossiers"
TRUTHS = sorted(DOSSIERS.rglob("*.json"))
SUFFIXES = {".jpg", ".png", ".pdf", ".tif", ".zip"}


def _documents(truth):
    return truth.get("documents", [truth])


def _load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_every_file_has_a_truth_and_every_truth_a_file():
    files = {path.with_suffix("") for path in DOSSIERS.rglob("*") if path.suffix in SUFFIXES}
    assert files == {path.with_suffix("") for path in TRUTHS}
    assert {path.name for path in DOSSIERS.glob("*")} >= {sample.name for sample in SINGLE} | {
        FOLDER,
        f"{ARCHIVE}.zip",
    }


@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.stem)
def test_truth_is_well_formed(path):
    truth = _load(path)
    assert truth["id"] == path.stem
    for document in _documents(truth):
        assert document["doc_type"] == document["doc_type"].lower()
        assert document["fields"]
        for name, value in document["fields"].items():
            assert re.fullmatch(r"[a-z_]+", name)
            if name.startswith("ngay_") and value != "Không thời hạn":
                assert re.fullmatch(r"\d{4}-\d\d-\d\d", value), name
    for text in (part["text"] for part in [truth, *_documents(truth)] if "text" in part):
        assert text == unicodedata.normalize("NFC", text)
        assert not re.search(r"  | \n|\n ", text)


def test_names_and_numbers_of_the_fields_stand_in_the_text():
    asked = ("ho_ten", "so_dinh_danh", "so_ky_hieu", "ma_ho_so", "nguoi_ky", "dia_danh", "ten_ho_kinh_doanh")
    for path in TRUTHS:
        truth = _load(path)
        for document in _documents(truth):
            text = " ".join(document.get("text", truth.get("text", "")).split()).replace(" /", "/")
            missing = [name for name in asked if str(document["fields"].get(name, "")) not in text]
            assert missing == [], path


def test_the_set_has_all_types_and_conditions_and_stays_small():
    documents = [document for path in TRUTHS for document in _documents(_load(path))]
    assert len({document["doc_type"] for document in documents}) >= 12
    assert {_load(path).get("condition") for path in TRUTHS} >= set(CONDITIONS)
    assert sum(path.stat().st_size for path in DOSSIERS.rglob("*")) < 19_000_000


def test_a_pdf_has_as_many_pages_as_its_truth():
    for path in DOSSIERS.rglob("*.pdf"):
        text = _load(path.with_suffix(".json"))["text"]
        with pikepdf.open(path) as document:
            assert len(document.pages) == text.count("\f") + 1, path


def test_the_archive_holds_the_documents_of_its_truth():
    truth = _load(DOSSIERS / f"{ARCHIVE}.json")
    with zipfile.ZipFile(DOSSIERS / f"{ARCHIVE}.zip") as archive:
        assert archive.namelist() == [document["file"] for document in truth["documents"]]


def test_one_dossier_is_of_one_citizen():
    truths = [_load(path) for path in sorted((DOSSIERS / FOLDER).glob("*.json"))]
    names = {t["fields"].get("ho_ten_nguoi_di_khai_sinh", t["fields"].get("ho_ten")) for t in truths}
    names.discard(None)
    assert len({name.upper() for name in names}) == 1
