"""``--explain``: why a type and each field did or did not match, as JSON and as marked pictures of the pages."""

from collections.abc import Sequence
from pathlib import Path

from digitize.chain import PageTask, scan_page
from digitize.folder import explained_file, explained_picture
from digitize.scan.raw import SourceFile
from digitize.settings import Settings
from digitize.stages import ReadFile
from export.atomic import write_bytes
from export.overlay import draw_overlay
from export.record_json import write_record
from extract.extraction import Extraction


def explain_documents(
    folder: Path, original: Path | None, read: ReadFile, extractions: Sequence[Extraction]
) -> None:
    """Write the explanation of every document of a file; pictures only where the original is at hand."""
    for number, extraction in enumerate(extractions, start=1):
        write_record(explained_file(folder, number), extraction.explanation())
        if original:
            for page in extraction.record.pages:
                picture = explained_picture(folder, number, page)
                write_bytes(picture, draw_overlay(_upright(original, read, page), page, extraction.record))
