"""A YAML file of rules as it was read, and its problems, each with file, line and what to write instead.

People in offices write document types and procedures, so every problem has to show them where the mistake
is and how to correct it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from extract.rules.must_be import must_be
from extract.rules.yaml_walls import tree_within_walls
from ocr.problem import ConfigurationProblem, Datum

SUFFIX = ".yaml"
_ODD = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError, RuntimeError)


Place = tuple[str, ...]
"""A place in a file: the keys around it from the outside in, without the numbers of list items."""


def models_at(model: type[BaseModel], place: Place = ()) -> Iterator[tuple[Place, type[BaseModel]]]:
    """``model`` and the models inside it, each with the place of its keys, from the outside in."""
    yield place, model
    for name, field in model.model_fields.items():
        for inner in _models_in(field.annotation):
            yield from models_at(inner, (*place, name))


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def files_of(folder: Path, missing: str) -> list[Path]:
    """The YAML files of a folder by name; raises ConfigurationProblem ``missing`` if there is no such folder."""
    if not folder.is_dir():
        raise ConfigurationProblem(missing, folder=str(folder))
    return sorted(folder.glob(f"*{SUFFIX}"))


class Source(NamedTuple):
    """A file as it was read: its name and its tree with line numbers."""

    file: str
    tree: Any  # ruamel's CommentedMap, which has no types

    def line(self, path: Sequence[int | str]) -> int:
        """The line, from 1, of the value at ``path``, or of the nearest value around it."""
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

    def nearest_problem(
        self, path: Sequence[int | str], code: str, name: str, known: Iterable[str], **data: Datum
    ) -> ConfigurationProblem:
        """A problem with a ``name`` that is not a ``known`` one; it gives the most similar known name."""
        return self.problem(code, path, name=name, suggestion=_nearest(name, known), **data)

    def problems(self, error: ValidationError, model: type[BaseModel]) -> Iterator[ConfigurationProblem]:
        """The errors that pydantic found in the file as a ``model``."""
        keys = {place: list(inner.model_fields) for place, inner in models_at(model)}
        details = error.errors()
        for detail in details:
            if not _follows(detail, details):
                yield self._translated(detail, keys)

    def _translated(self, detail: ErrorDetails, keys: Mapping[Place, Sequence[str]]) -> ConfigurationProblem:
        path = tuple(detail["loc"])
        key = str(path[-1]) if path else ""
        match detail["type"]:
            case "extra_forbidden":
                known = keys.get(tuple(step for step in path[:-1] if isinstance(step, str)), ())
                return self.problem("type_key_unknown", path, key=key, suggestion=_nearest(key, known))
            case "missing":
                return self.problem("type_key_missing", path, key=key)
            case "string_type":
                return self.problem("type_value_unquoted", path, key=key)
            case _:
                return self.problem("type_value_invalid", path, key=key, **must_be(detail))


def parse(path: Path) -> Source:
    """The file as a tree; raises ConfigurationProblem if it is not a YAML mapping."""
    try:
        tree = tree_within_walls(path)
    except OSError as error:
        raise ConfigurationProblem(
            "type_file_unreadable", file=str(path), reason=type(error).__name__
        ) from error
    except DuplicateKeyError as error:
        raise ConfigurationProblem("type_key_duplicate", file=str(path), line=_marked_line(error)) from error
    except YAMLError as error:
        raise ConfigurationProblem("type_yaml_invalid", file=str(path), line=_marked_line(error)) from error
    except _ODD as error:
        # The YAML reader builds numbers and days with Python's own functions, which raise these errors.
        raise ConfigurationProblem("type_yaml_invalid", file=str(path), line=1) from error
    if not isinstance(tree, dict):
        raise ConfigurationProblem("type_yaml_invalid", file=str(path), line=1)
    return Source(str(path), tree)


def _marked_line(error: YAMLError) -> int:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    return mark.line + 1 if mark else 1


def _follows(detail: ErrorDetails, details: Sequence[ErrorDetails]) -> bool:
    """Whether a list is called too short only because one of its items is wrong, which has its own problem."""
    path = detail["loc"]
    inside = (other["loc"] for other in details if other is not detail)
    return detail["type"] == "too_short" and any(other[: len(path)] == path for other in inside)


def _nearest(name: str, known: Iterable[str]) -> str:
    """The most similar of the ``known`` names to ``name``, or all of them if none is similar."""
    all_known = list(known)
    return next(iter(get_close_matches(name, all_known, n=1, cutoff=0.6)), ", ".join(all_known))


def _place(node: Any, step: int | str) -> int | None:  # noqa: ANN401  (a node of ruamel's tree, which has no types)
    """The line of ``step`` in a node of ruamel's tree, from 0, or None if it has no line."""
    try:
        place = node.lc.item(step) if isinstance(step, int) else node.lc.key(step)
    except (AttributeError, KeyError, IndexError, TypeError):
        return None
    return int(place[0]) if place else None
