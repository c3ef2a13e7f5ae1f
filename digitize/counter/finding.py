"""What is in the store is found at the counter."""

from collections.abc import Iterator

from digitize.counter.place import Desk, asked, words_of
from digitize.exit_codes import ExitCode
from digitize.messages import Translator
from digitize.terminal import in_json, say
from export.labels import label
from export.store.papers.finding import Found, Hit, find
from export.store.words.tokens import texts_of


def find_and_tell(words: list[str], desk: Desk) -> ExitCode:
    """Tell what the store has of ``words``."""
    wanted = words_of(words)
    with asked(desk, "store find") as at:
        found = find(at.store, wanted, at.access)
    if desk.as_json:
        say(in_json(found))
    else:
        for line in _found_lines(found, desk.t):
            say(line)
    return ExitCode.DONE


def _found_lines(found: Found, t: Translator) -> Iterator[str]:
    if not found.hits:
        yield t("store.nothing_found")
    for hit in found.hits:
        yield _hit_line(hit, t)
    if found.more:
        yield t("store.more_found")


def _hit_line(hit: Hit, t: Translator) -> str:
    value = t("store.restricted_value") if hit.restricted else "; ".join(texts_of(hit.value))
    name = f"{hit.field}_{hit.role}" if hit.role else hit.field
    return t(
        "store.hit",
        id=hit.subject or "–",
        field=label(name, t.language) or name,
        value=value,
        document=hit.document or "–",
        source=hit.source,
        page=hit.page or 0,
    )
