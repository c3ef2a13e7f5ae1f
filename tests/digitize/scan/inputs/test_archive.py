import os
import shutil
import stat
import struct
import zipfile
from types import SimpleNamespace

import pytest
from PIL import Image

from digitize.settings import Limits
from ocr.problem import LimitProblem

CODE, OTHER = "H29.13-260115-010001", "H29.13-260115-010002"


@pytest.fixture
def page(encoded, grain):
    return encoded(grain, "PNG")


def failure(dossiers):
    (dossier,) = dossiers
    assert dossier.files == ()
    ((_, problem),) = dossier.failed
    return problem


def test_zip_is_a_dossier_of_its_members_in_natural_order(write_zip, dossiers, page):
    (dossier,) = dossiers(
        write_zip({"trang 10.png": page, "trang 2.png": page, "đơn/1.png": page}, f"{CODE}.zip")
    )
    assert (dossier.name, dossier.ma_ho_so) == (CODE, CODE)
    assert [file.name for file in dossier.files] == ["trang 2.png", "trang 10.png", "đơn/1.png"]
    assert [file.path.read_bytes() for file in dossier.files] == [page] * 3


def test_folders_in_a_zip_named_by_a_code_are_dossiers(write_zip, dossiers, page):
    found = dossiers(
        write_zip({f"{OTHER}/1.png": page, f"{CODE}/giấy tờ/1.png": page, "bìa.png": page}, "tháng 1.zip")
    )
    assert [(d.name, d.ma_ho_so, len(d.files)) for d in found] == [
        ("tháng 1", None, 1), (CODE, CODE, 1), (OTHER, OTHER, 1),
    ]  # fmt: skip


def test_zip_in_a_zip_is_unpacked(write_zip, dossiers, page):
    inner = write_zip({"1.png": page}, "inner.zip")
    (dossier,) = dossiers(write_zip({"a/trong.zip": inner.read_bytes(), "b.png": page}))
    assert [file.name for file in dossier.files] == ["a/trong.zip/1.png", "b.png"]


@pytest.mark.parametrize(
    "name",
    [
        "../../outside.png",
        "/outside.png",
        "C:\\outside.png",
        "..\\outside.png",
        "CON.png",
        "a\x01:b|c?.png",
        "aux",
    ],
)
def test_no_name_of_a_member_is_used_on_disk(write_zip, dossiers, page, name, tmp_path):
    (dossier,) = dossiers(write_zip({name: page}))
    (file,) = dossier.files
    assert file.path.parent.parent == tmp_path / ".unpacked"
    assert file.path.name == "000000"
    assert ".." not in file.name.split("/")


def test_link_in_a_zip_is_told_and_not_made(write_zip, dossiers, page):
    link = zipfile.ZipInfo("bí mật.png")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = write_zip({"1.png": page})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    (dossier,) = dossiers(path)
    assert [file.name for file in dossier.files] == ["1.png"]
    assert [(name, problem.code) for name, problem in dossier.failed] == [("bí mật.png", "link_not_followed")]


def test_encrypted_zip_is_said_to_be_encrypted(write_zip, dossiers, page):
    path = write_zip({"1.png": page})
    data = bytearray(path.read_bytes())
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(magic) + offset] |= 1
    path.write_bytes(data)
    assert failure(dossiers(path)).code == "zip_encrypted"


