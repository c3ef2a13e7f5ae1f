"""Sealing values with the keys of their owners, and the digests by which they are found again.

A digest is made with a key that only this store has: equal words give equal digests, and nobody without the key can
try out which word it was.
"""

import hmac
import json
import os
from functools import lru_cache
from typing import Any, Final

from cryptography.exceptions import InvalidTag

from export.store.vault.keys import KEY_BYTES, OfficeKey, opened, sealed
from ocr.problem import OutputProblem

DIGEST_BYTES: Final = 16  # of a digest that are kept: two of a thousand million meet by chance once in 10^20
_KEYS_AT_HAND: Final = 4096  # data keys that are not unwrapped again


class Vault:
    """The keys of an open store."""

    def __init__(self, office_key: OfficeKey, index: bytes, log: bytes) -> None:
        self.office_key, self.log = office_key, log
        self._index = index
        self._unwrapped = lru_cache(maxsize=_KEYS_AT_HAND)(office_key.unwrap)
        self._digest = lru_cache(maxsize=1 << 16)(self._of)

    def new_key(self, of: str) -> bytes:
        """A data key for the subject or document of that code, wrapped."""
        return self.office_key.wrap(os.urandom(KEY_BYTES), of)

    def seal(self, wrapped: bytes, of: str, value: object, about: str) -> bytes:
        """``value`` as JSON under the data key of ``of``, bound to its owner and to what it is ``about``."""
        data = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
        return sealed(self._unwrapped(wrapped, of), data, f"{of}|{about}")

    def open(self, wrapped: bytes, of: str, data: bytes, about: str) -> Any:  # noqa: ANN401  (JSON)
        """What :func:`seal` sealed; raises OutputProblem ``store_value_damaged`` where it is not what was kept."""
        try:
            return json.loads(opened(self._unwrapped(wrapped, of), data, f"{of}|{about}"))
        except (InvalidTag, ValueError):
            raise OutputProblem("store_value_damaged", of=of) from None

    def digest(self, text: str) -> bytes:
        """What ``text`` is looked for by."""
        return self._digest(text)

    def whole_digest(self, text: str) -> bytes:
        """The same for what is long and rarely asked twice."""
        return self._of(text)

    def _of(self, text: str) -> bytes:
        return hmac.digest(self._index, text.encode(), "sha256")[:DIGEST_BYTES]
