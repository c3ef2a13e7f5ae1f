import os
import time

import numpy as np
import psutil
import pytest
from pytesseract import pytesseract

from ocr.box import Box
from ocr.engines.registry import engine
from ocr.engines.whole_page import Tesseract, read_signs
from ocr.image import PageImage
from ocr.page import Geometry
from ocr.problem import MachineProblem
from tests.ocr.conftest import TSV_HEADER as HEADER
from tests.ocr.conftest import posix


@pytest.fixture
def white():
    pixels = np.full((300, 400), 255, np.uint8)
    geometry = Geometry(width=400, height=300, dpi=200, original_width=400, original_height=300)
    return PageImage(colour=pixels, ink=pixels, geometry=geometry, sha256="0" * 64)


def problem_of(page, seconds=5.0):
    with pytest.raises(MachineProblem) as raised:
        Tesseract().read(page, seconds=seconds)
    return raised.value.code, raised.value.data


@posix
def test_a_hanging_program_is_killed_at_its_deadline_with_its_children(fake, white):
    folder = fake(f'echo $$ > "$(dirname "$0")/parent"; sleep 60 & echo $! > "$(dirname "$0")/child"; wait\n')  # noqa: F541
    start = time.monotonic()
    assert problem_of(white, seconds=0.5) == ("tesseract_hung", {"seconds": 0.5})
    assert time.monotonic() - start < 3
    for name in ("parent", "child"):
        number = int((folder / name).read_text())
        assert not psutil.pid_exists(number) or psutil.Process(number).status() == psutil.STATUS_ZOMBIE


@posix
def test_a_program_that_ignores_being_asked_to_stop_is_killed_too(fake, white):
    fake("trap '' TERM\nwhile :; do sleep 0.1; done\n")
    start = time.monotonic()
    assert problem_of(white, seconds=0.4)[0] == "tesseract_hung"
    assert time.monotonic() - start < 3


@posix
@pytest.mark.parametrize(
    ("body", "code", "data"),
    [
        ("exit 3", "tesseract_crashed", {"status": 3}),
        ("kill -SEGV $$", "tesseract_crashed", {"status": -11}),
        ("exit 0", "tesseract_garbled", {"what": "empty"}),
        (': > "$2.tsv"', "tesseract_garbled", {"what": "empty"}),
        ("printf 'level\\ttext\\n\\377\\376\\n' > \"$2.tsv\"", "tesseract_garbled", {"what": "encoding"}),
        ("printf '\\377\\376' >&2; exit 1", "tesseract_garbled", {"what": "encoding"}),
        ('echo "what is this" > "$2.tsv"', "tesseract_garbled", {"what": "table"}),
        (
            f'printf "{HEADER}\\n5\\t1\\t1\\t1\\t1\\t1\\tx\\t0\\t1\\t1\\t90\\tA\\n" > "$2.tsv"',
            "tesseract_garbled",
            {"what": "table"},
        ),
        (
            'echo "Error opening data file /x/vie.traineddata" >&2; exit 1',
            "tesseract_language_missing",
            {"language": "vie"},
        ),
    ],
)
def test_each_failure_has_its_own_code(fake, white, body, code, data):
    fake(body + "\n")
    assert problem_of(white) == (code, data)


def test_a_missing_program_is_said_to_be_missing(white, monkeypatch):
    monkeypatch.setattr(pytesseract, "tesseract_cmd", "/nowhere/tesseract-xyz")
    assert problem_of(white) == ("tesseract_missing", {"program": "tesseract-xyz"})
    assert Tesseract().unavailable().code == "tesseract_missing"


@posix
def test_a_program_without_vietnamese_is_unavailable(fake):
    fake("printf 'List of available languages in \"/x/\" (1):\\neng\\n'\n")
    assert Tesseract().unavailable().code == "tesseract_language_missing"


@posix
def test_noise_on_the_standard_streams_does_no_harm(fake, white):
    row = "5\\t1\\t1\\t1\\t1\\t1\\t10\\t20\\t60\\t30\\t91.5\\tTự"
    fake(f'echo rubbish; echo warning >&2; printf "{HEADER}\\n{row}\\n" > "$2.tsv"\n')
    (line,) = Tesseract().read(white, seconds=5).kept
    assert (line.text, tuple(line.box), round(line.confidence, 3)) == ("Tự", (10, 20, 70, 50), 0.915)


@posix
def test_a_quotation_mark_does_not_swallow_the_words_after_it(fake, white):
    words = (("“Tự", 10), ('"do', 80), ("hạnh", 150))
    rows = "\\n".join(
        f"5\\t1\\t1\\t1\\t1\\t{n}\\t{x}\\t20\\t60\\t30\\t91\\t{text}" for n, (text, x) in enumerate(words)
    )
    fake(f"printf '{HEADER}\\n{rows}\\n' > \"$2.tsv\"\n")
    assert [line.text for line in Tesseract().read(white, seconds=5).kept] == ['“Tự "do hạnh']


@posix
def test_decomposed_letters_come_back_composed(fake, white):
    row = "5\\t1\\t1\\t1\\t1\\t1\\t10\\t20\\t60\\t30\\t91\\tTu\u031b\u0323"
    fake(f'printf "{HEADER}\\n{row}\\n" > "$2.tsv"\n')
    assert Tesseract().read(white, seconds=5).kept[0].text == "Tự"


@posix
def test_one_thread_is_asked_for(fake, white, monkeypatch):
    monkeypatch.setenv("OMP_THREAD_LIMIT", "8")
    folder = fake(f'echo $OMP_THREAD_LIMIT > "$(dirname "$0")/threads"; printf "{HEADER}\\n" > "$2.tsv"\n')
    assert Tesseract().read(white, seconds=5).kept == ()
    assert (folder / "threads").read_text().strip() == "1"
    assert os.environ["OMP_THREAD_LIMIT"] == "1"


def test_the_version_names_program_and_language_data():
    program, data = engine("tesseract").version().split()
    assert program[0].isdigit()
    assert data.startswith("vie-")
    assert len(data) == len("vie-") + 8


def test_both_header_columns_and_a_name_under_a_seal_are_read(draw):
    page = draw(
        [
            (60, 40, "ỦY BAN NHÂN DÂN"), (620, 40, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"),
            (90, 90, "PHƯỜNG BÌNH AN"), (680, 90, "Độc lập - Tự do - Hạnh phúc"),
            (80, 300, "Nơi nhận:"), (800, 300, "CHỦ TỊCH"), (770, 480, "Lê Thị Thanh Hương"),
        ]
    )  # fmt: skip
    texts = [line.text for line in engine("tesseract").read(page, seconds=20).kept]
    wanted = {
        "ỦY BAN NHÂN DÂN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA",
        "PHƯỜNG BÌNH AN",
        "CHỦ TỊCH",
        "Lê Thị Thanh Hương",
    }
    assert wanted <= set(texts)


def test_signs_are_read_from_a_part_of_the_page(draw):
    page = draw(
        [(60, 40, "Họ, chữ đệm và tên"), (60, 200, "LE<<AN<BINH<<<<<<"), (60, 260, "9001022F3004054VNM")],
        size=44,
    )
    read = read_signs(page, Box(0, 180, 900, 340), "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<", seconds=20)
    assert read[1] == "9001022F3004054VNM"
    assert read[0].startswith("LE<<AN<BINH<")
    assert read_signs(page, Box(5000, 0, 6000, 10), "A", seconds=20) == ()
