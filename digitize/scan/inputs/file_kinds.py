"""The kind of a file from its first bytes: its name is only what somebody typed."""

from typing import Literal, get_args

from digitize.scan.raw import FileKind

StillKind = Literal["jpeg", "png", "tiff", "webp", "heif"]
Kind = Literal["pdf", StillKind, "zip", "picture", "archive", "office", "text", "empty", "unknown"]
"""``picture`` and ``archive`` may hold paper in a form that is not read here (GIF, BMP, RAR, …)."""

PAPER_SUFFIXES = frozenset(
    {".pdf", ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".tif", ".tiff", ".webp", ".heic", ".heif"}
    | {".bmp", ".gif", ".jp2", ".zip"}
)
"""A file with this suffix should be a paper: if its bytes are something else, it has failed and is not skipped."""

UNREAD: dict[Kind, str] = {
    "text": "not_paper",
    "office": "not_paper",
    "empty": "unknown_kind",
    "unknown": "unknown_kind",
}
"""Why a file of this kind among papers is skipped."""

HEAD = 4096
"""How many bytes :func:`tell_kind` needs."""

PDF_HEADER_WITHIN = 1024
"""Readers accept other bytes before ``%PDF-`` up to here (ISO 32000-1, Annex H, implementation note 13)."""

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"BM", "picture"),
    (b"GIF8", "picture"),
    (b"8BPS", "picture"),
    (b"AT&TFORM", "picture"),
    (b"\x00\x00\x00\x0cjP  ", "picture"),
    (b"\xff\x4f\xff\x51", "picture"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
)
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\x1b")


def tell_kind(head: bytes) -> Kind:
    """The kind of a file that begins with ``head`` (its first :data:`HEAD` bytes, or all of it).

    A ZIP that is an office document is recognised by its directory, not here.
    """
    if not head:
        return "empty"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return "heif" if head[8:12] in _HEIF_BRANDS else "picture"
    if b"%PDF-" in head[:PDF_HEADER_WITHIN]:
        return "pdf"
    return "text" if _is_text(head) else "unknown"


def file_kind(kind: Kind) -> FileKind | None:
    """How a file of this kind is opened; None where it cannot be."""
    if kind in get_args(StillKind):
        return "image"
    return "pdf" if kind == "pdf" else None


def _is_text(head: bytes) -> bool:
    if head.startswith(_BYTE_ORDER_MARKS):
        return True
    return all(byte >= 0x20 or byte in _TEXT_CONTROLS for byte in head) and _decodes(head)  # noqa: PLR2004  (below the space stand the control characters)


def _decodes(head: bytes) -> bool:
    # The last character may be cut, with at most three of its bytes left.
    for cut in range(4):
        try:
            head[: len(head) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return True
    return False
