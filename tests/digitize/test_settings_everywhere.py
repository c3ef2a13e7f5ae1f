"""All settings through all commands: what a command is told, by file or by option, arrives where it is used."""

import ast
import shutil
import tomllib
from collections import defaultdict
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
import typer

from digitize.__main__ import run
from digitize.cli import build
from digitize.jobs.deliver import reception_of
from digitize.jobs.notebook import LedgerNotebook
from digitize.jobs.run import run as job
from digitize.jobs.run import too_many
from digitize.jobs.write import write_tables
from digitize.messages import Translator
from digitize.page.chain import engine, open_page, read_packed, stopped_if_secret
from digitize.review.results import opened
from digitize.scan.clean.quality import PROFILES
from digitize.settings import Limits, Settings
from digitize.workers.pool import Here, run_here
from extract.rules.loader import load_types
from extract.rules.procedure import load_procedures

TOP = Path(__file__).parents[2]
READING = {"run", "watch", "ocr", "verify", "eval"}
WHERE = {
    "engine": READING,
    "profile": {*READING, "scan"},
    "jobs": {*READING, "scan"},
    "types": {
        "run",
        "watch",
        "extract",
        "export",
        "eval",
        "review",
        "types list",
        "types show",
        "types learn",
    },
    "procedures": {"run", "watch", "export"},
    "procedure": {"run", "watch", "export"},
    "retry": {"run", "watch"},
    "failed_share": {"run"},  # what is watched is judged paper by paper
    "judged_after": {"run"},
    "secrecy": READING - {"eval"},  # pages with truth are no secrets, and nothing of them is stored
    "limits": {*READING, "scan", "extract"},
    "cluster": {"run", "watch"},
    "review": {"run", "watch", "extract", "export", "review", "types learn"},
    "store": set(),  # only the commands of a store, which read no paper; see tests/digitize/counter
}
"""Which commands use a setting. A new setting needs its line here."""

NO_OPTION = {("watch", "retry")}  # what is watched is tried again by itself
FLAGS = {
    "engine": ("--engine", "reader"),
    "profile": ("--profile", "cv7197"),
    "jobs": ("--jobs", "3"),
    "types": ("--types", "{folder}/types"),
    "procedures": ("--procedures", "{folder}/procedures"),
    "procedure": ("--procedure", "1.004873"),
    "retry": ("--retry", "limit"),
    "cluster": ("--cluster", "tls://nobody:8786"),
}
"""The settings that have an option of their own; the others come from a file or the environment."""

TOLD = """
engine = "reader"
profile = "cv7197"
jobs = 3
types = "{folder}/types"
procedures = "{folder}/procedures"
procedure = "1.004873"
retry = ["limit"]
failed_share = 0.75
judged_after = 7
secrecy = "flag"
[limits]
page_pixels = 123456789
page_memory = 3210000000
page_seconds = 234.5
[review]
two_looks = ["so_dinh_danh"]
name = "Lan"
[cluster]
address = "tls://nobody:8786"
"""
COMMANDS = {
    "run": ["run", "{page}", "-o", "{folder}/out", "--explain", "--progress", "none"],
    "watch": ["watch", "{folder}/in", "-o", "{folder}/out", "--still", "0.1", "--progress", "none"],
    "scan": ["scan", "{page}", "-o", "{folder}/out", "--progress", "none"],
    "ocr": ["ocr", "{page}", "-o", "{folder}/out", "--progress", "none"],
    "extract": ["extract", "{results}", "-o", "{folder}/out", "--explain"],
    "export": ["export", "{results}", "-o", "{folder}/out"],
    "verify": ["verify", "{results}"],
    "eval": ["eval", "{folder}/in", "--progress", "none"],
    "review": ["review", "{results}", "--sample", "1", "--kind", "passport"],
    "types list": ["types", "list"],
    "types learn": ["types", "learn", "{results}"],
    "types show": ["types", "show", "giay_khai_sinh"],
}
ELSEWHERE = {
    *("doctor", "repair", "separators", "status", "types check", "types new"),
    *(f"store {name}" for name in ("add", "find", "persons", "merge", "split", "log")),
    *(f"store {name}" for name in ("verify", "backup", "restore", "rotate-key")),
    *(f"person {name}" for name in ("export", "rectify", "restrict", "hold", "erase")),
}
"""These open no page and no type of a run: the computer, blank sheets, a ledger, and files named one by one."""


