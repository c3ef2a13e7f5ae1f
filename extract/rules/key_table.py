"""The tables of the page on document types: every key that people may write, and every kind of field.

The meaning of a key is written in ``doctype.py``, that of a kind in ``field_kinds.py``. This module turns both
into tables between two comments of the page. After a change: ``python -m extract.rules.key_table PAGE``.
"""

import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import NoneType
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from extract.rules.doctype import DocumentType, Identifier
from extract.rules.field_kinds import KINDS, FieldKind
from extract.rules.yaml_source import Place, models_at

BEGIN: Final = "<!-- begin: python -m extract.rules.key_table docs/them-loai-giay-to.md -->"
END: Final = "<!-- end -->"
_PLACES: Final[dict[Place, str]] = {
    (): "Khóa của một loại giấy tờ · Keys of a document type",
    ("fields",): "Khóa của một trường, trong `fields` · Keys of a field",
    (
        "fields",
        "labels",
    ): 'Khóa của một nhãn, trong `labels`; chỉ có chữ thì viết gọn `labels: ["Họ và tên"]` · '
    "Keys of a label; mere words may stand alone",
    ("fields", "columns"): "Khóa của một cột, trong `columns` · Keys of a column",
}
_TYPES: Final[dict[type, str]] = {
    str: "chữ · text",
    int: "số · number",
    bool: "`true`, `false`",
    date: "ngày · day, `2026-01-31`",
}


def tables() -> str:
    """The tables of all keys, level by level, and of all kinds."""
    levels = [_keys(place, model) for place, model in models_at(DocumentType)]
    return "\n\n".join([*levels, _kinds()])


def rewritten(page: str) -> str:
    """The page with the current tables between its two comments."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{tables()}\n\n{END}{after}"


def _keys(place: Place, model: type[BaseModel]) -> str:
    hints = get_type_hints(model, include_extras=True)
    rows = (
        (f"`{name}`", str(field.description), _type(hints[name], field), _default(field))
        for name, field in model.model_fields.items()
    )
    heading = ("khóa · key", "nghĩa · meaning", "kiểu · type", "nếu không ghi · default")
    return _table(_PLACES[place], heading, rows)


def _type(hint: object, field: FieldInfo) -> str:
    if field.examples:
        return ", ".join(f"`{example}`" for example in field.examples)
    return _named(hint)


def _named(hint: Any) -> str:  # noqa: ANN401  (type hints have no common type)
    """A Python type in the words of the page."""
    arguments = [argument for argument in get_args(hint) if argument not in (NoneType, Ellipsis)]
    if hint == Identifier:
        return "chữ thường không dấu, số, `_` · small letters, digits, `_`"
    if get_origin(hint) is Literal:
        return ", ".join(f"`{argument}`" for argument in arguments)
    if get_origin(hint) is tuple:
        return f"danh sách · list: {_named(arguments[0])}"
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return "xem bảng dưới · see the table below"
    return _TYPES.get(hint) or _named(arguments[0])  # text with a constraint, or an optional value


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**bắt buộc · required**"
    extra = field.json_schema_extra
    if isinstance(extra, dict) and "default" in extra:
        return str(extra["default"])
    return "" if field.default in (None, ()) else f"`{_yaml(field.default)}`"


def _kinds() -> str:
    rows = (
        (f"`{name}`", kind.meaning, kind.example, f"`{_value(kind)}`", _trust(kind))
        for name, kind in KINDS.items()
    )
    heading = (
        "kiểu · kind",
        "là gì · what it is",
        "in trên giấy · as printed",
        "cho ra · given out",
        "lưu ý · note",
    )
    return _table("Các kiểu giá trị, cho khóa `kind` · The kinds of values", heading, rows)


def _value(kind: FieldKind) -> str:
    parsed = kind.parser(kind.example)
    return _yaml(parsed.value if parsed else None)


def _trust(kind: FieldKind) -> str:
    notes = {
        "`critical: true`": kind.critical,
        "không có quy tắc để kiểm tra · no grammar checks it": kind.trust.free,
        "tra danh mục đơn vị hành chính · looked up among the administrative units": kind.trust.units,
    }
    return "; ".join(note for note, holds in notes.items() if holds)


def _yaml(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _table(title: str, heading: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(heading)
    return "\n".join([f"**{title}**", "", _row(names), "|" + "---|" * len(names), *map(_row, rows)])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main(pages: Iterable[str]) -> None:
    """Write the tables into each of the pages."""
    for page in map(Path, pages):
        page.write_text(rewritten(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
