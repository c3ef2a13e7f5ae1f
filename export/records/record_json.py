"""Records as JSON: one file beside each document, and one line a document for the whole run.

The keys stand in the order of the model, the fields in the order in which the document type names
them, Vietnamese letters are written as themselves, and a file ends with a line end, so that two
runs can be compared with any text tool.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeGuard

from pydantic import ValidationError
from pydantic_core import to_jsonable_python

from export.atomic import replacing
from extract.record import Record
from ocr.problem import InputProblem
from ocr.value import Value

_HALF = re.compile("[\ud800-\udfff]")


def to_json(value: Value) -> str:
    """``value`` as indented JSON with a final line end."""
    return "".join(_written(_parts(value)))


def to_json_line(value: Value) -> str:
    """``value`` as JSON on one line, with its line end."""
    return _dumped(value.model_dump(mode="json")) + "\n"


def write_record(target: Path, record: Value) -> None:
    """Writes one value as JSON, part by part; errors as :func:`export.atomic.replacing`."""
    write_parts(target, _parts(record))


def write_parts(target: Path, parts: Iterable[tuple[str, object]]) -> None:
    """Writes a JSON object of named parts.

    An iterator becomes a list whose values are taken one by one, so that the pages of a long file are never in
    memory together. Errors as :func:`export.atomic.replacing`.
    """
    with replacing(target) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(_written(parts))


def write_records(target: Path, records: Iterable[Record]) -> None:
    """Writes ``records.jsonl``; holds one record at a time; errors as :func:`export.atomic.replacing`."""
    with replacing(target) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as stream:
        for record in records:
            stream.write(to_json_line(record))


def read_record(source: Path) -> Record:
    """The record in a JSON file.

    Raises:
        InputProblem: ``record_unreadable``, with ``file`` and ``line`` (1).
    """
    return _parsed(source.read_bytes(), source, 1)


def read_records(source: Path) -> Iterator[Record]:
    """The records of a ``records.jsonl``, one at a time; empty lines are skipped.

    Raises:
        InputProblem: ``record_unreadable``, with ``file`` and ``line`` (from 1).
    """
    with source.open("rb") as stream:
        # Bytes are split at \n only; text mode would be right too, str.splitlines() would not:
        # it also splits at U+2028, which JSON leaves as it is.
        for number, line in enumerate(stream, start=1):
            if line.strip():
                yield _parsed(line, source, number)


def _parts(value: Value) -> Iterator[tuple[str, object]]:
    return ((name, getattr(value, name)) for name in type(value).model_fields)


def _written(parts: Iterable[tuple[str, object]]) -> Iterator[str]:
    """The indented JSON of ``parts`` in pieces; values of an iterator are taken one by one."""
    opening = "{"
    for name, part in parts:
        yield f"{opening}\n  {json.dumps(name)}: "
        yield from _list(part) if _is_row(part) else (_indented(part, "  "),)
        opening = ","
    yield "{}\n" if opening == "{" else "\n}\n"


def _is_row(part: object) -> TypeGuard[Iterable[Value]]:
    row = isinstance(part, tuple) and all(isinstance(one, Value) for one in part)
    return row or isinstance(part, Iterator)


def _list(values: Iterable[Value]) -> Iterator[str]:
    opening = "["
    for one in values:
        yield f"{opening}\n    {_indented(one, '    ')}"
        opening = ","
    yield "[]" if opening == "[" else "\n  ]"


def _indented(part: object, by: str) -> str:
    return _dumped(_plain(part), indent=2).replace("\n", "\n" + by)


def _plain(part: object) -> object:
    # Unlike in a model, half a surrogate pair in a key of a bare dictionary is refused: it is mended as there.
    if isinstance(part, dict):
        part = {name.encode("utf-8", "surrogatepass").decode("utf-8", "replace"): part[name] for name in part}
    return to_jsonable_python(part)


def _dumped(plain: object, *, indent: int | None = None) -> str:
    try:
        text = json.dumps(plain, ensure_ascii=False, indent=indent, allow_nan=False)
    except ValueError:
        text = json.dumps(_without_infinity(plain), ensure_ascii=False, indent=indent)
    return _without_halves(text)


def _without_infinity(part: object) -> object:
    """``part`` with numbers that JSON does not have, such as infinity, as the texts that read back as these numbers."""
    if isinstance(part, dict):
        return {name: _without_infinity(value) for name, value in part.items()}
    if isinstance(part, list):
        return [_without_infinity(value) for value in part]
    return json.dumps(part) if isinstance(part, float) and not math.isfinite(part) else part


def _without_halves(text: str) -> str:
    """``text`` with halves of surrogate pairs, which UTF-8 does not have, put together or else as U+FFFD."""
    if _HALF.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _parsed(data: bytes, source: Path, line: int) -> Record:
    try:
        return Record.model_validate_json(data)
    except ValidationError as error:
        # Its message would quote the values: the cause is dropped so that no log shows them.
        raise InputProblem(
            "record_unreadable", file=str(source), line=line, errors=error.error_count()
        ) from None
