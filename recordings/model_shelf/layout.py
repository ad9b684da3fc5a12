"""Which files make a Vosk model. The newer layout has folders, the older one all in one place."""

from pathlib import Path

from recordings.model_shelf.errors import ModelError

_NEW = (("am/final.mdl",), ("conf/mfcc.conf",), ("graph/HCLG.fst", "graph/HCLr.fst"))
_OLD = (("final.mdl",), ("mfcc.conf",), ("HCLG.fst", "HCLr.fst"))
_DEEPEST = 3


def missing_part(folder: Path) -> str:
    """The first file that a whole model has and this one lacks, or has without a byte; empty where it is whole."""
    lacking = [_lacking(folder, layout) for layout in (_NEW, _OLD)]
    return "" if "" in lacking else lacking[0]


def find_model(folder: Path) -> Path:
    """The model's own folder in what was unpacked or brought: `folder` itself, or the one below that holds a model.

    Raises ModelError where there is none, or more than one.
    """
    found = [place for place in _places(folder) if not missing_part(place)]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(sorted(place.name for place in found))
        raise ModelError(f"{folder.name} holds {len(found)} models ({names}); give the folder of one")
    raise ModelError(
        f"{folder.name} holds no whole Vosk model, {missing_part(folder)} is missing; give the folder or the zip file "
        "as it comes from the official list"
    )


def _places(folder: Path, depth: int = 0) -> list[Path]:
    if depth == _DEEPEST:
        return [folder]
    below = sorted(path for path in folder.iterdir() if path.is_dir() and not path.is_symlink())
    return [folder, *(place for path in below for place in _places(path, depth + 1))]


def _lacking(folder: Path, layout: tuple[tuple[str, ...], ...]) -> str:
    for names in layout:
        if not any((folder / name).is_file() and (folder / name).stat().st_size for name in names):
            return names[0]
    return ""
