"""The program ``tesseract``, run by ``pytesseract``: pictures in, its table of words out, killed at the deadline.

Pictures lie in a private folder while they are read, because they are personal. Each kind of failure has
its own code: missing, without its language, hung, crashed, garbled.
"""

import csv
import hashlib
import os
import re
import subprocess
import tempfile
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import psutil
from PIL import Image
from pytesseract import pytesseract

from ocr.box import Box
from ocr.image import Pixels
from ocr.problem import MachineProblem

LANGUAGE = "vie"
LOWEST_DPI = 70  # dots an inch: Tesseract does not believe a lower number
ASK_SECONDS = 20.0  # seconds that the program may take to say its version or its languages
ASK_TIMES = 3  # a program that was killed is asked once more
WORD_LEVEL = "5"


class Row(NamedTuple):
    """A word of the table: ``page`` counts the pictures from 0, ``line`` is the same for words of one line."""

    page: int
    line: tuple[str, ...]
    text: str
    box: Box
    confidence: float


def read_words(
    pictures: Sequence[Pixels], mode: int, dpi: float, seconds: float, options: str = f"-l {LANGUAGE}"
) -> list[Row]:
    """The words that one run of the program reads in ``pictures`` (grey, shape (height, width)), each read by itself.

    Args:
        pictures: at least one.
        mode: page segmentation mode.
        dpi: of the pictures.
        seconds: deadline of the run.
        options: further arguments, such as the language.

    Raises:
        MachineProblem: ``tesseract_missing``, ``tesseract_language_missing``, ``tesseract_hung``,
            ``tesseract_crashed`` or ``tesseract_garbled``.
    """
    with tempfile.TemporaryDirectory(prefix="page-") as folder:
        picture, result = _saved(pictures, Path(folder, "page")), Path(folder, "result.tsv")
        told = f"--psm {mode} --dpi {max(LOWEST_DPI, round(dpi))} -c tessedit_create_tsv=1 {options}"
        _run(picture, result.with_suffix(""), told, seconds)
        if not result.exists() or not result.stat().st_size:
            raise MachineProblem("tesseract_garbled", what="empty")
        try:
            return list(_rows(result.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            raise MachineProblem("tesseract_garbled", what="encoding") from None
        except (KeyError, TypeError, ValueError, csv.Error):
            raise MachineProblem("tesseract_garbled", what="table") from None


def _saved(pictures: Sequence[Pixels], path: Path) -> Path:
    """The pictures in one uncompressed file: writing a PNG takes a tenth of the time of reading the page."""
    first, *others = map(Image.fromarray, pictures)
    if not others:
        first.save(picture := path.with_suffix(".pgm"))
    else:
        first.save(picture := path.with_suffix(".tif"), save_all=True, append_images=others)
    return picture


def _rows(table: str) -> Iterator[Row]:
    for row in csv.DictReader(_checked(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = unicodedata.normalize("NFC", row["text"]).strip()
        if row["level"] == WORD_LEVEL and text:
            left, top, width, height = (int(row[key]) for key in ("left", "top", "width", "height"))
            yield Row(
                page=int(row["page_num"]) - 1,
                line=(row["page_num"], row["block_num"], row["par_num"], row["line_num"]),
                text=text,
                box=Box(left, top, left + width, top + height),
                confidence=min(1.0, max(0.0, float(row["conf"]) / 100)),
            )


def _checked(table: str) -> list[str]:
    lines = table.splitlines()
    if "level" not in lines[0].split("\t"):
        raise MachineProblem("tesseract_garbled", what="table")
    return lines


def _run(image: Path, result: Path, options: str, seconds: float) -> None:
    # With two threads Tesseract is five times slower than with one, on two cores (issue 2609).
    os.environ["OMP_THREAD_LIMIT"] = "1"
    late = threading.Event()
    watch = threading.Timer(seconds, _stop, (str(image), late))
    watch.daemon = True
    watch.start()
    try:
        # pytesseract's own timeout stops the program but not what the program started.
        pytesseract.run_tesseract(str(image), str(result), "tsv", None, options, timeout=seconds + 1)
    except (pytesseract.TesseractNotFoundError, OSError):
        raise MachineProblem("tesseract_missing", program=Path(pytesseract.tesseract_cmd).name) from None
    except UnicodeDecodeError:
        raise MachineProblem("tesseract_garbled", what="encoding") from None
    except RuntimeError as error:
        raise _problem(error, seconds, late=late.is_set()) from None
    finally:
        watch.cancel()
    if late.is_set():
        # The processes it had started were killed first, and pytesseract took that for the end of the work.
        raise MachineProblem("tesseract_hung", seconds=round(seconds, 1))


def _problem(error: RuntimeError, seconds: float, *, late: bool) -> MachineProblem:
    if late or not isinstance(error, pytesseract.TesseractError):
        return MachineProblem("tesseract_hung", seconds=round(seconds, 1))
    if f"{LANGUAGE}.traineddata" in error.message or "loading language" in error.message:
        return MachineProblem("tesseract_language_missing", language=LANGUAGE)
    return MachineProblem("tesseract_crashed", status=error.status)


def _stop(image: str, late: threading.Event) -> None:
    """Kill the program that reads ``image`` with everything it started."""
    late.set()
    for child in psutil.Process().children(recursive=True):
        try:
            if image in child.cmdline():
                for process in (*child.children(recursive=True), child):
                    process.kill()
        except psutil.Error:
            continue  # it has ended in the meantime


def program_version(language: str = LANGUAGE) -> str:
    """Such as ``5.3.0 vie-1a2b3c4d``: program, language, start of the hash of its data.

    Raises:
        MachineProblem: the program or its language data cannot be found.
    """
    return _version(pytesseract.tesseract_cmd, language)


def language_data(language: str = LANGUAGE) -> Path | None:
    """The file of a language, or None where Tesseract does not name its folder of data; errors as above."""
    if language not in installed_languages():
        raise MachineProblem("tesseract_language_missing", language=language)
    folder = re.search(r'languages in "([^"]+)"', _answer(pytesseract.tesseract_cmd, "--list-langs"))
    data = Path(folder.group(1), f"{language}.traineddata") if folder else None
    return data if data and data.is_file() else None


def installed_languages() -> list[str]:
    """The languages that the program says it has; errors as above."""
    return _answer(pytesseract.tesseract_cmd, "--list-langs").split()


@cache
def _version(command: str, language: str) -> str:
    program = re.search(r"tesseract\s+v?(\S+)", _answer(command, "--version"))
    data = language_data(language)
    digest = hashlib.sha256(data.read_bytes()).hexdigest()[:8] if data else "unknown"
    return f"{program.group(1) if program else 'unknown'} {language}-{digest}"


def _answer(command: str, question: str) -> str:
    """The answer of the program about itself; kept as long as it is looked for in the same places."""
    return _asked(command, question, os.environ.get("PATH"))


@cache
def _asked(command: str, question: str, _path: str | None) -> str:
    status = 0
    try:
        for _ in range(ASK_TIMES):
            answer = subprocess.run(  # noqa: S603  (the program that reads the pages)
                [command, question],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=ASK_SECONDS,
                check=False,
            )
            status = answer.returncode
            if status >= 0:
                return answer.stdout.decode("utf-8", "replace")
    except subprocess.TimeoutExpired:
        raise MachineProblem("tesseract_hung", seconds=ASK_SECONDS) from None
    except OSError:
        raise MachineProblem("tesseract_missing", program=Path(command).name) from None
    # An answer that was cut off would be taken for one of another version.
    raise MachineProblem("tesseract_crashed", status=status)