class Profiles(dict):
    """The profiles, which tell which of them was taken."""

    def __init__(self, seen):
        super().__init__(PROFILES)
        self.seen = seen

    def __getitem__(self, name):
        self.seen["profile"].append(name)
        return super().__getitem__(name)


@pytest.fixture(scope="module")
def results(samples, tmp_path_factory):
    """What a run left under the settings that are told, for the commands that go on from it."""
    folder = laid(tmp_path_factory.mktemp("before"), samples)
    told = (folder / "mine.toml").read_text(encoding="utf-8").split("[cluster]")[0]
    (folder / "mine.toml").write_text(told, encoding="utf-8")
    command = ["run", str(folder / "in"), "-o", str(folder / "out"), "--config", str(folder / "mine.toml")]
    assert run([*command, "--progress", "none"]) == 0
    return folder / "out"


def laid(folder, samples):
    """An inbox of one card with its truth, folders of own types and procedures, and the file of settings."""
    for name in ("in", "types", "procedures"):
        (folder / name).mkdir()
    for name in ("cccd-mat-truoc-01.png", "cccd-mat-truoc-01.json"):
        shutil.copy(samples / name, folder / "in" / name)
    (folder / "mine.toml").write_text(TOLD.format(folder=folder.as_posix()), encoding="utf-8")
    return folder


@pytest.fixture
def seen():
    """What arrived, by the name of the setting."""
    return defaultdict(list)


@pytest.fixture
def workers(monkeypatch, seen):
    """All workers are this process, and tell how many they would be and what each may take."""

    @contextmanager
    def pool(work, *, jobs, memory, first=None):
        del first
        seen["jobs"].append(jobs)
        seen["memory"].append(memory)
        yield Here(work)

    def run_tasks(work, tasks, *, jobs, seconds, memory, first=None):
        del seconds, first
        with pool(work, jobs=jobs, memory=memory):
            return run_here(work, tasks)

    def begun(_module, memory):
        seen["memory"].append(memory)
        return nullcontext()

    def on_cluster(tasks, settings):
        seen["cluster"].append(settings.cluster.address)
        return run_here(read_packed, tasks)

    for module in ("jobs.run", "stages.ocr", "stages.scan", "evaluate.measure"):
        monkeypatch.setattr(f"digitize.{module}.pool", pool)
    for module in ("jobs.verify", "stages.extract", "stages.export"):
        monkeypatch.setattr(f"digitize.{module}.run_tasks", run_tasks)
    monkeypatch.setattr("digitize.workers.pool.begun", begun)
    monkeypatch.setattr("digitize.cluster.client.read_on_cluster", on_cluster)


@pytest.fixture
def watched_once(monkeypatch):
    """Watching ends after what lay there at first was read."""

    def once(*given, **named):
        job(*given, **named)
        raise KeyboardInterrupt

    monkeypatch.setattr("digitize.jobs.watch.run", once)


@pytest.fixture
def spies(monkeypatch, seen, workers, watched_once):
    """Each setting is written down where it is used."""
    del workers, watched_once

    def spy(where, does, **told):
        def spied(*given, **named):
            for name, tell in told.items():
                seen[name].append(tell(*given))
            return does(*given, **named)

        monkeypatch.setattr(where, spied)

    monkeypatch.setattr("digitize.page.chain.PROFILES", Profiles(seen))
    spy("digitize.page.chain.engine", engine, engine=lambda name: name)
    spy("digitize.page.chain.open_page", open_page, limits=lambda _file, _page, limits: limits)
    spy("digitize.page.chain.stopped_if_secret", stopped_if_secret, secrecy=lambda _, by: by.secrecy)
    spy(
        "digitize.jobs.run.too_many",
        too_many,
        failed_share=lambda _failed, _begun, by: by.failed_share,
        judged_after=lambda _failed, _begun, by: by.judged_after,
    )
    spy("digitize.jobs.run.LedgerNotebook", LedgerNotebook, retry=lambda *given: given[3])
    spy("digitize.jobs.deliver.reception_of", reception_of, review=lambda by, _types: by.review)
    for module in ("digitize.review.sample", "digitize.review.results"):
        spy(f"{module}.opened", opened, review=lambda _out, by: by.review)
    readers = ("digitize.jobs.deliver", "digitize.screen.type_pages", "extract.rules.loader")
    for module in (*readers, "digitize.review.results"):
        spy(f"{module}.load_types", load_types, types=lambda folders: [*folders])
    spy("digitize.jobs.deliver.load_procedures", load_procedures, procedures=lambda _, own: [*own])
    for module in ("jobs.run", "stages.export"):
        spy(f"digitize.{module}.write_tables", write_tables, procedure=lambda _out, _t, by: by.asked)


