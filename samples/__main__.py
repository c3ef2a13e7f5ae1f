"""Draw sample dossiers: ``python -m samples --out DIR --seed N --count N``, or the committed set with ``--committed``."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from samples.committed import draw_committed
from samples.degrade import CONDITIONS
from samples.files import save
from samples.pages import draw_scan
from samples.papers import TYPES


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m samples", description="Draw papers of invented people, with truth."
    )
    parser.add_argument("--out", type=Path, help="folder to draw into")
    parser.add_argument("--seed", type=int, default=0, help="seed of the first paper; the next ones count up")
    parser.add_argument("--count", type=int, default=1, help="how many papers")
    parser.add_argument("--each", type=int, help="how many papers of every type, instead of --count")
    parser.add_argument("--condition", choices=CONDITIONS, help="one condition (default: by chance)")
    parser.add_argument("--type", choices=list(TYPES), help="one type (default: by chance)")
    parser.add_argument("--dpi", type=int, default=200, help="dots per inch")
    parser.add_argument(
        "--committed", action="store_true", help="draw the set that lies in samples/dossiers again"
    )
    return parser.parse_args()


def _wanted(options: argparse.Namespace) -> Iterator[tuple[int, str | None]]:
    """The seed and the type of each paper; None for a random type."""
    kinds: list[str | None] = list(TYPES) if options.each else [options.type]
    count = options.each * len(kinds) if options.each else options.count
    return ((options.seed + at, kinds[at % len(kinds)]) for at in range(count))


def main() -> None:
    """Draw the papers that the command line asks for and print the name of each file."""
    options = _options()
    if options.committed:
        draw_committed(options.out or Path(__file__).parent / "dossiers")
    elif options.out:
        for seed, kind in _wanted(options):
            scanned = draw_scan(seed, kind, options.condition, options.dpi)
            target = options.out / f"{seed:06d}{'.pdf' if len(scanned.pictures) > 1 else '.jpg'}"
            save(scanned, target)
            print(target)
    else:
        raise SystemExit("--out DIR or --committed")


if __name__ == "__main__":
    main()
