"""How a form is filled in: the face of its own print, that of the values, and how far these stand off their lines."""

import random
from dataclasses import dataclass, replace

from samples.forms.markup import Slot
from samples.forms.page import BLACK, Bit, Face, Glyphs, Ink

BLUE: Ink = (30, 44, 130)
GREY: Ink = (60, 60, 64)
SERIFS = ("LiberationSerif", "LiberationSerif", "LiberationSerif", "NotoSerif")
WAYS = ("same", "same", "bold", "typed", "blue", "over")
"""In the form's own face, in bold, in that of a typewriter, in blue, or printed over a form that was printed before."""


@dataclass(frozen=True, slots=True)
class Fill:
    """The faces of a paper."""

    print: Face
    value: Face
    dotted: bool
    """Whether leaders stand where values do not reach."""
    under: bool = False
    """Whether leaders run on below the values."""
    stray: float = 0.0
    """How far values stand off their line, in points."""

    def printed(
        self, text: str, *, bold: bool = False, italic: bool = False, raised: bool = False
    ) -> list[Glyphs]:
        """The words of the form's own print."""
        face = replace(self.print, bold=bold, italic=italic)
        if raised:
            small = replace(face, size=face.size * 0.65)
            return [(Bit(text, small, -face.size * 0.34),)]
        return [(Bit(word, face),) for word in text.split()]

    def filled(self, text: str, slot: Slot, rng: random.Random) -> list[Glyphs]:
        """The words of a value; all of them stand off their line alike."""
        bold, italic = self.value.bold or slot.bold, self.value.italic or slot.italic
        face = replace(self.value, bold=bold, italic=italic)
        down, right = (rng.gauss(0, self.stray) if self.stray else 0.0 for _ in range(2))
        down = max(-2.2 * self.stray, min(1.2 * self.stray, down))
        right = min(1.5, max(0.0, right))
        return [(Bit(word, face, down, right, slot.owner),) for word in text.split()]

    def small(self) -> "Fill":
        """The same in the size of notes."""
        return replace(self, print=replace(self.print, size=self.print.size * 0.78))

    def own(self) -> "Fill":
        """All in the form's own face: what an office prints at the head of its papers."""
        return replace(self, value=self.print, stray=0.0)

    def sized(self, size: float) -> "Fill":
        """The same in another size."""
        by = size / self.print.size
        return replace(
            self,
            print=replace(self.print, size=size),
            value=replace(self.value, size=self.value.size * by),
        )


def draw_fill(rng: random.Random, size: float, ways: tuple[str, ...] = WAYS) -> Fill:
    """The faces of one paper, one of the ``ways``."""
    own = Face(rng.choice(SERIFS), size + rng.choice((-0.5, 0, 0, 0.5)))
    way = rng.choice(ways)
    faces = {
        "same": own,
        "bold": replace(own, bold=True),
        "typed": Face("Cousine", own.size * 0.86),
        "blue": Face(rng.choice(("LiberationSans", "NotoSans")), own.size * 0.9, ink=BLUE),
        "over": Face(
            rng.choice(("Cousine", "LiberationSerif", "LiberationSans")), own.size * 0.92, ink=BLACK
        ),
    }
    over = way == "over"
    return Fill(own, faces[way], over or rng.random() < 0.6, over, 1.5 if over else 0.0)
