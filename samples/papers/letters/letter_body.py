"""Ô 6 of a văn bản hành chính: legal grounds, articles, numbered parts, headings, and sometimes a table."""

from dataclasses import replace

from samples.data import lists
from samples.draw.flow import Shape
from samples.draw.sheet import Type
from samples.draw.table import table
from samples.papers.letters.letter import Letter
from samples.papers.letters.wording import duty, paragraph, phrase
from samples.places import capital
from samples.words import dong

_CLOSING = 70.0
"""Millimetres that the last paragraph and the signature need: they stay on one page."""
RULING = {"quyết định", "nghị quyết"}
GROUNDED = RULING | {"tờ trình", "kế hoạch", "phương án"}
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def body(letter: Letter, length: int) -> None:
    """Ô 6, in ``length`` numbered parts."""
    rng, flow, type_ = letter.rng, letter.flow, letter.body
    usual = Shape(indent=12.7, before=rng.uniform(0.8, 2.4), leading=rng.uniform(1.15, 1.32))
    if letter.kind in GROUNDED:
        _grounds(letter, usual)
    if letter.kind in RULING:
        _articles(letter, usual, max(2, length - 2))
        return
    flow.paragraph(paragraph(rng, 2), type_, usual)
    parted = letter.kind in {"kế hoạch", "báo cáo", "phương án", "chương trình"} and rng.random() < 0.7
    for number in range(1, length):
        if parted and number % 2:
            _heading(letter, usual, number // 2 + 1)
        style = rng.random()
        lead = f"<b>{number}.</b> " if style < 0.4 else f"{number}. "
        flow.paragraph(lead + duty(rng), type_, usual)
        if style > 0.7:
            flow.paragraph(f"{rng.choice('ab')}) {paragraph(rng, 1)}", type_, usual)
    if letter.kind in {"kế hoạch", "báo cáo", "tờ trình", "phương án"} and rng.random() < 0.5:
        _goods(letter, usual)
    flow.need(_CLOSING)
    flow.paragraph(f"{phrase(rng, 'endings')}./.", type_, usual)


def _heading(letter: Letter, usual: Shape, number: int) -> None:
    """The heading of a part, with a Roman number."""
    letter.flow.need(25)
    letter.flow.paragraph(f"<b>{ROMAN[number - 1]}. {phrase(letter.rng, 'headings')}</b>", letter.body, usual)


def _goods(letter: Letter, usual: Shape) -> None:
    """A table of goods to buy, with prices and their sum."""
    rng, flow = letter.rng, letter.flow
    flow.paragraph("Chi tiết như sau:", letter.body, usual)
    flow.y += 1.5
    rows, total = [["STT", "Tên thiết bị", "Đơn vị", "Số lượng", "Đơn giá (đồng)", "Thành tiền (đồng)"]], 0
    for number, name in enumerate(rng.sample(lists("wording")["goods"], rng.randrange(2, 6)), 1):
        count, price = rng.randrange(1, 40), rng.randrange(5, 1500) * 10_000
        total += count * price
        rows.append(
            [
                str(number),
                name,
                rng.choice(("cái", "bộ", "hộp")),
                str(count),
                dong(price),
                dong(count * price),
            ]
        )
    rows.append(["", "<b>Tổng cộng</b>", "", "", "", f"<b>{dong(total)}</b>"])
    aligns = ["center", "left", "center", "center", "right", "right"]
    table(flow, replace(letter.body, size=12), [11, 50, 17, 18, 31, 34], rows, aligns)
    flow.y += 2


def _grounds(letter: Letter, usual: Shape) -> None:
    if letter.kind in RULING:
        letter.flow.paragraph(
            _authority(letter), Type(letter.body.family, 14, bold=True), Shape("center", before=1)
        )
        letter.flow.y += 2
    for _ in range(letter.rng.choice((2, 3))):
        markup = f"Căn cứ {phrase(letter.rng, 'grounds')};"
        letter.flow.paragraph(f"<i>{markup}</i>" if letter.body.size > 13 else markup, letter.body, usual)


def _authority(letter: Letter) -> str:
    agency = letter.agency
    return f"{agency.head} {' '.join(agency.lines)}"


def _articles(letter: Letter, usual: Shape, count: int) -> None:
    rng, flow = letter.rng, letter.flow
    verdict = "QUYẾT NGHỊ:" if letter.kind == "nghị quyết" else "QUYẾT ĐỊNH:"
    flow.paragraph(verdict, Type(letter.body.family, 14, bold=True), Shape("center", before=3))
    flow.y += 1.5
    for number in range(1, count + 1):
        flow.paragraph(f"<b>Điều {number}.</b> {duty(rng)}", letter.body, usual)
    closing = f"Quyết định này có hiệu lực kể từ ngày ký. {capital(phrase(rng, 'actors'))} chịu trách nhiệm thi hành."
    if letter.kind == "nghị quyết":
        closing = closing.replace("Quyết định", "Nghị quyết")
    flow.need(_CLOSING)
    flow.paragraph(f"<b>Điều {count + 1}.</b> {closing[:-1]}./.", letter.body, usual)
