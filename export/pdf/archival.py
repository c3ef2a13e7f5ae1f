"""Saving as PDF/A-2b (ISO 19005-2), and checking whether the written file is.

``pikepdf.pdfa`` prepares the document and checks the written file against an allow-list built on the
rules of veraPDF: what is not on the list is not approved.
"""

import re
from pathlib import Path

import pikepdf
from pikepdf import Name, pdfa

from ocr.problem import Datum

_FLAVOUR = "2b"
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
    # Written to a stream, so that a full disk raises an OSError.
    with path.open("wb") as stream:
        pdf.save(stream, **pdfa.resolve_save_kwargs(_FLAVOUR, deterministic_id=True))
    return pdfa.validate_written(path, _FLAVOUR)


def save_plain(pdf: pikepdf.Pdf, path: Path) -> None:
    """Writes ``pdf`` as it is; the same document gives the same bytes."""
    with path.open("wb") as stream:
        pdf.save(stream, deterministic_id=True)


def told(report: pdfa.Report) -> dict[str, Datum]:
    """The verdict and the first rules that were broken, as data of a finding."""
    rules = list(dict.fromkeys(finding.rule for finding in report.findings))[:_RULES_TOLD]
    return {"verdict": report.verdict, "rules": ", ".join(rules)}
