"""How the demo's patients are with robots under `callcenter lint`: read beside their clinic and the shipped prompts."""

from collections.abc import Iterator
from pathlib import Path

from callcenter.clinic.demo.load import load_demo, read_demo
from callcenter.clinic.demo.load_natures import FOLDER, read_natures
from callcenter.kit.content import ContentError
from callcenter.kit.languages import Language
from ivr.flow.loader import load_book


def problems_of_shipped_natures() -> Iterator[str]:
    """Problems of the product's own files."""
    for language in Language:
        yield from problems_of_natures(FOLDER / f"{language.value}.yaml")


def problems_of_natures(path: Path) -> Iterator[str]:
    """Problems of one file; its clinic is that in the folder above, else the shipped one of its language."""
    if path.stem not in set(Language):
        yield f"{path}:1: name this file after its language, such as {FOLDER.name}/ru.yaml"
        return
    language, beside = Language(path.stem), path.parent.parent / path.name
    try:
        clinic = read_demo(beside) if beside.is_file() else load_demo(language)
        read_natures(path, clinic, load_book().words(language).by_id)
    except ContentError as problem:
        yield str(problem)