@pytest.mark.parametrize(
    "damage", [lambda data: data[: len(data) // 2], lambda data: data[:60] + bytes(9) + data[69:]]
)
def test_damaged_zip_is_told(write_zip, dossiers, page, damage):
    path = write_zip({"1.png": page})
    path.write_bytes(damage(path.read_bytes()))
    assert failure(dossiers(path)).code == "zip_damaged"


def test_other_members_of_a_damaged_zip_are_read(write_zip, dossiers, page):
    path = write_zip({"1.png": page, "2.png": page}, method=zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    data[100] ^= 0xFF
    path.write_bytes(data)
    (dossier,) = dossiers(path)
    assert [file.name for file in dossier.files] == ["2.png"]
    assert [(name, problem.code) for name, problem in dossier.failed] == [("1.png", "zip_damaged")]


def test_methods_that_inflate_in_one_go_are_refused(write_zip, dossiers, page):
    assert failure(dossiers(write_zip({"1.png": page}, method=zipfile.ZIP_BZIP2))).code == "zip_method"


def test_bomb_is_refused_while_it_unpacks(write_zip, dossiers, tmp_path):
    problem = failure(dossiers(write_zip({"1.tif": bytes(65 * 1024 * 1024)})))
    assert (type(problem), problem.code) == (LimitProblem, "zip_bomb")
    assert list((tmp_path / ".unpacked").iterdir()) == []


def test_blank_page_that_shrinks_a_thousandfold_is_no_bomb(write_zip, dossiers, encoded):
    blank = encoded(Image.new("L", (2480, 3508), 255), "TIFF")
    (dossier,) = dossiers(write_zip({"1.tif": blank}))
    assert len(dossier.files) == 1


def test_declared_size_is_not_believed(write_zip, dossiers):
    path = write_zip({"1.tif": bytes(3_000_000)})
    data = bytearray(path.read_bytes())
    for magic, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", data, data.index(magic) + offset, 10)
    path.write_bytes(data)
    assert failure(dossiers(path, limits=Limits(zip_bytes=1_000_000))).code in {
        "zip_damaged",
        "zip_too_large",
    }


def test_bytes_of_all_members_and_nested_zips_count_together(write_zip, dossiers):
    inner = write_zip({"1.png": os.urandom(400_000)}, "inner.zip").read_bytes()
    path = write_zip({"a.zip": inner, "b.zip": inner})
    assert failure(dossiers(path, limits=Limits(zip_bytes=1_000_000))).code == "zip_too_large"
    assert len(dossiers(path, limits=Limits(zip_bytes=2_000_000))[0].failed) == 2


def test_entries_of_nested_zips_count_too(write_zip, dossiers, page):
    inner = write_zip({f"{n}.png": page for n in range(4)}, "inner.zip").read_bytes()
    path = write_zip({"a.zip": inner})
    assert failure(dossiers(path, limits=Limits(zip_entries=4))).code == "zip_too_many_entries"
    assert len(dossiers(path, limits=Limits(zip_entries=5))[0].files) == 4


def test_directory_longer_than_its_limit_is_not_even_read(write_zip, dossiers):
    path = write_zip({f"{n:03}{'x' * 200}.png": b"" for n in range(40)})
    assert failure(dossiers(path, limits=Limits(zip_entries=1))).code == "zip_too_many_entries"


def test_zips_nested_too_deep_condemn_the_whole(write_zip, dossiers, page):
    data = page
    for depth in range(3):
        data = write_zip({"1.zip" if depth else "1.png": data}, f"{depth}.zip").read_bytes()
    path = write_zip({"0.png": page, "1.zip": data})
    problem = failure(dossiers(path))
    assert (type(problem), problem.code) == (LimitProblem, "zip_too_deep")
    assert len(dossiers(path, limits=Limits(zip_depth=4))[0].files) == 2


def test_office_document_is_no_dossier(write_zip, dossiers, page, tmp_path):
    folder = tmp_path / CODE
    folder.mkdir()
    write_zip({"word/document.xml": "<w/>", "[Content_Types].xml": "<Types/>"}, f"{CODE}/đơn.docx")
    (folder / "1.png").write_bytes(page)
    (dossier,) = dossiers(folder)
    assert dossier.skipped == (("đơn.docx", "not_paper"),)


def test_empty_zip_is_told(write_zip, dossiers):
    assert failure(dossiers(write_zip({}))).code == "folder_empty"


def test_all_zips_of_a_run_share_one_room_and_the_one_that_goes_over_it_is_told(
    write_zip, dossiers, tmp_path
):
    paths = [write_zip({"1.png": os.urandom(400_000)}, f"{n}.zip") for n in range(4)]
    found = dossiers(*paths, limits=Limits(unpacked_bytes=1_000_000))
    codes = {d.name: [problem.code for _, problem in d.failed] for d in found}
    assert codes["2"] == codes["3"] == ["zips_too_large"]
    assert "zips_too_large" not in codes["0"] + codes["1"]
    left = sum(path.stat().st_size for path in (tmp_path / ".unpacked").rglob("*") if path.is_file())
    assert left == 800_000


def test_what_a_zip_took_that_failed_is_free_again(write_zip, dossiers):
    large = write_zip({"1.png": os.urandom(900_000), "2.png": os.urandom(900_000)}, "a.zip")
    small = write_zip({"1.png": os.urandom(900_000)}, "b.zip")
    first, second = dossiers(large, small, limits=Limits(unpacked_bytes=1_000_000))
    assert [problem.code for _, problem in first.failed] == ["zips_too_large"]
    assert "zips_too_large" not in [problem.code for _, problem in second.failed]


def test_zips_leave_the_disk_what_has_to_stay_free(write_zip, dossiers, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1_300_000))
    paths = [write_zip({"1.png": os.urandom(400_000)}, f"{n}.zip") for n in range(3)]
    found = dossiers(*paths, limits=Limits(free_bytes=400_000))
    assert [d.name for d in found if "zips_too_large" in [p.code for _, p in d.failed]] == ["2"]


def test_zip_that_takes_longer_than_a_file_may_is_not_unpacked_further(
    write_zip, dossiers, page, monkeypatch
):
    clock = iter(range(0, 10_000, 40))
    monkeypatch.setattr("digitize.scan.inputs.archive.monotonic", lambda: next(clock))
    path = write_zip({f"{number}.png": page for number in range(5)}, "a.zip")
    problem = failure(dossiers(path, limits=Limits(file_seconds=100)))
    assert (problem.code, problem.data["seconds"]) == ("zip_too_slow", 100)
