"""Collects, while a form is filled in, what belongs to which field; a field without a value has to be empty."""

import tomllib
from functools import cache
from pathlib import Path

from samples.forms.markup import Form, Slot
from samples.forms.story import Story
from samples.forms.values import said as said_in

NAMES = Path(__file__).parent / "data" / "fields.toml"
Fact = str | int | list[str] | list[dict[str, str]] | None
JOINED = {"kinh_gui": "; ", "quyen_han_ky": " "}
"""Fields whose several places make one value."""
STRANGE = "giấy tờ khác"
"""The type of papers that the product does not know."""


@cache
def fields_of_types() -> dict[str, list[str]]:
    """The names of the fields of each type, by the name of the type."""
    return {key: list(names) for key, names in tomllib.loads(NAMES.read_text(encoding="utf-8")).items()}


class Truth:
    """The fields of one paper, filled as its slots are."""

    def __init__(self, story: Story, form: Form) -> None:
        self.story = story
        unjudged = form.settings.get("open", "").split()
        names = fields_of_types()[form.settings.get("fields", form.doc_type)]
        self.facts: dict[str, Fact] = dict.fromkeys(name for name in names if name not in unjudged)

    def asked(self, slot: Slot) -> str:
        """What is printed in this slot; its truth is kept."""
        if slot.blank:
            return ""
        said = said_in(self.story, slot.value)
        if slot.field:
            self._keep(slot.field, said.truth)
        return said.text

    def _keep(self, name: str, truth: str | int) -> None:
        listed, _, key = name.partition("[]")
        if "[]" in name:
            self._append(listed, key.removeprefix("."), str(truth))
        elif self.facts.get(name) is None:
            self.facts[name] = truth
        elif (joint := JOINED.get(name)) and self.facts[name] != truth:
            self.facts[name] = f"{self.facts[name]}{joint}{truth}"

    def _append(self, name: str, key: str, truth: str) -> None:
        if not key:
            texts = self.facts.get(name)
            self.facts[name] = [*_texts(texts), truth]
            return
        rows = _rows(self.facts.get(name))
        if not rows or key in rows[-1]:
            rows.append({})
        rows[-1][key] = truth
        self.facts[name] = rows


def _texts(fact: Fact) -> list[str]:
    return [item for item in fact if isinstance(item, str)] if isinstance(fact, list) else []


def _rows(fact: Fact) -> list[dict[str, str]]:
    return [dict(item) for item in fact if isinstance(item, dict)] if isinstance(fact, list) else []
