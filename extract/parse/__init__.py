"""Typed values out of the text of a field: one strict parser a kind of value.

``PARSERS`` maps the name that a document type uses to its parser. A parser never raises; it gives
a ``Parsed`` with its certainty and its own checks, or None when the text is not such a value.
"""

from typing import Final

from extract.parse import (
    agency_and_address,
    area,
    closed_lists,
    codes,
    contact,
    dates,
    identity,
    money,
    names,
    notation,
    plain,
)
from extract.parse.parsed import Parsed, Parser

PARSERS: Final[dict[str, Parser]] = {
    "text": plain.text,
    "yes_no": plain.yes_no,
    "date": dates.date,
    "datetime": dates.datetime,
    "year": dates.year,
    "person_name": names.person_name,
    "sex": closed_lists.sex,
    "ethnicity": closed_lists.ethnicity,
    "nationality": closed_lists.nationality,
    "id_number": identity.id_number,
    "tax_number": identity.tax_number,
    "passport": identity.passport,
    "phone": contact.phone,
    "email": contact.email,
    "money": money.money,
    "integer": money.integer,
    "area": area.area,
    "document_number": notation.document_number,
    "register_number": notation.register_number,
    "dossier_code": codes.dossier_code,
    "procedure_code": codes.procedure_code,
    "agency_code": codes.agency_code,
    "land_serial": codes.land_serial,
    "agency": agency_and_address.agency,
    "address": agency_and_address.address,
}

__all__ = ["PARSERS", "Parsed", "Parser"]
