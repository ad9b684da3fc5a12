"""What has been said to whom so far: contacts in an order in which each question about them takes no time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from callcenter.domain.clinic import Patient
from callcenter.domain.outreach import Channel, Contact, ContactResult, Purpose
from callcenter.kit.ids import PatientId
from outbound.rules.guardians import Speaker
from outbound.rules.today import Today


class History:
    """The contacts up to the moment that is judged; equal rows count once."""

    def __init__(self, contacts: Iterable[Contact], patients: Mapping[PatientId, Patient], today: Today) -> None:
        self._of_patient: dict[tuple[PatientId, Purpose], list[Contact]] = defaultdict(list)
        self._of_number: dict[tuple[str, str, Purpose], list[Contact]] = defaultdict(list)
        """By family, number and purpose."""
        self._last_to: dict[str, datetime] = {}
        """The last call to a person or to a number; no id begins with the '+' of a number."""
        self._family_calls: dict[str, list[date]] = defaultdict(list)
        self._stopped: set[str] = set()
        self._wrong: set[str] = set()
        for contact in sorted(dict.fromkeys(contacts), key=_order):
            if contact.at <= today.as_of:
                self._take(contact, patients.get(contact.patient), today)

    def about(self, speaker: Speaker, kind: Purpose) -> Sequence[Contact]:
        """Contacts of a kind to the patient on any number, and on the speaker's number to all of the family; the
        earliest first."""
        patient, number = speaker.patient.id, speaker.number
        found = self._of_patient.get((patient, kind), [])
        if number is None:
            return found
        more = [] if not speaker.family else self._of_number.get((speaker.family, number.e164, kind), [])
        theirs = self._of_patient.get((speaker.voice.id, kind), []) if speaker.is_spoken_for else []
        if not more and not theirs:
            return found
        both = dict.fromkeys((*found, *more, *(one for one in theirs if one.number == number)))
        return sorted(both, key=_order)

    def last_call(self, speaker: Speaker) -> datetime | None:
        """The last call of any kind to the patient, to who speaks for the patient, or to the number."""
        who = (speaker.patient.id, speaker.voice.id, speaker.number.e164 if speaker.number else "")
        return max((at for one in who if one and (at := self._last_to.get(one))), default=None)

    def family_days(self, patient: Patient) -> Sequence[date]:
        """The dates of calls to a patient's family, confirmations left out; the earliest first."""
        return self._family_calls.get(family_of(patient), ())

    def has_stopped(self, speaker: Speaker) -> bool:
        """Whether the patient, or who speaks for the patient, or anybody on the number wants no calls."""
        who = (speaker.patient.id, speaker.voice.id, speaker.number.e164 if speaker.number else "")
        return any(one in self._stopped for one in who if one)

    def is_wrong(self, speaker: Speaker) -> bool:
        """Whether somebody has said that the number is not the patient's."""
        return speaker.number is not None and speaker.number.e164 in self._wrong

    def _take(self, contact: Contact, patient: Patient | None, today: Today) -> None:
        number = contact.number.e164 if contact.number else ""
        self._of_patient[contact.patient, contact.purpose].append(contact)
        if patient is not None and patient.family and number:
            self._of_number[patient.family, number, contact.purpose].append(contact)
        if contact.result is ContactResult.STOP:
            self._stopped |= {contact.patient, number}
        if contact.result is ContactResult.WRONG_NUMBER:
            self._wrong.add(number)
        if contact.channel is Channel.CALL:
            self._last_to[contact.patient] = self._last_to[number] = contact.at
            if contact.purpose is not Purpose.CONFIRMATION:
                family = family_of(patient) if patient else _alone(contact.patient)
                self._family_calls[family].append(today.date_of(contact.at))


def family_of(patient: Patient) -> str:
    """The family of a patient; whoever has none is one alone, under a name that no family has."""
    return patient.family or _alone(patient.id)


def _alone(patient: PatientId) -> str:
    return f"\0{patient}"


def _order(contact: Contact) -> tuple[datetime, str, str, str, str, str]:
    """By time; contacts of one moment always stand in one order, whatever that of the file's rows was."""
    number = contact.number.e164 if contact.number else ""
    return contact.at, contact.patient, contact.purpose, contact.result, number, contact.visit or ""
