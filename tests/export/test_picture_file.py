"""Pictures are opened in one place, which lifts Pillow's ceiling and puts it back; files are hashed in one."""

import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from export.picture_file import opened

TOP = Path(__file__).parents[2]


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "a.png"
    Image.fromarray(np.zeros((20, 30), np.uint8)).save(path)
    return path


def test_a_picture_over_pillows_ceiling_is_opened_and_the_ceiling_put_back(picture, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with opened(picture) as image:
        assert image.size == (30, 20)
    assert Image.MAX_IMAGE_PIXELS == 100


def test_the_ceiling_is_put_back_where_the_file_is_no_picture(picture, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(OSError, match="cannot identify"), opened(picture, ("JPEG",)):
        pass
    assert Image.MAX_IMAGE_PIXELS == 100


@pytest.mark.parametrize(
    ("fact", "home"),
    [
        (r"MAX_IMAGE_PIXELS =|register_heif_opener\(", "export/picture_file.py"),
        (r"file_digest\(|\.open\(.*\n.*sha256\(", "export/original.py"),
    ],
)
def test_the_fact_stands_in_one_module(fact, home):
    homes = {
        path.relative_to(TOP).as_posix()
        for package in ("ocr", "extract", "export", "digitize")
        for path in (TOP / package).rglob("*.py")
        if re.search(fact, path.read_text(encoding="utf-8"))
    }
    assert homes == {home}
