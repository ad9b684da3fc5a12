"""The budgets of our style, checked on every file: small files, short functions, nothing unexplained."""

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGES, ROOT, Module, modules, modules_of_tests

MAX_FILE_LINES = 350
MAX_FUNCTION_LINES = 70
LONG_FILES: dict[str, str] = {}
"""Files that may be longer, each with the reason."""

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def test_a_file_holds_one_idea() -> None:
    wrong = [
        f"{module.place} has {lines} lines"
        for module in _all()
        if (lines := module.source.count("\n")) > MAX_FILE_LINES
        and module.place not in LONG_FILES
        and not _is_migration(module)
    ]
    assert not wrong, "\n".join([*wrong, f"{MAX_FILE_LINES} at most: split the file by its ideas"])


def test_a_function_can_be_read_at_once() -> None:
    wrong = [
        f"{module.place}:{node.lineno}: {node.name} has {length} lines"
        for module in _all()
        if not _is_migration(module)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > MAX_FUNCTION_LINES
    ]
    assert not wrong, "\n".join([*wrong, f"{MAX_FUNCTION_LINES} at most: give its parts names of their own"])


def test_whatever_others_may_use_says_what_it_means() -> None:
    wrong = [f"{module.place}:{line}: {name}" for module in modules() for name, line in _undocumented(module)]
    assert not wrong, "\n".join([*wrong, "Write a docstring: meaning, units, ranges, errors"])


def test_every_exception_from_the_linters_carries_its_reason() -> None:
    unexplained = re.compile(r"^[^\"#]*#\s*(noqa|type: ignore)(?!.*\s(-|#)\s?\S)")
    wrong = []
    for module in _all():
        above = ""
        for number, line in enumerate(module.source.splitlines(), start=1):
            if unexplained.match(line) and not above.lstrip().startswith("#"):
                wrong.append(f"{module.place}:{number}: {line.strip()}")
            above = line
    assert not wrong, "\n".join([*wrong, "Write why behind it, after ' - ', or on the line above"])


@pytest.mark.parametrize("folder", sorted(path.parent.name for path in (ROOT / "callcenter").glob("*/__init__.py")))
def test_each_core_package_tells_what_lives_there(folder: str) -> None:
    _assert_has_readme(Path("callcenter") / folder)


@pytest.mark.parametrize("folder", PACKAGES[1:])
def test_each_feature_tells_what_lives_there(folder: str) -> None:
    _assert_has_readme(Path(folder))


def test_nothing_in_the_tree_names_a_machine_or_a_registry() -> None:
    forbidden = re.compile(
        r"(?<![\w.])/(?:work|root|tmp/plan|home/\w+)/"
        r"|pypi\.org|pythonhosted|registry\.npmjs|deb\.debian\.org|security\.debian\.org"
    )
    wrong = []
    for path in _committed_files():
        try:
            text = path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
        wrong += [
            f"{path.relative_to(ROOT)}:{number}: {found[0]}"
            for number, line in enumerate(text.splitlines(), start=1)
            if path != Path(__file__) and (found := forbidden.search(line))
        ]
    assert not wrong, "\n".join([*wrong, "Say what to install or read, never where this machine has it"])


def _all() -> tuple[Module, ...]:
    return (*modules(), *modules_of_tests())


def _is_migration(module: Module) -> bool:
    """A migration is a list of tables, not a thought."""
    return ".migrations.versions." in module.name


def _undocumented(module: Module) -> Iterator[tuple[str, int]]:
    if ast.get_docstring(module.tree) is None:
        yield "the module", 1
    for node in module.tree.body:
        if isinstance(node, _Definition) and not node.name.startswith("_"):
            if ast.get_docstring(node) is None:
                yield node.name, node.lineno
            if isinstance(node, ast.ClassDef):
                yield from _undocumented_methods(node)


def _undocumented_methods(owner: ast.ClassDef) -> Iterator[tuple[str, int]]:
    for node in owner.body:
        if isinstance(node, _Definition) and not node.name.startswith("_") and ast.get_docstring(node) is None:
            yield f"{owner.name}.{node.name}", node.lineno


def _assert_has_readme(folder: Path) -> None:
    readme = ROOT / folder / "README.md"
    assert readme.exists(), f"{folder}: write a README.md of 10 to 30 lines: what lives here, how to add to it"
    lines = readme.read_text(encoding="utf-8").count("\n")
    assert lines <= 60, f"{readme.relative_to(ROOT)} has {lines} lines; a page is enough"


def _committed_files() -> Iterator[Path]:
    """What git holds; where git cannot tell (an unpacked archive), whatever lies in our folders."""
    if shutil.which("git") is not None:
        command = ["git", "ls-files", "-z", "--cached"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
        if listed.returncode == 0:
            yield from (ROOT / name for name in listed.stdout.split("\0") if name)
            return
    yield from (path for package in (*PACKAGES, "tests") for path in (ROOT / package).rglob("*") if path.is_file())
