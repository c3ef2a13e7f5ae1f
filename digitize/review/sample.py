"""``digitize review OUT --sample N``: people look at accepted fields drawn by lot, and then it is known how many may be wrong.

They are asked in the terminal, or in a workbook of their own that comes back like any other.
"""

from pathlib import Path
from typing import Final, NamedTuple

from digitize.decisions.kept import decisions_in
from digitize.decisions.settled import may_look
from digitize.exit_codes import ExitCode, UsageProblem
from digitize.messages import Translator
from digitize.results.own_folders import remove_file
from digitize.review.at_terminal import settle_these
from digitize.review.lot import Drawn, Sampled, accepted, drawn, sampled
from digitize.review.results import Made, opened, reviewer
from digitize.settings import Settings
from digitize.terminal import in_json, say
from export.entry import Entry
from export.labels import labels
from export.tables.asked import Asked, asked_table
from export.tables.sheet import workbook
from export.tables.workbook import legend_rows
from extract.rules.field_kinds import KINDS

SAMPLE: Final = "sample.xlsx"
"""The workbook with the fields to look at, in the folder of results."""
_PER_CENT: Final = 100  # of a whole


class Asking(NamedTuple):
    """How a sample is taken.

    Attributes:
        number: how many fields are drawn.
        kind: of which kind, such as ``date``; None for all.
        at_most: the share that may be wrong, in per cent; None where nobody asks for one.
        in_terminal: whether people answer here.
    """

    number: int
    kind: str | None = None
    at_most: float | None = None
    in_terminal: bool = False


def draw_and_tell(
    out: Path, asking: Asking, name: str, settings: Settings, t: Translator, *, as_json: bool = False
) -> ExitCode:
    """Draw, let people look at what nobody has looked at, and say what the sample proves.

    Raises:
        UsageProblem: ``reviewer_unknown``, ``kind_unknown``.
        InputProblem: ``out`` holds no papers.
        OutputProblem: ``out`` cannot be written.
    """
    if asking.kind is not None and asking.kind not in KINDS:
        raise UsageProblem("kind_unknown", kind=asking.kind, known=", ".join(KINDS))
    results = opened(out, settings)
    made = Made(decisions_in(out))
    fields = accepted(results, made, asking.kind)
    sample = drawn(fields[: asking.number], results, made)
    if asking.in_terminal and (left := _left(sample)):
        by = reviewer(name)
        mine = [one for one in left if may_look(made.about(one.one.record, one.one.key), by)]
        code = settle_these(results, [one.one for one in mine], by, settings, t)
        if code == ExitCode.INTERRUPTED:
            return code
        sample = drawn([one.one for one in sample], results, Made(decisions_in(out)))
    _write(out, sample, t)
    found = sampled(sample, len(fields), None if asking.at_most is None else asking.at_most / _PER_CENT)
    _tell(found, out, t, as_json=as_json)
    if found.looked_at < found.drawn:
        return ExitCode.REVIEW_PENDING
    return ExitCode.DEMAND_NOT_REACHED if found.is_missed else ExitCode.DONE


def _left(sample: list[Drawn]) -> list[Drawn]:
    return [one for one in sample if one.decision is None]


def _write(out: Path, sample: list[Drawn], t: Translator) -> None:
    """The workbook of what is left to look at; where nothing is, none of an earlier time stays."""
    left = [_asked(one, t) for one in _left(sample)]
    if not left:
        remove_file(out / SAMPLE)
        return
    said = labels(t.language)
    with workbook(out / SAMPLE) as book:
        asked_table(book, said("sheet_sample"), lambda: left, said)
        book.table(
            said("sheet_legend"), [said("colour_or_sheet"), said("meaning")], lambda: legend_rows(said)
        )
        book.choices(said("sheet_choices"))


def _asked(drawn_one: Drawn, t: Translator) -> Asked:
    one = drawn_one.one
    kind = KINDS[one.field_type.kind] if one.field_type else None
    entry = (
        Entry(one.field_type.choices, t("review.hint", example=kind.example))
        if one.field_type and kind
        else Entry()
    )
    see = Path(one.place).with_suffix(".pdf").as_posix()
    return Asked(one.record, one.key, t("review.by_lot"), see, entry, "sample")


def _tell(found: Sampled, out: Path, t: Translator, *, as_json: bool) -> None:
    if as_json:
        say(in_json(found))
        return
    say(
        t(
            "review.drawn",
            drawn=found.drawn,
            accepted=found.accepted,
            looked=found.looked_at,
            wrong=found.wrong,
        )
    )
    if not found.drawn:
        return
    if found.most_wrong is None:
        say(
            t("review.sample_waits", left=found.drawn - found.looked_at, file=str(out / SAMPLE), out=str(out))
        )
        return
    say(t("review.most_wrong", share=_per_cent(found.most_wrong, t)))
    for one in found.by_field:
        field = labels(t.language)(one.field)
        say(t("review.wrong_in", type=one.doc_type, field=field, wrong=one.wrong, looked=one.looked_at))
    if found.is_missed and found.wanted is not None:
        say(t(*_advice(found), share=_per_cent(found.wanted, t), needed=found.needed or 0))


def _advice(found: Sampled) -> tuple[str]:
    """What to do where the share that was asked for is not proved."""
    is_far = found.wanted is not None and found.wrong / found.drawn > found.wanted
    return ("review.sample_fails",) if found.needed is None or is_far else ("review.sample_more",)


def _per_cent(share: float, t: Translator) -> str:
    """A share in per cent, never rounded down: it is a bound."""
    hundredths = -int(-share * _PER_CENT * _PER_CENT // 1)
    text = f"{hundredths / _PER_CENT:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if t.language == "vi" else text
