"""Figures on forms in the second style, by form: ``python -m benchmarks.second_style --seed N --each K``.

Draws every form of ``samples/forms`` filled in with invented people, reads the papers and prints tables: by
form, for the types that the product knows and for the others, and with ``--wrong`` every accepted value that
is not right. With ``--folder`` it measures papers that were drawn before.
"""

import argparse
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.fresh_pages import Silent
from digitize.evaluate.evaluation import Evaluation, ItemResult
from digitize.evaluate.field_comparison import FieldFigures, count_fields
from digitize.evaluate.measure import measure
from digitize.evaluate.rates import Rate, rate
from digitize.settings import load_settings
from extract.rules.loader import load_types
from samples.forms.files import draw, save
from samples.forms.markup import form_names, load
from samples.forms.truth import NAMES, STRANGE

HEAD = (
    "| | papers | type right | fields right | straight through | wrong of accepted | characters wrong |\n"
    "|---|---|---|---|---|---|---|"
)


def rows(result: Evaluation) -> Iterator[str]:
    """The table in Markdown: all known types, by condition too, all others, then form by form."""
    forms: dict[str, list[ItemResult]] = defaultdict(list)
    for item in result.items:
        forms[form_of(item.name)].append(item)
    known = [item for name, items in forms.items() if is_known(name) for item in items]
    strange = [item for name, items in forms.items() if not is_known(name) for item in items]
    yield HEAD
    yield row("**known types**", known)
    for condition in sorted({item.condition or "" for item in known}):
        yield row(f"known, {condition}", [item for item in known if item.condition == condition])
    yield row("**other kinds**", strange)
    yield from (row(name, items) for name, items in sorted(forms.items()))


def form_of(name: str) -> str:
    """The form that a file was drawn from."""
    return re.sub(r"-\d+\.\w+$", "", Path(name).name)


def is_known(form: str) -> bool:
    """Whether the product knows the type of this form."""
    return load(form).doc_type != STRANGE


def row(name: str, items: Sequence[ItemResult]) -> str:
    """One line of the table."""
    documents = [document for item in items for document in item.documents]
    figures = count_fields(field for document in documents for field in document.fields)
    types = rate(sum(bool(document.type_right) for document in documents), len(documents))
    shares = (types, figures.recall, figures.straight_through)
    cells = [name, str(len(items)), *map(told, shares), silent(figures), characters(items)]
    return f"| {' | '.join(cells)} |"


def told(share: Rate) -> str:
    """A share in per cent."""
    return "–" if share.value is None else f"{share.value:.1%}"


def characters(items: Sequence[ItemResult]) -> str:
    """The share of characters that were read wrong."""
    counts = [item.characters for item in items if item.characters]
    return f"{sum(one.errors for one in counts) / sum(one.characters for one in counts):.2%}"


def silent(figures: FieldFigures) -> str:
    """The accepted values that are wrong, with their number and the bounds of their share."""
    share = figures.silent_errors
    if share.value is None:
        return "none accepted"
    return f"{share.count} of {share.of}: {share.value:.1%} ({share.low or 0:.1%}–{share.high or 0:.1%})"


def wrong(items: Iterable[ItemResult]) -> Iterator[str]:
    """Every accepted value that is not right."""
    for item in items:
        for field in (field for document in item.documents for field in document.fields):
            if field.accepted and not field.is_right:
                yield f"{Path(item.name).stem}\t{field.name}\t{field.true!r}\t{field.read!r}"


def write_names() -> None:
    """Write the names of the fields of all types to where the samples look them up; a strange paper must have none."""
    named: dict[str, list[str]] = {}
    for type_ in load_types().all:
        names = named.setdefault(type_.name, [])
        # What only confirms another value is none of its own.
        names += [field.key for field in type_.fields if field.key not in names and not field.confirms]
    named[STRANGE] = sorted({name for names in named.values() for name in names})
    made = "# Made by python -m benchmarks.second_style --names\n"
    for name, fields in sorted(named.items()):
        made += "\n    ".join([f'"{name}" = [', *(f'"{field}",' for field in fields)]) + "\n]\n"
    NAMES.write_text(made, encoding="utf-8")


def main() -> None:
    """Draw, read, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=9900100, help="seed of the first paper")
    parser.add_argument("--each", type=int, default=2, help="papers of every form")
    parser.add_argument("--jobs", type=int, default=1, help="papers read at a time")
    parser.add_argument("--folder", type=Path, help="papers that were drawn before")
    parser.add_argument("--wrong", action="store_true", help="name every accepted value that is wrong")
    parser.add_argument("--names", action="store_true", help="write the names of all fields for the samples")
    options = parser.parse_args()
    if options.names:
        write_names()
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch)
        if not options.folder:
            for name in form_names():
                for seed in range(options.seed, options.seed + options.each):
                    save(draw(name, seed), folder)
        result = measure(folder, load_settings(None, jobs=options.jobs), load_types(), Silent())
    for line in rows(result):
        print(line)
    if options.wrong:
        for line in wrong(result.items):
            print(line)


if __name__ == "__main__":
    main()
