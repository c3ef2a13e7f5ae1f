"""Draw filled forms with truth: ``python -m samples.forms OUT --seed N --each K [--only FORM] [--dpi 200]``."""

import argparse
from pathlib import Path

from samples.degrade import CONDITIONS
from samples.forms.committed import draw_committed
from samples.forms.files import draw, save
from samples.forms.markup import form_names


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m samples.forms", description=__doc__)
    parser.add_argument("out", type=Path, nargs="?", help="folder to draw into")
    parser.add_argument("--seed", type=int, default=0, help="seed of the first paper; the next ones count up")
    parser.add_argument("--each", type=int, default=1, help="how many papers of every form")
    parser.add_argument("--only", choices=form_names(), action="append", help="only this form")
    parser.add_argument("--dpi", type=int, help="dots per inch (default: by chance, 80 to 300)")
    parser.add_argument("--condition", choices=CONDITIONS, help="one condition (default: by chance)")
    parser.add_argument("--committed", action="store_true", help="draw samples/filled again")
    options = parser.parse_args()
    if not (options.out or options.committed):
        parser.error("a folder to draw into, or --committed")
    return options


def main() -> None:
    """Draw the forms that the command line asks for and print the name of each file."""
    options = _options()
    if options.committed:
        print(*draw_committed(), sep="\n")
        return
    for name in options.only or form_names():
        for seed in range(options.seed, options.seed + options.each):
            print(save(draw(name, seed, options.dpi, options.condition), options.out))


if __name__ == "__main__":
    main()
