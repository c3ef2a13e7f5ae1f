"""Every setting in one frozen model: limits, deadlines, profile, engine.

Order of precedence: command-line flag, environment (``DIGITIZE_…``, nested names joined by ``__``), the file named
by ``--config`` or ``DIGITIZE_CONFIG``, or without one the file in the working folder and then the user's own
(:mod:`digitize.settings_files`), default. A file in the working folder may set only what can harm nobody. An unknown
key is an error with a suggestion.
"""

import difflib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field, ValidationError

from digitize.settings_files import SettingsFile, own_file, settings_files
from extract.rules.must_be import must_be, shown
from ocr.problem import ConfigurationProblem
from ocr.value import Value

MIB = 1024 * 1024  # bytes
_DAY = 86_400  # seconds
_PETA = 1024 * 1024 * 1024 * MIB  # bytes or pixels; more than any disk or memory of one computer

Amount = Annotated[int, Field(gt=0, le=_PETA)]
Count = Annotated[int, Field(gt=0, le=10_000_000)]
Ratio = Annotated[float, Field(gt=1, le=1e9, allow_inf_nan=False)]
# Clocks tell no less than a millisecond apart; a system call that waits for a page cannot wait for a month.
Seconds = Annotated[float, Field(ge=0.001, le=7 * _DAY, allow_inf_nan=False)]


class Limits(Value):
    """What one input may cost this computer. Sizes in bytes or pixels, times in seconds.

    ``pixels_per_byte`` is how many pixels a large picture may declare for each of its bytes, ``stream_bytes`` what
    one stream of a PDF may inflate to, ``unpacked_bytes`` what all ZIPs of a run may unpack to together; the limits of ZIPs hold for files attached to a PDF, too;
    ``page_memory`` the memory for reading one page, ``free_bytes`` what has to stay free on the disk of the results. None takes what no computer can hold.
    """

    file_bytes: Amount = 512 * MIB
    pages_per_file: Count = 1_000
    page_pixels: Amount = 200_000_000
    pixels_per_byte: Ratio = 20_000.0
    stream_bytes: Amount = 1_024 * MIB
    zip_entries: Count = 5_000
    zip_bytes: Amount = 2_048 * MIB
    zip_ratio: Ratio = 200.0
    zip_depth: int = Field(default=2, ge=1, le=50)
    unpacked_bytes: Amount = 8_192 * MIB
    page_seconds: Seconds = 120.0
    file_seconds: Seconds = 21_600.0
    free_bytes: int = Field(default=512 * MIB, ge=0, le=_PETA)
    page_memory: int = Field(default=4_096 * MIB, ge=256 * MIB, le=_PETA)


class Cluster(Value):
    """Other computers that also read pages: the scheduler's address, and a folder or URL through which files travel.

    ``ca_file`` is the certificate of the office's own authority; ``cert_file`` and ``key_file`` prove who asks.
    ``insecure`` allows an address that is not encrypted.
    """

    address: str | None = None
    shared: str | None = None
    ca_file: Path | None = None
    cert_file: Path | None = None
    key_file: Path | None = None
    insecure: bool = False


class Review(Value):
    """How people decide.

    ``two_looks`` names the fields that two people look at, each without seeing the other's answer; ``*`` stands for
    all. ``name`` is who decides where nobody is asked. The page is locked after ``idle_minutes`` without a key.
    """

    two_looks: tuple[str, ...] = ()
    name: str = ""
    idle_minutes: float = Field(default=15.0, gt=0, le=24 * 60, allow_inf_nan=False)


class Store(Value):
    """Where papers are kept once and for all: ``place`` is a path or a URL, ``key_file`` holds the key of the office."""

    place: str | None = None
    key_file: Path | None = None


class Settings(Value):
    """How a run behaves.

    ``jobs`` 0 means as many as cores; ``types`` and ``procedures`` are folders of further
    document types and procedures; ``procedure`` is the code of the one that dossiers are checked against.
    ``retry`` names faults whose pages are tried again, however often they failed. A run stops when
    more than ``failed_share`` of its files have failed, judged from the ``judged_after``-th file on.
    ``secrecy`` says whether reading stops at a secrecy stamp, or the paper is read and flagged.
    """

    engine: str = "auto"
    profile: Literal["nd30", "cv7197"] = "nd30"
    jobs: int = Field(default=0, ge=0, le=1_000)
    types: Path | None = None
    procedures: Path | None = None
    procedure: str | None = None
    retry: tuple[Literal["input", "limit", "machine", "configuration", "output", "bug"], ...] = ()
    failed_share: float = Field(default=0.1, ge=0, le=1, allow_inf_nan=False)
    judged_after: int = Field(default=20, ge=1, le=10_000_000)
    secrecy: Literal["stop", "flag"] = "stop"
    limits: Limits = Limits()
    cluster: Cluster = Cluster()
    review: Review = Review()
    store: Store = Store()

    def without_cluster(self) -> "Settings":
        """The same settings for another computer, without the paths and certificates of this one."""
        return self.model_copy(
            update={"cluster": Cluster(), "store": Store(), "types": None, "procedures": None}
        )


