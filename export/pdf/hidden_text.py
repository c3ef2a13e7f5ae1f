"""Removing an old invisible text layer from a PDF page that was read again from its image.

Only text objects in which nothing is visible are emptied, so that the page looks the same to the
last pixel; an object that mixes visible and invisible text is left, and reported.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Name

_SHOWING = frozenset({"Tj", "TJ", "'", '"'})
_INVISIBLE = 3  # text rendering mode: neither filled nor stroked (ISO 32000-1, table 106)

Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage


@dataclass(frozen=True)
class Removal:
    """How many text objects were emptied, and how many with invisible text had to stay."""

    removed: int = 0
    kept: int = 0

    def __add__(self, other: "Removal") -> "Removal":
        return Removal(self.removed + other.removed, self.kept + other.kept)


def remove_hidden_text(pdf: pikepdf.Pdf, page: pikepdf.Page) -> Removal:
    """Empties the invisible text objects of ``page`` and of the forms it draws."""
    instructions, removal = _without(pikepdf.parse_content_stream(page))
    if removal.removed:
        page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
    return removal + _clean_forms(page.resources, set())


def _clean_forms(resources: pikepdf.Object, seen: set[tuple[int, int]]) -> Removal:
    total = Removal()
    for form in resources.get(Name.XObject, pikepdf.Dictionary()).values():
        if not isinstance(form, pikepdf.Stream) or form.get(Name.Subtype) != Name.Form or form.objgen in seen:
            continue
        seen.add(form.objgen)
        instructions, removal = _without(pikepdf.parse_content_stream(form))
        if removal.removed:
            form.write(pikepdf.unparse_content_stream(instructions))
        total += removal
        if Name.Resources in form:
            total += _clean_forms(form.Resources, seen)
    return total


def _without(instructions: Sequence[Instruction]) -> tuple[list[Instruction], Removal]:
    kept: list[Instruction] = []
    removal = Removal()
    for block, modes in _blocks(instructions):
        # The operator " also sets spacings, which stay in force after the text object.
        emptied = modes == {_INVISIBLE} and not any(str(each.operator) == '"' for each in block)
        kept += [each for each in block if not (emptied and str(each.operator) in _SHOWING)]
        removal += Removal(int(emptied), int(not emptied and _INVISIBLE in modes))
    return kept, removal


def _blocks(instructions: Sequence[Instruction]) -> Iterator[tuple[list[Instruction], set[int]]]:
    """The instructions cut before each BT and after each ET, with the rendering modes text is shown in."""
    mode, saved = 0, list[int]()
    block: list[Instruction] = []
    modes: set[int] = set()
    for instruction in instructions:
        operator = str(instruction.operator)
        if operator == "BT":
            yield block, modes
            block, modes = [], set()
        block.append(instruction)
        if operator in _SHOWING:
            modes.add(mode)
        mode = _next_mode(instruction, operator, mode, saved)
        if operator == "ET":
            yield block, modes
            block, modes = [], set()
    yield block, modes


def _next_mode(instruction: Instruction, operator: str, mode: int, saved: list[int]) -> int:
    if operator == "q":
        saved.append(mode)
    elif operator == "Q" and saved:
        return saved.pop()
    elif operator == "Tr":
        return int(instruction.operands[0])
    return mode
