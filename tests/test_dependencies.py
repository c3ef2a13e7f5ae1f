"""What is installed has no known holes, as far as can be told without a network; and the audit never claims more."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

TOP = Path(__file__).parents[1]
HOLES = tomllib.loads((TOP / ".ci" / "known-holes.toml").read_text(encoding="utf-8"))["hole"]
PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
HELD = dict(
    re.findall(
        r"^([\w.-]+)==(\S+)", (TOP / ".ci" / "constraints.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
)


def lower_bounds():
    """The lowest version that each requirement of the project admits."""
    extras = PROJECT["project"]["optional-dependencies"].values()
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]]
    wanted += [one for extra in extras for one in extra]
    for one in map(Requirement, wanted):
        for bound in one.specifier:
            if bound.operator == ">=":
                yield canonicalize_name(one.name), Version(bound.version)


@pytest.mark.parametrize("hole", HOLES, ids=lambda hole: f"{hole['package']} {hole['id']}")
def test_no_lower_bound_admits_a_version_with_a_known_hole(hole):
    bounds = [bound for name, bound in lower_bounds() if name == canonicalize_name(hole["package"])]
    assert bounds
    assert min(bounds) >= Version(hole["fixed"])


@pytest.mark.parametrize("hole", HOLES, ids=lambda hole: f"{hole['package']} {hole['id']}")
def test_no_version_that_the_suite_is_run_with_has_a_known_hole(hole):
    held = [
        number
        for name, number in HELD.items()
        if canonicalize_name(name) == canonicalize_name(hole["package"])
    ]
    assert all(Version(number) >= Version(hole["fixed"]) for number in held)


def test_the_wheel_brings_the_versions_that_the_suite_is_run_with():
    assert PROJECT["tool"]["setuptools"]["data-files"] == {"share/doc/hoso-digitize": [".ci/constraints.txt"]}
    assert "share/doc/hoso-digitize/" in (TOP / "README.md").read_text(encoding="utf-8")


def audit(tmp_path, answer=None, code=0):
    """What the audit says where pip-audit answers so, or where there is none."""
    if answer is not None:
        (tmp_path / "answer").write_text(answer, encoding="utf-8")
        program = tmp_path / "pip-audit"
        program.write_text(f"#!/bin/sh\ncat {tmp_path / 'answer'}\nexit {code}\n", encoding="utf-8")
        program.chmod(0o755)
    return subprocess.run(
        [sys.executable, TOP / ".ci" / "audit"],
        env=os.environ | {"PATH": f"{tmp_path}:/bin:/usr/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


POSIX = pytest.mark.skipif(os.name == "nt", reason="the program that stands in for another is a shell script")


@POSIX
def test_without_pip_audit_the_audit_says_that_it_did_not_look(tmp_path):
    ran = audit(tmp_path)
    assert ran.returncode == 0, ran.stdout
    assert "not installed" in ran.stdout
    assert "pip-audit did not look" in ran.stdout


@POSIX
@pytest.mark.parametrize("answer", ["", "ERROR: connection refused", "[]", "{}"])
def test_without_its_data_the_audit_says_that_it_did_not_look(tmp_path, answer):
    ran = audit(tmp_path, answer, 1)
    assert ran.returncode == 0, ran.stdout
    assert "could not be reached" in ran.stdout
    assert "pip-audit did not look" in ran.stdout


@POSIX
def test_what_pip_audit_finds_ends_the_audit(tmp_path):
    hole = {"id": "CVE-0000-0000", "fix_versions": ["9"]}
    found = {
        "dependencies": [
            {"name": "pillow", "version": "8", "vulns": [hole]},
            {"name": "x", "skip_reason": "?"},
        ]
    }
    ran = audit(tmp_path, json.dumps(found), 1)
    assert ran.returncode == 1
    assert "pillow 8 has CVE-0000-0000; fixed in 9" in ran.stdout
    assert "nothing known of x" in ran.stdout


@POSIX
def test_nothing_found_is_said_with_who_looked(tmp_path):
    ran = audit(
        tmp_path, json.dumps({"dependencies": [{"name": "pillow", "version": "13.0.0", "vulns": []}]})
    )
    assert ran.returncode == 0
    assert "0 by pip-audit" in ran.stdout
