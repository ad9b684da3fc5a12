"""What the desk is made of; app/compose.py fills it in."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from callcenter.desk.demo import DemoCalls
from callcenter.kit.clock import Clock
from callcenter.kit.ids import CallId
from callcenter.kit.languages import Language
from callcenter.storage.work import Database
from callcenter.telephony.port import Exchange
from scripts_library.facts import ClinicWords
from scripts_library.loader import Library
from scripts_library.model import Script
from scripts_library.wordings.trial import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskClinic:
    """What the desk knows of the clinic itself."""

    words: ClinicWords
    language: Language
    """In which a caller is spoken to whose language is not known."""
    zone: ZoneInfo
    country: str
    """ISO 3166-1 alpha-2: how a phone number without a country code is read."""


class Wordings(Protocol):
    """Which of several wordings of a step a call is shown: always the same for the same call."""

    def wording_for(self, call: CallId, started_at: datetime, script: Script, step: str) -> Wording | None:
        """The wording of one step; None where it has its own alone."""
        ...

    def script_for(self, call: CallId, started_at: datetime, script: Script) -> Script:
        """The script with the wordings that the call is shown."""
        ...


class OwnWordings:
    """Every step has its own wording alone."""

    def wording_for(self, call: CallId, started_at: datetime, script: Script, step: str) -> Wording | None:
        """None."""
        return None

    def script_for(self, call: CallId, started_at: datetime, script: Script) -> Script:
        """The script itself."""
        return script


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
    wordings: Wordings = field(default_factory=OwnWordings)
    demo: DemoCalls | None = None
    """Patients who call when they are told to; only where the exchange is the simulator."""
