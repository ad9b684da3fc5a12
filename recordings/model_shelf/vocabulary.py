"""A sample of the words that a model knows, from wherever its layout keeps them."""

import re
from pathlib import Path

from callcenter.kit.languages import Language
from recordings.model_shelf.letters import language_of

_PLACES = ("graph/words.txt", "words.txt", "graph/Gr.fst", "Gr.fst")
"""A list of words, or else the grammar that carries one inside: small official models have the latter only."""
_WINDOWS, _WINDOW = 48, 4_096
_RUN = re.compile(r"[^\W\d_]{4,}|[\u4e00-\u9fff]{2,}")


def words_of_model(folder: Path) -> Path | None:
    """The file that holds the words of a model; None where no layout that we know has one."""
    return next((folder / name for name in _PLACES if (folder / name).is_file()), None)


def language_of_model(folder: Path) -> Language | None:
    """The language of the words that a model knows; None where it cannot be told."""
    place = words_of_model(folder)
    if place is None:
        return None
    sample = _sample(place)
    return language_of(" ".join(_RUN.findall(sample)) if place.suffix == ".fst" else sample)


def _sample(path: Path) -> str:
    """Pieces from all over the file: its words are in the order of the alphabet."""
    size = path.stat().st_size
    step = max(_WINDOW, size // _WINDOWS)
    pieces = []
    with path.open("rb") as file:
        for begin in range(0, size, step):
            file.seek(begin)
            pieces.append(file.read(_WINDOW).decode("utf-8", "ignore"))
    return " ".join(pieces)
