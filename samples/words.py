"""Days and sums in Vietnamese, in digits and in words, as forms print both."""

from datetime import date

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu", "tỷ")


def day_month_year(day: date) -> str:
    """The day as law and forms print it: ngày 05 tháng 02 năm 2026 (zeros: Nghị định 30/2020/NĐ-CP)."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def slashed(day: date) -> str:
    """The day as 05/02/2026."""
    return f"{day:%d/%m/%Y}"


def day_in_words(day: date) -> str:
    """The day in words: Ngày năm, tháng hai, năm hai nghìn không trăm hai mươi sáu."""
    month = "tư" if day.month == 4 else number_in_words(day.month)
    return f"Ngày {number_in_words(day.day)}, tháng {month}, năm {number_in_words(day.year)}"


def number_in_words(number: int) -> str:
    """A number from 0 to 10¹² − 1 in words."""
    if number == 0:
        return DIGITS[0]
    groups = []
    while number:
        number, group = divmod(number, 1000)
        groups.append(group)
    said = []
    for place, group in reversed(list(enumerate(groups))):
        if group:
            said.append(f"{_hundreds(group, full=place < len(groups) - 1)} {_GROUPS[place]}".strip())
    return " ".join(said)


def _hundreds(number: int, *, full: bool) -> str:
    """A number of three digits in words; with ``full``, hundreds of zero are named, too."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = [f"{DIGITS[hundreds]} trăm"] if hundreds or full else []
    if tens == 0 and ones and said:
        said.append("linh")
    elif tens == 1:
        said.append("mười")
    elif tens > 1:
        said.append(f"{DIGITS[tens]} mươi")
    if ones:
        said.append(_ones(tens, ones))
    return " ".join(said)


def _ones(tens: int, ones: int) -> str:
    if ones == 5 and tens:
        return "lăm"
    if ones == 1 and tens > 1:
        return "mốt"
    if ones == 4 and tens > 1:
        return "tư"
    return DIGITS[ones]


def dong(amount: int) -> str:
    """An amount as 1.250.000."""
    return f"{amount:,}".replace(",", ".")
