"""What a data folder remembers of its clinic, so that every command run beside it speaks that clinic's language.

`serve`, `worker` and `demo` write it each time they start; the file is whole or not there, and holds no secret.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from callcenter.app.given import is_yes
from callcenter.app.settings import Settings
from callcenter.app.settings_table import PREFIX
from callcenter.kit.emergency import ambulance_in
from callcenter.kit.errors import CallCenterError
from callcenter.kit.languages import Language
from callcenter.kit.phones import is_phone_country

CLINIC_FILE = "clinic.json"
_FORM = 1
_LONGEST = 10_000
_NAMES = ("CLINIC_LANGUAGE", "CLINIC_ZONE", "CLINIC_COUNTRY", "DEMO")
"""The settings that a folder remembers, and that say which clinic it is."""
_VOICE = {
    "name": "CLINIC_NAME",
    "phone": "CLINIC_PHONE",
    "address": "CLINIC_ADDRESS",
    "hours": "CLINIC_HOURS",
    "emergency": "CLINIC_EMERGENCY",
}
"""What the clinic's voice tells of it, by its name in the file. To change one of them is no contradiction."""


class ClinicFileError(CallCenterError):
    """What the data folder remembers of its clinic cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """The clinic of a data folder as its service started last."""

    language: Language
    zone: str
    country: str
    is_demo: bool
    voice: Mapping[str, str] = field(default_factory=dict)
    """Settings without their prefix: what the clinic's voice tells, where it was given."""

    @property
    def settings(self) -> Mapping[str, str]:
        """What says which clinic it is, as settings without their prefix."""
        values = (self.language.value, self.zone, self.country, "yes" if self.is_demo else "no")
        return dict(zip(_NAMES, values, strict=True))


def clinic_of(settings: Settings) -> Remembered:
    """What the folder of these settings is to remember: of a demo, the zone and country of the demo's own clinic."""
    from callcenter.app.clinic_face import face_of  # late: every verb reads this file, few need a clinic's words

    face = face_of(settings)
    return Remembered(
        language=face.language,
        zone=face.zone.key,
        country=face.country,
        is_demo=settings.is_demo,
        voice={name: value for name, value in _voice_of(settings).items() if value},
    )


def _voice_of(settings: Settings) -> Mapping[str, str]:
    usual = ambulance_in(settings.clinic_country)
    return {
        "CLINIC_NAME": settings.clinic_name,
        "CLINIC_PHONE": settings.clinic_phone,
        "CLINIC_ADDRESS": settings.clinic_address,
        "CLINIC_HOURS": settings.clinic_hours,
        "CLINIC_EMERGENCY": "" if settings.clinic_emergency == usual else settings.clinic_emergency,
    }


def remember(folder: Path, clinic: Remembered) -> None:
    """Write the file anew, in one step. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder / f"{CLINIC_FILE}.{os.getpid()}"
    draft.write_text(
        json.dumps(
            {
                "form": _FORM,
                "language": clinic.language.value,
                "zone": clinic.zone,
                "country": clinic.country,
                "demo": clinic.is_demo,
                **{key: clinic.voice[name] for key, name in _VOICE.items() if name in clinic.voice},
            },
            ensure_ascii=False,
        )
        + "\n",
        encoding="utf-8",
    )
    draft.replace(folder / CLINIC_FILE)


def remembered(folder: Path) -> Remembered | None:
    """What the folder remembers; None where it has no such file yet. Raises ClinicFileError."""
    path = folder / CLINIC_FILE
    try:
        with path.open(encoding="utf-8") as file:
            return _read(json.loads(file.read(_LONGEST)))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as exc:
        raise ClinicFileError(
            f"{path} cannot be read ({exc.strerror}); it says which language the clinic speaks: run this as the user "
            f"that the service runs as, or set {PREFIX}CLINIC_LANGUAGE"
        ) from exc
    except (ValueError, KeyError, TypeError, RecursionError) as exc:
        raise ClinicFileError(
            f"{path} is not what this version of callcenter writes; set {PREFIX}CLINIC_LANGUAGE to the clinic's "
            "language, and the next start of `callcenter serve` or `callcenter demo` writes the file anew"
        ) from exc


def _read(written: object) -> Remembered:
    if not isinstance(written, dict) or written["form"] != _FORM or not isinstance(written["demo"], bool):
        raise ValueError(CLINIC_FILE)
    if not is_phone_country(str(written["country"])):
        raise ValueError(written["country"])
    return Remembered(
        language=Language(written["language"]),
        zone=ZoneInfo(written["zone"]).key,
        country=written["country"],
        is_demo=written["demo"],
        voice={name: str(written[key]) for key, name in _VOICE.items() if key in written},
    )


def as_remembered(environment: Mapping[str, str], clinic: Remembered) -> Mapping[str, str]:
    """`environment` with what the folder remembers, where nothing else is set.

    All else goes with the language: where another one is set, it is not this clinic's.
    """
    given = {name: environment.get(PREFIX + name, "").strip() for name in (*_NAMES, *_VOICE.values())}
    other = given["CLINIC_LANGUAGE"] and not given["CLINIC_LANGUAGE"].lower().startswith(clinic.language.value)
    known = {"DEMO": clinic.settings["DEMO"]} if other else {**clinic.settings, **clinic.voice}
    return {**environment, **{PREFIX + name: value for name, value in known.items() if not given[name]}}


def contradictions(environment: Mapping[str, str], clinic: Remembered) -> Iterator[str]:
    """One clause for each setting in `environment` that says something else than the folder remembers."""
    for name, known in clinic.settings.items():
        given = environment.get(PREFIX + name, "").strip()
        if given and not _is_same(name, given, known):
            yield f"{PREFIX}{name}={given} is used, though this clinic was started last with {known}"


def _is_same(name: str, given: str, known: str) -> bool:
    if name == "DEMO":
        return is_yes(given) == is_yes(known)
    if name == "CLINIC_LANGUAGE":
        return given.lower().startswith(known)
    return given.upper() == known.upper()
