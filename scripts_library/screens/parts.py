"""What the pages of scripts stand on; given by the composition root."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from callcenter.kit.clock import Clock
from callcenter.kit.languages import Language
from callcenter.storage.work import Database
from scripts_library.book.live_service import LiveScripts
from scripts_library.book.service import ScriptBook
from scripts_library.facts import ClinicWords

Criteria = Callable[[Language], Sequence[tuple[str, str]]]
"""Ids and titles of the criteria of the phone standard, in the reader's language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptParts:
    """Everything that the pages need."""

    book: ScriptBook
    scripts: LiveScripts
    database: Database
    clock: Clock
    clinic: ClinicWords
    zone: ZoneInfo
    criteria: Criteria
