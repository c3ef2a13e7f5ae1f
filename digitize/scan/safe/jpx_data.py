"""Whether JPEG 2000 data hold every tile: decoders leave grey what they cannot read, and say nothing."""

import struct

_CODESTREAM = (
    b"\xff\x4f\xff\x51"  # start of codestream, then the size of the picture (T.800, A.4.1 and A.5.1)
)
_TILE_PART, _END = b"\xff\x90", b"\xff\xd9"  # T.800, A.4.2 and A.4.4
_PART = struct.Struct(
    ">2xHHI"
)  # start of a tile-part: its marker, its size, the tile, the length of the part
_SIZES = struct.Struct(">8I")  # the picture, its origin, the tiles, their origin (T.800, table A.9)
_NOTHING = bytes(512)
"""Packets without data take a zero byte each; half as many stood in a row on blank pages of many layers."""


def jpx_is_whole(data: bytes) -> bool:
    """Whether the parts of all tiles lie behind one another up to the end, and none is a stretch of nothing."""
    start = data.find(_CODESTREAM)
    if start < 0 or _NOTHING in data:
        return False
    width, height, left, top, tile_width, tile_height, tile_left, tile_top = _SIZES.unpack_from(
        data, start + 8
    )
    across = -(-(width - tile_left) // tile_width)
    down = -(-(height - tile_top) // tile_height)
    return bool(left < width and top < height) and _tiles(data, start + 2) == across * down


def _tiles(data: bytes, at: int) -> int:
    """How many tiles there are; 0 where their parts do not meet the end of the data."""
    while data[at : at + 2] != _TILE_PART:
        if data[at : at + 1] != b"\xff":
            return 0
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    tiles = set()
    while data[at : at + 2] == _TILE_PART and at + _PART.size <= len(data):
        _, tile, length = _PART.unpack_from(data, at)
        tiles.add(tile)
        # A length of 0 says that the part goes on to the end.
        at = at + length if length else max(at + _PART.size, data.rfind(_END))
    ended = at == len(data) or data[at : at + 2] == _END
    return len(tiles) if ended else 0
