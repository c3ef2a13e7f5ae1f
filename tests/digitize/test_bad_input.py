"""A clerk's inbox at its worst: each bad file costs one sentence, never the run, and nothing is left half-written."""

import errno
import io
import json
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import unicodedata
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import psutil
import pytest
from PIL import Image

from digitize.__main__ import run
from digitize.exit_codes import ExitCode
from digitize.jobs import deliver
from digitize.jobs.tasks import CountTask, DeliverTask, work
from digitize.messages import Translator
from digitize.page.chain import PageTask
from ocr.engines.registry import ENGINES
from ocr.engines.whole_page import Tesseract

QUIET = ("--progress", "none")
SAY = Translator("vi")
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals, links and modes of POSIX")


@pytest.fixture(scope="module")
def good(samples):
    """A real page of the samples, small enough to read quickly."""
    return (samples / "cccd-mat-truoc-01.png").read_bytes()


@pytest.fixture
def blank():
    """Makes pages that are read at once, each with bytes of its own."""

    def make(path, shade=255):
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("L", (300, 200 + shade), 255).save(path)
        return path

    return make


def png_of_size(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 100)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def pdf_of(pages, **saving):
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.save(out, **saving)
    return out.getvalue()


def zip_of(*members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def locked(archive):
    """``archive`` with its only member marked as encrypted."""
    changed = bytearray(archive)
    changed[changed.find(b"PK\x03\x04") + 6] |= 1
    changed[changed.find(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


PASSWORD = pikepdf.Encryption(user="a", owner="b")
# What lies in the inbox, and the code and data of what the clerk is told about it.
BAD = {
    "rong.pdf": (lambda _: b"", "file_empty", {}),
    "rong.zip": (lambda _: b"", "file_empty", {}),
    "cut.png": (lambda good: good[: len(good) // 2], "image_truncated", {}),
    "cut.pdf": (lambda _: pdf_of(9)[:900], "pdf_truncated", {}),
    "cut.zip": (lambda good: zip_of(("a.png", good))[:3000], "zip_damaged", {}),
    "0x0.png": (lambda _: png_of_size(0, 0), "image_damaged", {}),
    "to.png": (lambda _: png_of_size(60_000, 60_000), "page_too_large", {"width": 60_000, "height": 60_000}),
    "chu.pdf": (lambda _: "Đây là chữ".encode(), "kind_unsupported", {}),
    "khoa.pdf": (lambda _: pdf_of(1, encryption=PASSWORD), "pdf_encrypted", {}),
    "day.pdf": (lambda _: pdf_of(2000), "too_many_pages", {"limit": 1000}),
    "khoa.zip": (lambda good: locked(zip_of(("a.png", good))), "zip_encrypted", {}),
    "khong.zip": (lambda _: zip_of(), "folder_empty", {}),
    "bom.zip": (
        lambda _: zip_of(("x.png", bytes(80 << 20))),
        "zip_bomb",
        {"limit": 200, "file": "bom.zip/x.png"},
    ),
    "leo.zip": (
        lambda _: zip_of(("../../leo.png", b"hello")),
        "kind_unsupported",
        {"file": "leo.zip/leo.png"},
    ),
    "dong.gif": (lambda _: b"GIF89a" + bytes(50), "picture_unsupported", {}),
    "xuong\ndong.png": (lambda _: b"", "file_empty", {}),
}


@pytest.fixture(scope="module")
def inbox(tmp_path_factory, good):
    folder = tmp_path_factory.mktemp("bad") / "hop-thu"
    folder.mkdir()
    for name, (make, _, _) in BAD.items():
        (folder / name).write_bytes(make(good))
    (folder / "tot.pdf").write_bytes(good)  # a picture, whatever its name says
    (folder / "ghi-chu.docx").write_bytes("ghi chú".encode())
    (folder / "lien-ket.png").symlink_to(folder / "tot.pdf")
    os.mkfifo(folder / "ong.png")
    return folder


@pytest.fixture(scope="module")
def outcome(inbox):
    """Exit code, stdout and stderr of one run whose folder of results lies in the inbox itself."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "stdout", out)
        patched.setattr(sys, "stderr", err)
        code = run(["run", str(inbox), "-o", str(inbox / "ket-qua"), *QUIET])
    return code, out.getvalue(), err.getvalue()


def account(shown):
    return shown.strip().splitlines()[-1]


def half_written(folder):
    return [path for path in folder.rglob("*") if path.name.endswith(".part")]


@POSIX
@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_in_one_sentence_that_names_it(outcome, name):
    _, _, err = outcome
    shown = name.replace("\n", "\N{REPLACEMENT CHARACTER}")
    _, code, data = BAD[name]
    lines = [line for line in err.splitlines() if shown in line]
    assert len(lines) == 1
    assert lines[0].endswith(SAY(f"problem.{code}", **{"file": shown, **data}))


@POSIX
def test_the_rest_of_the_batch_is_done_and_everything_accounted_for(inbox, outcome):
    code, out, err = outcome
    assert code == ExitCode.SOME_FAILED
    failed = len(BAD) + 2  # the link and the pipe
    assert account(out) == f"Tìm thấy {failed + 3} tệp = 1 xong + {failed} lỗi + 2 bỏ qua + 0 trùng."
    assert (inbox / "ket-qua/hop-thu/tot.pdf/document-1.json").exists()
    assert SAY("problem.link_not_followed", file="lien-ket.png") in err
    assert "(ghi-chu.docx)" in err


@POSIX
def test_neither_traces_nor_warnings_nor_half_written_files_are_left(inbox, outcome):
    _, _, err = outcome
    assert "Traceback" not in err
    assert "Warning" not in err
    assert not half_written(inbox)
    assert not list(inbox.parent.rglob("leo.png"))


@POSIX
def test_a_second_run_does_not_read_its_own_results(inbox, outcome, capsys):
    run(["run", str(inbox), "-o", str(inbox / "ket-qua"), *QUIET])
    assert account(capsys.readouterr().out) == account(outcome[1])


def test_results_are_no_papers_for_another_run_either(blank, tmp_path, capsys):
    blank(tmp_path / "in/a.png")
    assert run(["run", str(tmp_path / "in"), "-o", str(tmp_path / "in"), *QUIET]) == ExitCode.USAGE
    assert SAY("problem.output_is_input", file=str(tmp_path / "in")) in capsys.readouterr().err
    assert run(["run", str(tmp_path / "in"), "-o", str(tmp_path / "out"), *QUIET]) == ExitCode.DONE
    code = run(["run", str(tmp_path / "out"), "-o", str(tmp_path / "again"), *QUIET])
    assert code == ExitCode.NO_INPUT
    assert SAY("problem.folder_is_results", file="out") in capsys.readouterr().err


def strange_pages(folder, good):
    page = Image.open(io.BytesIO(good)).convert("RGB")
    small = page.resize((page.width // 4, page.height // 4))
    small.convert("1").save(
        folder / "1bit.tif",
        save_all=True,
        append_images=[Image.new("1", small.size, 1)],
        compression="group4",
    )
    small.convert("CMYK").save(folder / "cmyk.jpg")
    small.convert("I").point(lambda value: value * 257).convert("I;16").save(folder / "16bit.png")
    small.save(folder / "dong.webp", save_all=True, append_images=[small.rotate(180)], duration=100)
    small.crop((0, 0, small.width, 30)).save(folder / "dai.png")
    Image.new("L", (100, 20_000), 255).save(folder / "hoa-don.png")
    Image.new("L", (1, 1), 255).save(folder / "1x1.png")
    Image.new("L", (300, 400), 0).save(folder / "den.png")
    Image.effect_noise((300, 400), 80).save(folder / "nhieu.png")
    (folder / "trang-trong.pdf").write_bytes(pdf_of(1))


def test_strange_pages_are_read_or_said_to_be_blank(good, tmp_path, capsys):
    inbox = tmp_path / "la"
    inbox.mkdir()
    strange_pages(inbox, good)
    found = len(list(inbox.iterdir()))
    assert run(["run", str(inbox), "-o", str(tmp_path / "out"), *QUIET]) == ExitCode.DONE
    shown = capsys.readouterr()
    assert account(shown.out).startswith(f"Tìm thấy {found} tệp = {found} xong")
    assert not shown.err
    for name in ("trang-trong.pdf", "1x1.png", "hoa-don.png"):
        assert SAY("run.no_document_line", source=name) in shown.out
    for name in ("den.png", "nhieu.png"):
        record = json.loads((tmp_path / "out/la" / name / "document-1.json").read_text(encoding="utf-8"))
        codes = {finding["code"] for finding in record["findings"]}
        assert codes >= ({"page_unreadable"} if name == "den.png" else {"type_unknown"})


NAMES = [
    unicodedata.normalize("NFC", "Đơn đăng ký.png"),
    unicodedata.normalize("NFD", "Đơn đăng ký.png"),
    "ế" * 80 + ".png",
    "CON.png",
    "a:b?*<>|.png",
    "-o.png",
    "A.png",
    "a.png",
    "mot/don.png",
    "hai/don.png",
]


@POSIX
def test_every_name_gets_a_folder_of_its_own_that_every_system_takes(blank, tmp_path, capsys):
    for shade, name in enumerate(NAMES):
        blank(tmp_path / "in" / name, shade)
    path = os.fsencode(tmp_path / "in") + b"/\xff\xfe.png"
    Path(os.fsdecode(path)).write_bytes(blank(tmp_path / "one.png", 99).read_bytes())
    assert run(["run", str(tmp_path / "in"), "-o", str(tmp_path / "out"), *QUIET]) == ExitCode.DONE
    assert account(capsys.readouterr().out).startswith(
        f"Tìm thấy {len(NAMES) + 1} tệp = {len(NAMES) + 1} xong"
    )
    folders = [text.parent.relative_to(tmp_path / "out") for text in (tmp_path / "out").rglob("text.json")]
    assert len({str(folder).casefold() for folder in folders}) == len(NAMES) + 1
    for part in {part for folder in folders for part in folder.parts}:
        assert not set('<>:"\\|?*\n') & set(part)
        assert part.partition(".")[0].upper() != "CON"
        assert len(part.encode()) < 250


def test_two_papers_of_one_name_never_take_each_others_place(blank, tmp_path):
    out = tmp_path / "out"
    monday, tuesday = blank(tmp_path / "2/scan1.png", 1), blank(tmp_path / "3/scan1.png", 2)
    run(["run", str(monday), "-o", str(out), *QUIET])
    before = (out / "scan1.png/text.json").read_bytes()
    assert run(["run", str(tuesday), "-o", str(out), *QUIET]) == ExitCode.DONE
    assert (out / "scan1.png/text.json").read_bytes() == before
    assert len(list(out.glob("scan1.png~*/text.json"))) == 1


def test_a_file_given_twice_is_a_duplicate_or_one(blank, tmp_path, capsys):
    first = blank(tmp_path / "a.png")
    shutil.copy(first, tmp_path / "b.png")
    code = run(["run", str(first), str(first), str(tmp_path / "b.png"), "-o", str(tmp_path / "out"), *QUIET])
    assert code == ExitCode.DONE
    assert account(capsys.readouterr().out) == "Tìm thấy 2 tệp = 1 xong + 0 lỗi + 0 bỏ qua + 1 trùng."


def full_after(calls):
    """A way to take a place that finds the disk full after so many files."""
    replace, made = os.replace, []

    def fail(source, target):
        made.append(target)
        if len(made) > calls:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        replace(source, target)

    return fail


@pytest.mark.usefixtures("in_this_process")
def test_a_disk_that_fills_ends_the_run_with_its_account(blank, tmp_path, monkeypatch, capsys):
    papers = [str(blank(tmp_path / f"{number}.png", number)) for number in range(4)]
    out = tmp_path / "out"
    with monkeypatch.context() as patched:
        patched.setattr("export.atomic.os.replace", full_after(4))  # the mark, a whole file, half of the next
        assert run(["run", *papers, "-o", str(out), *QUIET]) == ExitCode.OUTPUT_UNWRITABLE
    shown = capsys.readouterr()
    assert account(shown.out) == "Tìm thấy 4 tệp = 1 xong + 1 lỗi + 2 bỏ qua + 0 trùng."
    assert SAY("problem.output_disk_full", file=str(out / "1.png/text.json")) in shown.err.splitlines()[0]
    assert len(shown.err.splitlines()) == 2
    assert "(2.png, 3.png)" in shown.err
    assert not half_written(out)
    assert run(["run", *papers, "-o", str(out), *QUIET]) == ExitCode.DONE


def test_a_workbook_that_is_held_costs_the_tables_not_the_account(blank, tmp_path, monkeypatch, capsys):
    def held(source, target):
        if Path(target).suffix == ".xlsx":
            raise PermissionError(errno.EACCES, "held")
        Path(source).rename(target)

    # The workbook of a run before is open in a spreadsheet.
    assert run(["run", str(blank(tmp_path / "b.png", 1)), "-o", str(tmp_path / "out"), *QUIET]) == 0
    capsys.readouterr()
    monkeypatch.setattr("export.atomic.os.replace", held)
    code = run(["run", str(blank(tmp_path / "a.png")), "-o", str(tmp_path / "out"), *QUIET])
    shown = capsys.readouterr()
    assert code == ExitCode.OUTPUT_UNWRITABLE
    held_file = str(tmp_path / "out/records.xlsx")
    assert SAY("problem.output_locked", file=held_file) in shown.err
    assert "1 xong" in account(shown.out)


@pytest.mark.usefixtures("in_this_process")
def test_a_file_that_vanishes_while_it_is_read_costs_only_itself(blank, tmp_path, monkeypatch, capsys):
    papers = [blank(tmp_path / f"{number}.png", number) for number in range(2)]
    keep = deliver.keep_original

    def vanish(source, *rest):
        papers[0].unlink(missing_ok=True)
        return keep(source, *rest)

    monkeypatch.setattr(deliver, "keep_original", vanish)
    code = run(["run", *map(str, papers), "-o", str(tmp_path / "out"), *QUIET])
    shown = capsys.readouterr()
    assert code == ExitCode.SOME_FAILED
    assert SAY("problem.file_vanished", file="0.png") in shown.err
    assert account(shown.out) == "Tìm thấy 2 tệp = 1 xong + 1 lỗi + 0 bỏ qua + 0 trùng."


@POSIX
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_read_is_told(blank, tmp_path, capsys):
    blank(tmp_path / "in/a.png")
    closed = tmp_path / "in/kin"
    closed.mkdir(mode=0)
    assert run(["run", str(tmp_path / "in"), "-o", str(tmp_path / "out"), *QUIET]) == ExitCode.SOME_FAILED
    assert SAY("problem.folder_unreadable", file="kin") in capsys.readouterr().err


def test_a_folder_that_the_system_refuses_is_told(blank, tmp_path, monkeypatch, capsys):
    blank(tmp_path / "in/a.png")
    (tmp_path / "in/kin").mkdir()
    scandir = os.scandir

    def refuse(folder):
        if not isinstance(folder, int) and Path(folder).name == "kin":
            raise PermissionError(errno.EACCES, "refused")
        return scandir(folder)

    monkeypatch.setattr("digitize.scan.inputs.tree.os.scandir", refuse)
    assert run(["run", str(tmp_path / "in"), "-o", str(tmp_path / "out"), *QUIET]) == ExitCode.SOME_FAILED
    assert SAY("problem.folder_unreadable", file="kin") in capsys.readouterr().err


@pytest.fixture(autouse=True)
def read_by_the_program(monkeypatch):
    """The engine that calls a program for every page: the one that can be put to sleep or killed from outside."""
    monkeypatch.setenv("DIGITIZE_ENGINE", "tesseract")


@pytest.fixture
def hanging(tmp_path, monkeypatch):
    """A Tesseract that is first in PATH, knows its version, and never reads a page to its end."""
    real = shutil.which("tesseract")
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text(HANG.format(real=real, seconds=HUNG_SECONDS))
    program.chmod(0o755)
    monkeypatch.setenv("DIGITIZE_ENGINE", "tesseract")  # another engine reads in process
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return program


HUNG_SECONDS = 1000 + os.getpid()  # tells these from what other runs of the tests started
HANG = '#!/bin/sh\ncase "$*" in *--version*|*--list-langs*|*--print-parameters*) exec {real} "$@";; esac\nsleep 987\nexit 1\n'


def sleepers():
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if process.info["cmdline"] == ["sleep", str(HUNG_SECONDS)]
    ]


@POSIX
@pytest.mark.usefixtures("hanging")
def test_a_tesseract_that_hangs_is_ended_and_its_page_reported(good, tmp_path, monkeypatch, capsys):
    (tmp_path / "a.png").write_bytes(good)
    monkeypatch.setenv("DIGITIZE_LIMITS__PAGE_SECONDS", "5")
    code = run(["run", str(tmp_path / "a.png"), "-o", str(tmp_path / "out"), *QUIET])
    shown = capsys.readouterr()
    assert code in {ExitCode.LIMIT_EXCEEDED, ExitCode.DEPENDENCY_MISSING}
    assert "a.png" in shown.err
    assert not sleepers()


class NeverLetsGo(Tesseract):
    """An engine in process that loops in C and holds the interpreter: only killing the process ends it."""

    def read(self, *_page, **_seconds):
        re.match("(a+)+$", "a" * 60 + "b")
        raise AssertionError


def read_page_in_a_loop(task, delivery):
    if isinstance(task, PageTask) and task.file.name == "a.png":
        ENGINES["tesseract"] = NeverLetsGo
    return work(task, delivery)


def count_in_a_loop(task, delivery):
    if isinstance(task, CountTask) and task.file.name == "a.png":
        NeverLetsGo().read()
    return work(task, delivery)


def deliver_in_a_loop(task, delivery):
    if isinstance(task, DeliverTask) and task.file.name == "a.png":
        NeverLetsGo().read()
    return work(task, delivery)


def test_an_engine_that_loops_in_process_costs_its_page_only(good, blank, tmp_path, monkeypatch, capsys):
    (tmp_path / "a.png").write_bytes(good)
    blank(tmp_path / "b.png")
    monkeypatch.setattr("digitize.jobs.run.work", read_page_in_a_loop)
    monkeypatch.setenv("DIGITIZE_LIMITS__PAGE_SECONDS", "6")
    papers = [str(tmp_path / "a.png"), str(tmp_path / "b.png")]
    code = run(["run", *papers, "-o", str(tmp_path / "out"), "--jobs", "1", *QUIET])
    shown = capsys.readouterr()
    assert code == ExitCode.SOME_FAILED
    assert SAY("problem.page_too_slow", file="a.png", seconds=6) in shown.err
    assert account(shown.out) == "Tìm thấy 2 tệp = 1 xong + 1 lỗi + 0 bỏ qua + 0 trùng."


@pytest.mark.parametrize(
    ("hangs", "code"),
    [(count_in_a_loop, "pages_not_counted"), (deliver_in_a_loop, "results_unfinished")],
)
def test_a_file_that_hangs_its_worker_before_or_after_reading_costs_only_itself(
    blank, tmp_path, monkeypatch, capsys, hangs, code
):
    papers = [str(blank(tmp_path / name, number)) for number, name in enumerate(("a.png", "b.png"))]
    command = ["run", *papers, "-o", str(tmp_path / "out"), "--jobs", "1", *QUIET]
    with monkeypatch.context() as patched:
        patched.setattr("digitize.jobs.run.work", hangs)
        patched.setenv("DIGITIZE_LIMITS__PAGE_SECONDS", "3")
        assert run(command) == ExitCode.SOME_FAILED
    shown = capsys.readouterr()
    assert SAY(f"problem.{code}", file="a.png", reason="page_too_slow") in shown.err
    assert account(shown.out) == "Tìm thấy 2 tệp = 1 xong + 1 lỗi + 0 bỏ qua + 0 trùng."
    assert run(command) == ExitCode.DONE


@contextmanager
def started(arguments, folder, environment):
    """A run in a process of its own, which does not outlive the test."""
    program = subprocess.Popen(
        [sys.executable, "-m", "digitize", *arguments, *QUIET],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        start_new_session=True,
    )
    try:
        yield program
    finally:
        program.kill()
        program.communicate()


def worker_that_reads(program, other_than=None):
    """The process below ``program`` whose Tesseract is reading a page."""
    for _ in range(600):
        for process in psutil.Process(program.pid).children(recursive=True):
            try:
                worker = process.parent()
                if process.name() == "tesseract" and worker.pid != program.pid and worker != other_than:
                    return worker
            except psutil.Error:
                continue
        time.sleep(0.05)
    raise AssertionError("no page is being read")


@POSIX
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.usefixtures("hanging")
def test_a_run_that_is_stopped_says_so_and_leaves_nothing_behind(good, tmp_path, how):
    (tmp_path / "a.png").write_bytes(good)
    (tmp_path / "tmp").mkdir()
    with started(["run", "a.png", "-o", "out"], tmp_path, {"TMPDIR": str(tmp_path / "tmp")}) as program:
        worker_that_reads(program)
        os.killpg(program.pid, how) if how == signal.SIGINT else program.send_signal(how)
        _, err = program.communicate(timeout=30)
    assert program.returncode == ExitCode.INTERRUPTED
    assert err.strip() == SAY("run.interrupted")
    assert not list((tmp_path / "tmp").iterdir())
    assert not sleepers()
    assert not half_written(tmp_path / "out")


@POSIX
@pytest.mark.usefixtures("hanging")
def test_a_page_whose_worker_is_killed_twice_is_set_aside_and_leaves_nothing_of_it(good, blank, tmp_path):
    (tmp_path / "a.png").write_bytes(good)
    blank(tmp_path / "b.png")
    (tmp_path / "tmp").mkdir()
    arguments = ["run", "a.png", "b.png", "-o", "out", "--jobs", "1"]
    with started(arguments, tmp_path, {"TMPDIR": str(tmp_path / "tmp")}) as program:
        first = worker_that_reads(program)
        first.kill()
        worker_that_reads(program, other_than=first).kill()
        out, err = program.communicate(timeout=600)
    assert program.returncode == ExitCode.SOME_FAILED
    assert SAY("problem.page_process_died", file="a.png", status=-signal.SIGKILL) in err
    assert "Traceback" not in err
    assert account(out) == "Tìm thấy 2 tệp = 1 xong + 1 lỗi + 0 bỏ qua + 0 trùng."
    assert not list((tmp_path / "tmp").iterdir())
    assert not sleepers()


@POSIX
@pytest.mark.usefixtures("hanging")
def test_what_a_killed_run_left_is_swept_by_the_next_into_the_same_folder(good, tmp_path):
    (tmp_path / "a.png").write_bytes(good)
    (tmp_path / "tmp" / "digitize-of-somebody-else").mkdir(parents=True)
    environment = {"TMPDIR": str(tmp_path / "tmp"), "DIGITIZE_LIMITS__PAGE_SECONDS": "5"}
    with started(["run", "a.png", "-o", "out"], tmp_path, environment) as program:
        worker_that_reads(program)
        program.kill()
        program.communicate(timeout=30)
    (tmp_path / "out" / f".{16 * 'a'}.part").write_bytes(b"half")
    assert len(list((tmp_path / "tmp").iterdir())) == 2
    with started(["run", "a.png", "-o", "out"], tmp_path, environment) as program:
        program.communicate(timeout=600)
    assert [path.name for path in (tmp_path / "tmp").iterdir()] == ["digitize-of-somebody-else"]
    assert not half_written(tmp_path / "out")
    assert not sleepers()


def test_no_room_for_temporary_files_is_told(blank, tmp_path, monkeypatch, capsys):
    def full(*_args, **_more):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(tempfile, "TemporaryDirectory", full)
    code = run(["run", str(blank(tmp_path / "a.png")), "-o", str(tmp_path / "out"), *QUIET])
    assert code == ExitCode.DEPENDENCY_MISSING
    assert capsys.readouterr().err.strip() == SAY("problem.temporary_unwritable")


@POSIX
def test_a_working_folder_that_is_gone_is_told(tmp_path, monkeypatch, capsys):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert run(["run", "a.pdf", "-o", "out"]) == ExitCode.NO_INPUT
    assert SAY("run.folder_gone") in capsys.readouterr().err
