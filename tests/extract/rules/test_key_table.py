"""The page on document types tells every key that may be written, as the models have it."""

from pathlib import Path

import pytest

from extract.rules.doctype import DocumentType
from extract.rules.field_kinds import KINDS
from extract.rules.key_table import main, rewritten, tables
from extract.rules.yaml_source import models_at

PAGE = Path(__file__).parents[3] / "docs" / "them-loai-giay-to.md"
KEYS = {
    ".".join((*place, name)): f"| `{name}` | {field.description} |"
    for place, model in models_at(DocumentType)
    for name, field in model.model_fields.items()
}


def test_the_page_is_what_the_models_say():
    page = PAGE.read_text(encoding="utf-8")
    assert page == rewritten(page), "run: python -m extract.rules.key_table docs/them-loai-giay-to.md"
    assert tables() in page


@pytest.mark.parametrize("key", KEYS)
def test_every_key_is_explained_in_both_languages(key):
    assert KEYS[key].count(" · ") == 1
    assert KEYS[key] in tables()


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_stands_in_the_table_with_an_example(name):
    assert f"| `{name}` | {KINDS[name].meaning} | {KINDS[name].example} |" in tables()


def test_the_command_writes_the_tables_between_the_marks_and_nothing_else(tmp_path):
    old = PAGE.read_text(encoding="utf-8").replace(tables(), "stale")
    page = tmp_path / "page.md"
    page.write_text(old, encoding="utf-8")
    main([str(page)])
    assert page.read_text(encoding="utf-8") == PAGE.read_text(encoding="utf-8")
