"""Every setting in one frozen model: limits, deadlines, profile, engine.

Order of precedence: command-line flag, environment (``DIGITIZE_…``), ``digitize.toml`` in the
working folder or the file named by ``--config``, default. An unknown key is an error.
"""

from typing import Literal

from pydantic import Field

from ocr.value import Value

MIB = 1024 * 1024


class Limits(Value):
    """What one input may ask of this computer. Sizes in bytes or pixels, times in seconds."""

    file_bytes: int = Field(default=512 * MIB, gt=0)
    pages_per_file: int = Field(default=1_000, gt=0)
    page_pixels: int = Field(default=200_000_000, gt=0)
    zip_entries: int = Field(default=5_000, gt=0)
    zip_bytes: int = Field(default=2_048 * MIB, gt=0)
    zip_ratio: float = Field(default=200.0, gt=1)
    zip_depth: int = Field(default=2, ge=1)
    page_seconds: float = Field(default=120.0, gt=0)


class Settings(Value):
    """How a run behaves."""

    engine: str = "tesseract"
    profile: Literal["cv7197", "nd30"] = "nd30"
    jobs: int = Field(default=0, ge=0, description="0: as many as cores")
    limits: Limits = Limits()
