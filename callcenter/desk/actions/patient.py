"""Saying who is calling: one of the found, somebody searched for, nobody we know, or a new patient."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from callcenter.clinic.card import PatientCard
from callcenter.clinic.new_patient import NewPatient, Problems, check_new_patient
from callcenter.clinic.service import add_new_patient, card_of
from callcenter.clinic.store import get_patient, search_patients
from callcenter.desk.actions.edit import Desk, Edit
from callcenter.desk.actions.opening import begin_script, step_shown
from callcenter.desk.say import facts_of
from callcenter.desk.situation import read_situation
from callcenter.domain.clinic import Patient
from callcenter.domain.events import PatientChosen
from callcenter.domain.people import Operator
from callcenter.kit.ids import CallId, PatientId
from callcenter.storage.access import log_access
from scripts_library.conditions import holds_with
from scripts_library.engine import enter


class PatientChoice:
    """Joins a patient to a call."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def choose(self, who: Operator, call: CallId, patient: PatientId | None) -> None:
        """This patient is calling, or, with None, nobody that we know. The view of the card is logged."""
        with self._desk.edit(who, call) as edit:
            chosen = None if patient is None else get_patient(edit.work.connection, patient)
            self.join(edit, chosen)

    def add(self, who: Operator, call: CallId, given: Mapping[str, str]) -> Problems:
        """Write down a new patient who is calling; returns what is wrong beside each field, or nothing."""
        checked = check_new_patient(given, self._desk.parts.clinic.country)
        if not isinstance(checked, NewPatient):
            return checked
        with self._desk.edit(who, call) as edit:
            self.join(edit, self.write_down(edit, checked), is_new=True)
        return {}

    def search(self, who: Operator, text: str) -> Sequence[Patient]:
        """Patients by part of the name or number; that their names were shown is logged."""
        now = self._desk.parts.clock.now()
        with self._desk.parts.database.work() as work:
            found = search_patients(work.connection, text)
            for patient in found:
                log_access(work.connection, who.id, "view_name", patient.id, now)
        return found

    def card(self, who: Operator, patient: PatientId) -> PatientCard:
        """The card of a patient, looked up between calls; the view is logged."""
        now = self._desk.parts.clock.now()
        with self._desk.parts.database.work() as work:
            card = card_of(work.connection, patient, now)
            log_access(work.connection, who.id, "view_card", patient, now)
        return card

    def write_down(self, edit: Edit, new: NewPatient) -> Patient:
        """Store a new patient in the transaction of `edit`; they are spoken to in the language of the call."""
        walk = edit.desk.walk
        return add_new_patient(edit.work.connection, new, walk.language if walk else self._desk.parts.clinic.language)

    def join(self, edit: Edit, patient: Patient | None, *, is_new: bool = False) -> None:
        """The call is with this patient; `is_new` where they have just been written down.

        A script at its first step gives way to the one that opens a call of this patient, in the patient's language.
        """
        edit.desk = replace(edit.desk, patient=patient.id if patient else None, patient_is_chosen=True)
        if not is_new:
            self._begin_afresh(edit, patient)
        if patient is not None:
            log_access(edit.work.connection, edit.who.id, "view_card", patient.id, edit.now)
        edit.work.emit(PatientChosen(call=edit.call.id, patient=edit.desk.patient, at=edit.now))

    def _begin_afresh(self, edit: Edit, patient: Patient | None) -> None:
        parts, walk = self._desk.parts, edit.desk.walk
        if walk is None or walk.trail or walk.earlier:
            return
        situation = read_situation(parts, edit.work.connection, edit.desk, edit.who, edit.now)
        fresh = begin_script(parts, edit.call, situation, patient.language if patient else walk.language)
        if fresh is None or (fresh.script, fresh.language) == (walk.script, walk.language):
            return
        came_by = "start"
        if edit.call.is_talking and fresh.language is walk.language:  # they have been greeted already
            script = parts.library.get(fresh.script, fresh.language)
            fresh, came_by = enter(script, walk, holds_with(facts_of(situation, walk))), "script"
        moved = edit.desk.version + 1  # the keys now give other answers
        edit.desk = replace(edit.desk, walk=fresh, version=moved)
        edit.work.emit(step_shown(parts, edit.call, fresh, came_by, edit.now))
