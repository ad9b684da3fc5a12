"""Finding and booking a place during a call."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from callcenter.clinic.new_patient import NewPatient, Problems, check_new_patient
from callcenter.clinic.service import book, keep_place
from callcenter.clinic.visit_store import doctors, kept_for, release_place, services
from callcenter.desk.actions.edit import Desk, Edit
from callcenter.desk.actions.opening import offer_places
from callcenter.desk.actions.patient import PatientChoice
from callcenter.desk.problems import DeskError
from callcenter.domain.clinic import Slot
from callcenter.domain.events import CallNoted, VisitBooked
from callcenter.domain.people import Operator
from callcenter.kit.errors import BadInputError
from callcenter.kit.ids import CallId
from callcenter.kit.words import N_


class Booking:
    """Places for the patient on the telephone."""

    def __init__(self, desk: Desk, patients: PatientChoice) -> None:
        self._desk = desk
        self._patients = patients

    def look(self, who: Operator, call: CallId, service: str, doctor: str) -> None:
        """Show the places for another service or doctor; the script names them from now on."""
        with self._desk.edit(who, call) as edit:
            known = {one.id for one in services(edit.work.connection)}
            working = {one.id for one in doctors(edit.work.connection)}
            if service not in known or doctor not in {"", *working}:
                raise BadInputError(N_("Choose a service and a doctor from the lists."))
            offered = offer_places(edit.work.connection, self._desk.parts.clinic, service, doctor, edit.now, call)
            moved = edit.desk.version + 1  # the script's answers now mean other places
            edit.desk = replace(edit.desk, service=service, doctor=doctor, offered=offered, version=moved)
            edit.work.emit(CallNoted(call=call, at=edit.now))

    def keep(self, who: Operator, call: CallId, place: str) -> None:
        """The patient agrees to a place (as `place_key` writes it): keep it until it is booked.

        Raises PlaceTakenError where somebody was quicker.
        """
        with self._desk.edit(who, call) as edit:
            slot = self._slot(edit, place)
            keep_place(edit.work.connection, call, slot, edit.now, self._desk.parts.clinic.zone)
            edit.work.emit(CallNoted(call=call, at=edit.now))

    def let_go(self, who: Operator, call: CallId) -> None:
        """The patient wants another time."""
        with self._desk.edit(who, call) as edit:
            release_place(edit.work.connection, call)
            edit.work.emit(CallNoted(call=call, at=edit.now))

    def book(self, who: Operator, call: CallId, given: Mapping[str, str]) -> Problems:
        """Book the agreed place for the patient of the call, or for a new one whose data is `given`.

        Returns what is wrong beside each field, or nothing. Raises PlaceTakenError, DeskError.
        """
        with self._desk.edit(who, call) as edit:
            hold = kept_for(edit.work.connection, call)
            if hold is None:
                raise DeskError(N_("Choose a free place first."))
            if edit.desk.patient is None:
                checked = check_new_patient(given, self._desk.parts.clinic.country)
                if not isinstance(checked, NewPatient):
                    return checked
                self._patients.join(edit, self._patients.write_down(edit, checked), is_new=True)
            self._book(edit, hold.slot)
        return {}

    def _book(self, edit: Edit, slot: Slot) -> None:
        patient = edit.desk.patient
        assert patient is not None  # noqa: S101 - `book` has just made sure
        zone = self._desk.parts.clinic.zone
        visit = book(edit.work.connection, edit.call.id, patient, slot, edit.desk.service, now=edit.now, zone=zone)
        edit.desk = replace(edit.desk, patient_is_chosen=True)
        edit.work.emit(VisitBooked(call=edit.call.id, visit=visit.id, patient=patient, at=edit.now))

    def _slot(self, edit: Edit, place: str) -> Slot:
        doctor, starts_at = read_place(place)
        connection = edit.work.connection
        length = next((one.length for one in services(connection) if one.id == edit.desk.service), None)
        name = next((one.name for one in doctors(connection) if one.id == doctor), "")
        return Slot(doctor=doctor, doctor_name=name, starts_at=starts_at, length=length or timedelta(minutes=30))


def read_place(text: str) -> tuple[str, datetime]:
    """Doctor and start of what `place_key` wrote. Raises BadInputError."""
    doctor, _, start = text.partition("@")
    try:
        starts_at = datetime.fromisoformat(start)
    except ValueError as exc:
        raise BadInputError(N_("This is not one of the free places. Choose one from the list.")) from exc
    if starts_at.tzinfo is None or not doctor:
        raise BadInputError(N_("This is not one of the free places. Choose one from the list."))
    return doctor, starts_at
