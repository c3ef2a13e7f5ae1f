"""Opening the store that a command names: where it is, where the key of the office lies, and who asks."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

from digitize.exit_codes import UsageProblem
from digitize.messages import Translator
from digitize.settings import Settings
from digitize.settings_files import own_file
from digitize.terminal import say
from export.store.vault.log import Access, here
from export.store.vault.opening import Store, open_store
from ocr.problem import ConfigurationProblem, MachineProblem

FROM_STDIN: Final = "-"
"""What stands for words that are typed, so that they are in no list of processes."""
_PASSWORD: Final = re.compile(r"[^:/?#]+://[^:/?#@]*:[^/?#]*@|.*[?&]password=")
_LIBRARIES: Final = ("sqlalchemy", "alembic", "cryptography")


class Desk(NamedTuple):
    """Where somebody asks: the settings, the ``store`` that was named, in which language, who asks and what for."""

    settings: Settings
    t: Translator
    store: str | None = None
    by: str = ""
    purpose: str = ""
    as_json: bool = False


class Asked(NamedTuple):
    """A store that is open, and who asks."""

    store: Store
    access: Access


def require_libraries() -> None:
    """Passes where the libraries of the store are installed; raises MachineProblem ``store_lacks``."""
    if not all(map(find_spec, _LIBRARIES)):
        raise MachineProblem("store_lacks", extra="store")


def place_of(desk: Desk) -> str:
    """Where the store is.

    Raises:
        UsageProblem: ``store_not_named``; ``store_password_shown``, everybody on this computer would see the password.
    """
    place = desk.store or desk.settings.store.place
    if not place:
        raise UsageProblem("store_not_named")
    if desk.store and _PASSWORD.match(desk.store):
        raise UsageProblem("store_password_shown")
    return place


def key_file_of(settings: Settings) -> Path:
    """Where the key of the office lies: as it was said, or beside the user's own settings."""
    own = own_file()
    if settings.store.key_file is not None:
        return settings.store.key_file
    if own is None:
        raise ConfigurationProblem("store_key_where")
    return own.with_name("store.key")


@contextmanager
def asked(desk: Desk, process: str, *, make: bool = False) -> Iterator[Asked]:
    """The open store, for whoever runs this command; a key that was made is told, with how to keep it."""
    require_libraries()
    key_file = key_file_of(desk.settings)
    had_key = key_file.exists()
    with open_store(place_of(desk), key_file, make=make) as store:
        if not had_key:
            say(desk.t("store.key_made", file=str(key_file)), err=True)
        yield Asked(store, access_of(desk, process))


def access_of(desk: Desk, process: str) -> Access:
    """Who asks, as the log keeps it."""
    account = desk.by or desk.settings.review.name
    return here(f"digitize {process}", account=account, purpose=desk.purpose)


def words_of(words: list[str]) -> str:
    """The words as they were given, or the line that is typed where a dash stands."""
    return sys.stdin.readline().strip() if words == [FROM_STDIN] else " ".join(words)
