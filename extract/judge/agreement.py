"""Checks between the fields of one paper: if places, numbers or days contradict each other, all of them are doubted."""

from extract.parse.identity import id_agrees
from extract.record import Check, Field
from extract.rules.doctype import DocumentType
from extract.text.likeness import folded, letters

AGENCIES = ("co_quan_ban_hanh", "co_quan_chu_quan")


def agreed(doc_type: DocumentType, given: dict[str, Field]) -> dict[str, Field]:
    """``given`` with the checks between fields; each field of a failed check goes to review."""
    return _in_order(doc_type, _numbers_agreed(_places_agreed(given)))


def _places_agreed(given: dict[str, Field]) -> dict[str, Field]:
    """A doubt if the name of an agency contains the place beside the date with other accents."""
    place = given.get("dia_danh")
    if place is None or place.value is None:
        return given
    agreed = dict(given)
    for key in AGENCIES:
        field = given.get(key)
        if field is not None and _tones_differ(str(place.value), str(field.value)):
            check = Check(name="place_agrees", passed=False)
            agreed[key] = field.model_copy(update={"status": "review", "checks": (*field.checks, check)})
    return agreed


def _in_order(doc_type: DocumentType, given: dict[str, Field]) -> dict[str, Field]:
    """A check on two days of which one must not come before the other; if the order is wrong, both are doubted."""
    checked = dict(given)
    for field in doc_type.fields:
        days = [checked[key] for key in (field.not_before, field.key) if key in checked]
        if field.not_before is None or len(days) < 2 or not all(day.value for day in days):  # noqa: PLR2004  (a pair)
            continue
        check = Check(name="days_in_order", passed=str(days[0].value) <= str(days[1].value))
        for key in (field.not_before, field.key):
            checked[key] = _checked(checked[key], check)
    return checked


def _numbers_agreed(given: dict[str, Field]) -> dict[str, Field]:
    """A doubt about number, birth date and sex of one person if the number contradicts one of the others."""
    agreed = dict(given)
    for key in [name for name in given if name.startswith("so_dinh_danh") and given[name].value]:
        role = key.removeprefix("so_dinh_danh")
        born, sex = (given.get(name + role) for name in ("ngay_sinh", "gioi_tinh"))
        said = [str(one.value) if one and one.value else None for one in (born, sex)]
        for check in id_agrees(str(given[key].value), *said):
            other = ("ngay_sinh" if check.name == "id_birth_year" else "gioi_tinh") + role
            for name in (key, other):
                agreed[name] = _checked(agreed[name], check)
    return agreed


def _checked(field: Field, check: Check) -> Field:
    status = field.status if check.passed else "review"
    return field.model_copy(update={"status": status, "checks": (*field.checks, check)})


def _tones_differ(place: str, agency: str) -> bool:
    return folded(place) in folded(agency) and letters(place) not in letters(agency)
