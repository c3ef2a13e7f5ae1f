"""Bytes changed at random: a file is read, or refused with a code; nothing else ever comes out."""

import random
import zlib

import pikepdf
import pytest
from PIL import Image

from digitize.scan.inputs.open import open_page
from digitize.settings import Limits
from ocr.problem import Problem

MUTANTS = 60
LIMITS = Limits(page_pixels=4_000_000, pages_per_file=20, zip_bytes=4_000_000, zip_entries=50)


@pytest.fixture
def valid(write_pdf, write_zip, encoded, grain):
    """Small valid files by kind."""
    picture = Image.fromarray(grain)
    flate = {"Filter": pikepdf.Name.FlateDecode}
    jpeg = {"Filter": pikepdf.Name.DCTDecode}
    images = {
        "Im": (zlib.compress(grain.tobytes()), 40, 60, flate),
        "J": (encoded(grain, "JPEG"), 40, 60, jpeg),
    }
    full, text = b"q 200 0 0 300 0 0 cm /%b Do Q", b" BT /F1 12 Tf 20 20 Td (so den) Tj ET"
    ending = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}
    return {
        "pdf of a scan": write_pdf(full % b"Im", images=images).read_bytes(),
        "pdf of a jpeg": write_pdf(full % b"J", images=images, save=ending).read_bytes(),
        "pdf of both": write_pdf(full % b"J" + text, images=images, pages=2).read_bytes(),
        "tiff": encoded(picture, "TIFF", save_all=True, append_images=[picture]),
        "lzw tiff": encoded(picture, "TIFF", compression="tiff_lzw"),
        "group 4 tiff": encoded(picture.convert("1"), "TIFF", compression="group4"),
        "jpeg": encoded(picture, "JPEG", dpi=(300, 300), exif=b"Exif\0\0II*\0\x08\0\0\0\0\0"),
        "png": encoded(picture, "PNG", dpi=(300, 300)),
        "webp": encoded(picture, "WEBP"),
        "zip": write_zip(
            {"1.png": encoded(picture, "PNG"), "a/2.jpg": encoded(picture, "JPEG")}
        ).read_bytes(),
    }


def mutant(data, chance):
    changed = bytearray(data)
    at = chance.randrange(len(changed))
    length = chance.choice([1, 2, 4, 16, 64])
    match chance.randrange(6):
        case 0:
            del changed[at:]
        case 1:
            del changed[at : at + length]
        case 2:
            changed[at : at + length] = bytes(length)
        case 3:
            changed[at : at + length] = b"\xff" * length
        case 4:
            changed[at:at] = changed[at : at + length]
        case _:
            for _ in range(length):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


KINDS = [
    "pdf of a scan", "pdf of a jpeg", "pdf of both", "tiff", "lzw tiff", "group 4 tiff", "jpeg", "png", "webp", "zip",
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_damaged_file_is_read_or_refused_with_a_code(valid, dossiers, tmp_path, kind):
    chance = random.Random(kind)
    path = tmp_path / "mutant"
    pages = problems = 0
    for _ in range(MUTANTS):
        path.write_bytes(mutant(valid[kind], chance))
        for dossier in dossiers(path, limits=LIMITS):
            problems += len(dossier.failed)
            for file in dossier.files:
                for page in range(1, file.pages + 1):
                    try:
                        pages += open_page(file, page, LIMITS).pixels.size > 0
                    except Problem:
                        problems += 1
    # All data of a PNG have checksums, and a WebP is read to its last bytes: hardly a change of them is read.
    assert pages or kind in {"png", "webp"}
    assert problems
    path.write_bytes(valid[kind])
    whole = [file for dossier in dossiers(path, limits=LIMITS) for file in dossier.files]
    assert whole
    assert all(open_page(file, 1, LIMITS).pixels.size for file in whole)
