"""The kinds of fields: the values that a document type may give for ``kind``, and all that depends on them.

A kind is one entry of ``KINDS``. Other modules never ask for the name of a kind, only for a property
of its entry. So a new kind needs a parser in ``extract/parse`` and one entry here, and nothing else.
"""

from typing import Final, Literal, NamedTuple

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
from extract.parse.parsed import Parser


class Trust(NamedTuple):
    """What shows that a value of a kind was read right.

    Attributes:
        free: No grammar can tell a wrong value from a right one, so the risk of every word counts.
        wordy: It is made of Vietnamese words, so its spelling shows whether it was read right.
        figures: Only its digits count, because the grammar fixes the words between them. If it is
            repeated in words, these are a second reading.
        units: It names administrative units, which are looked up in their list.
        complete: How to know that its end was not lost: ``exact`` if a certain parser is enough, because
            nothing can follow; ``province`` if it has to end with the name of a province; or ``unknown``.
    """

    free: bool
    wordy: bool
    figures: bool
    units: bool
    complete: Literal["exact", "province", "unknown"]


FREE_TEXT: Final = Trust(free=True, wordy=True, figures=False, units=False, complete="province")
ADDRESS: Final = FREE_TEXT._replace(units=True)
NAME: Final = Trust(free=False, wordy=True, figures=False, units=False, complete="unknown")
"""Words that the parser itself compares with lists: if it is certain, all of them are known."""
GRAMMAR: Final = Trust(free=False, wordy=False, figures=False, units=False, complete="unknown")
WHOLE: Final = GRAMMAR._replace(complete="exact")
FIGURES: Final = GRAMMAR._replace(figures=True)
DAY: Final = FIGURES._replace(complete="exact")


class FieldKind(NamedTuple):
    """One kind of field.

    Attributes:
        parser: Turns the printed text into a value, or refuses it.
        trust: What shows that such a value was read right.
        critical: A mistake does harm, so a second witness is needed; a type may say otherwise for its field.
        shape: A regular expression that the text of every value matches.
        example: Such a value as it is printed.
        meaning: What it is, in Vietnamese and in English, for the page on document types.
        within: Looks for the value inside a longer text that ``parser`` refused; rarely needed.
        choices: All values as people write them, where they are a closed list.
    """

    parser: Parser
    trust: Trust
    critical: bool
    shape: str
    example: str
    meaning: str
    within: Parser | None = None
    choices: tuple[str, ...] = ()


