"""Small files made on the spot: pictures, PDF pages written operator by operator, ZIPs."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from digitize.scan.inputs.file_kinds import file_kind, tell_kind
from digitize.scan.inputs.gather import gather
from digitize.scan.inputs.open import count_pages, open_page
from digitize.scan.raw import SourceFile
from digitize.settings import Limits
from export.original import file_sha256

LIMITS = Limits()


def stream(pdf, data, width, height, **entries):
    entries = {"ColorSpace": pikepdf.Name.DeviceGray, "BitsPerComponent": 8} | entries
    made = pikepdf.Stream(pdf, data)
    for key, value in {
        "Type": pikepdf.Name.XObject,
        "Subtype": pikepdf.Name.Image,
        "Width": width,
        "Height": height,
        **entries,
    }.items():
        made[f"/{key}"] = value
    return made


@dataclass
class PdfWriter:
    folder: Path

    def __call__(  # noqa: PLR0913  (what a page may have, each by its name)
        self,
        content=b"",
        *,
        images=None,
        media=(0, 0, 200, 300),
        name="page.pdf",
        pages=1,
        notes=(),
        save=None,
        **page_keys,
    ):
        """A PDF of ``pages`` equal pages; ``images`` maps a name to (data, width, height, entries)."""
        pdf = pikepdf.new()
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        drawn = {
            f"/{key}": stream(pdf, *spec[:3], **(spec[3] if len(spec) > 3 else {}))
            for key, spec in (images or {}).items()
        }
        resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font), XObject=pikepdf.Dictionary(drawn))
        for _ in range(pages):
            page = pikepdf.Dictionary(
                Type=pikepdf.Name.Page, MediaBox=pikepdf.Array(media), Resources=resources
            )
            page.Contents = pikepdf.Stream(pdf, content)
            if notes:
                page.Annots = pikepdf.Array([pikepdf.Dictionary(note) for note in notes])
            for key, value in page_keys.items():
                page[f"/{key}"] = pikepdf.Array(value) if isinstance(value, tuple) else value
            pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        path = self.folder / name
        pdf.save(path, **(save or {}))
        return path


@pytest.fixture
def write_pdf(tmp_path):
    return PdfWriter(tmp_path)


@pytest.fixture
def limits():
    return Limits()


@pytest.fixture
def source():
    """A SourceFile of a path, as gather makes it."""

    def make(path, limits=LIMITS):
        kind = file_kind(tell_kind(path.read_bytes()[:4096]))
        return SourceFile(
            path.name, path, file_sha256(path), kind, count_pages(path.name, path, kind, limits)
        )

    return make


@pytest.fixture
def opened(source):
    """The first page, or another, of a file."""

    def open_first(path, page=1, limits=LIMITS):
        return open_page(source(path, limits), page, limits)

    return open_first


@pytest.fixture
def grain():
    """Noise: no two rows, columns or turns of it are alike."""
    return np.random.default_rng(1).integers(0, 256, (60, 40), dtype=np.uint8)


@pytest.fixture
def encoded():
    def encode(pixels, form, **options):
        memory = io.BytesIO()
        image = pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)
        image.save(memory, form, **options)
        return memory.getvalue()

    return encode


@pytest.fixture
def write_zip(tmp_path):
    def write(members, name="given.zip", method=zipfile.ZIP_DEFLATED):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(path, "w", method) as archive:
            for member, data in members.items():
                archive.writestr(member, data)
        return path

    return write


@pytest.fixture
def dossiers(tmp_path, limits):
    """What gather makes of inputs."""

    def found(*inputs, limits=limits):
        workdir = tmp_path / ".unpacked"
        workdir.mkdir(exist_ok=True)
        return list(gather(inputs, limits, workdir))

    return found
