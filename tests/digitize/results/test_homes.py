"""The mark of a folder of results remembers which dossier has which folder, and is not believed blindly."""

import json

import pytest

from digitize.results.homes import Home, owner_of, read_homes, write_homes

SCAN = Home("scan", "scan", "0123456789abcdef")


def told(out, *homes):
    lines = ["digitize", *(json.dumps(home._asdict()) for home in homes)]
    (out / ".digitize").write_text("\n".join(lines), encoding="utf-8")


def test_what_was_written_is_read_again_and_written_the_same(tmp_path):
    homes = [Home("x__y", "x/y", "b"), SCAN]
    write_homes(tmp_path, homes)
    before = (tmp_path / ".digitize").read_bytes()
    write_homes(tmp_path, read_homes(tmp_path).values())
    assert sorted(read_homes(tmp_path).values()) == sorted(homes)
    assert (tmp_path / ".digitize").read_bytes() == before


@pytest.mark.parametrize(
    "mark", [b"", b"digitize\n", b"digitize\n{}\n[]\nnull\n{", b"\xff\xfe", b"[" * 100_000]
)
def test_a_mark_of_an_earlier_version_or_a_damaged_one_tells_of_none(tmp_path, mark):
    (tmp_path / ".digitize").write_bytes(mark)
    assert read_homes(tmp_path) == {}


@pytest.mark.parametrize("folder", ["", ".", "..", "../else", "/etc", "a/../../b", "C:\\x"])
def test_a_home_outside_the_results_is_none(tmp_path, folder):
    told(tmp_path, SCAN._replace(folder=folder))
    assert read_homes(tmp_path) == {}


def test_a_folder_is_the_home_of_one_dossier(tmp_path):
    told(tmp_path, SCAN, SCAN._replace(owner="another", folder="Scan"))
    assert list(read_homes(tmp_path).values()) == [SCAN]


def test_dossiers_are_told_apart_by_place_and_joined_by_code():
    assert owner_of("scan", None, "/mon/scan") != owner_of("scan", None, "/tue/scan")
    assert owner_of("H17", "H17", "/mon/H17") == owner_of("H17", "H17", "/tue/H17")
