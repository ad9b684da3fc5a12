"""Walking the script: an answer, an objection, a step back, a field filled in."""

from collections.abc import Callable
from dataclasses import replace

from callcenter.clinic.service import PlaceTakenError, keep_place
from callcenter.clinic.visit_store import doctors, kept_for, release_place, services, visit_booked_in
from callcenter.desk.actions.edit import Desk, Edit, Seen
from callcenter.desk.actions.opening import offer_places
from callcenter.desk.actions.voice import Utterance, utter
from callcenter.desk.problems import CallOverError, NoScriptError, ScriptChangedError
from callcenter.desk.running import agreed_place, running_script
from callcenter.desk.say import Situation, facts_of
from callcenter.desk.store import patient_of
from callcenter.domain.events import CallNoted, ScriptStepShown
from callcenter.domain.people import Operator
from callcenter.kit.errors import BadInputError
from callcenter.kit.ids import CallId
from callcenter.kit.phones import parse_phone
from callcenter.kit.words import N_
from scripts_library import engine
from scripts_library.model import Field, FieldKind, Script
from scripts_library.texts import render
from scripts_library.walk import Walk

Move = Callable[[Script, Walk], Walk]

LONGEST = 200
"""Characters of something written down beside the script."""


class ScriptMoves:
    """Moves a call through its script; on exchanges that speak for the operator, the new step is said aloud."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def take(self, who: Operator, call: CallId, version: int, answer: str, *, aloud: bool = True) -> None:
        """The patient answered so. An answer that agrees to a place keeps it from other operators.

        Raises DeskError or WalkError; PlaceTakenError where the place went meanwhile: then other places are offered.
        """
        try:
            said = self._move(who, call, version, lambda script, walk: engine.take(script, walk, answer))
        except PlaceTakenError:
            self._offer_afresh(who, call)
            raise
        if aloud:
            utter(self._desk.parts, said)

    def objection(self, who: Operator, call: CallId, version: int, objection: str) -> None:
        """The patient objects."""
        said = self._move(who, call, version, lambda script, walk: engine.raise_objection(script, walk, objection))
        utter(self._desk.parts, said)

    def back(self, who: Operator, call: CallId, version: int) -> None:
        """One step back, with what it filled in; at the first step nothing happens. Nothing is said aloud."""
        self._move(who, call, version, engine.back)

    def capture(self, who: Operator, call: CallId, field: str, value: str) -> str:
        """Something was found out; an empty value takes it back. Asks for no version: fields are saved one by one.

        Returns what is wrong with the value, or nothing.
        """
        with self._desk.edit(who, call) as edit:
            script, walk = self._script(edit)
            moved = engine.capture(script, walk, field, value)
            problem = _value_problem(script.fields[field], value, self._desk.parts.clinic.country)
            if problem:
                return problem
            edit.desk = replace(edit.desk, walk=moved)
            edit.work.emit(CallNoted(call=call, at=edit.now))
        return ""

    def first_words(self, who: Operator, call: CallId) -> None:
        """Say the step that is on the screen, at the start of the talk."""
        with self._desk.read(who, call) as seen:
            said = self.utterance(seen)
        utter(self._desk.parts, said)

    def utterance(self, seen: Seen) -> Utterance | None:
        """The step to say now, ready for the exchange's voice; None where there is no script."""
        walk = seen.desk.walk
        script = None if walk is None else running_script(self._desk.parts.library, walk)
        if walk is None or script is None:
            return None
        clinic, connection, call = self._desk.parts.clinic, seen.connection, seen.call
        situation = Situation(
            desk=seen.desk,
            operator=seen.who,
            clinic=clinic.words,
            zone=clinic.zone,
            today=seen.now.astimezone(clinic.zone).date(),
            patient=patient_of(connection, seen.desk),
            agreed=agreed_place(
                kept_for(connection, call.id), visit_booked_in(connection, call.id), doctors(connection)
            ),
            services=services(connection),
        )
        spoken = render(engine.current(script, walk), facts_of(situation, walk)).spoken
        return Utterance(call=call.provider_call, step=walk.step, text=spoken, language=walk.language)

    def _move(self, who: Operator, call: CallId, version: int, move: Move) -> Utterance | None:
        with self._desk.edit(who, call, version) as edit:
            if not edit.call.is_live:
                raise CallOverError
            script, walk = self._script(edit)
            moved = move(script, walk)
            if moved == walk:
                return None
            self._keep_agreed(edit, walk, moved)
            edit.desk = replace(edit.desk, walk=moved)
            edit.work.emit(ScriptStepShown(call=call, step=moved.step, at=edit.now))
            return self.utterance(edit.seen) if edit.call.is_talking else None

    def _keep_agreed(self, edit: Edit, before: Walk, after: Walk) -> None:
        chosen = engine.chosen_slot(after)
        if chosen == engine.chosen_slot(before):
            return
        if chosen is None or chosen >= len(edit.desk.offered):
            release_place(edit.work.connection, edit.call.id)
            return
        place = edit.desk.offered[chosen]
        keep_place(edit.work.connection, edit.call.id, place, edit.now, self._desk.parts.clinic.zone)

    def _offer_afresh(self, who: Operator, call: CallId) -> None:
        with self._desk.edit(who, call) as edit:
            edit.desk = replace(
                edit.desk,
                version=edit.desk.version + 1,
                offered=offer_places(
                    edit.work.connection,
                    self._desk.parts.clinic,
                    edit.desk.service,
                    edit.desk.doctor,
                    edit.now,
                    call,
                ),
            )
            edit.work.emit(CallNoted(call=call, at=edit.now))

    def _script(self, edit: Edit) -> tuple[Script, Walk]:
        walk = edit.desk.walk
        if walk is None:
            raise NoScriptError
        script = running_script(self._desk.parts.library, walk)
        if script is None:
            raise ScriptChangedError
        return script, walk


def _value_problem(field: Field, value: str, country: str) -> str:
    """What is wrong with something that was written down, marked for translation; empty for nothing."""
    if len(value) > LONGEST:
        return N_("This is longer than 200 characters and was not saved. Shorten it, and write the rest into the note.")
    if field.kind is FieldKind.PHONE and value.strip():
        try:
            parse_phone(value, country)
        except BadInputError:
            return N_("This is not a complete phone number. Check the digits; any local writing will do.")
    return ""
