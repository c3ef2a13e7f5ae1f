"""Drawn papers as files: pictures and PDFs as scanners make them, and the truth beside each one."""

import json
import random
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import img2pdf
import numpy as np
from PIL import Image

from samples.degrade import degrade
from samples.draw.truth import PageTruth
from samples.papers.paper import Paper


@dataclass(frozen=True, slots=True)
class Scan:
    """A paper after a condition: its pictures, one a page, and where every word is on them."""

    paper: Paper
    condition: str
    pictures: list[Image.Image]
    truths: list[PageTruth]


def scan(paper: Paper, condition: str, rng: random.Random) -> Scan:
    """Put every page of ``paper`` under ``condition``."""
    pictures, truths = [], []
    for sheet in paper.sheets:
        pixels, truth = degrade(np.asarray(sheet.image), sheet.truth(), condition, rng)
        pictures.append(Image.fromarray(pixels))
        truths.append(truth)
    return Scan(paper, condition, pictures, truths)


def truth_of(scanned: Scan, name: str) -> dict[str, object]:
    """The truth file's content, in the format of the README beside the samples."""
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


def save(scanned: Scan, target: Path, quality: int = 80) -> None:
    """Write pictures (.jpg and .png: the first page; .tif and .pdf: all) and the truth file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    dpi = scanned.truths[0].dpi
    pictures = scanned.pictures
    if target.suffix == ".pdf":
        target.write_bytes(pdf(pictures, dpi, quality))
    elif target.suffix == ".tif":
        bilevel = [picture.convert("1", dither=Image.Dither.NONE) for picture in pictures]
        bilevel[0].save(
            target, compression="group4", dpi=(dpi, dpi), save_all=True, append_images=bilevel[1:]
        )
    else:
        pictures[0].save(target, dpi=(dpi, dpi), quality=quality, optimize=True)
    write_truth(truth_of(scanned, target.stem), target.with_suffix(".json"))


def write_truth(truth: dict[str, object], target: Path) -> None:
    """Write a truth file."""
    target.write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def pdf(pictures: list[Image.Image], dpi: int, quality: int) -> bytes:
    """A PDF with one picture a page, as scanners write it: JPEG inside, CCITT for pages of one bit."""
    from io import BytesIO

    pages = []
    for picture in pictures:
        page = BytesIO()
        if picture.mode == "1":
            picture.save(page, "TIFF", compression="group4", dpi=(dpi, dpi))
        else:
            picture.save(page, "JPEG", quality=quality, dpi=(dpi, dpi), optimize=True)
        pages.append(page.getvalue())
    return bytes(img2pdf.convert(pages, nodate=True))
