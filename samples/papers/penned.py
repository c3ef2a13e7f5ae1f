"""Pages with handwriting, signatures, seals and stamps, which a mark finder has to distinguish from print.

Some printed words of a drawn sheet are removed and replaced by handwriting, as numbers and days are on real
papers. Then pens, seals and stamps of all colours and shapes are put on top. Some words are replaced by print
in another typeface, as by a numbering machine: they still count as print.
"""

import math
import random
from dataclasses import replace

from PIL import Image, ImageDraw

from samples.draw import fonts, pen
from samples.draw.marks import BLUE, RED, incoming_stamp, press, seal, signature, square_seal
from samples.draw.pen import Figures, Hand
from samples.draw.sheet import Colour, Sheet
from samples.draw.truth import Mark, Word
from samples.papers import TYPES, medley

GREY: Colour = (52, 52, 56)
SEAL_INKS = (RED, RED, RED, BLUE, (90, 40, 130), GREY, GREY)
LEVELS = ("HỎA TỐC", "THƯỢNG KHẨN", "KHẨN", "MẬT", "TỐI MẬT", "TUYỆT MẬT")
OTHERS = ("BẢN SAO", "ĐÃ THU PHÍ", "SAO Y BẢN CHÍNH", "ĐÃ KIỂM TRA", "BẢO MẬT", "KHÔNG KHẨN CẤP")
_MEDLEYS, _MACHINE = 0.3, 0.12
_LOWEST, _HIGHEST = 6, 100  # height in pixels of a word that may be replaced
_OVERSIZE = 2


def draw(
    rng: random.Random, dpi: int, figures: Figures | None = None, faces: tuple[str, ...] = pen.FACES
) -> Sheet:
    """One page of a paper or a medley, with handwriting and stamps."""
    if rng.random() < _MEDLEYS:
        sheet = medley.draw(rng, dpi)
    else:
        often = ("văn bản hành chính",) * len(TYPES)
        sheet = rng.choice(TYPES[rng.choice((*TYPES, *often))](rng, dpi).sheets)
    _overwrite(sheet, figures, faces)
    _note(sheet, rng.choice((0, 0, 1, 3, 8)), figures, faces)
    _press(sheet)
    return sheet


def _overwrite(sheet: Sheet, figures: Figures | None, faces: tuple[str, ...]) -> None:
    """Replace printed words, mostly numbers, by writing in one hand and one ink."""
    rng = sheet.rng
    share = rng.choice((0.0, 0.1, 0.4, 0.8))
    hand = Hand(rng.choice(faces), rng.choice(pen.INKS), 0.0, figures if rng.random() < 0.5 else None)
    machine = rng.random() < _MACHINE
    for number, line in enumerate(sheet.lines):
        words = list(line.words)
        for place, word in enumerate(words):
            tall = word.box[3] - word.box[1]
            counts = any(map(str.isdigit, word.text))
            chosen = not word.hand and rng.random() < (share if counts else share / 12)
            if chosen and _LOWEST < tall < _HIGHEST:
                text = _said(rng, "" if counts else word.text, faces)
                words[place] = _replaced(sheet, word, text, None if machine else hand, faces)
        sheet.lines[number] = replace(line, words=tuple(words))


def _replaced(sheet: Sheet, word: Word, text: str, hand: Hand | None, faces: tuple[str, ...]) -> Word:
    """``word`` removed and ``text`` written in its place, or printed by a machine if ``hand`` is None."""
    left, top, right, bottom = word.box
    rng, tall = sheet.rng, bottom - top
    sheet.draw.rectangle((left - 1, top - 1, right + 1, bottom + 1), fill=sheet.paper)
    at = (left + rng.uniform(-0.2, 0.3) * tall, bottom + rng.uniform(-0.1, 0.25) * tall)
    if hand is None:
        return _machined(sheet, text, at, tall)
    able = text.isascii() or hand.face in pen.VIETNAMESE
    face = hand.face if able else pen.hand_of(rng, text, faces)
    return pen.write(sheet, text, at, replace(hand, face=face, pixels=tall * rng.uniform(0.8, 1.7)))


def _said(rng: random.Random, text: str, faces: tuple[str, ...]) -> str:
    """A number of one to four digits, or ``text`` itself if it has letters and a face can write it."""
    if text and any(char.isalpha() for char in text) and any(face in pen.VIETNAMESE for face in faces):
        return text
    return str(rng.randrange(10 ** rng.choice((1, 2, 2, 3, 3, 4)))).zfill(rng.choice((1, 2, 2)))


def _machined(sheet: Sheet, text: str, at: tuple[float, float], tall: float) -> Word:
    """The digits of a numbering machine: print in another typeface than the line."""
    family, cut = sheet.rng.choice(list(fonts.FAMILIES)), sheet.rng.choice(fonts.CUTS)
    font = fonts.face(family, cut, max(6, round(tall * sheet.rng.uniform(1.1, 1.7))))
    sheet.draw.text(at, text, font=font, fill=sheet.rng.choice(pen.INKS), anchor="ls")
    left, top, right, bottom = (
        value + shift for value, shift in zip(font.getbbox(text, anchor="ls"), at * 2, strict=True)
    )
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return Word(text, corners, (corners[3], corners[2]))


