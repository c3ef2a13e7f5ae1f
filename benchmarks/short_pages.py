"""Pages that read fast: the heads of drawn letters, each with bytes of its own, laid out as an office's inbox would be."""

import io
import random
from pathlib import Path

import img2pdf
from PIL import Image

from samples.pages import draw_scan

DPI = 150
DRAWN = 8
"""Papers drawn; further pages are these, cut elsewhere."""


def heads(count: int, seed: int, height: float = 0.35) -> list[Image.Image]:
    """``count`` pages with the head of a letter, ``height`` of the sheet high, no two alike."""
    dice = random.Random(seed)  # noqa: S311  (a seeded draw, nothing secret)
    drawn = [draw_scan(seed + at, "văn bản hành chính", "office", DPI).pictures[0] for at in range(DRAWN)]
    pages = []
    for number in range(count):
        sheet = drawn[number % DRAWN].convert("L")
        bottom = round(sheet.height * height) + 2 * (number // DRAWN) + dice.randrange(2)
        pages.append(sheet.crop((0, 0, sheet.width, bottom)))
    return pages


def encoded(page: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """The page as a file of that kind."""
    memory = io.BytesIO()
    page.copy().save(memory, kind, dpi=(DPI, DPI), **options)  # saving leaves marks on an image
    return memory.getvalue()


def lay_inbox(folder: Path, count: int, seed: int, height: float = 0.35) -> int:
    """Lay ``count`` pages into ``folder``: a third single pictures, a third TIFFs of two, a third PDFs of three.

    Returns how many files that made.
    """
    pages = heads(count, seed, height)
    folder.mkdir(parents=True)
    files = 0
    while pages:
        take = (1, 2, 3)[files % 3]
        taken, pages = pages[:take], pages[take:]
        name = folder / f"ho-so-{files // 6:03d}" / f"{files:04d}"
        name.parent.mkdir(exist_ok=True)
        if take == 1:
            name.with_suffix(".jpg").write_bytes(encoded(taken[0], quality=80))
        elif take == 2:  # noqa: PLR2004  (see above)
            name.with_suffix(".tif").write_bytes(
                encoded(taken[0], "TIFF", compression="tiff_lzw", save_all=True, append_images=taken[1:])
            )
        else:
            whole = img2pdf.convert([encoded(page, quality=80) for page in taken])
            name.with_suffix(".pdf").write_bytes(whole)
        files += 1
    return files
