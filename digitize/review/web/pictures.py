"""The pages as pictures: drawn once from the kept original, in a process of its own, and kept in memory up to a bound.

A file that kills whoever opens it kills that process; the page says so and everything else goes on.
"""

from collections import OrderedDict
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Final, Literal, NamedTuple

import cv2

from digitize.decisions.arranged import turns
from digitize.decisions.kept import decisions_in
from digitize.jobs.deliver import original_of
from digitize.page.chain import PageTask, scan_page
from digitize.results.layout import TEXT
from digitize.results.text_file import head_of
from digitize.scan.raw import SourceFile
from digitize.settings import Settings
from digitize.workers.pool import Children, Failed, pool
from ocr.problem import InputProblem

Plane = Literal["colour", "ink"]

KEPT_BYTES: Final = 128 * 1024 * 1024
"""What the pictures in memory may take together."""
DRAWING: Final = 2
"""Pages that are drawn at the same time."""
QUALITY: Final = 82
"""Of JPEG, of 100: letters stay sharp."""


class Picture(NamedTuple):
    """One page as files for a browser: in colour as it was scanned, and cleaned as engines read it."""

    colour: bytes
    ink: bytes

    @property
    def size(self) -> int:
        """Bytes of both."""
        return len(self.colour) + len(self.ink)


class Pictures:
    """The pages of one folder of results; made by :func:`pictures`."""

    def __init__(self, out: Path, settings: Settings, workers: Children[PageTask, Picture]) -> None:
        self._out, self._settings, self._workers = out, settings, workers
        self._lock = Lock()
        self._asked: OrderedDict[tuple[str, int, int | None], Future[Picture | Failed]] = OrderedDict()

    def ask(self, folder: str, sha256: str, page: int) -> Future[Picture | Failed]:
        """The picture of a page, drawn now or before.

        Raises:
            InputProblem: there is no such page, or no original beside its text.
        """
        with self._lock:
            quarter = turns(decisions_in(self._out, sha256)).get(page)
            found = self._asked.get((sha256, page, quarter))
            if found is None or _has_failed(found):
                task = PageTask(self._file(folder, sha256, page), page, self._settings, quarter)
                found = self._workers.submit(task, self._settings.limits.page_seconds)
                self._asked[sha256, page, quarter] = found
            self._asked.move_to_end((sha256, page, quarter))
            self._bound()
        return found

    def _file(self, folder: str, sha256: str, page: int) -> SourceFile:
        where = self._out / folder
        head = head_of(where / TEXT)
        original = original_of(where, head.origin) if head and head.origin.sha256 == sha256 else None
        if head is None or original is None or not 1 <= page <= head.origin.pages:
            raise InputProblem("page_missing", file=folder, page=page)
        return SourceFile(head.origin.file, original, sha256, head.origin.kind, head.origin.pages)

    def _bound(self) -> None:
        sizes = {name: _size(one) for name, one in self._asked.items()}
        for name in list(self._asked)[:-1]:
            if sum(sizes.values()) <= KEPT_BYTES:
                return
            if self._asked[name].done():
                del self._asked[name], sizes[name]


@contextmanager
def pictures(out: Path, settings: Settings) -> Iterator[Pictures]:
    """Draws pages until the block ends."""
    with pool(drawn, jobs=DRAWING, memory=settings.limits.page_memory) as workers:
        yield Pictures(out, settings, workers)


def drawn(task: PageTask) -> Picture:
    """One page, upright.

    Raises:
        Problem: it cannot be opened any more.
    """
    image, _ = scan_page(task)
    # OpenCV writes blue first.
    colour = cv2.cvtColor(image.colour, cv2.COLOR_RGB2BGR) if image.colour.ndim > 2 else image.colour  # noqa: PLR2004  (height, width, colours)
    _, seen = cv2.imencode(".jpg", colour, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    _, ink = cv2.imencode(".png", image.ink)
    return Picture(seen.tobytes(), ink.tobytes())


def _has_failed(asked: "Future[Picture | Failed]") -> bool:
    return asked.done() and not _size(asked)


def _size(asked: "Future[Picture | Failed]") -> int:
    if not asked.done() or asked.cancelled() or asked.exception():
        return 0
    found = asked.result()
    return found.size if isinstance(found, Picture) else 0
