"""What every writer in the registry has to keep; a new one is held to it by being there."""

import csv
import errno
import gc
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pikepdf
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from export.records.record_json import read_record, read_records, to_json_line
from export.writers import (
    DOCUMENT_WRITERS,
    RUN_WRITERS,
    USUAL,
    WRITERS,
    OneDocument,
    WholeRun,
    require_writers,
)
from ocr.problem import MachineProblem, OutputProblem
from tests.export.odd_records import DOSSIERS, HEIGHT, PAGES, RECORDS, SOME_TROUBLE, WIDTH, WORST, page_of

# What else lies in a folder of results or beside a document; a writer has no business there.
TAKEN = {
    ".digitize",
    "dossier.json",
    "scan.json",
    "text.json",
    "explained-1.json",
    "ledger.sqlite",
    "original",
}
LIBRARIES = {"xlsx": "xlsxwriter", "pdf": "pikepdf"}
FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def file_of(name):
    return RUN_WRITERS[name].file if name in RUN_WRITERS else f"document-1{DOCUMENT_WRITERS[name].suffix}"


def written(name, folder, records, dossiers=(), pages=(), original=None):
    """The file that the writer of that name makes of ``records``, or of the first of them."""
    target = folder / file_of(name)
    if name in RUN_WRITERS:
        run = WholeRun(records, lambda finding: f"Câu: {finding.code}", dossiers)
        RUN_WRITERS[name].write(target, run)
    else:
        document = OneDocument(records[0], pages, original, "image")
        DOCUMENT_WRITERS[name].write(target, document)
    return target


@pytest.fixture(scope="session")
def original(tmp_path_factory):
    path = tmp_path_factory.mktemp("original") / "a.png"
    Image.new("L", (WIDTH, HEIGHT), 255).save(path)
    return path


@pytest.fixture(params=WRITERS)
def name(request):
    return request.param


@pytest.fixture
def write(name, records, original, tmp_path):
    """Writes an invented run into a folder."""
    return lambda folder=tmp_path: written(
        name, folder, records, pages=[page_of(["Độc", "lập"])], original=original
    )


def test_it_is_known_by_its_name(name):
    assert WRITERS[name].name == name
    assert (name in RUN_WRITERS) != (name in DOCUMENT_WRITERS)


def test_its_file_is_nobody_elses(name):
    others = {file_of(other) for other in WRITERS if other != name}
    assert file_of(name) not in others | TAKEN
    assert file_of(name) == Path(file_of(name)).name
    # A name may differ from another in more than capitals: Windows and macOS see no difference there.
    assert file_of(name).lower() not in {other.lower() for other in others}


def test_all_of_them_side_by_side_write_what_each_writes_alone(records, original, tmp_path):
    together = tmp_path / "together"
    together.mkdir()
    for name in WRITERS:
        written(name, together, records, original=original)
    assert sorted(path.name for path in together.iterdir()) == sorted(map(file_of, WRITERS))
    for name in WRITERS:
        alone = tmp_path / name
        alone.mkdir()
        assert (
            written(name, alone, records, original=original).read_bytes()
            == (together / file_of(name)).read_bytes()
        )


def test_the_record_is_written_last_because_it_tells_what_others_found():
    assert [*DOCUMENT_WRITERS][-1] == "json"


def test_what_is_usual_is_known():
    assert set(USUAL) <= WRITERS.keys()


def test_the_same_values_give_the_same_bytes(write, tmp_path):
    first = write().read_bytes()
    (tmp_path / "elsewhere").mkdir()
    assert write(tmp_path / "elsewhere").read_bytes() == first
    assert write().read_bytes() == first


def test_it_leaves_nothing_but_its_file(name, write, tmp_path):
    write()
    assert [path.name for path in tmp_path.iterdir()] == [file_of(name)]


@pytest.mark.parametrize("call", ["replace", "fsync"])
def test_a_failure_keeps_the_old_file_whole_and_leaves_nothing_else(write, name, tmp_path, monkeypatch, call):
    def full(*_args, **_more):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (tmp_path / file_of(name)).write_bytes(b"old")
    with monkeypatch.context() as failing:
        failing.setattr(os, call, full)
        with pytest.raises(OutputProblem, match="output_disk_full"):
            write()
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [(file_of(name), b"old")]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no limit to the size of files")
def test_a_disk_that_fills_up_while_it_writes_keeps_the_old_file_whole(write, name, tmp_path):
    import resource  # noqa: PLC0415  (not on Windows)

    (tmp_path / file_of(name)).write_bytes(b"old")
    _, hard = before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, hard))
    try:
        with pytest.raises(OutputProblem):
            write()
        gc.collect()  # a file that was left open is told here, not by whatever test comes next
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [(file_of(name), b"old")]


def test_it_says_what_it_lacks(name, monkeypatch):
    assert WRITERS[name].unavailable() is None
    if name not in LIBRARIES:
        return
    for module in [module for module in sys.modules if module.startswith("export.")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, LIBRARIES[name], None)
    with pytest.raises(MachineProblem) as caught:
        require_writers([name])
    assert (caught.value.code, caught.value.data) == (
        "writer_lacks",
        {"name": name, "library": LIBRARIES[name]},
    )


@FEW
@example(records=[WORST], dossiers=[], pages=[page_of(SOME_TROUBLE)])
@given(records=st.lists(RECORDS, min_size=1, max_size=4), dossiers=DOSSIERS, pages=PAGES)
def test_nothing_that_a_record_can_hold_is_refused(name, original, records, dossiers, pages):
    with TemporaryDirectory() as folder:
        target = written(name, Path(folder), records, dossiers, pages, original)
        READ_BACK[target.name](target, records)
        assert [path.name for path in Path(folder).iterdir()] == [target.name]


def test_a_run_without_documents_is_written_too(tmp_path):
    for name in RUN_WRITERS:
        target = written(name, tmp_path, [])
        READ_BACK[target.name](target, [])


def test_many_documents_are_written_too(records, tmp_path):
    for name in RUN_WRITERS:
        many = records * 400
        target = written(name, tmp_path, many)
        READ_BACK[target.name](target, many)


def read_json(target, records):
    again = read_record(target)
    assert len(again.fields) == len(records[0].fields)
    assert to_json_line(again) == to_json_line(records[0])


def read_json_lines(target, records):
    assert [to_json_line(record) for record in read_records(target)] == [*map(to_json_line, records)]


def read_csv(target, records):
    csv.field_size_limit(10**8)
    with target.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert len(rows) == 1 + len(records)
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}]


def read_workbook(target, records):
    book = openpyxl.load_workbook(target)
    assert book.worksheets[0].max_row == 1 + len(records)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    # Excel counts as UTF-16 does, and repairs a file by taking away what is too long.
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert all(len(text.encode("utf-16-le")) <= 2 * 32_767 for text in texts)


def read_pdf(target, _records):
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) == 1


READ_BACK = {
    "document-1.json": read_json,
    "records.jsonl": read_json_lines,
    "records.csv": read_csv,
    "records.xlsx": read_workbook,
    "document-1.pdf": read_pdf,
}
