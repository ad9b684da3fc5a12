"""Walking the script: an answer, an objection, a step back, another script, a field filled in."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from callcenter.clinic.service import PlaceTakenError, keep_place
from callcenter.clinic.visit_store import release_place
from callcenter.desk.actions.edit import Desk, Edit, Seen
from callcenter.desk.actions.opening import offer_places, step_shown
from callcenter.desk.actions.voice import Utterance, utter
from callcenter.desk.problems import (
    CallOverError,
    EarlierScriptGoneError,
    NoScriptError,
    NoSuchScriptError,
    ScriptChangedError,
)
from callcenter.desk.running import earlier_scripts, running_script, script_of_call
from callcenter.desk.say import Situation, facts_in, facts_of
from callcenter.desk.situation import read_situation
from callcenter.domain.events import CallNoted
from callcenter.domain.people import Operator
from callcenter.kit.errors import BadInputError, NotFoundError
from callcenter.kit.ids import CallId
from callcenter.kit.languages import Language
from callcenter.kit.phones import parse_phone
from callcenter.kit.words import N_
from scripts_library import engine
from scripts_library.conditions import Holds, always, holds_with
from scripts_library.model import RETURN, Field, FieldKind, Script
from scripts_library.texts import render, render_phrase
from scripts_library.walk import Walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Where a move has led."""

    walk: Walk
    came_by: str
    """As in ScriptStepShown."""
    answer: str = ""


Move = Callable[[Script, Walk, Holds], Moved]

LONGEST = 200
"""Characters of something written down beside the script."""


class ScriptMoves:
    """Moves a call through its script; on exchanges that speak for the operator, the new step is said aloud."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def take(self, who: Operator, call: CallId, version: int, answer: str, *, aloud: bool = True) -> None:
        """The patient answered so. An answer that agrees to a place keeps it from other operators; one that leads to
        another script goes on there at once.

        Raises DeskError or WalkError; PlaceTakenError where the place went meanwhile: then other places are offered.
        """

        def take_it(script: Script, walk: Walk, holds: Holds) -> Moved:
            led = engine.answer_of(script, walk, answer)
            taken = engine.take(script, walk, answer, holds)
            if led.script:
                entered = engine.enter(self._newest(led.script, walk.language), taken, holds)
                return Moved(walk=entered, came_by="script", answer=answer)
            return Moved(walk=taken, came_by="return" if led.goto == RETURN else "answer", answer=answer)

        try:
            said = self._move(who, call, version, take_it)
        except PlaceTakenError:
            self._offer_afresh(who, call)
            raise
        if aloud:
            utter(self._desk.parts, said)

    def objection(self, who: Operator, call: CallId, version: int, objection: str) -> None:
        """The patient objects."""

        def meet_it(script: Script, walk: Walk, holds: Holds) -> Moved:
            raised = engine.raise_objection(script, walk, objection, holds)
            return Moved(walk=raised, came_by="objection", answer=objection)

        utter(self._desk.parts, self._move(who, call, version, meet_it))

    def back(self, who: Operator, call: CallId, version: int) -> None:
        """One step back, with what it filled in; from the first step of a script that the call went over to, back to
        the script before. At the very first step nothing happens. Nothing is said aloud."""

        def go_back(script: Script, walk: Walk, _: Holds) -> Moved:
            if walk.trail or not walk.earlier:
                return Moved(walk=engine.back(script, walk), came_by="back")
            earlier = earlier_scripts(self._desk.parts.library, walk)[-1]
            if earlier is None:
                raise EarlierScriptGoneError
            return Moved(walk=engine.back_over(earlier, walk), came_by="back")

        self._move(who, call, version, go_back)

    def go_on_in(self, who: Operator, call: CallId, version: int, script: str) -> None:
        """The call goes on in another script, which the operator has chosen; this works too where the present one is
        gone, or where there was none. Raises DeskError."""
        with self._desk.edit(who, call, version) as edit:
            if not edit.call.is_live:
                raise CallOverError
            parts, walk = self._desk.parts, edit.desk.walk
            wanted = self._newest(script, walk.language if walk else parts.clinic.language)
            situation = read_situation(parts, edit.work.connection, edit.desk, edit.who, edit.now)
            captured = walk.captured if walk else {}
            holds = holds_with(facts_in(situation, wanted.language, captured))
            entered = engine.enter(wanted, walk, holds) if walk else engine.start(wanted, holds)
            said = self._arrive(edit, Moved(walk=entered, came_by="script" if walk else "start"))
        utter(self._desk.parts, said)

    def phrase(self, who: Operator, call: CallId, phrase: str) -> Utterance:
        """Say a sentence that is at hand at every step; the walk stays where it is. Raises DeskError."""
        with self._desk.read(who, call) as seen:
            walk = seen.desk.walk
            if walk is None:
                raise NoScriptError
            script = running_script(self._desk.parts.library, walk)
            found = next((one for one in script.phrases if one.id == phrase), None) if script else None
            if found is None:
                raise ScriptChangedError
            words = render_phrase(found, facts_of(self._situation(seen), walk))
        said = Utterance(
            call=seen.call.provider_call, step=phrase, text=words.spoken, screen=words.screen, language=walk.language
        )
        if seen.call.is_talking:
            utter(self._desk.parts, said)
        return said

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
        script = None if walk is None else script_of_call(self._desk.parts, walk, seen.call)
        if walk is None or script is None:
            return None
        facts, again = facts_of(self._situation(seen), walk), walk.step in walk.said
        words = render(engine.current(script, walk), facts, again=again)
        return Utterance(
            call=seen.call.provider_call,
            step=walk.step,
            text=words.spoken,
            screen=words.screen,
            language=walk.language,
        )

    def conditions(self, seen: Seen) -> Holds:
        """Whether conditions of the call's script hold now."""
        walk = seen.desk.walk
        return holds_with(facts_of(self._situation(seen), walk)) if walk else always

    def _move(self, who: Operator, call: CallId, version: int, move: Move) -> Utterance | None:
        with self._desk.edit(who, call, version) as edit:
            if not edit.call.is_live:
                raise CallOverError
            script, walk = self._script(edit)
            return self._arrive(edit, move(script, walk, self.conditions(edit.seen)))

    def _arrive(self, edit: Edit, moved: Moved) -> Utterance | None:
        """Store where the walk has come to and tell it; what is to be said there."""
        before = edit.desk.walk
        if moved.walk == before:
            return None
        self._keep_agreed(edit, before, moved.walk)
        edit.desk = replace(edit.desk, walk=moved.walk)
        edit.work.emit(step_shown(self._desk.parts, edit.call, moved.walk, moved.came_by, edit.now, moved.answer))
        return self.utterance(edit.seen) if edit.call.is_talking else None

    def _situation(self, seen: Seen) -> Situation:
        return read_situation(self._desk.parts, seen.connection, seen.desk, seen.who, seen.now)

    def _newest(self, script: str, language: Language) -> Script:
        try:
            return self._desk.parts.library.get(script, language)
        except NotFoundError as exc:
            raise NoSuchScriptError from exc

    def _keep_agreed(self, edit: Edit, before: Walk | None, after: Walk) -> None:
        """Keep the place that the move agrees to, let go of one that it takes back. Going over to another script
        changes nothing about it: that one need not ask for a place."""
        chosen = engine.chosen_slot(after)
        if before is None or chosen == engine.chosen_slot(before) or len(after.earlier) != len(before.earlier):
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
