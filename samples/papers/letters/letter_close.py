"""The end of a văn bản hành chính: recipients, signature and seal; and the later stamps on its first page."""

from samples.data import lists
from samples.draw.flow import Column, Shape
from samples.draw.marks import incoming_stamp, seal, signature, stamped
from samples.draw.sheet import Type
from samples.papers.letters.letter import Letter
from samples.people import draw_name


def close(letter: Letter) -> None:
    """Ô 7 to 9b: the recipients on the left, the position and name on the right, with signature and seal."""
    flow, rng = letter.flow, letter.rng
    flow.y += rng.uniform(4, 8)
    top, edges = flow.y, flow.column
    _recipients(letter, Column(edges.left, edges.middle - 4))
    end, flow.y = flow.y, top
    right = Column(edges.middle + 2, edges.right)
    bold = Type(letter.body.family, 13.5, bold=True)
    above, title = _signing(letter)
    for text in (*above, title):
        flow.paragraph(text, bold, Shape("center", leading=1.2), right)
    sign_y = flow.y + rng.uniform(11, 14)
    flow.y = sign_y + rng.uniform(11, 14)
    name = draw_name(rng, male=rng.random() < 0.6)
    flow.paragraph(name, bold, Shape("center"), right)
    letter.fields |= {"chuc_vu_nguoi_ky": title, "nguoi_ky": name}
    if above:
        letter.fields["quyen_han_ky"] = " ".join(above)
    flow.y = max(end, flow.y)
    _press(letter, right.middle, sign_y)
    _received(letter)
    _signed_online(letter)


def _press(letter: Letter, middle: float, y: float) -> None:
    """The signature, and the seal over its left part."""
    rng, agency = letter.rng, letter.agency
    signature(letter.sheet, (middle + 4, y), ink=rng.choice(((30, 42, 140), (24, 24, 30))))
    seal(
        letter.sheet,
        agency.seal,
        (middle - rng.uniform(8, 17), y + rng.uniform(-3, 3)),
        agency.seal_middle,
    )


def _signing(letter: Letter) -> tuple[tuple[str, ...], str]:
    """The lines with the signing form (TM., KT., TL.), and the position of the signer."""
    head, rng = letter.agency.head, letter.rng
    deputy = {"CHỦ TỊCH": "PHÓ CHỦ TỊCH", "GIÁM ĐỐC": "PHÓ GIÁM ĐỐC", "TRƯỞNG PHÒNG": "PHÓ TRƯỞNG PHÒNG"}[
        head
    ]
    choice = rng.random()
    if choice < 0.4:
        return (f"KT. {head}",), deputy
    if choice < 0.5 and head == "CHỦ TỊCH":
        return ("TM. ỦY BAN NHÂN DÂN",), head
    if choice < 0.6 and (head == "CHỦ TỊCH" or letter.agency.mark.startswith("S")):
        return (f"TL. {head}",), "CHÁNH VĂN PHÒNG"
    return (), head


def _recipients(letter: Letter, column: Column) -> None:
    rng, flow = letter.rng, letter.flow
    names = [
        *rng.sample(lists("wording")["recipients"], rng.randrange(2, 6)),
        f"Lưu: VT, {rng.choice(letter.agency.units)}",
    ]
    flow.paragraph(
        "<b><i>Nơi nhận:</i></b>", Type(letter.body.family, 12), Shape("left", leading=1.2), column
    )
    for place, name in enumerate(names):
        mark = "." if place == len(names) - 1 else ";"
        flow.paragraph(f"- {name}{mark}", Type(letter.body.family, 11), Shape("left", leading=1.2), column)
    letter.fields["noi_nhan"] = list(names)


def _received(letter: Letter) -> None:
    """Sometimes the stamp of the office that received the paper, or a stamp of urgency, on the first page."""
    rng, first = letter.rng, letter.flow.sheets[0]
    if rng.random() < 0.15:
        number, day = str(rng.randrange(100, 3000)), f"{rng.randrange(1, 29):02d}/{rng.randrange(1, 12)}"
        incoming_stamp(first, (8, rng.uniform(56, 66)), "VĂN PHÒNG HĐND VÀ UBND", number, day)
    elif rng.random() < 0.15:
        level = rng.choice(("HỎA TỐC", "KHẨN", "THƯỢNG KHẨN"))
        red = Type("Tinos", 14, bold=True, ink=(200, 24, 30))
        half = first.width_of(level, red) / 2 + 3
        x, y = letter.flow.column.left + 16, letter.below_heads + rng.uniform(8, 12)
        corners = [(x - half, y - 6), (x + half, y - 6), (x + half, y + 2.4), (x - half, y + 2.4)]
        for start, end in zip(corners, corners[1:] + corners[:1], strict=True):
            first.rule(start, end, 0.5, red.ink)
        first.write(level, red, x, y, align="center", overlay=True)
        first.marks.append(stamped(first, tuple(corners), level))
        letter.fields["do_khan"] = level


def _signed_online(letter: Letter) -> None:
    """Sometimes the text of the agency's electronic signature, above all else in the top margin of the first page."""
    rng, agency = letter.rng, letter.agency
    if rng.random() > 0.15:
        return
    first, blue = letter.flow.sheets[0], Type("Tinos", 6.5, ink=(40, 50, 200))
    name = " ".join(agency.lines).capitalize()
    signed = f"{letter.day:%d/%m/%Y} {rng.randrange(7, 18):02d}:{rng.randrange(60):02d}:{rng.randrange(60):02d} +07:00"
    for number, text in enumerate((f"Ký bởi: {name}", f"Cơ quan: {name}", f"Thời gian ký: {signed}")):
        first.write(text, blue, 150, 5 + 2.9 * number, overlay=True)
    seal(first, agency.seal, (139, 9), diameter=13)
