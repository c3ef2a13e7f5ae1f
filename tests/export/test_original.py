import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.original import keep_original, safe_name
from ocr.problem import InputProblem, OutputProblem


def names(folder):
    return [path.name for path in folder.iterdir()]


def sha256(data):
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "in.pdf"
    path.write_bytes(b"%PDF original")
    return path


@pytest.fixture
def results(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def test_the_copy_is_the_original_and_not_a_link(source, results):
    kept = keep_original(source, results, "hồ sơ/đơn.pdf", sha256(b"%PDF original"))
    assert kept == results / "đơn.pdf"
    assert kept.read_bytes() == b"%PDF original"
    source.write_bytes(b"changed later")
    assert kept.read_bytes() == b"%PDF original"


def test_keeping_it_again_changes_nothing(source, results):
    first = keep_original(source, results, "a.pdf", sha256(b"%PDF original"))
    before = first.stat().st_ino
    assert keep_original(source, results, "a.pdf", sha256(b"%PDF original")) == first
    assert first.stat().st_ino == before


def test_another_file_of_that_name_is_never_overwritten(source, results):
    (results / "a.pdf").write_bytes(b"somebody else's")
    digest = sha256(b"%PDF original")
    kept = keep_original(source, results, "a.pdf", digest)
    assert kept.name == f"a.{digest[:8]}.pdf"
    assert keep_original(source, results, "a.pdf", digest) == kept
    assert (results / "a.pdf").read_bytes() == b"somebody else's"


def test_a_file_that_changed_since_it_was_read_is_not_kept(source, results):
    with pytest.raises(InputProblem, match="input_changed"):
        keep_original(source, results, "a.pdf", sha256(b"what was read"))
    assert names(results) == []


def test_a_copy_that_the_disk_spoiled_is_not_kept(source, results, monkeypatch):
    monkeypatch.setattr("export.original.file_sha256", lambda _path: "00")
    with pytest.raises(OutputProblem, match="copy_differs"):
        keep_original(source, results, "a.pdf", sha256(b"%PDF original"))
    assert names(results) == []


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("..\\..\\etc/Đơn xin.PDF", "Đơn xin.PDF"),
        ("a:b?.pdf", "a_b_.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("trailing. ", "trailing"),
        ("..", "_"),
        ("", "_"),
        ("Quyê\u0301t đi\u0323nh.pdf", "Quyết định.pdf"),
    ],
)
def test_names_are_made_safe(name, safe):
    assert safe_name(name) == safe


@given(st.text())
def test_a_safe_name_names_a_file_in_its_folder_and_stays_as_it_is(name):
    safe = safe_name(name)
    assert safe not in {"", ".", ".."}
    assert not set(safe) & set('<>:"/\\|?*\x00')
    assert len(safe.encode("utf-8", "surrogatepass")) <= 184
    assert safe_name(safe) == safe