def _note(sheet: Sheet, count: int, figures: Figures | None, faces: tuple[str, ...]) -> None:
    """Remarks at random places, small and large, on blank paper and over print."""
    rng = sheet.rng
    for _ in range(count):
        text = rng.choice((_said(rng, "", faces), medley.words(rng, rng.randrange(1, 4))))
        face, pixels = pen.hand_of(rng, text, faces), sheet.px(rng.uniform(2.2, 6))
        hand = Hand(face, rng.choice(pen.INKS), pixels, figures if rng.random() < 0.4 else None)
        x, y = (side * rng.uniform(0.03, 0.9) for side in sheet.image.size)
        for word in text.split():
            made = pen.write(sheet, word, (x, y), hand)
            x = made.box[2] + pixels * 0.5
            if x < sheet.image.width:
                sheet.remember([made], overlay=True)


def _press(sheet: Sheet) -> None:
    rng, (wide, tall) = sheet.rng, sheet.size
    for _ in range(rng.choice((0, 0, 1, 2))):
        place = (rng.uniform(0.1, 0.9) * wide, rng.uniform(0.05, 0.95) * tall)
        ink, ring = rng.choice(SEAL_INKS), medley.words(rng, 6).upper()[:40]
        middle = medley.words(rng, 2).upper().replace(" ", "\n") if rng.random() < 0.5 else ""
        if rng.random() < 0.7:
            seal(sheet, ring, place, middle, rng.uniform(13, 40), ink)
        else:
            square_seal(
                sheet, medley.words(rng, 3).upper().replace(" ", "\n"), place, rng.uniform(14, 36), ink
            )
    for _ in range(rng.choice((0, 0, 1, 2, 3))):
        place = (rng.uniform(0.1, 0.9) * wide, rng.uniform(0.1, 0.95) * tall)
        signature(sheet, place, rng.choice((9, 15, 25, 40)) * rng.uniform(0.8, 1.2), rng.choice(pen.INKS))
    if rng.random() < 0.15 and wide > 100:
        day = f"{rng.randrange(1, 29):02d}/{rng.randrange(1, 12)}"
        corner = (rng.uniform(4, wide - 55), rng.uniform(5, tall - 30))
        incoming_stamp(sheet, corner, medley.words(rng, 4)[:28].upper(), str(rng.randrange(9999)), day)
    for _ in range(rng.choice((0, 0, 0, 1, 2))):
        place = (rng.uniform(0.12, 0.88) * wide, rng.uniform(0.08, 0.92) * tall)
        turn = rng.choice((0, 0, rng.uniform(-12, 12), rng.uniform(-40, 40)))
        level_stamp(
            sheet,
            rng.choice((*LEVELS, *OTHERS)),
            place,
            turn,
            rng.choice(SEAL_INKS),
            arrow=rng.random() < 0.2,
        )


def level_stamp(
    sheet: Sheet,
    text: str,
    centre: tuple[float, float],
    degrees: float = 0.0,
    ink: Colour = RED,
    *,
    arrow: bool = False,
) -> None:
    """A word in a frame, such as HỎA TỐC or MẬT, turned counter-clockwise by ``degrees``; ``arrow``: in an arrow."""
    rng = sheet.rng
    font = fonts.face("Tinos", "Bold", round(sheet.em(rng.uniform(13, 15)) * _OVERSIZE))
    wide, tall = font.getlength(text), font.size
    half = (wide / 2 + 0.5 * tall, 0.75 * tall)
    outline = [(-half[0], -half[1]), (half[0], -half[1]), (half[0], half[1]), (-half[0], half[1])]
    if arrow:
        tip = [(half[0], -1.8 * half[1]), (half[0] + 2 * half[1], 0), (half[0], 1.8 * half[1])]
        outline[2:2] = tip
    reach = half[0] + 4 * half[1]
    mark = Image.new("L", (round(2 * reach), round(2 * reach)), 255)
    draw = ImageDraw.Draw(mark)
    ends = [(reach + x, reach + y) for x, y in outline]
    draw.line([*ends, ends[0], ends[1]], fill=0, width=max(2, round(tall / 14)), joint="curve")
    draw.text((reach, reach), text, font=font, fill=0, anchor="mm")
    turned = mark.rotate(degrees, Image.Resampling.BILINEAR, fillcolor=255)
    small = turned.resize((turned.width // _OVERSIZE, turned.height // _OVERSIZE), Image.Resampling.LANCZOS)
    press(sheet, small, centre, ink, rng.uniform(0.75, 0.98))
    turn = math.radians(degrees)
    x, y, cosine, sine = sheet.px(centre[0]), sheet.px(centre[1]), math.cos(turn), math.sin(turn)
    points = tuple(
        (x + (a * cosine + b * sine) / _OVERSIZE, y + (b * cosine - a * sine) / _OVERSIZE) for a, b in outline
    )
    sheet.marks.append(Mark("stamp", points, text=text))
