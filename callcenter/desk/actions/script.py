"""Walking the script: an answer, an objection, a step back, a field filled in."""

from collections.abc import Callable
from dataclasses import replace

from callcenter.clinic.service import PlaceTakenError, keep_place
from callcenter.clinic.visit_store import release_place, services
from callcenter.desk.actions.edit import Desk, Edit
from callcenter.desk.actions.opening import offer_places
from callcenter.desk.actions.voice import Utterance, utter
from callcenter.desk.problems import CallOverError, NoScriptError
from callcenter.desk.say import Situation, facts_of
from callcenter.desk.store import agreed_place, patient_of
from callcenter.domain.events import CallNoted, ScriptStepShown
from callcenter.domain.people import Operator
from callcenter.kit.ids import CallId
from scripts_library import engine
from scripts_library.model import Script
from scripts_library.texts import render
from scripts_library.walk import Walk

Move = Callable[[Script, Walk], Walk]


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

    def capture(self, who: Operator, call: CallId, field: str, value: str) -> None:
        """Something was found out; an empty value takes it back. Asks for no version: fields are saved one by one."""
        with self._desk.edit(who, call) as edit:
            script, walk = self._script(edit)
            edit.desk = replace(edit.desk, walk=engine.capture(script, walk, field, value[:200]))
            edit.work.emit(CallNoted(call=call, at=edit.now))

    def first_words(self, who: Operator, call: CallId) -> None:
        """Say the step that is on the screen, at the start of the talk."""
        with self._desk.edit(who, call) as edit:
            said = self.utterance(edit)
        utter(self._desk.parts, said)

    def utterance(self, edit: Edit) -> Utterance | None:
        """The step to say now, ready for the exchange's voice; None where there is no script."""
        if edit.desk.walk is None:
            return None
        script, walk = self._script(edit)
        clinic, connection = self._desk.parts.clinic, edit.work.connection
        situation = Situation(
            desk=edit.desk,
            operator=edit.who,
            clinic=clinic.words,
            zone=clinic.zone,
            today=edit.now.astimezone(clinic.zone).date(),
            patient=patient_of(connection, edit.desk),
            agreed=agreed_place(connection, edit.desk.call),
            services=services(connection),
        )
        spoken = render(engine.current(script, walk), facts_of(situation, walk)).spoken
        return Utterance(call=edit.call.provider_call, step=walk.step, text=spoken, language=walk.language)

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
            return self.utterance(edit) if edit.call.is_talking else None

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
        return self._desk.parts.library.get(walk.script, walk.language), walk
