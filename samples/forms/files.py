"""Filled forms as files with truth beside them, in the same format as the other samples."""

import random
import unicodedata
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from samples.draw.truth import PageTruth, Word
from samples.files import pdf, write_truth
from samples.forms.digital import born_digital
from samples.forms.drawing import Filled, fill_in
from samples.forms.wear import CONDITIONS, RESOLUTIONS, worn

DIGITAL = 0.12
"""The share of papers that come as PDF with a text layer."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """A filled form as it comes: its pictures, and the truth of each page."""

    filled: Filled
    name: str
    condition: str
    pictures: list[Image.Image]
    truths: list[PageTruth]
    digital: bytes = b""

    def values(self) -> list[list[tuple[str, Word]]]:
        """For each page the words of values, each with its field; ``-`` for values that belong to none."""
        pages = zip(self.filled.pages, self.truths, strict=True)
        return [
            [(owner, truth.lines[line].words[word]) for (line, word), owner in page.owners.items()]
            for page, truth in pages
        ]


def draw(form: str, seed: int, dpi: int | None = None, condition: str | None = None) -> Scanned:
    """The form of that name from a seed, at a resolution and under a condition, each by chance if None."""
    rng = random.Random(f"wear of {form} {seed}")
    finest, chance = rng.choice(RESOLUTIONS), rng.choice(CONDITIONS)
    filled = fill_in(form, seed, dpi or finest)
    device, is_digital = rng.getrandbits(32), rng.random() < DIGITAL
    name = f"{form}-{seed:04d}"
    flat = [page.finished() for page in filled.pages]
    if is_digital and dpi is None and condition is None:
        pictures, truths = [list(side) for side in zip(*flat, strict=True)]
        return Scanned(filled, name, "clean", pictures, truths, born_digital(filled.pages, rng))
    chosen = condition or chance
    pairs = [worn(picture, truth, chosen, rng, device) for picture, truth in flat]
    return Scanned(filled, name, chosen, [picture for picture, _ in pairs], [truth for _, truth in pairs])


def truth_of(scanned: Scanned) -> dict[str, object]:
    """The content of the truth file."""
    pages = scanned.truths
    stamped = "; ".join(filter(None, (page.overlay_text for page in pages)))
    truth: dict[str, object] = {
        "id": scanned.name,
        "doc_type": scanned.filled.doc_type,
        "condition": scanned.condition,
        "fields": scanned.filled.facts,
        "text": unicodedata.normalize("NFC", "\f".join(page.text for page in pages)),
        "text_complete": True,
        "overlay_text": stamped,
        "handwritten": [],
    }
    return truth | ({"born_digital": True} if scanned.digital else {})


def encoded(scanned: Scanned, quality: int = 72) -> tuple[str, bytes]:
    """The suffix and the bytes of the file: a PDF where it has several pages or a text layer, else a JPEG."""
    if scanned.digital:
        return ".pdf", scanned.digital
    dpi = scanned.truths[0].dpi
    if len(scanned.pictures) > 1:
        return ".pdf", pdf(scanned.pictures, dpi, quality)
    file = BytesIO()
    scanned.pictures[0].save(file, "JPEG", dpi=(dpi, dpi), quality=quality, optimize=True)
    return ".jpg", file.getvalue()


def save(scanned: Scanned, folder: Path) -> Path:
    """Write the file and its truth; returns the file's path."""
    folder.mkdir(parents=True, exist_ok=True)
    suffix, content = encoded(scanned)
    target = folder / f"{scanned.name}{suffix}"
    target.write_bytes(content)
    write_truth(truth_of(scanned), target.with_suffix(".json"))
    return target
