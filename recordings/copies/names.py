"""What copies are called, and who speaks in them: nothing in a name tells who the patient was. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from callcenter.kit.outside import one_line
from callcenter.kit.words import N_, P_
from recordings.calls.entry import Entry
from recordings.transcript import Speaker, Turn

_NOT_IN_NAMES = re.compile(r'[/\\:*?"<>|%]')
"""What file systems and shells of any machine take amiss."""
_LONGEST_NAME = 40
_PATIENT, _ADMINISTRATOR = P_("side", "Patient"), P_("side", "Administrator")
_PROBABLY_PATIENT, _PROBABLY_ADMINISTRATOR = N_("probably the patient"), N_("probably the administrator")
_VOICE, _UNCLEAR = N_("probably voice %(number)s"), N_("not clear who")


@dataclass(frozen=True, slots=True, kw_only=True)
class SideNames:
    """Who speaks, in the language of a call."""

    patient: str = _PATIENT[1]
    administrator: str = _ADMINISTRATOR[1]
    probably_patient: str = _PROBABLY_PATIENT
    probably_administrator: str = _PROBABLY_ADMINISTRATOR
    voice: str = _VOICE
    """With %(number)s."""
    unclear: str = _UNCLEAR

    def of(self, turn: Turn, *, is_mono: bool) -> str:
        """Who speaks in a turn, as the page of the call has it; with both voices on one side a guess."""
        if not is_mono:
            return self.patient if turn.speaker is Speaker.PATIENT else self.administrator
        if turn.guess is None:
            return self.unclear
        if turn.guess.role is None:
            return self.voice % {"number": turn.guess.voice}
        return self.probably_patient if turn.guess.role is Speaker.PATIENT else self.probably_administrator


def names_of(gettext: Callable[[str], str], pgettext: Callable[[str, str], str]) -> SideNames:
    """The names as a catalogue has them."""
    return SideNames(
        patient=pgettext(*_PATIENT),
        administrator=pgettext(*_ADMINISTRATOR),
        probably_patient=gettext(_PROBABLY_PATIENT),
        probably_administrator=gettext(_PROBABLY_ADMINISTRATOR),
        voice=gettext(_VOICE),
        unclear=gettext(_UNCLEAR),
    )


def copy_name(entry: Entry, zone: ZoneInfo, *, is_masked: bool) -> str:
    """The name of a copy without its ending: day and time by the clinic's clock, and who of the clinic talked."""
    when = f"{entry.cursor.moment.astimezone(zone):%Y-%m-%d %H-%M}"
    who = _NOT_IN_NAMES.sub("", one_line(entry.call.operator, _LONGEST_NAME)).strip(". ") if entry.call else ""
    return " ".join(part for part in (when, who, "masked" if is_masked else "") if part)
