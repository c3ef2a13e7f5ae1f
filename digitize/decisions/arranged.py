"""What people decided about the papers of a file as a whole: which pages belong together, and of what type they are."""

from collections.abc import Iterable, Sequence

from digitize.decisions.decision import Kept, standing
from extract.extraction import Arrangement


def arrangement(decisions: Iterable[Kept]) -> Arrangement:
    """How extraction is told of the decisions about one file; the last that stands of each kind holds."""
    papers: tuple[tuple[int, ...], ...] = ()
    types: dict[int, str] = {}
    for _, decision in standing(decisions):
        if decision.about == "split" and isinstance(decision.value, list):
            papers = tuple(pages_of(str(one)) for one in decision.value)
        elif decision.about == "type":
            types[min(decision.paper.pages)] = str(decision.value)
    return Arrangement(papers, types)


def turns(decisions: Iterable[Kept]) -> dict[int, int]:
    """For each page that a person turned the quarter turns to the right, 1 to 3, from the page as it was scanned."""
    turned: dict[int, int] = {}
    for _, decision in standing(decisions):
        if decision.about == "turn" and isinstance(decision.value, int):
            turned[int(decision.key)] = decision.value % 4
    return turned


def pages_of(text: str) -> tuple[int, ...]:
    """The pages of a paper as a decision writes them: ``2, 1, 3``."""
    return tuple(int(one) for one in text.split(",") if one.strip().isdigit())


def pages_text(pages: Sequence[int]) -> str:
    """What :func:`pages_of` reads."""
    return ", ".join(map(str, pages))
