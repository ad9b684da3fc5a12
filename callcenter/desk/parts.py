"""What the desk is made of; app/compose.py fills it in."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from callcenter.desk.demo import DemoCalls
from callcenter.kit.clock import Clock
from callcenter.kit.languages import Language
from callcenter.storage.work import Database
from callcenter.telephony.port import Exchange
from scripts_library.facts import ClinicWords
from scripts_library.loader import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskClinic:
    """What the desk knows of the clinic itself."""

    words: ClinicWords
    language: Language
    """In which a caller is spoken to whose language is not known."""
    zone: ZoneInfo
    country: str
    """ISO 3166-1 alpha-2: how a phone number without a country code is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskParts:
    """Everything that the desk's use cases stand on."""

    database: Database
    clock: Clock
    library: Library
    clinic: DeskClinic
    exchange: Exchange | None = None
    """The exchange that carries the calls; None where commands are not possible from this process."""
    script: str = "new_patient"
    """Id of the script for inbound calls."""
    demo: DemoCalls | None = None
    """Patients who call when they are told to; only where the exchange is the simulator."""
