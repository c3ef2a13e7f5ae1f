import ast
import string
from pathlib import Path
from typing import get_args

import pytest

from digitize.messages import LANGUAGES, Translator, catalogue, choose_language, without_language
from ocr.page import Finding
from ocr.problem import InputProblem
from ocr.second_look import Look

TOP = Path(__file__).parents[2]
PROBLEMS = {
    "Problem",
    "InputProblem",
    "LimitProblem",
    "ConfigurationProblem",
    "MachineProblem",
    "OutputProblem",
    "UsageProblem",
}


def placeholders(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def calls(*names):
    for package in ("ocr", "extract", "export", "digitize"):
        for path in (TOP / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and getattr(node.func, "id", getattr(node.func, "attr", "")) in names
                ):
                    yield path, node


# Functions that make a finding of the code they are given.
FINDINGS = ("Finding", "_finding", "_limit")


def literal_codes(*names):
    """Every code that is written as a literal where one of these is made, with the names of its data."""
    for path, node in calls(*names):
        given = [*node.args[:1], *(word.value for word in node.keywords if word.arg == "code")]
        for code in given:
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield path.name, code.value, node


def test_both_languages_say_the_same_things():
    assert catalogue("vi").keys() == catalogue("en").keys()


@pytest.mark.parametrize("key", sorted(catalogue("vi")))
def test_both_sentences_are_filled_by_the_same_data(key):
    assert placeholders(catalogue("vi")[key]) == placeholders(catalogue("en")[key])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_that_can_be_raised_has_a_sentence(language):
    known = catalogue(language)
    missing = {
        f"{file}: {code}" for file, code, _ in literal_codes(*PROBLEMS) if f"problem.{code}" not in known
    }
    assert not missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_a_sentence(language):
    known = catalogue(language)
    missing = {
        f"{file}: {code}" for file, code, _ in literal_codes(*FINDINGS) if f"finding.{code}" not in known
    }
    assert not missing


def test_a_sentence_asks_only_for_data_that_its_problem_carries():
    for file, code, node in literal_codes(*PROBLEMS - {"Problem"}):
        if any(word.arg is None for word in node.keywords):
            continue
        given = {word.arg for word in node.keywords} | {"file"}
        assert placeholders(catalogue("vi").get(f"problem.{code}", "")) <= given, f"{file}: {code}"


def test_vietnamese_is_spoken_unless_english_is_asked_for():
    assert choose_language([], {}) == "vi"
    assert choose_language([], {"LANG": "C.UTF-8"}) == "vi"
    assert choose_language([], {"LANG": "en_US.UTF-8"}) == "en"
    assert choose_language(["run", "--lang", "vi"], {"LANG": "en_US.UTF-8"}) == "vi"
    assert choose_language(["--lang=en"], {}) == "en"
    assert choose_language([], {"DIGITIZE_LANG": "en"}) == "en"


def test_the_language_may_stand_anywhere_and_is_taken_away():
    assert without_language(["run", "a.pdf", "--lang", "en", "-o", "x"]) == ["run", "a.pdf", "-o", "x"]
    assert without_language(["--lang=vi", "doctor"]) == ["doctor"]
    assert without_language(["--lang", "fr"]) == ["--lang", "fr"]


def test_an_unknown_code_is_shown_rather_than_lost():
    assert "never_heard_of" in Translator("vi").problem(InputProblem("never_heard_of", file="a.pdf"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_second_look_has_a_name_and_is_called_by_it(language):
    named = {key.removeprefix("look.") for key in catalogue(language) if key.startswith("look.")}
    assert named == set(get_args(Look))
    data = {"look": "zone", "reason": "tesseract_missing"}
    said = Translator(language).finding(Finding(code="second_look_skipped", data=data, page=3))
    assert catalogue(language)["look.zone"] in said
    assert {"3", "tesseract_missing"} <= {word.strip("():,") for word in said.split()}
