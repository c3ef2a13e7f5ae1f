"""``text.json``, written and read page by page, so that the text of 500 pages is never in memory together.

The file is one JSON object. Its pages come last, and each begins and ends on a line of its own, so that one of
them can be cut out without parsing the others. A file that another program formatted differently is read whole.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import Protocol

from pydantic import ValidationError

from digitize.results.handed_on import Origin, PageFailure, ReadFile, TextHead
from digitize.results.packed import PackedPage
from digitize.results.read_back import require
from export.records.record_json import write_parts
from ocr.page import PageText
from ocr.problem import InputProblem

_PAGES = b'  "pages": '
_END_OF_PAGE = b"    }"


class StoredText(Protocol):
    """What was read of a file; ``pages`` can be iterated again and again, in order."""

    @property
    def origin(self) -> Origin:
        """The file and dossier that it came from."""
        ...

    @property
    def fingerprint(self) -> str:
        """What the reading depended on."""
        ...

    @property
    def failed(self) -> tuple[PageFailure, ...]:
        """The pages that could not be read."""
        ...

    @property
    def pages(self) -> Iterable[PageText]:
        """The pages that were read."""
        ...


@dataclass(frozen=True)
class StoredPages:
    """The pages of a ``text.json`` of ours, read one by one; raises InputProblem where one is not a page.

    With ``sha256``, it has to be a page of the file of these bytes.
    """

    path: Path
    sha256: str | None = None

    def __iter__(self) -> Iterator[PageText]:
        with self.path.open("rb") as stream:
            part: list[bytes] = []
            for line in dropwhile(_is_above_pages, stream):
                if line.startswith(_PAGES):
                    continue
                part.append(line)
                if line.rstrip(b",\r\n") == _END_OF_PAGE:
                    yield self._page(b"".join(part).rstrip(b",\r\n"))
                    part.clear()

    def _page(self, part: bytes) -> PageText:
        try:
            page = PageText.model_validate_json(part)
        except ValidationError:
            raise InputProblem("stage_file_invalid", file=str(self.path)) from None
        if page.sha256 != (self.sha256 or page.sha256):
            raise InputProblem("stage_file_invalid", file=str(self.path))
        return page


@dataclass(frozen=True)
class JoinedPages:
    """What was read now and, from ``before``, what was read earlier, in the order of the pages."""

    now: Sequence[PackedPage]
    before: Iterable[PageText] = ()

    def __iter__(self) -> Iterator[PageText]:
        again = {one.page for one in self.now}
        earlier = (page for page in self.before if page.page not in again)
        return merge(earlier, (one.unpacked() for one in self.now), key=lambda page: page.page)


@dataclass(frozen=True)
class StreamedFile:
    """A :class:`StoredText` whose pages come one by one."""

    origin: Origin
    fingerprint: str
    failed: tuple[PageFailure, ...]
    pages: Iterable[PageText]


def head_of(path: Path) -> TextHead | None:
    """The part of ``text.json`` before its pages, or None where there is no such file of ours."""
    try:
        if not path.is_file():  # a pipe of that name would keep its reader waiting for ever
            return None
        with path.open("rb") as stream:
            lines: list[bytes] = list(takewhile(_is_above_pages, stream))
        return TextHead.model_validate_json(b"".join(lines).rstrip().removesuffix(b",") + b"}")
    except (OSError, ValidationError):
        return None


def _is_above_pages(line: bytes) -> bool:
    return not line.startswith(_PAGES)


def stored_reading(path: Path) -> StoredText:
    """What an earlier stage or run left in ``path``; raises InputProblem if that is no ``text.json``."""
    head = head_of(path)
    if head is None:
        return require(ReadFile, path)
    return StreamedFile(head.origin, head.fingerprint, head.failed, StoredPages(path, head.origin.sha256))


def of_origin(read: StoredText, origin: Origin) -> StoredText:
    """The same reading under another name of its dossier."""
    return read if origin == read.origin else StreamedFile(origin, read.fingerprint, read.failed, read.pages)


def write_reading(path: Path, read: StoredText) -> None:
    """Write ``text.json``; errors as :func:`export.atomic.replacing`."""
    head = TextHead(origin=read.origin, fingerprint=read.fingerprint, failed=read.failed)
    write_parts(
        path, [*((name, getattr(head, name)) for name in TextHead.model_fields), ("pages", iter(read.pages))]
    )
