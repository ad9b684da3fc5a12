"""The product's own source as the architecture tests see it: modules, their imports and the calls in them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("callcenter", "scripts_library", "ivr", "outbound", "recordings")


@dataclass(frozen=True)
class Module:
    """One Python file."""

    name: str
    """Dotted, without '.__init__'."""
    path: Path

    @property
    def place(self) -> str:
        """The path from the repository's root, as messages show it."""
        return str(self.path.relative_to(ROOT))

    @cached_property
    def source(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source, self.place)

    @cached_property
    def imports(self) -> tuple[tuple[str, int], ...]:
        """Every imported module with its line, those inside functions and `if TYPE_CHECKING` too."""
        return tuple(self._imports())

    def calls(self) -> Iterator[tuple[str, int]]:
        """Every call as it is written ('datetime.now', 'open', 'file.read_text', 'np.random.seed') with its line.

        Of what is no name before a dot nothing is said: '.read_text' of the path that a call gives.
        """
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield written(node.func), node.lineno

    def _imports(self) -> Iterator[tuple[str, int]]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.place}:{node.lineno}: write the import in full, without dots"
                assert node.module is not None
                # `from package import module` and `from module import name` look alike; both readings are checked.
                for alias in node.names:
                    whole = f"{node.module}.{alias.name}"
                    yield (whole if whole in _module_names() else node.module), node.lineno


def is_within(name: str, prefix: str) -> bool:
    """True where `name` is the module `prefix` or lies below it.

    The prefix '*.store' means a role: every file named store.py or ending in _store.py.
    """
    if prefix.startswith("*."):
        last, role = name.rpartition(".")[2], prefix[2:]
        return last == role or last.endswith(f"_{role}")
    return name == prefix or name.startswith(f"{prefix}.")


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the product, in order."""
    return tuple(sorted(_modules(PACKAGES), key=lambda module: module.name))


@cache
def modules_of_tests() -> tuple[Module, ...]:
    """Every module of the tests, in order."""
    return tuple(sorted(_modules(("tests",)), key=lambda module: module.name))


@cache
def _module_names() -> frozenset[str]:
    return frozenset(module.name for module in (*modules(), *modules_of_tests()))


def _modules(packages: tuple[str, ...]) -> Iterator[Module]:
    for package in packages:
        for path in (ROOT / package).rglob("*.py"):
            if "node_modules" not in path.parts:
                name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
                yield Module(name.removesuffix(".__init__"), path)


def written(function: ast.expr) -> str:
    """What is called, as it is written; what is no name is left out."""
    match function:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=owner, attr=name):
            return f"{written(owner)}.{name}"
        case _:
            return ""
