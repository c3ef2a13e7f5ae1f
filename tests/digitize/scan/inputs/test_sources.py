import errno
import hashlib
import os
import unicodedata

import pytest

from digitize.scan.inputs import tree
from digitize.scan.safe.guard import reading
from digitize.settings import Limits
from export.original import file_sha256
from ocr.problem import InputProblem, LimitProblem

CODE, OTHER = "000.00.07.H29-230814-0001", "000.00.07.H29-230814-0002"


@pytest.fixture
def lay(tmp_path, encoded, grain):
    """Writes files below a folder: a name that ends in "/" is a folder, others hold a page or what is given."""
    page = encoded(grain, "PNG")

    def laid(*names, root="hộp thư", **contents):
        folder = tmp_path / root
        folder.mkdir(exist_ok=True)
        for name in (*names, *contents):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.mkdir(exist_ok=True) if name.endswith("/") else path.write_bytes(contents.get(name, page))
        return folder

    return laid


def shape(found):
    return [(d.name, d.ma_ho_so, [file.name for file in d.files]) for d in found]


def test_single_file_is_a_dossier_of_its_own(lay, dossiers):
    path = lay("đơn.png") / "đơn.png"
    assert shape(dossiers(path)) == [("đơn.png", None, ["đơn.png"])]


def test_folder_of_loose_files_is_one_dossier_in_natural_order(lay, dossiers):
    folder = lay("trang 10.png", "trang 2.png", "trang 1.png")
    assert shape(dossiers(folder)) == [("hộp thư", None, ["trang 1.png", "trang 2.png", "trang 10.png"])]


def test_each_folder_in_a_folder_is_a_dossier(lay, dossiers):
    folder = lay("1.png", "A/1.png", "B/2024/1.png", "B/2.png", "trống/")
    assert shape(dossiers(folder)) == [
        ("hộp thư", None, ["1.png"]),
        ("A", None, ["A/1.png"]),
        ("B", None, ["B/2.png"]),
        ("B/2024", None, ["B/2024/1.png"]),
    ]


def test_folder_named_by_a_code_is_one_dossier_with_all_below(lay, dossiers):
    folder = lay(f"{CODE}/1.png", f"{CODE}/kết quả/2.png", f"{CODE}/{OTHER}/3.png")
    assert shape(dossiers(folder)) == [
        (CODE, CODE, [f"{CODE}/1.png", f"{CODE}/kết quả/2.png"]),
        (f"{CODE}/{OTHER}", OTHER, [f"{CODE}/{OTHER}/3.png"]),
    ]


def test_zip_in_a_folder_is_a_dossier(lay, dossiers, write_zip, encoded, grain):
    folder = lay("1.png")
    write_zip({"2.png": encoded(grain, "PNG")}, f"hộp thư/{CODE}.zip")
    assert shape(dossiers(folder)) == [("hộp thư", None, ["1.png"]), (CODE, CODE, [f"{CODE}.zip/2.png"])]


def test_input_given_twice_is_taken_once(lay, dossiers):
    folder = lay("1.png")
    assert len(dossiers(folder, folder, folder / "." / "")) == 1


def test_second_folder_of_one_name_gets_a_number(lay, dossiers, tmp_path):
    (tmp_path / "b").mkdir()
    first, second = lay("1.png", root="tháng 1"), lay("2.png", root="b/tháng 1")
    assert [dossier.name for dossier in dossiers(first, second)] == ["tháng 1", "tháng 1 (2)"]


