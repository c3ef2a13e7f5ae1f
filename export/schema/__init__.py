"""The JSON Schemas of what is written, for those who read it with other programs.

They are generated from the models and shipped, one file a type and version; ``python -m
export.schema`` writes them again after a model changed, and a test checks that files and models agree.
"""

import json
from pathlib import Path
from typing import Any

from export.atomic import write_text
from extract.record import Dossier, Record
from ocr.page import PageText
from ocr.value import Value

FOLDER = Path(__file__).parent
MODELS: dict[str, type[Value]] = {"record.v1": Record, "page_text.v1": PageText, "dossier.v1": Dossier}


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of ``name``, such as ``record.v1``, as generated from its model."""
    generated = MODELS[name].model_json_schema(mode="serialization")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:hoso-digitize:{name}"}
    return head | generated


def schema_path(name: str) -> Path:
    """Where the shipped schema of ``name`` lies."""
    return FOLDER / f"{name}.schema.json"


def write_schemas(folder: Path = FOLDER) -> None:
    """Writes every schema into ``folder``; errors as :func:`export.atomic.replacing`."""
    for name in MODELS:
        text = json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"
        write_text(folder / schema_path(name).name, text)
