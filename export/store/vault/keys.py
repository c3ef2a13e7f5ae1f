"""The key of the office: the one secret from which everything in a store can be read.

It lies in a file of its own, apart from the store and its backups. Every subject and every document has a data key,
which is kept in the store wrapped by this one; who has the store without the key has nothing.
"""

import base64
import binascii
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from export.atomic import output_problem
from ocr.problem import ConfigurationProblem

KEY_BYTES: Final = 32  # bytes of every key: AES-256
NONCE_BYTES: Final = 12  # bytes that AES-GCM begins with, drawn anew for every sealing
_OPENING: Final = "digitize-store-key-1"
_OF_OTHERS: Final = 0o077  # the permissions of everybody but the owner


class OfficeKey(NamedTuple):
    """What wraps data keys, and what seals backups, both made from the one secret."""

    wraps: bytes
    backs_up: bytes

    def wrap(self, key: bytes, of: str) -> bytes:
        """``key`` sealed, and bound to its owner, so that it opens nothing else."""
        return sealed(self.wraps, key, of)

    def unwrap(self, wrapped: bytes, of: str) -> bytes:
        """The key that was wrapped; raises InvalidTag where this office did not wrap it."""
        return opened(self.wraps, wrapped, of)


def sealed(key: bytes, data: bytes, about: str) -> bytes:
    """``data`` under ``key``, bound to what it is ``about``."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, data, about.encode())


def opened(key: bytes, data: bytes, about: str) -> bytes:
    """What was sealed; raises InvalidTag where the key, the bytes or what it is about are others."""
    if len(data) <= NONCE_BYTES:
        raise InvalidTag
    return AESGCM(key).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], about.encode())


def make_key_file(path: Path) -> None:
    """A new secret at ``path``, for its owner alone; what lies there already stays as it is.

    Raises:
        OutputProblem: the file cannot be written.
    """
    line = f"{_OPENING} {base64.b64encode(os.urandom(KEY_BYTES)).decode()}\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        half = path.with_name(f".{path.name}.{os.getpid()}.part")
        with suppress(FileNotFoundError):
            half.unlink()
        descriptor = os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(line)
            stream.flush()
            os.fsync(stream.fileno())
        try:
            with suppress(FileExistsError):
                os.link(half, path)  # whole or not at all, and never over another key
        finally:
            half.unlink()
    except OSError as error:
        raise output_problem(error, path) from error


def read_key_file(path: Path) -> OfficeKey:
    """The key in ``path``.

    Raises:
        ConfigurationProblem: ``store_key_missing``, ``store_key_unreadable``, or ``store_key_open`` where others on
            this computer may read it.
    """
    try:
        if os.name != "nt" and stat.S_IMODE(path.stat().st_mode) & _OF_OTHERS:
            raise ConfigurationProblem("store_key_open", file=str(path))
        opening, _, text = path.read_text(encoding="ascii").strip().partition(" ")
        secret = base64.b64decode(text, validate=True)
    except FileNotFoundError:
        raise ConfigurationProblem("store_key_missing", file=str(path)) from None
    except (OSError, ValueError, binascii.Error):
        raise ConfigurationProblem("store_key_unreadable", file=str(path)) from None
    if opening != _OPENING or len(secret) != KEY_BYTES:
        raise ConfigurationProblem("store_key_unreadable", file=str(path))
    return OfficeKey(_made(secret, "wrap"), _made(secret, "backup"))


def _made(secret: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"{_OPENING} {purpose}".encode()).derive(secret)
