"""Lines drawn for training a reader."""

import random
import unicodedata

import numpy as np
import pytest

from samples.draw.fonts import FontMissingError
from samples.lines.drawn import draw_line, write_shard
from samples.lines.fonts import draw_face, faces
from samples.lines.text import TONES, VOWELS, Texts, alphabet, read_phrases


@pytest.fixture(scope="module", autouse=True)
def _fonts():
    try:
        faces()
    except FontMissingError as missing:
        pytest.skip(f"no font file {missing}")


def test_texts_are_of_the_alphabet_and_hold_every_vietnamese_letter():
    texts = Texts(random.Random(1))
    drawn = "".join(texts() for _ in range(1500))
    assert drawn == unicodedata.normalize("NFC", drawn)
    assert set(drawn) <= {*alphabet(), " "}
    letters = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | set("đ")
    assert letters | {letter.upper() for letter in letters} <= set(drawn)


def test_a_face_has_every_sign_of_its_text():
    rng = random.Random(2)
    for text in ("Êđê čŏ ƯỚC", "№ 12 ² … “ờ”"):
        assert set(text) <= draw_face(rng, text).signs


def test_the_box_of_a_line_lies_around_dark_pixels():
    rng = random.Random(3)
    texts = Texts(rng)
    for line in filter(None, (draw_line(rng, texts) for _ in range(15))):
        left, top, right, bottom = map(round, line.box)
        inside = line.pixels[max(0, top) : bottom, max(0, left) : right]
        assert line.text
        assert inside.size
        assert inside.min() < np.percentile(line.pixels, 90) - 20


def test_one_seed_gives_one_file(tmp_path):
    files = [tmp_path / f"{number}.npz" for number in range(2)]
    for file in files:
        write_shard(file, 7, (), count=6)
    one, two = (np.load(file) for file in files)
    assert all(np.array_equal(one[name], two[name]) for name in ("pixels", "shapes", "boxes", "texts"))
    assert len(one["pixels"]) == one["shapes"].prod(axis=1).sum()


def test_phrases_come_without_their_numbers(tmp_path):
    file = tmp_path / "units.txt"
    file.write_text("# from\n@ 2025\n01 Thành phố Hà Nội\n\t00004 Phường Ba Đình\n", encoding="utf-8")
    assert read_phrases([file]) == ("Thành phố Hà Nội", "Phường Ba Đình")
