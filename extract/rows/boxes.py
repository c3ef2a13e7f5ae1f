"""A number in boxes, one for each digit, as forms print them: its digits stand far apart."""

from extract.rows.rows import Run

PITCH = 1.0  # heights of a row from the middle of one digit to the next from which digits stand in boxes
FEWEST = 9  # digits of the shortest number in boxes


def is_in_boxes(run: Run) -> bool:
    """Whether a run is one number whose digits stand as far apart as boxes do."""
    signs = [sign for sign in run.text if sign.isalnum()]
    spread = run.box.width >= PITCH * run.height * len(signs)
    return len(signs) >= FEWEST and all(map(str.isdigit, signs)) and spread