def test_what_is_no_paper_is_skipped_with_its_reason(lay, dossiers):
    folder = lay("1.png", **{
        "ghi chú.txt": "đã nộp".encode(), "1.json": b"{}", "bảng.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "Thumbs.db": b"\xd0\xcf\x11\xe0", ".DS_Store": bytes(9), ".git/config": b"x", "lạ.bin": bytes(9), "rỗng.log": b"",
    })  # fmt: skip
    (dossier,) = dossiers(folder)
    assert [file.name for file in dossier.files] == ["1.png"]
    assert dossier.failed == ()
    assert dict(dossier.skipped) == {
        "ghi chú.txt": "not_paper", "1.json": "not_paper", "bảng.xls": "not_paper", "Thumbs.db": "hidden",
        ".DS_Store": "hidden", ".git": "hidden", "lạ.bin": "unknown_kind", "rỗng.log": "unknown_kind",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("1.jpg", b"", "file_empty"),
        ("1.pdf", bytes(5000), "kind_unsupported"),
        ("1.jpg", b"<html>not found</html>", "kind_unsupported"),
        ("1.bmp", b"BM" + bytes(60), "picture_unsupported"),
        ("1.rar", b"Rar!\x1a\x07\x00" + bytes(60), "archive_unsupported"),
        ("1.png", b"\x89PNG\r\n\x1a\n" + bytes(60), "image_damaged"),
    ],
)
def test_what_was_meant_to_be_paper_fails_and_the_rest_is_read(lay, dossiers, name, data, code):
    (dossier,) = dossiers(lay("0.png", **{name: data}))
    assert len(dossier.files) == 1
    assert [(failed, problem.code) for failed, problem in dossier.failed] == [(name, code)]


def test_unknown_kind_given_by_itself_is_a_failure(lay, dossiers):
    folder = lay(**{"ghi chú.txt": b"x"})
    ((name, problem),) = dossiers(folder / "ghi chú.txt")[0].failed
    assert (name, problem.code) == ("ghi chú.txt", "kind_unsupported")


def test_input_that_does_not_exist_is_told(dossiers, tmp_path):
    assert dossiers(tmp_path / "không có")[0].failed[0][1].code == "input_missing"


def test_empty_folder_is_told(lay, dossiers):
    assert dossiers(lay())[0].failed[0][1].code == "folder_empty"


def test_links_below_a_folder_are_not_followed(lay, dossiers):
    outside = lay("bí mật.png", root="ngoài")
    folder = lay("1.png", "con/2.png")
    (folder / "a.png").symlink_to(outside / "bí mật.png")
    (folder / "vòng").symlink_to(folder, target_is_directory=True)
    first, second = dossiers(folder)
    assert [file.name for file in first.files] == ["1.png"]
    assert [(name, problem.code) for name, problem in first.failed] == [("a.png", "link_not_followed"), ("vòng", "link_not_followed")]  # fmt: skip
    assert [file.name for file in second.files] == ["con/2.png"]


def test_link_given_by_itself_is_followed(lay, dossiers, tmp_path):
    link = tmp_path / "liên kết.png"
    link.symlink_to(lay("1.png") / "1.png")
    assert shape(dossiers(link)) == [("liên kết.png", None, ["liên kết.png"])]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes in folders are a Unix thing")
def test_pipe_is_not_opened(lay, dossiers):
    folder = lay("1.png")
    os.mkfifo(folder / "ống.png")
    (dossier,) = dossiers(folder)
    assert [(name, problem.code) for name, problem in dossier.failed] == [("ống.png", "not_a_file")]
    assert dossiers(folder / "ống.png")[0].failed[0][1].code == "not_a_file"


