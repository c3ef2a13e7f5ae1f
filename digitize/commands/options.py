"""Options that several commands share, each written once."""

import math
from pathlib import Path
from typing import Any

import typer

from digitize.messages import Translator
from digitize.terminal import say


def inputs(t: Translator) -> Any:
    """The files, ZIPs and folders to work on."""
    return typer.Argument(metavar=t("metavar.input"), help=t("option.inputs"), show_default=False)


def output(t: Translator) -> Any:
    """The folder for results."""
    return typer.Option(
        "-o", "--output", metavar=t("metavar.folder"), help=t("option.output"), show_default=False
    )


def results(t: Translator) -> Any:
    """A folder that ``run`` wrote."""
    return typer.Argument(metavar=t("metavar.folder"), help=t("option.results"), show_default=False)


def retry(t: Translator) -> Any:
    """Kinds of failures to try again."""
    return typer.Option("--retry", metavar=t("metavar.kind"), help=t("option.retry"), show_default=False)


def as_json(t: Translator) -> Any:
    """Data for machines on stdout."""
    return typer.Option("--json", help=t("option.json"))


def jobs(t: Translator) -> Any:
    """How many pages at a time."""
    return typer.Option("--jobs", "-j", min=0, metavar="N", help=t("option.jobs"), show_default=False)


def engine(t: Translator) -> Any:
    """Which reader."""
    return typer.Option("--engine", metavar=t("metavar.name"), help=t("option.engine"), show_default=False)


def profile(t: Translator) -> Any:
    """Which quality profile."""
    return typer.Option("--profile", metavar="nd30|cv7197", help=t("option.profile"), show_default=False)


def writers(t: Translator) -> Any:
    """Which of the writers write."""
    return typer.Option("--to", metavar=t("metavar.name"), help=t("option.writers"), show_default=False)


def config(t: Translator) -> Any:
    """Which settings file."""
    return typer.Option("--config", metavar=t("metavar.file"), help=t("option.config"), show_default=False)


def settings(t: Translator, config: Path | None, **flags: object) -> Any:
    """The settings of this command; on stderr, what the file in the working folder had to say to them."""
    from digitize.settings import gathered

    found = gathered(config, **flags)
    if found.beside:
        say(t("settings.beside", file=str(found.beside.file), keys=", ".join(found.beside.keys)), err=True)
    return found.settings


def type_folder(t: Translator) -> Any:
    """A folder with the office's own document types."""
    return typer.Option("--types", metavar=t("metavar.folder"), help=t("option.types"), show_default=False)


def procedure(t: Translator) -> Any:
    """The code of the procedure that dossiers are checked against."""
    return typer.Option(
        "--procedure", metavar=t("metavar.code"), help=t("option.procedure"), show_default=False
    )


def procedure_folder(t: Translator) -> Any:
    """A folder with the office's own procedures."""
    return typer.Option(
        "--procedures", metavar=t("metavar.folder"), help=t("option.procedures"), show_default=False
    )


def progress(t: Translator) -> Any:
    """How progress is reported."""
    return typer.Option(
        "--progress", metavar="auto|plain|json|none", help=t("option.progress"), show_default=False
    )


def cluster(t: Translator) -> Any:
    """Other computers that read pages, too."""
    return typer.Option("--cluster", metavar="tls://…", help=t("option.cluster"), show_default=False)


def insecure_cluster(t: Translator) -> Any:
    """Allows a connection to them without encryption."""
    return typer.Option("--insecure-cluster", help=t("option.insecure_cluster"))


def cluster_settings(address: str | None, *, insecure: bool) -> dict[str, object] | None:
    """The settings from the two options; None where neither was given."""
    given: dict[str, object] = {}
    if address is not None:
        given["address"] = address
    if insecure:
        given["insecure"] = True
    return given or None


def explain(t: Translator) -> Any:
    """Say why a type or a field matched."""
    return typer.Option("--explain", help=t("option.explain"))


def finite(value: float | None) -> float | None:
    """Refuses what is no number or has no end; the option parser lets both through its bounds."""
    if value is not None and not math.isfinite(value):
        raise typer.BadParameter(str(value))
    return value


PathList = list[Path]


def store(t: Translator) -> Any:
    """The store of papers."""
    return typer.Option("--store", metavar=t("metavar.store"), help=t("option.store"), show_default=False)


def key_file(t: Translator) -> Any:
    """The key of the office."""
    return typer.Option(
        "--key-file", metavar=t("metavar.file"), help=t("option.key_file"), show_default=False
    )


def purpose(t: Translator) -> Any:
    """What somebody looks for."""
    return typer.Option("--purpose", metavar=t("metavar.words"), help=t("option.purpose"), show_default=False)


def by(t: Translator) -> Any:
    """Who asks."""
    return typer.Option("--by", metavar=t("metavar.name"), help=t("option.by"), show_default=False)


def subject_id(t: Translator) -> Any:
    """The code of a subject in the store."""
    return typer.Argument(metavar=t("metavar.subject"), help=t("option.subject"), show_default=False)


def reason(t: Translator) -> Any:
    """Why a right is carried out."""
    return typer.Option("--reason", metavar=t("metavar.words"), help=t("option.reason"), show_default=False)


def asked_on(t: Translator) -> Any:
    """The day on which somebody asked for a right."""
    return typer.Option("--asked", metavar="YYYY-MM-DD", help=t("option.asked"), show_default=False)


def backup_file(t: Translator) -> Any:
    """A backup of a store."""
    return typer.Argument(metavar=t("metavar.file"), help=t("option.backup"), show_default=False)


def desk(t: Translator, store: str | None, key_file: Path | None, **asked: Any) -> Any:
    """Where somebody asks a store: ``asked`` says who asks, what for, and whether a program reads the answer."""
    from digitize.counter.place import Desk

    found = settings(t, None, store={"key_file": key_file} if key_file else None)
    return Desk(found, t, store, **asked)
