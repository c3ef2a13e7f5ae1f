"""One run of the chain over a few samples, shared by the tests that look at its results."""

import os
import shutil
from contextlib import chdir, nullcontext
from pathlib import Path

import pytest
from fpdf import FPDF

from digitize.__main__ import run
from digitize.workers.pool import Here
from samples.draw.fonts import path as font

SAMPLES = Path(__file__).parents[2] / "samples" / "dossiers"


@pytest.fixture(scope="session")
def samples():
    return SAMPLES


@pytest.fixture(scope="session")
def typed():
    """Writes a PDF of pages of lines, so that reading it needs no engine."""

    def write(path, *pages):
        path.parent.mkdir(parents=True, exist_ok=True)
        paper = FPDF(format="A4")
        paper.add_font("face", fname=font("Tinos", "Regular"))
        paper.set_font("face", size=13)
        for lines in pages:
            paper.add_page()
            for line in lines:
                paper.cell(text=line, new_x="LMARGIN", new_y="NEXT", h=9)
        paper.output(path)
        return path

    return write


@pytest.fixture
def in_this_process(monkeypatch):
    """Workers are this process, so that what a test makes fail fails where files are written."""
    monkeypatch.setattr("digitize.jobs.run.pool", lambda work, **_limits: nullcontext(Here(work)))


@pytest.fixture
def dug():
    """Digs a folder that is deeper than functions can call themselves, and fills it up again."""
    tops = []

    def dig(top, levels=1200):
        tops.append((top, levels))
        with chdir(top):
            for _ in range(levels):
                Path("d").mkdir()
                os.chdir("d")

    yield dig
    for top, levels in tops:
        with chdir(top):
            for _ in range(levels):
                os.chdir("d")
            for _ in range(levels):
                os.chdir("..")
                Path("d").rmdir()


@pytest.fixture(scope="session")
def inputs(tmp_path_factory):
    """A small inbox: a picture, a stack of two pages, a note, the same picture again, a damaged picture."""
    folder = tmp_path_factory.mktemp("inputs") / "hop-thu"
    folder.mkdir()
    shutil.copy(SAMPLES / "quyet-dinh-01.jpg", folder / "a.jpg")
    shutil.copy(SAMPLES / "quyet-dinh-01.jpg", folder / "b-again.jpg")
    shutil.copy(SAMPLES / "ke-hoach-01.pdf", folder / "c.pdf")
    (folder / "note.txt").write_text("không phải giấy tờ", encoding="utf-8")
    (folder / "z-damaged.jpg").write_bytes((SAMPLES / "cong-van-01.jpg").read_bytes()[:9000])
    return folder


@pytest.fixture(scope="session")
def results(inputs, tmp_path_factory):
    """What ``digitize run`` made of the inbox."""
    out = tmp_path_factory.mktemp("run") / "ket-qua"
    code = run(["run", str(inputs), "-o", str(out), "--explain", "--progress", "none"])
    assert code == 3
    return out
