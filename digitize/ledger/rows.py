"""From rows of the ledger to values; a row that no run can have written is told as damage."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from digitize.ledger.connection import damaged
from digitize.results.artifact import Artifact, is_below
from digitize.results.handed_on import PageFailure

ARTIFACTS = "SELECT path, sha256, bytes, modified FROM artifact"


def artifacts_of(rows: Iterable[Sequence[Any]], path: Path) -> Iterator[Artifact]:
    """The artifacts in rows of the ledger at ``path``; one that lies outside its folder is none of ours."""
    for row in rows:
        if not is_below(row[0]):
            raise damaged(path)
        yield Artifact(*row)


def page_failure(row: Sequence[Any], path: Path) -> PageFailure | None:
    """The failure in a row of a page, or None where the page was read."""
    page, _, state, fault, code, data = row
    if state == "done":
        return None
    try:
        return PageFailure.model_validate(
            {"page": page, "fault": fault, "code": code, "data": json.loads(data)}
        )
    except (TypeError, ValueError):
        raise damaged(path) from None
