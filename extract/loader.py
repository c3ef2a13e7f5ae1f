"""Document types from YAML files: those shipped, and a folder of the office's own.

Whoever writes a type is told the file, the line and what to write instead; nothing is guessed. A
type of the office with the id of a shipped one is refused rather than silently preferred.
"""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from extract.doctype import PARTS, Column, DocumentType, DocumentTypes, FieldType, Label
from extract.parse import PARSERS
from extract.pattern import Pattern
from ocr.problem import ConfigurationProblem, Datum

SUFFIX = ".yaml"
KEYS = {key for model in (DocumentType, FieldType, Label, Column) for key in model.model_fields}


class _Source(NamedTuple):
    """A file as it was read: its name and its tree with line numbers."""

    file: str
    tree: Any  # ruamel's CommentedMap, which has no types

    def line(self, path: Sequence[int | str]) -> int:
        """The line, from 1, of what stands at ``path``, or of the nearest thing around it."""
        node, line = self.tree, 0
        for step in path:
            place = _place(node, step)
            if place is None:
                break
            line = place
            node = node[step]
        return line + 1

    def problem(self, code: str, path: Sequence[int | str], **data: Datum) -> ConfigurationProblem:
        """A problem of this file at ``path``."""
        return ConfigurationProblem(code, file=self.file, line=self.line(path), **data)


def load_types(folders: Iterable[Path] = ()) -> DocumentTypes:
    """The shipped types and those in ``folders`` (their ``*.yaml`` files).

    Raises:
        ConfigurationProblem: a type is invalid, or two have the same id; the first problem found.
    """
    shipped = [Path(str(entry)) for entry in resources.files("extract").joinpath("types").iterdir()]
    own = [path for folder in folders for path in _files_of(folder)]
    by_id: dict[str, DocumentType] = {}
    files: dict[str, str] = {}
    for path in [*sorted(file for file in shipped if file.suffix == SUFFIX), *own]:
        found = _read(path)
        if found.id in by_id:
            raise ConfigurationProblem(
                "type_id_duplicate", file=str(path), line=1, id=found.id, other=files[found.id]
            )
        by_id[found.id], files[found.id] = found, str(path)
    return DocumentTypes(by_id=by_id)


def check_file(path: Path) -> tuple[ConfigurationProblem, ...]:
    """Everything that is wrong with one file, none when it can be used."""
    try:
        source = _parse(path)
    except ConfigurationProblem as problem:
        return (problem,)
    return tuple(_problems(source))


def template(type_id: str) -> str:
    """A new type's file to fill in; it is valid as it stands.

    Raises:
        ConfigurationProblem: ``type_id`` is no identifier (small letters, digits, underscores).
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]*", type_id):
        raise ConfigurationProblem("type_id_invalid", id=type_id)
    text = resources.files("extract").joinpath("data", "template.yaml.txt").read_text(encoding="utf-8")
    return text.replace("@ID@", type_id)


def _files_of(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise ConfigurationProblem("type_folder_missing", folder=str(folder))
    return sorted(folder.glob(f"*{SUFFIX}"))


def _read(path: Path) -> DocumentType:
    source = _parse(path)
    for problem in _problems(source):
        raise problem
    return DocumentType.model_validate(source.tree)


def _parse(path: Path) -> _Source:
    try:
        tree = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationProblem(
            "type_file_unreadable", file=str(path), reason=type(error).__name__
        ) from error
    except DuplicateKeyError as error:
        raise ConfigurationProblem("type_key_duplicate", file=str(path), line=_marked_line(error)) from error
    except YAMLError as error:
        raise ConfigurationProblem("type_yaml_invalid", file=str(path), line=_marked_line(error)) from error
    if not isinstance(tree, dict):
        raise ConfigurationProblem("type_yaml_invalid", file=str(path), line=1)
    return _Source(str(path), tree)


def _marked_line(error: YAMLError) -> int:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    return mark.line + 1 if mark else 1


def _problems(source: _Source) -> Iterable[ConfigurationProblem]:
    try:
        found = DocumentType.model_validate(source.tree)
    except ValidationError as error:
        yield from (_translated(source, detail) for detail in error.errors())
        return
    seen: set[str] = set()
    for number, field in enumerate(found.fields):
        yield from _field_problems(source, field, number)
        if field.key in seen:
            yield source.problem("type_field_duplicate", ("fields", number), name=field.key)
        seen.add(field.key)
    for number, field in enumerate(found.fields):
        if field.confirms and field.confirms not in seen:
            yield _named(source, ("fields", number, "confirms"), "type_field_unknown", field.confirms, seen)


def _field_problems(source: _Source, field: FieldType, number: int) -> Iterable[ConfigurationProblem]:
    path = ("fields", number)
    if field.kind not in PARSERS:
        yield _named(source, (*path, "kind"), "type_parser_unknown", field.kind, PARSERS)
    if field.part and field.part not in PARTS:
        yield _named(source, (*path, "part"), "type_part_unknown", field.part, PARTS)
    if bool(field.labels) == bool(field.part):
        yield source.problem("type_field_place", path, name=field.key)
    if field.where == "between" and not field.until:
        yield source.problem("type_field_until", path, name=field.key)
    if field.where == "table" and not field.columns:
        yield source.problem("type_field_columns", path, name=field.key)
    if field.pattern:
        try:
            Pattern(field.pattern)
        except ConfigurationProblem:
            yield source.problem("type_pattern_invalid", (*path, "pattern"), name=field.key)


def _named(
    source: _Source, path: Sequence[int | str], code: str, name: str, known: Iterable[str]
) -> ConfigurationProblem:
    return source.problem(code, path, name=name, suggestion=_nearest(name, known))


def _translated(source: _Source, detail: ErrorDetails) -> ConfigurationProblem:
    path = tuple(detail["loc"])
    key = str(path[-1]) if path else ""
    match detail["type"]:
        case "extra_forbidden":
            return source.problem("type_key_unknown", path, key=key, suggestion=_nearest(key, KEYS))
        case "missing":
            return source.problem("type_key_missing", path, key=key)
        case "string_type":
            return source.problem("type_value_unquoted", path, key=key)
        case _:
            return source.problem("type_value_invalid", path, key=key, expected=detail["msg"])


def _nearest(name: str, known: Iterable[str]) -> str:
    return next(iter(get_close_matches(name, list(known), n=1, cutoff=0.6)), "")


def _place(node: Any, step: int | str) -> int | None:  # noqa: ANN401  (a node of ruamel's tree, which has no types)
    """The line of ``step`` in a node of ruamel's tree, from 0, or None where it has none."""
    try:
        place = node.lc.item(step) if isinstance(step, int) else node.lc.key(step)
    except (AttributeError, KeyError, IndexError, TypeError):
        return None
    return int(place[0]) if place else None
