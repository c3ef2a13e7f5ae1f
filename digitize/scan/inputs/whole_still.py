"""Whether the picture of a still page is complete: what decoders fill in silently is found by its format."""

import io
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from digitize.scan.pdf.streams import extent
from digitize.scan.raw import SourceFile
from digitize.scan.safe.fax_data import Fax, fax_is_whole
from digitize.scan.safe.heif_data import heif_is_whole
from digitize.scan.safe.jpeg_data import is_of_rare_kind, jpeg_is_whole
from digitize.scan.safe.png_data import png_is_unchanged, png_is_whole
from digitize.scan.safe.webp_data import with_other_ends
from ocr.problem import InputProblem

# Tags of TIFF 6.0: StripOffsets, StripByteCounts, TileOffsets, TileByteCounts.
_STRIPS, _STRIP_BYTES, _TILES, _TILE_BYTES = 273, 279, 324, 325
_COMPRESSION, _ROWS, _FILL_ORDER, _T4_OPTIONS, _TABLES = 259, 278, 266, 292, 347
"""Tags of TIFF 6.0: Compression, RowsPerStrip, FillOrder, T4Options, JPEGTables."""
_WIDTH, _HEIGHT, _BITS, _SAMPLES = 256, 257, 258, 277
"""Tags of TIFF 6.0: ImageWidth, ImageLength, BitsPerSample, SamplesPerPixel."""
_RUNS, _T4, _T6, _JPEG, _PACKBITS = 2, 3, 4, 7, 32773
"""Values of Compression: the first is T.4 in one dimension, without ends of lines, each row on a new byte."""
_PLANES, _APART = 284, 2  # the tag PlanarConfiguration, and its value where each colour has strips of its own
_TILE_WIDTH, _TILE_HEIGHT = 322, 323  # tags of TIFF 6.0: TileWidth, TileLength
_MORE = range(
    3
)  # bytes that PackBits may yield beyond the rows of a strip: writers fill up to an even length
_REPEATED = 128  # heads of runs from here repeat a byte; this one does nothing (TIFF 6.0, section 9)
_DEFLATE = frozenset({8, 32946})
"""Values of Compression: Adobe's and the older one."""
_LOWEST_FIRST = 2  # a value of FillOrder: the first pixel is in the lowest bit
_MOST = 1 << 40  # bytes: no limit, since none of them is kept
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def check_whole(image: Image.Image, file: SourceFile) -> None:
    """Check the frame of ``image`` that was loaded.

    Raises:
        InputProblem: ``image_truncated``; ``picture_unsupported``, a kind of JPEG of which nobody can say whether it is.
    """
    if not _is_whole(image, file.path):
        if image.format in {"JPEG", "MPO"} and is_of_rare_kind(file.path.read_bytes()):
            raise InputProblem("picture_unsupported", file=file.name)
        raise InputProblem("image_truncated", file=file.name)


def check_extent(image: Image.Image, file: SourceFile) -> None:
    """Check that no strip or tile of a TIFF lies beyond the end of the file; for a frame not yet loaded.

    Raises:
        InputProblem: ``image_truncated``.
    """
    size = file.path.stat().st_size
    for offsets, counts in ((_STRIPS, _STRIP_BYTES), (_TILES, _TILE_BYTES)):
        starts, lengths = tag(image, offsets) or (), tag(image, counts) or ()
        if any(start + length > size for start, length in zip(starts, lengths, strict=False)):
            raise InputProblem("image_truncated", file=file.name)


def tag(image: Image.Image, number: int) -> Any:  # noqa: ANN401  (a TIFF tag is a number, a text or a tuple)
    """The value of a TIFF tag, or None."""
    tags = getattr(image, "tag_v2", None)
    return tags.get(number) if tags is not None else None


def _is_whole(image: Image.Image, path: Path) -> bool:
    match image.format:
        case "JPEG" | "MPO":
            return jpeg_is_whole(path.read_bytes())
        case "PNG":
            data = path.read_bytes()
            # Rows that are not there stay at zero; nearly every page says at its foot that it has them.
            return png_is_unchanged(data) and (_has_foot(image) or png_is_whole(data))
        case "WEBP":
            return _needs_its_end(image, path.read_bytes())
        case "HEIF":
            return heif_is_whole(path.read_bytes())
        case "TIFF":
            return _tiff_is_whole(image, path)
    return True


