"""Drawn papers as files: pictures and PDFs like those of scanners, each with its truth beside it."""

import json
import random
import unicodedata
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import img2pdf
import numpy as np
from PIL import Image

from samples.degrade import Pixels, degrade
from samples.draw.truth import PageTruth
from samples.papers.paper import Paper


@dataclass(frozen=True, slots=True)
class Scan:
    """A paper under a condition: one picture for each page, and the truth of each page."""

    paper: Paper
    condition: str
    pictures: list[Image.Image]
    truths: list[PageTruth]


def scan(paper: Paper, condition: str, rng: random.Random) -> Scan:
    """Apply ``condition`` to every page of ``paper``."""
    pictures, truths, device = [], [], rng.getrandbits(32)
    for sheet in paper.sheets:
        pixels, truth = degrade(np.asarray(sheet.image), sheet.truth(), condition, rng, device)
        pictures.append(_picture(pixels))
        truths.append(truth)
    return Scan(paper, condition, pictures, truths)


def _picture(pixels: Pixels) -> Image.Image:
    """A picture with one bit for each pixel if the page is only black and white."""
    picture = Image.fromarray(pixels)
    black_and_white = pixels.ndim == 2 and bool(((pixels == 0) | (pixels == 255)).all())
    return picture.convert("1", dither=Image.Dither.NONE) if black_and_white else picture


def truth_of(scanned: Scan, name: str) -> dict[str, object]:
    """The content of the truth file, in the format that ``samples/README.md`` describes."""
    paper = scanned.paper
    return {
        "id": name,
        "doc_type": paper.doc_type,
        "condition": scanned.condition,
        "fields": paper.fields,
        "text": unicodedata.normalize("NFC", "\f".join(page.text for page in scanned.truths)),
        "text_complete": True,
        "overlay_text": "; ".join(filter(None, (page.overlay_text for page in scanned.truths))),
        "handwritten": list(paper.handwritten),
    }


def save(scanned: Scan, target: Path, quality: int = 74) -> None:
    """Write the paper in the format of ``target``'s suffix, and its truth file beside it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(encoded(scanned, target.suffix, quality))
    write_truth(truth_of(scanned, target.stem), target.with_suffix(".json"))


def encoded(scanned: Scan, suffix: str, quality: int = 74) -> bytes:
    """The bytes of a file: .jpg and .png hold the first page, .tif (one bit) and .pdf all pages."""
    dpi, pictures, file = scanned.truths[0].dpi, scanned.pictures, BytesIO()
    if suffix == ".pdf":
        return pdf(pictures, dpi, quality)
    if suffix == ".tif":
        bilevel = [picture.convert("1", dither=Image.Dither.NONE) for picture in pictures]
        bilevel[0].save(
            file, "TIFF", compression="group4", dpi=(dpi, dpi), save_all=True, append_images=bilevel[1:]
        )
    elif suffix == ".png":
        pictures[0].save(file, "PNG", dpi=(dpi, dpi), optimize=True)
    else:
        pictures[0].save(file, "JPEG", dpi=(dpi, dpi), quality=quality, optimize=True)
    return file.getvalue()


def write_truth(truth: dict[str, object], target: Path) -> None:
    """Write a truth file."""
    target.write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def pdf(pictures: list[Image.Image], dpi: int, quality: int) -> bytes:
    """A PDF with one picture for each page, as scanners write it: JPEG inside, CCITT for pages of one bit."""
    pages = []
    for picture in pictures:
        page = BytesIO()
        if picture.mode == "1":
            picture.save(page, "TIFF", compression="group4", dpi=(dpi, dpi))
        else:
            picture.save(page, "JPEG", quality=quality, dpi=(dpi, dpi), optimize=True)
        pages.append(page.getvalue())
    return bytes(img2pdf.convert(pages, nodate=True))