HARMLESS = frozenset({"profile", "jobs", *(f"limits.{name}" for name in Limits.model_fields)})
"""What a file in the working folder may set: nothing that sends, runs, lets through or judges papers.

Its limits may only be tighter, and its ``jobs`` no more than the cores: see :func:`_check_harmless`.
"""


class Gathered(NamedTuple):
    """The settings of a run, and where they came from."""

    settings: Settings
    files: tuple[SettingsFile, ...]

    @property
    def beside(self) -> SettingsFile | None:
        """The file in the working folder, where it set anything."""
        return next((one for one in self.files if one.beside and one.tree), None)


def load_settings(config: Path | None, **flags: object) -> Settings:
    """The settings of this run; a flag that is None was not given. Errors as :func:`gathered`."""
    return gathered(config, **flags).settings


def gathered(config: Path | None, **flags: object) -> Gathered:
    """The settings of this run with the files that they came from; a flag that is None was not given.

    Raises:
        ConfigurationProblem: a file cannot be read, a key or a value is wrong, or the file in the working
            folder sets what it may not.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    files = settings_files(config)
    said: dict[str, Any] = {}
    for one in files:
        if one.beside:
            _check_harmless(one, _validated(said))
        said = _laid_over(said, one.tree)
    return Gathered(_validated(_laid_over(said, _laid_over(_from_environment(), given))), files)


def _check_harmless(beside: SettingsFile, own: Settings) -> None:
    """Refuse a file of the working folder that sets more than it may, or a limit looser than without it."""
    sections = Settings.model_fields.keys() - {"limits"}
    refused = [key for key in beside.keys if key.split(".")[0] in sections and key not in HARMLESS]
    refused = refused or _loosened(beside, own)
    if refused:
        raise ConfigurationProblem(
            "settings_beside_refused",
            file=str(beside.file),
            keys=", ".join(refused),
            own=str(own_file() or "--config"),
        )


def _loosened(beside: SettingsFile, own: Settings) -> list[str]:
    asked = _validated(beside.tree)
    looser = [
        key
        for key in beside.keys
        if key.startswith("limits.") and _is_looser(key.removeprefix("limits."), asked.limits, own.limits)
    ]
    return [*looser, *(["jobs"] if asked.jobs > max(own.jobs, os.cpu_count() or 1) else [])]


def _is_looser(name: str, asked: Limits, own: Limits) -> bool:
    theirs, ours = getattr(asked, name), getattr(own, name)
    return bool(theirs < ours) if name == "free_bytes" else bool(theirs > ours)


def _validated(said: Mapping[str, Any]) -> Settings:
    try:
        return Settings.model_validate(said)
    except ValidationError as errors:
        raise _explained(errors) from None


def from_environment() -> tuple[str, ...]:
    """The variables of the environment that are settings."""
    known = tuple(f"DIGITIZE_{name}".upper() for name in Settings.model_fields)
    return tuple(sorted(name for name in os.environ if name.upper().split("__")[0] in known))


def _from_environment() -> dict[str, Any]:
    from pydantic_settings import (  # noqa: PLC0415  (slow to import)
        BaseSettings,
        EnvSettingsSource,
        SettingsError,
    )

    class Environment(Settings, BaseSettings):  # type: ignore[misc]  # both name their configuration so
        pass

    try:
        return EnvSettingsSource(Environment, env_prefix="DIGITIZE_", env_nested_delimiter="__")()
    except SettingsError as error:
        field = re.search(r'"(\w+)"', str(error))
        name = f"DIGITIZE_{field[1].upper()}" if field else "DIGITIZE_…"
        raise ConfigurationProblem("setting_variable", name=name) from None


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        lower = merged.get(key)
        merged[key] = (
            _laid_over(lower, value) if isinstance(lower, dict) and isinstance(value, dict) else value
        )
    return merged


def _explained(errors: ValidationError) -> ConfigurationProblem:
    first = errors.errors()[0]
    path = [shown(part) for part in first["loc"]]
    key = ".".join(path)
    if first["type"] == "extra_forbidden":
        known = _names_beside(path)
        near = difflib.get_close_matches(path[-1], known, n=1)
        return ConfigurationProblem(
            "setting_unknown", key=key, suggestion=near[0] if near else ", ".join(known)
        )
    return ConfigurationProblem("setting_invalid", key=key, value=shown(first["input"]), **must_be(first))


def _names_beside(path: list[str]) -> list[str]:
    parts: dict[str, type[Value]] = {"limits": Limits, "cluster": Cluster, "review": Review, "store": Store}
    part = parts.get(path[0], Settings) if len(path) > 1 else Settings
    return sorted(part.model_fields)
