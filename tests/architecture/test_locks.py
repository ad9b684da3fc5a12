"""The lock files: every dependency pinned with hashes, and nothing in them about where it comes from."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

_PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)
_LOCKS = ("requirements.lock", "requirements-test.lock")


def _pins(name: str) -> dict[str, str]:
    return dict(_PIN.findall((ROOT / name).read_text(encoding="utf-8")))


def _names(requirements: list[str]) -> set[str]:
    """Names as lock files write them, without version, extras and marker."""
    return {re.split(r"[\s\[<>=~!;]", item)[0].lower().replace(".", "-").replace("_", "-") for item in requirements}


@pytest.mark.parametrize("lock", _LOCKS)
def test_every_pin_has_a_hash_and_no_line_has_an_address_or_a_path(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(_pins(lock))
    unhashed = [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block]
    assert not unhashed
    assert not re.findall(r"^.*(?:://|@ |^-|\s/).*$", text, flags=re.MULTILINE)


def test_the_lock_holds_what_the_project_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    run, test = _pins("requirements.lock"), _pins("requirements-test.lock")
    advice = "run `make lock`"
    assert _names(project["dependencies"] + extras["build"]) <= run.keys(), advice
    assert _names(extras["test"]) <= test.keys(), advice
    assert "setuptools" in run, "source packages and our own are built with the locked setuptools"


def test_tests_run_on_the_very_versions_that_are_shipped() -> None:
    run, test = _pins("requirements.lock"), _pins("requirements-test.lock")
    assert {name: test.get(name) for name in run} == run


def test_npms_lock_carries_hashes_and_no_addresses_of_packages() -> None:
    lock = json.loads((ROOT / "callcenter/web/assets/package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert all(entry.get("integrity", "").startswith("sha512-") for entry in packages.values())
    assert not [name for name, entry in packages.items() if "resolved" in entry]


def test_what_a_newcomer_types_is_there() -> None:
    makefile = Path(ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"^([a-z-]+):.*## ", makefile, flags=re.MULTILINE))
    assert {"help", "run", "test", "setup", "assets", "lint", "format", "lock", "faults", "bench", "clean"} <= named