def _needs_its_end(image: Image.Image, data: bytes) -> bool:
    """Whether other bytes at the end of a WebP file would make another picture of it, or none."""
    changed = with_other_ends(data)
    try:
        with Image.open(io.BytesIO(changed), formats=("WEBP",)) as other:
            return changed == data or not np.array_equal(np.asarray(image), np.asarray(other))
    except (OSError, ValueError):
        return True  # the decoder ran out of data


def _has_foot(image: Image.Image) -> bool:
    foot = image.crop((0, image.height - 1, image.width, image.height))
    return "interlace" not in image.info and bool(np.asarray(foot).any())


def _tiff_is_whole(image: Image.Image, path: Path) -> bool:
    compression = tag(image, _COMPRESSION)
    if compression == _JPEG:
        tables = tag(image, _TABLES) or b""
        return all(jpeg_is_whole(_with_tables(tables, piece)) for piece in _pieces(image, path))
    if compression in _DEFLATE:
        return all(map(_inflates, _pieces(image, path)))
    if compression == _PACKBITS:
        sizes = _sizes_of_pieces(image)
        return all(
            _unpacked(piece) - size in _MORE for piece, size in zip(_pieces(image, path), sizes, strict=True)
        )
    if compression in {_RUNS, _T4, _T6} and tag(image, _STRIPS):
        return fax_is_whole(_fax(image, path, compression))
    return True


def _inflates(piece: bytes) -> bool:
    # The TIFF library stops as soon as it has its rows, before the checksum.
    return extent(piece, "FlateDecode", _MOST).whole


def _unpacked(piece: bytes) -> int:
    """Bytes that a strip yields (TIFF 6.0, section 9)."""
    size = at = 0
    while at < len(piece):
        head = piece[at]
        literal = head < _REPEATED
        size += head + 1 if literal else 257 - head if head > _REPEATED else 0
        at += head + 2 if literal else 2 if head > _REPEATED else 1
    return size


def _sizes_of_pieces(image: Image.Image) -> list[int]:
    """Bytes that each strip or tile holds once it is unpacked."""
    depths, samples = tag(image, _BITS) or (1,), int(tag(image, _SAMPLES) or 1)
    planes = samples if tag(image, _PLANES) == _APART else 1
    width, height = int(tag(image, _WIDTH)), int(tag(image, _HEIGHT))
    across, down = (int(tag(image, side) or 0) for side in (_TILE_WIDTH, _TILE_HEIGHT))
    row = -(-(across or width) * int(depths[0]) * (samples // planes) // 8)
    if across:
        return [row * down] * (-(-width // across) * -(-height // down) * planes)
    rows = min(int(tag(image, _ROWS) or height), height)
    return [row * min(rows, height - first) for first in range(0, height, rows)] * planes


def _with_tables(tables: bytes, piece: bytes) -> bytes:
    # The tables are a JPEG of their own without a picture (TIFF Technical Note 2).
    return tables[:-2] + piece[2:] if len(tables) > 2 else piece  # noqa: PLR2004  (a marker takes two bytes)


def _pieces(image: Image.Image, path: Path) -> tuple[bytes, ...]:
    """The strips or tiles as they lie in the file."""
    named = ((_STRIPS, _STRIP_BYTES), (_TILES, _TILE_BYTES))
    offsets, counts = next(pair for pair in named if tag(image, pair[0]))
    with path.open("rb") as stream:
        return tuple(
            _read(stream, start, length)
            for start, length in zip(tag(image, offsets), tag(image, counts), strict=True)
        )


def _read(stream: Any, start: int, length: int) -> bytes:  # noqa: ANN401  (a file open for reading)
    stream.seek(start)
    return bytes(stream.read(length))


def _fax(image: Image.Image, path: Path, compression: int) -> Fax:
    strips = _pieces(image, path)
    if tag(image, _FILL_ORDER) == _LOWEST_FIRST:
        strips = tuple(strip.translate(_REVERSED) for strip in strips)
    two_dimensional = int(tag(image, _T4_OPTIONS) or 0) & 1
    # A turned frame has its sides exchanged by now; its tags have not.
    width, height = int(tag(image, _WIDTH)), int(tag(image, _HEIGHT))
    rows = min(int(tag(image, _ROWS) or height), height)
    if compression == _T6:
        return Fax(strips, width, height, rows)
    is_runs = compression == _RUNS
    return Fax(strips, width, height, rows, 0 if is_runs else two_dimensional, not is_runs, is_runs)
