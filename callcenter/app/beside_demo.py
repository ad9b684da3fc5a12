"""A command in the folder where `make run` was started works on that demo clinic's data, without being told."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from callcenter.app.clinic_file import CLINIC_FILE
from callcenter.app.settings_table import PREFIX
from callcenter.kit.errors import CallCenterError

_PLACES = ("DATA_DIR", "DATABASE_URL", "DATABASE_URL_FILE")
"""Whoever sets one of these says where the data are."""


class SeveralDemosError(CallCenterError):
    """Nothing says which demo clinic's data a command may change."""


def beside_demo(environment: Mapping[str, str], here: Path, *, must_be_sure: bool = False) -> Mapping[str, str]:
    """`environment` with the data folder of the demo clinic that was started in the folder `here`.

    Unchanged where it says itself where the data are, where a clinic of its own has its data here, or where there is
    no demo. Of several demos it is that of the language that is set, else the one that was started last, whether or not
    it runs. Raises SeveralDemosError where that would be a guess and a command `must_be_sure`, because it writes.
    """
    if any(environment.get(PREFIX + name, "").strip() for name in _PLACES) or _has_own_clinic(here / "data"):
        return environment
    language = environment.get(f"{PREFIX}CLINIC_LANGUAGE", "").strip().lower()[:2]
    demos = [file.parent for file in (here / "data").glob(f"demo-{language or '*'}/{CLINIC_FILE}") if file.is_file()]
    if not demos:
        return environment
    if must_be_sure and len(demos) > 1:
        raise SeveralDemosError(_which(sorted(demo.name.removeprefix("demo-") for demo in demos)))
    chosen = max(demos, key=lambda folder: (folder / CLINIC_FILE).stat().st_mtime)
    return {**environment, f"{PREFIX}DATA_DIR": str(chosen)}


def _which(languages: Sequence[str]) -> str:
    return (
        f"there are several demo clinics here ({', '.join(languages)}), and this command works on one; name it with "
        f"{PREFIX}CLINIC_LANGUAGE={languages[-1]}, or its folder with {PREFIX}DATA_DIR=data/demo-{languages[-1]}"
    )


def _has_own_clinic(data: Path) -> bool:
    return any((data / name).exists() for name in (CLINIC_FILE, "callcenter.db"))
