"""The text of a page as a worker hands it over: packed, so that a file of 500 pages weighs a few megabytes.

Only whoever works on a page unpacks it. The program that hands out the pages keeps them packed, in its
memory and in the ledger, so that it stays as small with a long file as with a short one.
"""

import zlib
from dataclasses import dataclass
from typing import Final

from ocr.page import PageText

QUICKLY: Final = 1
"""The level of zlib: text of a page shrinks to a tenth at once, and waiting costs more than space."""


@dataclass(frozen=True)
class PackedPage:
    """One page that was read; ``data`` is its JSON, compressed."""

    page: int
    data: bytes

    @classmethod
    def of(cls, page: PageText) -> "PackedPage":
        """``page``, packed."""
        return cls(page.page, zlib.compress(page.model_dump_json().encode(), QUICKLY))

    def unpacked(self) -> PageText:
        """The page itself."""
        return PageText.model_validate_json(zlib.decompress(self.data))