KINDS: Final[dict[str, FieldKind]] = {
    "text": FieldKind(
        parser=plain.text,
        trust=FREE_TEXT,
        critical=False,
        shape=r"\S(.*\S)?",
        example="Chuyên viên",
        meaning="chữ bất kỳ · any text",
    ),
    "yes_no": FieldKind(
        parser=plain.yes_no,
        trust=GRAMMAR,
        critical=False,
        shape="True|False",
        example="Có",
        meaning="có hoặc không · yes or no",
        choices=("Có", "Không"),
    ),
    "date": FieldKind(
        parser=dates.date,
        trust=DAY,
        critical=False,
        shape=r"\d{4}-\d{2}-\d{2}",
        example="ngày 15 tháng 3 năm 2010",
        meaning="ngày, bằng số hoặc bằng chữ · a day, in figures or in words",
        within=dates.date_within,
    ),
    "datetime": FieldKind(
        parser=dates.datetime,
        trust=FIGURES,
        critical=False,
        shape=r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}",
        example="08 giờ 30 phút, ngày 15 tháng 3 năm 2026",
        meaning="giờ và ngày · a time and a day",
    ),
    "year": FieldKind(
        parser=dates.year_within,
        trust=FIGURES,
        critical=False,
        shape=r"\d{4}",
        example="1990",
        meaning="năm, bằng số hoặc bằng chữ, hoặc năm của cả ngày tháng · a year, in figures or in words, or that of a whole day",
    ),
    "person_name": FieldKind(
        parser=names.person_name,
        trust=NAME,
        critical=False,
        shape=r"\S+( \S+)*",
        example="Nguyễn Văn An",
        meaning="họ, chữ đệm và tên · the name of a person",
    ),
    "sex": FieldKind(
        parser=closed_lists.sex,
        trust=GRAMMAR,
        critical=False,
        shape="Nam|Nữ",
        example="Nữ",
        meaning="giới tính · sex",
        choices=closed_lists.SEXES,
    ),
    "ethnicity": FieldKind(
        parser=closed_lists.ethnicity,
        trust=GRAMMAR,
        critical=False,
        shape=r"\w[\w -]*",
        example="Tày",
        meaning="dân tộc · ethnicity, one of 54 and foreigners",
        choices=closed_lists.ETHNICITIES,
    ),
    "nationality": FieldKind(
        parser=closed_lists.nationality,
        trust=GRAMMAR,
        critical=False,
        shape=r"\w[\w ()-]*",
        example="Việt Nam",
        meaning="quốc tịch · nationality",
        choices=closed_lists.COUNTRIES,
    ),
    "id_number": FieldKind(
        parser=identity.id_number,
        trust=GRAMMAR,
        critical=True,
        shape=r"\d{9}|\d{12}",
        example="001099012345",
        meaning="số định danh cá nhân, số CCCD hoặc CMND · a personal number, 12 or 9 digits",
    ),
    "tax_number": FieldKind(
        parser=identity.tax_number,
        trust=GRAMMAR,
        critical=True,
        shape=r"\d{10}(-\d{3})?|\d{12}",
        example="0100109106",
        meaning="mã số thuế, mã số doanh nghiệp · a tax number",
    ),
    "passport": FieldKind(
        parser=identity.passport,
        trust=GRAMMAR,
        critical=True,
        shape="[A-Z0-9]{6,9}",
        example="B1234567",
        meaning="số hộ chiếu · the number of a passport",
    ),
    "phone": FieldKind(
        parser=contact.phone,
        trust=GRAMMAR,
        critical=False,
        shape=r"\+?\d{4,15}",
        example="0912 345 678",
        meaning="số điện thoại · a telephone number",
    ),
    "email": FieldKind(
        parser=contact.email,
        trust=GRAMMAR,
        critical=False,
        shape=r"[^@\s]+@[^@\s]+",
        example="an@example.vn",
        meaning="thư điện tử · an e-mail address",
    ),
    "money": FieldKind(
        parser=money.money,
        trust=GRAMMAR,
        critical=False,
        shape=r"\d+",
        example="50.000.000 đồng",
        meaning="số tiền · an amount of money, in đồng",
    ),
    "integer": FieldKind(
        parser=money.integer,
        trust=GRAMMAR,
        critical=False,
        shape=r"\d+",
        example="12",
        meaning="số nguyên · a whole number",
    ),
    "area": FieldKind(
        parser=area.area,
        trust=GRAMMAR,
        critical=False,
        shape=r"\d+(\.\d+)?",
        example="2.265,6 m²",
        meaning="diện tích · an area, in square metres",
    ),
    "document_number": FieldKind(
        parser=notation.document_number,
        trust=GRAMMAR,
        critical=True,
        shape=r"\d+\S*/\S+",
        example="15/QĐ-UBND",
        meaning="số và ký hiệu văn bản · the number and symbol of a document",
    ),
    "register_number": FieldKind(
        parser=notation.register_number,
        trust=GRAMMAR,
        critical=False,
        shape=r"\d+(/\d{4})?",
        example="119/2026",
        meaning="số trong sổ đăng ký · a number in a register",
    ),
    "dossier_code": FieldKind(
        parser=codes.dossier_code,
        trust=WHOLE,
        critical=True,
        shape=r"[A-Z0-9.]+-\d{6}-\d{4,10}",
        example="000.00.16.H26-210712-0001",
        meaning="mã hồ sơ · the code of a dossier",
    ),
    "procedure_code": FieldKind(
        parser=codes.procedure_code,
        trust=GRAMMAR,
        critical=False,
        shape=r"\d\.\d{6}",
        example="1.004883",
        meaning="mã thủ tục hành chính · the code of a procedure",
    ),
    "agency_code": FieldKind(
        parser=codes.agency_code,
        trust=GRAMMAR,
        critical=False,
        shape=r"[A-Z0-9]+(\.[A-Z0-9]+)*",
        example="H17.28.22",
        meaning="mã định danh điện tử của cơ quan · the code of an agency",
    ),
    "land_serial": FieldKind(
        parser=codes.land_serial,
        trust=GRAMMAR,
        critical=True,
        shape=r"[A-ZĐ]{2} (\d{6}|\d{8})",
        example="AB 123456",
        meaning="số phát hành (số seri) giấy chứng nhận đất · the serial of a land certificate",
    ),
    "agency": FieldKind(
        parser=agency_and_address.agency,
        trust=FREE_TEXT,
        critical=False,
        shape=r"\S(.*\S)?",
        example="ỦY BAN NHÂN DÂN XÃ AN VIỄN",
        meaning="tên cơ quan · the name of an agency",
    ),
    "address": FieldKind(
        parser=agency_and_address.address,
        trust=ADDRESS,
        critical=False,
        shape=r"\S(.*\S)?",
        example="Thôn 1, xã An Viễn, tỉnh Quảng Ngãi",
        meaning="địa chỉ · an address",
    ),
}
