"""Saving as PDF/A-2b (ISO 19005-2), and checking whether the written file is.

``pikepdf.pdfa`` prepares the document and checks the written file against an allow-list built on the
rules of veraPDF: what is not on the list is not approved.
"""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Name, pdfa

from ocr.problem import Datum

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

_FLAVOUR = "2b"
MOST_JUDGED = 200_000
"""Arrays, dictionaries and streams of a document that is checked against PDF/A; a paper of a thousand pages has a tenth."""
_RULES_TOLD = 5  # rules that are named; the first ones say enough of what is wrong
_METADATA_DATE = re.compile(rb"<xmp:MetadataDate>[^<]*</xmp:MetadataDate>")
_SAME_EVERY_RUN = b"<xmp:MetadataDate>1980-01-01T00:00:00+00:00</xmp:MetadataDate>"


def save_archival(pdf: pikepdf.Pdf, path: Path) -> pdfa.Report:
    """Prepares ``pdf`` (which changes it) and writes it to ``path``; the report judges what was written.

    The same document gives the same bytes.
    """
    # The entry only says that some tool may have used extensions; the check would refuse it unread, and finds
    # real extensions anyway, wherever they stand.
    if Name.Extensions in pdf.Root:
        del pdf.Root.Extensions
    pdfa.prepare(pdf, _FLAVOUR)
    packet = pdf.Root.Metadata
    packet.write(_METADATA_DATE.sub(_SAME_EVERY_RUN, packet.read_bytes()))
    with _stream_to(path) as stream:
        pdf.save(stream, **pdfa.resolve_save_kwargs(_FLAVOUR, deterministic_id=True))
    return pdfa.validate_written(path, _FLAVOUR)


def save_plain(pdf: pikepdf.Pdf, path: Path) -> None:
    """Writes ``pdf`` as it is; the same document gives the same bytes."""
    with _stream_to(path) as stream:
        pdf.save(stream, deterministic_id=True)


class _KeptFailure(io.BufferedWriter):
    """A stream that swallows what a full disk does not take, and keeps the error.

    qpdf ends the process where a write fails while it is tidying up.
    """

    failure: OSError | None = None

    def write(self, data: "Buffer") -> int:
        if self.failure is None:
            with self._kept():
                return super().write(data)
        return memoryview(data).nbytes

    def flush(self) -> None:
        if self.failure is None:
            with self._kept():
                super().flush()

    @contextmanager
    def _kept(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self.failure = error


@contextmanager
def _stream_to(path: Path) -> Iterator[_KeptFailure]:
    """A stream to save to; raises OSError where the disk did not take everything."""
    with _KeptFailure(io.FileIO(path, "wb")) as stream:
        yield stream
    if stream.failure:
        raise stream.failure


NOT_JUDGED: dict[str, Datum] = {"verdict": "not_checked", "rules": f"> {MOST_JUDGED}"}
"""What is told of a document too large to be checked."""


def told(report: pdfa.Report) -> dict[str, Datum]:
    """The verdict and the first rules that were broken, as data of a finding."""
    rules = list(dict.fromkeys(finding.rule for finding in report.findings))[:_RULES_TOLD]
    return {"verdict": report.verdict, "rules": ", ".join(rules)}
