"""Whether a committed demo model was built from the phrases of now; quick and without torch, for `callcenter lint`."""

from collections.abc import Iterator
from pathlib import Path

from callcenter.kit.content import ContentError
from callcenter.kit.languages import Language
from recordings.demo_model.model_folder import SHIPPED
from recordings.demo_model.product_phrases import phrases_of
from scripts_library.loader import Library, shipped_library

_FIELD = '"phrases_sha256"'


def stale_models(models: Path = SHIPPED, library: Library | None = None) -> Iterator[str]:
    """A problem as `path:line: message` for each model whose phrases are not those of now.

    Content that cannot be read gives no problem here: its own check reports it.
    """
    for language in Language:
        path = models / f"demo-{language.value}" / "manifest.json"
        if not path.is_file():
            continue
        try:
            library = library or shipped_library()
            digest = phrases_of(language, library).digest()
        except ContentError:
            continue
        line, said = _said(path)
        if digest not in said:
            yield (
                f"{path}:{line}: the demo's texts have changed since this speech model was built, so new words would be"
                f" heard as others; build it again: make demo-model LANG={language.value} (about three minutes)"
            )


def _said(path: Path) -> tuple[int, str]:
    """The line that names the phrases' hash, with its number from 1."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(((number, line) for number, line in enumerate(lines, start=1) if _FIELD in line), (1, ""))
