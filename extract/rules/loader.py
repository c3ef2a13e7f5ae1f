"""Document types from YAML files: the shipped ones, and those in folders of the office.

A problem names the file, the line and what to write instead; nothing is guessed. If a type of the office has
the id of a shipped one for the same days, it is refused; neither of the two is silently preferred.
"""

import re
import time
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from pydantic import ValidationError

from extract.rules.doctype import PARTS, DocumentType, DocumentTypes, FieldType
from extract.rules.field_kinds import KINDS
from extract.rules.pattern import Pattern
from extract.rules.yaml_source import SUFFIX, Source, files_of, parse
from ocr.problem import ConfigurationProblem

TRYING = 2.0
"""Seconds for trying the patterns of one file; those that are shipped take a hundredth."""


def load_types(folders: Iterable[Path] = ()) -> DocumentTypes:
    """The shipped types and those in ``folders`` (their ``*.yaml`` files); one id may have a type for each period.

    Raises:
        ConfigurationProblem: a type is invalid, or two types with one id are valid on the same days or have the
            same version; the first problem found.
    """
    shipped = [Path(str(entry)) for entry in resources.files("extract").joinpath("types").iterdir()]
    own = [path for folder in folders for path in files_of(folder, "type_folder_missing")]
    loaded: dict[Path, DocumentType] = {}
    for path in [*sorted(file for file in shipped if file.suffix == SUFFIX), *own]:
        found = _read(path)
        other = next((file for file, one in loaded.items() if _are_rivals(one, found)), None)
        if other:
            raise ConfigurationProblem(
                "type_id_duplicate", file=str(path), line=1, id=found.id, other=str(other)
            )
        loaded[path] = found
    return DocumentTypes(all=tuple(loaded.values()))


def _are_rivals(one: DocumentType, other: DocumentType) -> bool:
    """Whether two types are in conflict: they have the same id, and the same version or days in common."""
    same_days = one.period.overlaps(other.period)
    return one.id == other.id and (same_days or one.version == other.version)


def check_file(path: Path) -> tuple[ConfigurationProblem, ...]:
    """All problems of one file; empty if it can be used."""
    try:
        source = parse(path)
    except ConfigurationProblem as problem:
        return (problem,)
    return tuple(_problems(source))


def template(type_id: str) -> str:
    """The file of a new type, to be filled in; it is valid as it is.

    Raises:
        ConfigurationProblem: ``type_id`` is not an identifier (small letters, digits, underscores).
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]*", type_id):
        raise ConfigurationProblem("type_id_invalid", id=type_id)
    text = resources.files("extract").joinpath("data", "template.yaml.txt").read_text(encoding="utf-8")
    return text.replace("@ID@", type_id)


def _read(path: Path) -> DocumentType:
    source = parse(path)
    for problem in _problems(source):
        raise problem
    return DocumentType.model_validate(source.tree)


def _problems(source: Source) -> Iterable[ConfigurationProblem]:
    try:
        found = DocumentType.model_validate(source.tree)
    except ValidationError as error:
        yield from source.problems(error, DocumentType)
        return
    seen: set[str] = set()
    for number, field in enumerate(found.fields):
        yield from _field_problems(source, field, number)
        if field.key in seen:
            yield source.problem("type_field_duplicate", ("fields", number), name=field.key)
        seen.add(field.key)
    for number, field in enumerate(found.fields):
        for key, other in (("confirms", field.confirms), ("not_before", field.not_before)):
            if other and other not in seen:
                yield source.nearest_problem(
                    ("fields", number, key), "type_field_unknown", other, seen, key=key
                )
    if found.dated_by and found.dated_by not in seen:
        yield source.nearest_problem(
            ("dated_by",), "type_field_unknown", found.dated_by, seen, key="dated_by"
        )
    yield from _slow_pattern(source, found)


def _field_problems(source: Source, field: FieldType, number: int) -> Iterable[ConfigurationProblem]:
    path = ("fields", number)
    if field.kind not in KINDS:
        yield source.nearest_problem((*path, "kind"), "type_parser_unknown", field.kind, KINDS)
    if field.part and field.part not in PARTS:
        yield source.nearest_problem((*path, "part"), "type_part_unknown", field.part, PARTS)
    if sum(map(bool, (field.labels, field.part, field.shape))) != 1:
        yield source.problem("type_field_place", path, name=field.key)
    if field.where == "between" and not field.until:
        yield source.problem("type_field_until", path, name=field.key)
    if field.where == "table" and not field.columns:
        yield source.problem("type_field_columns", path, name=field.key)
    for key, pattern in (("pattern", field.pattern), ("shape", field.shape)):
        try:
            Pattern(pattern or "")
        except ConfigurationProblem:
            yield source.problem("type_pattern_invalid", (*path, key), name=field.key)


def _slow_pattern(source: Source, found: DocumentType) -> Iterable[ConfigurationProblem]:
    """The first pattern that can run without end; all of them together have a few seconds to prove that they cannot."""
    end = time.monotonic() + TRYING
    for number, field in enumerate(found.fields):
        for key, pattern in (("pattern", field.pattern), ("shape", field.shape)):
            try:
                Pattern(pattern or "").try_out(end)
            except ConfigurationProblem as problem:
                if problem.code == "pattern_too_slow":  # what is wrong otherwise has been told
                    yield source.problem("type_pattern_slow", ("fields", number, key), name=field.key)
                    return
