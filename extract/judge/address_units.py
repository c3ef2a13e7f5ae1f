"""Adds to the addresses of a paper the units that they name, as of the day on which the paper was made."""

from collections.abc import Mapping
from datetime import date

from extract.places.address import placed_address
from extract.places.respell import mended_address
from extract.record import Check, Field, PlaceCodes
from extract.rules.doctype import DocumentType
from extract.rules.field_kinds import KINDS

DAYS = ("ngay_dang_ky", "ngay_ban_hanh", "ngay_cap", "ngay_khai")  # a copy repeats what its entry says


def with_places(doc_type: DocumentType, given: dict[str, Field]) -> dict[str, Field]:
    """``given`` with the units of every address, as of the day of the paper."""
    day = _day_of(given)
    addresses = {field.key for field in doc_type.fields if KINDS[field.kind].trust.units}
    return {
        key: _with_place(field, placed_address(str(field.value), day))
        if key in addresses and field.value
        else field
        for key, field in given.items()
    }


def _with_place(field: Field, place: PlaceCodes | None) -> Field:
    """The field with the units that it names; unit names misread from a picture are spelled right."""
    said = str(field.value)
    read = any(evidence.source != "text_layer" for evidence in field.evidence)
    value = mended_address(said, place) if place and read else said
    checks = field.checks
    if value != said and not any(check.name == "unit_misspelled" for check in checks):
        checks = (*checks, Check(name="unit_misspelled", passed=False))
    return field.model_copy(update={"value": value, "place": place, "checks": checks})


def _day_of(given: Mapping[str, Field]) -> date | None:
    """The day on which the paper was made, or None if it does not say."""
    said = (str(given[key].value) for key in DAYS if key in given and given[key].value)
    try:
        return date.fromisoformat(next(said, ""))
    except ValueError:
        return None
