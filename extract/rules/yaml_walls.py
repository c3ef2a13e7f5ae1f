"""The walls around a YAML file: what is larger, deeper or longer than a list of rules can be is refused before it is built.

A few lines of YAML can stand for millions: a name that stands for ten names, each of which stands for ten others. So
everything is counted as often as it is named, while the file is read.
"""

from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.events import AliasEvent

from ocr.problem import ConfigurationProblem

LARGEST: Final = 256 * 1024
"""Bytes of a file; the largest file that is shipped has four thousand."""
MOST_NODES: Final = 5_000
"""Keys and values of a file, each as often as it is named; the most in a file that is shipped are 445."""
DEEPEST: Final = 30
"""Lists and mappings within each other; the rules have seven."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class _Walled(Composer):
    """Counts nodes and depth while the tree is put together, and stops at the walls."""

    def __init__(self, loader: Any = None) -> None:  # noqa: ANN401  (ruamel gives no type for it)
        super().__init__(loader)
        self._depth = 0
        self._count = 0
        self._sizes: dict[int, int] = {}

    def compose_node(self, parent: Any, index: Any) -> Any:  # noqa: ANN401  (ruamel's own signature)
        """A node with all below it; one that is named again counts as often as it is named."""
        again = self.parser.check_event(AliasEvent)
        before = self._count
        self._depth += 1
        if self._depth > DEEPEST:
            raise ConfigurationProblem("yaml_too_deep", limit=DEEPEST)
        node = super().compose_node(parent, index)
        self._depth -= 1
        if again and id(node) not in self._sizes:
            raise ConfigurationProblem("yaml_names_itself")
        self._count += self._sizes[id(node)] if again else 1
        self._sizes[id(node)] = self._count - before
        if self._count > MOST_NODES:
            raise ConfigurationProblem("yaml_too_much", limit=MOST_NODES)
        return node


def tree_within_walls(path: Path) -> Any:  # noqa: ANN401  (ruamel's tree, which has no types)
    """The tree of a file; raises what ruamel raises.

    Raises:
        ConfigurationProblem: ``type_file_too_large``, ``type_file_not_utf8``, ``yaml_too_deep``, ``yaml_too_much``,
            ``yaml_names_itself``, each with ``file``.
        OSError: the file cannot be read.
    """
    yaml = YAML(typ="rt")
    yaml.Composer = _Walled
    try:
        return yaml.load(_text(path))
    except ConfigurationProblem as problem:
        raise ConfigurationProblem(problem.code, **{**problem.data, "file": str(path)}) from None


def _text(path: Path) -> str:
    with path.open("rb") as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ConfigurationProblem("type_file_too_large", limit_kb=LARGEST // 1024)
    if data.startswith(_UTF_16):
        raise ConfigurationProblem("type_file_not_utf8")
    try:
        # Windows programs put a byte order mark before UTF-8.
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise ConfigurationProblem("type_file_not_utf8") from None
