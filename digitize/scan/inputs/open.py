"""Opening a file of any kind that can be read: how many pages it has, and each page."""

from pathlib import Path

from digitize.scan.raw import FileKind, RawPage, SourceFile
from digitize.settings import Limits


def count_pages(file: str, path: Path, kind: FileKind, limits: Limits) -> int:
    """Pages in the file at ``path``, from headers alone; ``file`` is its name for people.

    Raises:
        InputProblem: ``image_damaged``, ``image_empty``, ``pdf_damaged``, ``pdf_encrypted``,
            ``pdf_portfolio``, ``pdf_xfa``, ``pdf_truncated``, ``file_vanished``, ``file_unreadable``.
        LimitProblem: ``page_too_large``, ``too_many_pages``.
        MachineProblem: ``out_of_memory``.
    """
    if kind == "pdf":
        from digitize.scan.pdf.page_image import count_pdf_pages  # noqa: PLC0415  (two PDF libraries, not needed for photos)

        return count_pdf_pages(file, path, limits)
    from digitize.scan.inputs.stills import count_still_pages  # noqa: PLC0415  (a picture library, not needed for PDFs)

    return count_still_pages(file, path, limits)


def open_page(file: SourceFile, page: int, limits: Limits) -> RawPage:
    """Page ``page`` (from 1) of ``file`` as it came.

    Raises:
        InputProblem: ``image_damaged``, ``image_empty``, ``image_truncated``, ``image_unsupported``,
            ``pdf_encrypted``, ``page_box_absurd``, ``page_damaged``, ``page_missing``, ``file_vanished``,
            ``file_unreadable``.
        LimitProblem: ``page_too_large``, ``too_many_pages``.
        MachineProblem: ``out_of_memory``.
    """
    if file.kind == "pdf":
        from digitize.scan.pdf.page_image import open_pdf_page  # noqa: PLC0415  (as above)

        return open_pdf_page(file, page, limits)
    from digitize.scan.inputs.stills import open_still  # noqa: PLC0415  (as above)

    return open_still(file, page, limits)
