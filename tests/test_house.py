"""The floor plan: folders small enough to be taken in at a glance, each saying which step it is, and nothing misnamed."""

import ast
import re
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
PACKAGES = ("ocr", "extract", "export", "digitize", "samples", "training")
FOLDERS = sorted(
    path.parent.relative_to(TOP).as_posix() for name in PACKAGES for path in (TOP / name).rglob("__init__.py")
)
MOST_MODULES = 16
TEXTS = sorted(
    path
    for name in (*PACKAGES, "benchmarks", "docs", "tests", ".ci")
    for path in (TOP / name).rglob("*")
    if path.suffix in {".py", ".md"} and path.is_file()
) + [TOP / name for name in ("README.md", "CONTRIBUTING.md", "Makefile", "pyproject.toml")]

FILE = re.compile(
    r"(?<![\w/.<-])((?:ocr|extract|export|digitize|samples|training|benchmarks)/[\w/]+\.(?:py|md|npz))\b"
)
COMMAND = re.compile(r"python -m ((?:ocr|extract|export|digitize|samples|training|benchmarks)\.[\w.]*\w)")
ROLE = re.compile(r":(?:mod|func|class|data):`~?([\w.]+)`")


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_holds_few_modules_and_says_which_step_it_is(folder):
    modules = [path for path in (TOP / folder).glob("*.py") if not path.name.startswith("__")]
    assert len(modules) <= MOST_MODULES
    said = ast.get_docstring(ast.parse((TOP / folder / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert re.match(r"\S.{20,}[.:]$", said.split("\n")[0]), said


def test_every_module_stands_in_a_folder_that_is_a_package():
    strays = [
        path
        for name in PACKAGES
        for path in (TOP / name).rglob("*.py")
        if not (path.parent / "__init__.py").exists()
    ]
    assert strays == []


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.relative_to(TOP).as_posix())
def test_files_and_modules_that_are_named_exist(text):
    said = text.read_text(encoding="utf-8")
    assert [name for name in FILE.findall(said) if not (TOP / name).exists()] == []
    assert [name for name in COMMAND.findall(said) if not _is_module(name)] == []
    # A role of the docstrings may also name something in a module.
    assert [name for name in ROLE.findall(said) if "." in name and not _is_defined(name)] == []


def _is_module(name: str) -> bool:
    path = TOP.joinpath(*name.split("."))
    return path.with_suffix(".py").exists() or path.is_dir()


def _is_defined(name: str) -> bool:
    module, _, inside = name.rpartition(".")
    if _is_module(name):
        return True
    files = (
        TOP.joinpath(*module.split(".")).with_suffix(".py"),
        TOP.joinpath(*module.split("."), "__init__.py"),
    )
    return any(
        path.exists() and re.search(rf"\b{inside}\b", path.read_text(encoding="utf-8")) for path in files
    )


def test_every_number_at_the_top_of_a_module_has_a_word_beside_it():
    modules = [
        path for name in ("ocr", "extract", "export", "digitize") for path in (TOP / name).rglob("*.py")
    ]
    assert [f"{path.relative_to(TOP)}:{line}" for path in modules for line in _bare_numbers(path)] == []


def _bare_numbers(path: Path) -> list[int]:
    """Lines with a number, or several, that neither a comment nor the text below explains."""
    text = path.read_text(encoding="utf-8")
    lines, body = text.splitlines(), ast.parse(text).body
    bare = []
    for node, after in zip(body, [*body[1:], None], strict=True):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value and _is_number(node.value):
            explained = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
            beside = lines[max(0, node.lineno - 2) : node.end_lineno]
            if not explained and not any("#" in line for line in beside):
                bare.append(node.lineno)
    return bare


def _is_number(node: ast.expr) -> bool:
    if isinstance(node, ast.Tuple):
        return bool(node.elts) and all(map(_is_number, node.elts))
    if isinstance(node, ast.UnaryOp):
        return _is_number(node.operand)
    if isinstance(node, ast.BinOp):
        return _is_number(node.left) and _is_number(node.right)
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
    )
