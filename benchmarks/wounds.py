"""Whole files of every kind, and seeded wounds: cut, cut and closed, lost, blanked, flipped, doubled, swapped bytes."""

import io
import random
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import img2pdf
import pikepdf
import pillow_heif
from PIL import Image

from benchmarks.short_pages import encoded, heads

CLOSED = {"jpg": b"\xff\xd9", "png": b"\0\0\0\0IEND\xaeB`\x82", "pdf": b"\n%%EOF\n"}
"""What ends a file of a kind: with it half a file looks like a whole one."""


def whole_files(seed: int) -> dict[str, bytes]:
    """One valid file of each form, of one or two short pages."""
    pillow_heif.register_heif_opener()
    pages = heads(8, seed, height=0.35)
    jpegs = [encoded(page, quality=75) for page in pages]
    return {
        "jpg": jpegs[0],
        "progressive.jpg": encoded(pages[1], quality=75, progressive=True),
        "restarts.jpg": encoded(pages[1], quality=75, restart_marker_rows=2),
        "png": encoded(pages[2], "PNG"),
        "lzw.tif": encoded(pages[0], "TIFF", compression="tiff_lzw", save_all=True, append_images=pages[1:2]),
        "g4.tif": encoded(pages[3].convert("1"), "TIFF", compression="group4"),
        "raw.tif": encoded(pages[4], "TIFF"),
        "webp": _plain(pages[5].convert("RGB"), "WEBP", quality=80),
        "heic": _plain(pages[6].convert("RGB"), "HEIF", quality=70),
        "jpeg.pdf": _pdf(jpegs[:2]),
        "flate.pdf": _pdf([encoded(pages[7], "PNG")]),
        "zip": _zip({"ho-so/1.jpg": jpegs[2], "ho-so/2.pdf": img2pdf.convert(jpegs[3])}),
    }


def _plain(page: Image.Image, form: str, **options: object) -> bytes:
    memory = io.BytesIO()
    page.save(memory, form, **options)
    return memory.getvalue()


def _pdf(pictures: list[bytes]) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "a.pdf")
        path.write_bytes(img2pdf.convert(pictures))
        with pikepdf.open(path, allow_overwriting_input=True) as document:
            document.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return path.read_bytes()


def _zip(members: dict[str, bytes]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return memory.getvalue()


def wounded(data: bytes, form: str, dice: random.Random) -> bytes:
    """``data`` with one to five wounds."""
    hurt = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 5))):
        if hurt:
            dice.choice(WOUNDS)(hurt, form, dice)
    return bytes(hurt)


def _at(data: bytearray, dice: random.Random) -> tuple[int, int]:
    """A place and a length: headers, directories and trailers are where programs stumble; most bytes are pixels."""
    places = (
        dice.randrange(len(data)),
        dice.randrange(min(600, len(data))),
        max(0, len(data) - dice.randrange(1, 900)),
    )
    return dice.choice(places), dice.choice((1, 2, 4, 16, 64, 1024))


def _cut(data: bytearray, _form: str, dice: random.Random) -> None:
    del data[_at(data, dice)[0] + 1 :]


def _cut_and_closed(data: bytearray, form: str, dice: random.Random) -> None:
    del data[dice.randrange(len(data)) :]
    data += CLOSED.get(form.rpartition(".")[2], b"")


def _lost(data: bytearray, _form: str, dice: random.Random) -> None:
    at, length = _at(data, dice)
    del data[at : at + length]


def _blanked(data: bytearray, _form: str, dice: random.Random) -> None:
    at, length = _at(data, dice)
    data[at : at + length] = dice.choice((b"\0", b"\xff")) * length


def _tail_of_nothing(data: bytearray, _form: str, dice: random.Random) -> None:
    at = dice.randrange(len(data))
    data[at:] = bytes(len(data) - at)


def _doubled(data: bytearray, _form: str, dice: random.Random) -> None:
    at, length = _at(data, dice)
    data[at:at] = data[at : at + length] * dice.choice((1, 50))


def _huge(data: bytearray, _form: str, dice: random.Random) -> None:
    at, _ = _at(data, dice)
    data[at : at + 8] = dice.choice((b"99999999", b"\x7f\xff\xff\xff", b"\x80\0\0\0", b"\xff" * 8))


def _flipped(data: bytearray, _form: str, dice: random.Random) -> None:
    for _ in range(dice.choice((1, 8, 200))):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def _swapped(data: bytearray, _form: str, dice: random.Random) -> None:
    (one, length), (other, _) = _at(data, dice), _at(data, dice)
    data[one : one + length], data[other : other + length] = (
        data[other : other + length],
        data[one : one + length],
    )


Wound = Callable[[bytearray, str, random.Random], None]
WOUNDS: tuple[Wound, ...] = (
    _cut,
    _cut_and_closed,
    _lost,
    _blanked,
    _tail_of_nothing,
    _doubled,
    _huge,
    _flipped,
    _swapped,
)
