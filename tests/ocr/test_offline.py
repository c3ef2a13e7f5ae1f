"""Papers never leave the computer, and neither does word of reading them."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SUPPRESSING = ("CI", "ORT_DISABLE_TELEMETRY", "ORT_TELEMETRY_DISABLED", "ORT_RUNNING_UNIT_TESTS")


def test_finding_lines_leaves_no_trace_of_telemetry_on_the_disk(tmp_path):
    kept = {name: value for name, value in os.environ.items() if name not in SUPPRESSING}
    places = dict.fromkeys(("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_DATA_HOME"), str(tmp_path))
    read = "import numpy as np; from ocr.lines.find import find_lines; find_lines(np.full((64, 64), 255, np.uint8))"
    subprocess.run([sys.executable, "-B", "-c", read], check=True, cwd=ROOT, env={**kept, **places})
    assert not list(tmp_path.rglob("*"))


def test_only_the_package_that_switches_telemetry_off_loads_the_runtime():
    loading = re.compile(r"^\s*(?:import|from) onnxruntime|import_module\(.onnxruntime", re.MULTILINE)
    modules = [*ROOT.glob("extract/**/*.py"), *ROOT.glob("export/**/*.py"), *ROOT.glob("digitize/**/*.py")]
    assert not [path for path in modules if loading.search(path.read_text(encoding="utf-8"))]
