import re
import subprocess
import sys

import pytest

from digitize.__main__ import run
from digitize.cli import build
from digitize.messages import LANGUAGES, Translator, catalogue
from ocr.engines.registry import ENGINES

COMMANDS = [
    "run",
    "watch",
    "review",
    "scan",
    "ocr",
    "extract",
    "export",
    "separators",
    "status",
    "verify",
    "repair",
    "eval",
    "doctor",
    "store",
    "person",
    "types",
]
SLOW_TO_IMPORT = (
    "cv2",
    "pdfplumber",
    "PIL",
    "numpy",
    "pydantic_settings",
    "pikepdf",
    "pypdfium2",
    "onnxruntime",
    "xlsxwriter",
    "openpyxl",
    "sqlalchemy",
    "cryptography",
)


def help_of(capsys, *arguments):
    assert run([*arguments, "--help"]) == 0
    return capsys.readouterr().out


def test_help_loads_no_image_or_pdf_library():
    code = (
        "import sys, digitize.__main__ as m\n"
        "assert m.run(['--help']) == 0\n"
        f"loaded = [name for name in {SLOW_TO_IMPORT!r} if name in sys.modules]\n"
        "sys.exit(' '.join(loaded) or 0)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_help_is_vietnamese_and_lists_the_commands_in_the_order_of_the_work(capsys):
    text = help_of(capsys)
    places = [text.index(f"\n  {command} ") for command in COMMANDS]
    assert places == sorted(places)
    assert "Cách dùng:" in text
    assert "Usage" not in text


def test_help_is_english_when_asked_for(capsys):
    assert "Usage:" in help_of(capsys, "--lang", "en")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_command_explains_itself_without_gaps(capsys, command, language):
    text = help_of(capsys, command, "--lang", language)
    for untranslated in ("option.", "help.", "metavar.", "list[", "word."):
        assert untranslated not in text
    if language == "vi":
        for english in ("Usage", "Options:", "Show this", "[required]", "[default"):
            assert english not in text


def test_no_arguments_show_the_help(capsys):
    assert run([]) == 0
    assert "doctor" in capsys.readouterr().out


def test_the_application_can_be_built_in_both_languages_in_one_process():
    assert build(Translator("vi")).info.help != build(Translator("en")).info.help


def test_the_version_is_told(capsys):
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("digitize ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rum"], "run"),
        (["run", "--outptu", "x"], "--outptu"),
        (["run", "a.pdf"], "--output"),
        (["run", "a.pdf", "-o", "x", "--jobs", "many"], "--jobs"),
        (["--lang", "fr", "doctor"], "--lang"),
        (["types", "show", "giay_khai_sing"], "giay_khai_sinh"),
        (["export", "x", "-o", "y", "--to", "docx"], "xlsx"),
    ],
)
def test_a_wrong_command_line_ends_with_2_and_names_what_is_wrong(capsys, arguments, said):
    assert run(arguments) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told


def test_what_is_missing_is_named_as_it_is_typed(capsys):
    assert run(["run", "a.pdf"]) == 2
    assert capsys.readouterr().err == "Lệnh còn thiếu -o / --output. Gõ thêm --help để xem cách dùng.\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_names_every_engine(language):
    said = re.split(r"[\s,:()]+", catalogue(language)["option.engine"])
    assert set(ENGINES) <= set(said)
