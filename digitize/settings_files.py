"""The files that settings are read from: the one that was named, or the user's own and the one in the working folder.

The user's own file lies in the folder that each system has for the settings of programs. The working folder may be
a stick or a share that somebody else filled, so what its file says is kept apart. Every file is read within walls: no
content of it can take longer, or more memory, than settings need.
"""

import errno
import os
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ocr.problem import ConfigurationProblem

FILE = "digitize.toml"
VARIABLE = "DIGITIZE_CONFIG"
LARGEST = 32 * 1024  # bytes; all settings together, with comments, take two thousand
_PATHS = (
    *("types", "procedures", "store.place", "store.key_file"),
    *("cluster.ca_file", "cluster.cert_file", "cluster.key_file", "cluster.shared"),
)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class SettingsFile(NamedTuple):
    """What a file says; ``beside`` where it merely lies in the working folder."""

    file: Path
    tree: dict[str, Any]
    beside: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The names of what it sets, those of a section with its name before a dot."""
        return tuple(_keys(self.tree))


def settings_files(config: Path | None) -> tuple[SettingsFile, ...]:
    """The files that count, later ones over earlier ones: one that was named counts alone.

    Raises:
        ConfigurationProblem: ``settings_missing``, ``settings_not_opened``, ``settings_not_utf8``,
            ``settings_too_large``, ``settings_unreadable`` or ``settings_value``, each with ``file``.
    """
    named = config or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    if named:
        return (_read(named),)
    own, beside = own_file(), Path(FILE)
    found = [_read(own)] if own and _is_there(own) else []
    if _is_there(beside) and not (found and own and own.samefile(beside)):
        found.append(_read(beside)._replace(beside=True))
    return tuple(found)


def own_file() -> Path | None:
    """Where the user's own settings are looked for; None where the system does not say whose folder is whose."""
    try:
        folder = _own_folder()
    except RuntimeError:  # no home folder
        return None
    # A relative path would again mean the working folder.
    return folder / "digitize" / FILE if folder.is_absolute() else None


def _own_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", ""))
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    said = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    # A relative one is to be ignored, says the standard.
    return said if said.is_absolute() else Path.home() / ".config"


def _is_there(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError as error:
        raise _unreadable(file, error) from None


def _read(file: Path) -> SettingsFile:
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except FileNotFoundError:
        raise ConfigurationProblem("settings_missing", file=str(file)) from None
    except (OSError, ValueError) as error:
        raise _unreadable(file, error) from None
    if len(data) > LARGEST:
        raise ConfigurationProblem("settings_too_large", file=str(file), limit_kb=LARGEST // 1024)
    return SettingsFile(file, _beside_the_file(_parsed(file, data), file.parent))


def _parsed(file: Path, data: bytes) -> dict[str, Any]:
    try:
        if data.startswith(_UTF_16):
            raise ConfigurationProblem("settings_not_utf8", file=str(file))
        # Windows programs put a byte order mark before UTF-8.
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ConfigurationProblem("settings_not_utf8", file=str(file)) from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        # Without a place: it stopped at the end.
        where = int(line[1]) if line else data.count(b"\n") + 1
        raise ConfigurationProblem("settings_unreadable", file=str(file), line=where) from None
    except (ValueError, RecursionError):
        # A number of thousands of digits, a day that no calendar has, brackets within brackets without end.
        raise ConfigurationProblem("settings_value", file=str(file)) from None


def _unreadable(file: Path, error: Exception) -> ConfigurationProblem:
    code = error.errno or 0 if isinstance(error, OSError) else 0
    return ConfigurationProblem(
        "settings_not_opened", file=str(file), error=errno.errorcode.get(code, type(error).__name__)
    )


def _keys(tree: Mapping[str, Any]) -> Iterator[str]:
    for name, value in tree.items():
        if isinstance(value, dict):
            yield from (f"{name}.{inside}" for inside in value)
        else:
            yield name


def _beside_the_file(tree: dict[str, Any], folder: Path) -> dict[str, Any]:
    """``tree`` with relative paths meant from the folder of their file: never from where somebody happens to work."""
    for path in _PATHS:
        section, _, name = path.rpartition(".")
        table = tree.get(section) if section else tree
        value = table.get(name) if isinstance(table, dict) else None
        if isinstance(table, dict) and isinstance(value, str) and value and "://" not in value:
            table[name] = str(folder / value)
    return tree
