"""Who speaks for whom: children are called for at their guardian's number, in the guardian's language and zone."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from callcenter.clinic.book import ClinicBook
from callcenter.domain.clinic import Patient
from callcenter.kit.ids import PatientId
from callcenter.kit.phones import PhoneNumber
from outbound.rules.today import Today, zone_of


@dataclass(frozen=True, slots=True)
class Speaker:
    """A patient, and who is called about the patient."""

    patient: Patient
    voice: Patient
    """The patient's guardian, or the patient."""
    number: PhoneNumber | None
    zone: ZoneInfo | None
    """The voice's; None where what was written is no zone."""
    is_known: bool = True
    """Whether the patient is in the clinic's list."""
    is_child: bool = False
    """Under 18 today."""
    is_lonely_child: bool = False
    """A child for whom no adult speaks: only a person may call."""

    @property
    def family(self) -> str:
        """The patient's family; empty: none."""
        return self.patient.family

    @property
    def is_spoken_for(self) -> bool:
        """Whether somebody else is called."""
        return self.voice.id != self.patient.id


def speaker_of(book: ClinicBook, today: Today, patient_id: PatientId) -> Speaker:
    """Who is called about a patient. A patient or a guardian who is not in the clinic's list has no number."""
    patient = book.patients.get(patient_id)
    if patient is None:
        nobody = Patient(id=patient_id, given_name="", surname="", language=book.terms.language)
        return Speaker(nobody, nobody, None, book.terms.zone, is_known=False)
    is_child = today.is_child(patient.birth_date)
    voice, number = patient, patient.phone
    if is_child and patient.guardian is not None:
        guardian = book.patients.get(patient.guardian)
        voice, number = (patient, None) if guardian is None else (guardian, guardian.phone)
    zone = book.terms.zone
    if zone is not None and voice.zone:
        zone = zone_of(voice.zone)
    is_lonely = is_child and today.is_child(voice.birth_date)
    return Speaker(patient, voice, number, zone, is_child=is_child, is_lonely_child=is_lonely)
