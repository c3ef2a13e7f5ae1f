"""``digitize eval``: how many results are right on pages whose truth is known; a gate for CI."""

from pathlib import Path
from typing import Annotated, Any

import typer

from digitize.commands import options
from digitize.exit_codes import ExitCode
from digitize.messages import Translator
from digitize.progress import Style
from digitize.screen.help_text import Command
from digitize.settings import Settings
from digitize.terminal import json_readable, say


def register(app: typer.Typer, t: Translator) -> None:
    """Add the command to ``app``."""

    @app.command("eval", cls=Command.speaking(t), help=t("help.eval"), short_help=t("short.eval"))
    def evaluate(
        folder: Annotated[
            Path, typer.Argument(metavar=t("metavar.folder"), help=t("option.folder_with_truth"))
        ],
        jobs: Annotated[int | None, options.jobs(t)] = None,
        engine: Annotated[str | None, options.engine(t)] = None,
        profile: Annotated[str | None, options.profile(t)] = None,
        types: Annotated[Path | None, options.type_folder(t)] = None,
        config: Annotated[Path | None, options.config(t)] = None,
        min_cer_accuracy: Annotated[float | None, _share(t, "--min-cer-accuracy")] = None,
        max_silent: Annotated[float | None, _share(t, "--max-silent")] = None,
        min_type: Annotated[float | None, _share(t, "--min-type")] = None,
        min_recall: Annotated[float | None, _share(t, "--min-recall")] = None,
        min_straight_through: Annotated[float | None, _share(t, "--min-straight-through")] = None,
        progress: Annotated[Style, options.progress(t)] = "auto",
        as_json: Annotated[bool, options.as_json(t)] = False,
    ) -> ExitCode:
        from rich.console import Console

        from digitize.evaluate.evaluation import gates
        from digitize.evaluate.measure import measure
        from digitize.evaluate.render import render
        from digitize.progress import progress as progress_in
        from digitize.scan.inputs.results_mark import has_results
        from extract.rules.loader import load_types

        settings = options.settings(t, config, jobs=jobs, engine=engine, profile=profile, types=types)
        if has_results(folder):
            return _by_decisions(folder, settings, t, max_silent, as_json=as_json)
        with progress_in(progress, t) as shown:
            result = measure(folder, settings, load_types([settings.types] if settings.types else []), shown)
        if as_json:
            say(json_readable(result.model_dump_json(indent=2)))
        else:
            Console().print(render(result, t))
        failed = gates(
            result,
            min_cer_accuracy=min_cer_accuracy,
            max_silent=max_silent,
            min_type=min_type,
            min_recall=min_recall,
            min_straight_through=min_straight_through,
        )
        for gate in failed:
            option = "--" + gate.gate.replace("_", "-")
            reached = "–" if gate.reached is None else f"{gate.reached:.4f}"
            say(t("eval.gate_failed", option=option, wanted=gate.wanted, reached=reached), err=True)
        return ExitCode.DEMAND_NOT_REACHED if failed else ExitCode.DONE


def _by_decisions(
    out: Path, settings: Settings, t: Translator, max_silent: float | None, *, as_json: bool
) -> ExitCode:
    """The evaluation of a folder of results, by what people decided; only a sample can pass ``--max-silent``."""
    from rich.console import Console

    from digitize.decisions.kept import decisions_in
    from digitize.evaluate.decided import evaluate_decided
    from digitize.evaluate.render_decided import render_decided
    from digitize.jobs.dossiers import stored_records
    from extract.rules.loader import load_types

    types = load_types([settings.types] if settings.types else [])
    records = list(stored_records(out).values())
    result = evaluate_decided(records, decisions_in(out), types, settings.review.two_looks)
    if as_json:
        say(json_readable(result.model_dump_json(indent=2)))
    else:
        Console().print(render_decided(result, t))
    reached = result.sample.most_wrong
    if max_silent is None or (reached is not None and reached <= max_silent):
        return ExitCode.DONE
    shown = "–" if reached is None else f"{reached:.4f}"
    say(t("eval.gate_failed", option="--max-silent", wanted=max_silent, reached=shown), err=True)
    return ExitCode.DEMAND_NOT_REACHED


def _share(t: Translator, option: str) -> Any:
    key = option.removeprefix("--").replace("-", "_")
    return typer.Option(
        option,
        min=0.0,
        max=1.0,
        metavar="0…1",
        help=t(f"option.{key}"),
        show_default=False,
        callback=options.finite,
    )
