"""What people decided about the papers of a file as a whole: which pages belong together, and of what type they are."""

from collections.abc import Iterable, Mapping, Sequence

from digitize.decisions.decision import Kept, standing
from extract.extraction import Arrangement
from ocr.page import PageText


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
    """For each page of which a person said how it stands, its quarter turns to the right from the page as it was scanned."""
    turned: dict[int, int] = {}
    for _, decision in standing(decisions):
        if decision.about == "turn" and isinstance(decision.value, int):
            turned[int(decision.key)] = decision.value % 4
    return turned


def quarter_of(page: PageText) -> int:
    """How many quarters to the right the page was turned to be read."""
    degrees = next((one.parameters["degrees"] for one in page.operations if one.name == "turn"), 0)
    return round(float(degrees) / 90) % 4


def turned_otherwise(pages: Iterable[PageText], said: Mapping[int, int]) -> frozenset[int]:
    """The pages that were read in another turn than people ``said``."""
    if not said:
        return frozenset()
    return frozenset(one.page for one in pages if said.get(one.page, quarter_of(one)) != quarter_of(one))


def pages_of(text: str) -> tuple[int, ...]:
    """The pages of a paper as a decision writes them: ``2, 1, 3``."""
    return tuple(int(one) for one in text.split(",") if one.strip().isdigit())


def pages_text(pages: Sequence[int]) -> str:
    """What :func:`pages_of` reads."""
    return ", ".join(map(str, pages))
