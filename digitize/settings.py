"""Every setting in one frozen model: limits, deadlines, profile, engine.

Order of precedence: command-line flag, environment (``DIGITIZE_…``, nested names joined by ``__``),
``digitize.toml`` in the working folder or the file named by ``--config``, default. An unknown key is
an error with a suggestion.
"""

import difflib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from ocr.problem import ConfigurationProblem
from ocr.value import Value

MIB = 1024 * 1024  # bytes
SETTINGS_FILE = Path("digitize.toml")


class Limits(Value):
    """What one input may cost this computer. Sizes in bytes or pixels, times in seconds.

    ``pixels_per_byte`` is how many pixels a large picture may declare for each of its bytes, ``stream_bytes`` what
    one stream of a PDF may inflate to, ``unpacked_bytes`` what all ZIPs of a run may unpack to together, ``page_memory`` the memory for reading one page, ``free_bytes`` what
    has to stay free on the disk of the results.
    """

    file_bytes: int = Field(default=512 * MIB, gt=0)
    pages_per_file: int = Field(default=1_000, gt=0)
    page_pixels: int = Field(default=200_000_000, gt=0)
    pixels_per_byte: float = Field(default=20_000.0, gt=1)
    stream_bytes: int = Field(default=1_024 * MIB, gt=0)
    zip_entries: int = Field(default=5_000, gt=0)
    zip_bytes: int = Field(default=2_048 * MIB, gt=0)
    zip_ratio: float = Field(default=200.0, gt=1)
    zip_depth: int = Field(default=2, ge=1)
    unpacked_bytes: int = Field(default=8_192 * MIB, gt=0)
    page_seconds: float = Field(default=120.0, gt=0)
    file_seconds: float = Field(default=21_600.0, gt=0)
    free_bytes: int = Field(default=512 * MIB, ge=0)
    page_memory: int = Field(default=4_096 * MIB, ge=256 * MIB)


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
    jobs: int = Field(default=0, ge=0)
    types: Path | None = None
    procedures: Path | None = None
    procedure: str | None = None
    retry: tuple[Literal["input", "limit", "machine", "configuration", "output", "bug"], ...] = ()
    failed_share: float = Field(default=0.1, ge=0, le=1)
    judged_after: int = Field(default=20, ge=1)
    secrecy: Literal["stop", "flag"] = "stop"
    limits: Limits = Limits()
    cluster: Cluster = Cluster()

    def without_cluster(self) -> "Settings":
        """The same settings for another computer, without the paths and certificates of this one."""
        return self.model_copy(update={"cluster": Cluster(), "types": None, "procedures": None})


def load_settings(file: Path | None, **flags: object) -> Settings:
    """The settings of this run; a flag that is None was not given.

    Raises:
        ConfigurationProblem: the file cannot be read, or a key or a value is wrong.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    merged = _laid_over(_from_file(file), _laid_over(_from_environment(), given))
    try:
        return Settings.model_validate(merged)
    except ValidationError as errors:
        raise _explained(errors) from None


def _from_environment() -> dict[str, Any]:
    from pydantic_settings import BaseSettings, EnvSettingsSource  # noqa: PLC0415  (slow to import)

    class Environment(Settings, BaseSettings):  # type: ignore[misc]  # both name their configuration so
        pass

    return EnvSettingsSource(Environment, env_prefix="DIGITIZE_", env_nested_delimiter="__")()


def _from_file(file: Path | None) -> dict[str, Any]:
    path = file or SETTINGS_FILE
    if file is None and not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigurationProblem("settings_missing", file=str(path)) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationProblem("settings_unreadable", file=str(path), detail=str(error)) from None


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
    path = [str(part) for part in first["loc"]]
    key = ".".join(path)
    if first["type"] == "extra_forbidden":
        known = _names_beside(path)
        near = difflib.get_close_matches(path[-1], known, n=1)
        return ConfigurationProblem(
            "setting_unknown", key=key, suggestion=near[0] if near else ", ".join(known)
        )
    return ConfigurationProblem("setting_invalid", key=key, value=str(first["input"]), detail=first["msg"])


def _names_beside(path: list[str]) -> list[str]:
    parts: dict[str, type[Value]] = {"limits": Limits, "cluster": Cluster}
    part = parts.get(path[0], Settings) if len(path) > 1 else Settings
    return sorted(part.model_fields)
