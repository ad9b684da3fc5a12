"""A command in the folder where `make run` was started works on that demo clinic's data, without being told."""

from collections.abc import Mapping
from pathlib import Path

from callcenter.app.clinic_file import CLINIC_FILE
from callcenter.app.folder_lock import running_in
from callcenter.app.settings_table import PREFIX

_PLACES = ("DATA_DIR", "DATABASE_URL", "DATABASE_URL_FILE")
"""Whoever sets one of these says where the data are."""


def beside_demo(environment: Mapping[str, str], here: Path) -> Mapping[str, str]:
    """`environment` with the data folder of the demo clinic that was started in the folder `here`.

    Unchanged where it says itself where the data are, where a clinic of its own has its data here, or where there is
    no demo. Of several demos it is that of the language that is set, else the one that runs, else the one that was
    started last.
    """
    if any(environment.get(PREFIX + name, "").strip() for name in _PLACES) or _has_own_clinic(here / "data"):
        return environment
    language = environment.get(f"{PREFIX}CLINIC_LANGUAGE", "").strip().lower()[:2]
    demos = [file.parent for file in (here / "data").glob(f"demo-{language or '*'}/{CLINIC_FILE}") if file.is_file()]
    if not demos:
        return environment
    chosen = max(demos, key=lambda folder: (bool(running_in(folder)), (folder / CLINIC_FILE).stat().st_mtime))
    return {**environment, f"{PREFIX}DATA_DIR": str(chosen)}


def _has_own_clinic(data: Path) -> bool:
    return any((data / name).exists() for name in (CLINIC_FILE, "callcenter.db"))