def test_folder_that_may_not_be_listed_is_told_and_the_others_read(lay, dossiers, monkeypatch):
    folder, real = lay("A/1.png", "B/1.png"), os.scandir

    def scandir(path):
        if os.fspath(path).endswith("A"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(tree.os, "scandir", scandir)
    first, second = dossiers(folder)
    assert [(name, problem.code) for name, problem in first.failed] == [("A", "folder_unreadable")]
    assert [file.name for file in second.files] == ["B/1.png"]


def test_file_that_vanishes_between_listing_and_opening_is_told(lay, dossiers, monkeypatch):
    folder, real = lay("1.png", "2.png"), tree.head_of

    def head_of(file, path):
        if file == "1.png":
            path.unlink(missing_ok=True)
        return real(file, path)

    monkeypatch.setattr(tree, "head_of", head_of)
    (dossier,) = dossiers(folder)
    assert [(name, problem.code) for name, problem in dossier.failed] == [("1.png", "file_vanished")]
    assert [file.name for file in dossier.files] == ["2.png"]


def test_file_over_the_limit_of_bytes_is_not_read(lay, dossiers):
    (dossier,) = dossiers(lay("1.png"), limits=Limits(file_bytes=100))
    problem = dossier.failed[0][1]
    assert (type(problem), problem.code) == (LimitProblem, "file_too_large")


def test_folders_deeper_than_anyone_files_are_told(lay, dossiers):
    found = dossiers(lay("/".join(["a"] * 70) + "/1.png"))
    assert [problem.code for dossier in found for _, problem in dossier.failed] == ["folder_too_deep"]


def test_names_in_nfd_are_shown_in_nfc_and_opened_as_the_disk_has_them(lay, dossiers):
    folder = lay(unicodedata.normalize("NFD", "Giấy ủy quyền.png"))
    (file,) = dossiers(folder)[0].files
    assert file.name == unicodedata.normalize("NFC", "Giấy ủy quyền.png")
    assert file.path.exists()


def test_files_carry_the_hash_of_their_bytes(lay, dossiers):
    folder = lay("1.png")
    (file,) = dossiers(folder)[0].files
    assert (
        file.sha256 == file_sha256(file.path) == hashlib.sha256((folder / "1.png").read_bytes()).hexdigest()
    )


def test_a_locked_folder_is_told_and_hides_none_of_its_siblings(lay, dossiers, monkeypatch):
    folder = lay("a.png", "khóa/b.png", "mở/c.png")
    stat, scan = os.stat, os.scandir

    def locked(path):
        return "khóa/" in os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else False

    def stat_or_not(path, **how):
        if locked(path):
            raise PermissionError(13, "Permission denied", path)
        return stat(path, **how)

    def scan_or_not(path):
        if os.fspath(path).endswith("khóa"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr("os.stat", stat_or_not)
    monkeypatch.setattr("os.scandir", scan_or_not)
    found = dossiers(folder)
    assert shape(found)[0] == ("hộp thư", None, ["a.png"])
    assert ("mở", None, ["mở/c.png"]) in shape(found)
    assert [(name, problem.code) for d in found for name, problem in d.failed] == [
        ("khóa", "folder_unreadable")
    ]


def test_a_file_that_vanishes_while_its_folder_is_listed_hides_none_of_its_siblings(
    lay, dossiers, monkeypatch
):
    folder = lay("a.png", "b.png")
    is_junction = tree._is_junction

    def gone(entry):
        if entry.name == "a.png":
            raise FileNotFoundError(entry.path)
        return is_junction(entry)

    monkeypatch.setattr(tree, "_is_junction", gone)
    (found,) = dossiers(folder)
    assert [file.name for file in found.files] == ["b.png"]
    assert [(name, problem.code) for name, problem in found.failed] == [("a.png", "file_vanished")]


def test_a_folder_a_thousand_deep_is_one_failure_beside_what_else_lies_there(lay, dossiers, dug):
    folder = lay("a.png")
    dug(folder)
    found = dossiers(folder)
    assert [file.name for d in found for file in d.files] == ["a.png"]
    assert [problem.code for d in found for _, problem in d.failed] == ["folder_too_deep"]


@pytest.mark.parametrize(("number", "code"), [(errno.EIO, "file_unreadable"), (None, "image_damaged")])
def test_a_share_that_breaks_off_is_not_taken_for_a_damaged_picture(number, code):
    with pytest.raises(InputProblem) as told, reading("a.jpg", "image_damaged"):
        raise OSError(number, "gone") if number else OSError("no such picture")
    assert told.value.code == code
