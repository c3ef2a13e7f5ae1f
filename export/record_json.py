"""Records as JSON: one file beside each document, and one line a document for the whole run.

The keys stand in the order of the model, the fields in the order in which the document type names
them, Vietnamese letters are written as themselves, and a file ends with a line end, so that two
runs can be compared with any text tool.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from export.atomic import replacing
from extract.record import Record
from ocr.problem import InputProblem
from ocr.value import Value


def to_json(value: Value) -> str:
    """``value`` as indented JSON with a final line end."""
    return "".join(_written(value))


def to_json_line(value: Value) -> str:
    """``value`` as JSON on one line, with its line end."""
    return json.dumps(value.model_dump(mode="json"), ensure_ascii=False, allow_nan=False) + "\n"


def write_record(target: Path, record: Value) -> None:
    """Writes one value as JSON, part by part: a file of 500 pages is never held as text.

    Errors as :func:`export.atomic.replacing`.
    """
    with replacing(target) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(_written(record))


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
    """The records of a ``records.jsonl``, one at a time; empty lines are passed over.

    Raises:
        InputProblem: ``record_unreadable``, with ``file`` and ``line`` (from 1).
    """
    with source.open("rb") as stream:
        # Bytes are split at \n only; text mode would be right too, str.splitlines() would not:
        # it also splits at U+2028, which JSON leaves as it is.
        for number, line in enumerate(stream, start=1):
            if line.strip():
                yield _parsed(line, source, number)


def _written(value: Value) -> Iterator[str]:
    """The indented JSON of ``value`` in pieces: a tuple of values is taken one by one."""
    opening = "{"
    for name in type(value).model_fields:
        yield f"{opening}\n  {json.dumps(name)}: "
        yield from _part(value, name)
        opening = ","
    yield "{}\n" if opening == "{" else "\n}\n"


def _part(value: Value, name: str) -> Iterator[str]:
    held = getattr(value, name)
    if not (isinstance(held, tuple) and held and all(isinstance(one, Value) for one in held)):
        yield _indented(value.model_dump(mode="json", include={name})[name], "  ")
        return
    opening = "["
    for one in held:
        yield f"{opening}\n    {_indented(one.model_dump(mode='json'), '    ')}"
        opening = ","
    yield "\n  ]"


def _indented(part: object, by: str) -> str:
    return json.dumps(part, ensure_ascii=False, indent=2, allow_nan=False).replace("\n", "\n" + by)


def _parsed(data: bytes, source: Path, line: int) -> Record:
    try:
        return Record.model_validate_json(data)
    except ValidationError as error:
        # Its message would quote the values: the cause is cut so that no log shows them.
        raise InputProblem(
            "record_unreadable", file=str(source), line=line, errors=error.error_count()
        ) from None