def wanted(folder):
    told = Settings.model_validate(tomllib.loads(TOLD.format(folder=folder.as_posix())))
    values = {name: getattr(told, name) for name in Settings.model_fields}
    values |= {name: [values[name]] for name in ("types", "procedures")}
    return values | {"cluster": told.cluster.address}


def typed(command, folder, results, *more):
    places = {"folder": folder, "page": folder / "in" / "cccd-mat-truoc-01.png", "results": results}
    return [part.format(**places) for part in (*COMMANDS[command], *more)]


def of(command):
    return sorted(name for name, commands in WHERE.items() if command in commands)


def test_every_setting_and_every_command_has_its_place_here():
    assert WHERE.keys() == Settings.model_fields.keys()
    assert set().union(*WHERE.values()) == COMMANDS.keys()
    assert {name for name, _, _ in commands()} == COMMANDS.keys() | ELSEWHERE


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.usefixtures("spies")
def test_what_the_settings_file_says_arrives_where_it_is_used(command, samples, tmp_path, results, seen):
    folder = laid(tmp_path, samples)
    told = wanted(folder)
    code = run(typed(command, folder, results, "--config", str(folder / "mine.toml")))
    assert code == (130 if command == "watch" else 0)
    for name in of(command):
        assert seen[name], f"{name} was never used"
        assert all(value == told[name] for value in seen[name]), f"{name}: {seen[name]}"
    assert set(seen["memory"]) <= {told["limits"].page_memory}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.usefixtures("spies")
def test_what_an_option_says_arrives_where_it_is_used(command, samples, tmp_path, results, seen):
    folder = laid(tmp_path, samples)
    told = wanted(folder)
    offered = [name for name in of(command) if name in FLAGS and (command, name) not in NO_OPTION]
    options = [part for name in offered for part in FLAGS[name]]
    (folder / "mine.toml").write_text('secrecy = "flag"\n', encoding="utf-8")
    code = run(typed(command, folder, results, *options, "--config", str(folder / "mine.toml")))
    assert code == (130 if command == "watch" else 0)
    for name in offered:
        assert seen[name], f"{name} was never used"
        assert all(value == told[name] for value in seen[name]), f"{name}: {seen[name]}"


def commands():
    """Every command with the names of its options, and whether it is one of those with settings."""
    whole = typer.main.get_command(build(Translator("en")))
    for name, command in whole.commands.items():
        below = getattr(command, "commands", {})
        for full, one in {f"{name} {sub}": one for sub, one in below.items()}.items() or [(name, command)]:
            options = {option for parameter in one.params for option in parameter.opts}
            yield full, options, full in COMMANDS


@pytest.mark.parametrize(
    ("command", "options", "has_settings"), [pytest.param(*one, id=one[0]) for one in commands()]
)
def test_a_command_offers_the_options_of_the_settings_that_it_uses_and_no_others(
    command, options, has_settings
):
    assert ("--config" in options) == (
        has_settings or command == "doctor"
    )  # doctor says where they come from
    wished = {FLAGS[name][0] for name in of(command) if name in FLAGS and (command, name) not in NO_OPTION}
    assert {flag for flag, _ in FLAGS.values()} & options == wished


def test_no_product_code_makes_settings_or_limits_of_its_own():
    made = [
        f"{path.relative_to(TOP)}:{node.lineno}"
        for package in ("ocr", "extract", "export", "digitize")
        for path in (TOP / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"Settings", "Limits"}
    ]
    # The default of the field itself.
    assert [place.split(":")[0] for place in made] == ["digitize/settings.py"]
    assert Settings().limits == Limits()
