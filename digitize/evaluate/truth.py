"""What a person read from a page, a paper or a stack of papers: results are compared with it.

A truth is a JSON file beside the file that it describes: ``007.json`` beside ``007.jpg``, a stack of
papers in ``ho_so.json`` beside ``ho_so.pdf``, ``ho_so.zip`` or the folder ``ho_so``.
"""

import json
from pathlib import Path
from typing import cast

from pydantic import Field, TypeAdapter, ValidationError, field_validator

from digitize.results.below import files_below
from extract.record import FieldValue
from ocr.problem import ConfigurationProblem, InputProblem
from ocr.value import Value

INPUT_SUFFIXES = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".heic", ".bmp", ".zip")
_TRUTH_KEYS = {"fields", "text", "documents"}


class DocumentTruth(Value):
    """One paper. A field that is absent was not read; one that is null has to be empty.

    ``pages`` count from 1 within the file; none means that the paper is the whole file. ``file`` names
    the file within a ZIP or a folder.
    """

    doc_type: str | None = None
    file: str | None = None
    pages: tuple[int, ...] = ()
    fields: dict[str, FieldValue] = Field(default_factory=dict)
    handwritten: tuple[str, ...] = ()


class Truth(Value):
    """One file. ``text`` is every printed line of it, where ``text_complete``.

    ``overlay_text`` (captions, incoming stamps) counts neither if it is read nor if it is not. ``handwritten`` lists
    the parts of fields written by hand as ``"field: part"``. ``condition`` names how it was scanned.
    """

    id: str = ""
    text: str = ""
    text_complete: bool = False
    overlay_text: str = ""
    condition: str | None = None
    ma_ho_so: str | None = None
    born_digital: bool = False
    documents: tuple[DocumentTruth, ...] = ()
    handwritten: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()
    note: str = ""

    @field_validator("overlay_text", mode="before")
    @classmethod
    def _joined(cls, text: str | list[str] | None) -> str:
        return " ".join(text) if isinstance(text, list) else text or ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The true lines, as they stand in the file."""
        return tuple(self.text.splitlines())


def read_truth(path: Path) -> Truth:
    """The truth in one JSON file.

    Raises:
        ConfigurationProblem: ``truth_invalid`` when it is not JSON or not a truth.
    """
    return _truth(path, _load(path))


def find_pairs(folder: Path) -> list[tuple[Path, Truth]]:
    """Every input with a truth beside it, below ``folder``, in the order of their names.

    Where ``X.jpg`` and ``X.pdf`` share ``X.json``, both are there. JSON files that are no truth (they
    have neither ``fields`` nor ``text`` nor ``documents``) are skipped.

    Raises:
        InputProblem: ``truth_none_found`` when there is none.
        ConfigurationProblem: ``truth_invalid``, or ``truth_without_input`` for a truth without a file:
            to skip it would make the results look better than they are.
    """
    pairs = [
        (path, truth)
        for file in sorted(files_below(folder, lambda name: name.endswith(".json")))
        for path, truth in _pairs_of(file)
    ]
    if not pairs:
        raise InputProblem("truth_none_found", folder=str(folder))
    return pairs


def _pairs_of(file: Path) -> list[tuple[Path, Truth]]:
    content = _load(file)
    if not (isinstance(content, dict) and _TRUTH_KEYS & content.keys()):
        return []
    truth = _truth(file, content)
    inputs = sorted(path for path in file.parent.iterdir() if _tells_about(file, path))
    if not inputs:
        raise ConfigurationProblem("truth_without_input", file=str(file))
    return [(path, truth) for path in inputs]


def _tells_about(truth: Path, path: Path) -> bool:
    if path.is_dir():
        return path.name == truth.stem
    return path.stem == truth.stem and path.suffix.lower() in INPUT_SUFFIXES


def _load(path: Path) -> object:
    try:
        return cast("object", json.loads(path.read_text(encoding="utf-8-sig")))
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigurationProblem(
            "truth_invalid", file=str(path), where="", reason=type(error).__name__
        ) from error


def _truth(path: Path, content: object) -> Truth:
    """A truth; one about a single paper is the short form of one with a list of papers."""
    try:
        values = TypeAdapter(dict[str, object]).validate_python(content)
        paper = {key: values.pop(key) for key in ("doc_type", "fields", "pages") if key in values}
        if paper and "documents" not in values:
            values["documents"] = [{**paper, "handwritten": values.get("handwritten", ())}]
        elif paper.keys() - {"doc_type"}:
            raise ConfigurationProblem(
                "truth_invalid", file=str(path), where="documents", reason="fields_twice"
            )
        return Truth.model_validate({"id": path.stem, **_lifted(_without_absent(values))})
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise ConfigurationProblem(
            "truth_invalid", file=str(path), where=where, reason=first["type"]
        ) from error


def _lifted(values: dict[str, object]) -> dict[str, object]:
    """Papers of an archive may be whole truths of their own: their text becomes that of the archive."""
    papers = values.get("documents")
    if not isinstance(papers, list) or not all(
        isinstance(paper, dict) and "text" in paper for paper in papers
    ):
        return values
    own = [{key: paper[key] for key in paper if key in DocumentTruth.model_fields} for paper in papers]
    return {
        **values,
        "documents": own,
        "text": "\n".join(str(paper["text"]) for paper in papers),
        "text_complete": all(paper.get("text_complete") for paper in papers),
        "overlay_text": [str(paper.get("overlay_text") or "") for paper in papers],
        "condition": papers[0].get("condition"),
    }


def _without_absent(values: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value is not None}
