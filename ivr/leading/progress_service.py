"""A call's progress through its flow: each step is stored with what follows from it, in one transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from callcenter.domain.calls import Call
from callcenter.domain.voice_events import FlowEnded, FlowStarted
from callcenter.kit.errors import CallCenterError
from callcenter.kit.ids import CallId
from callcenter.kit.languages import Language
from callcenter.kit.logs import get_logger
from callcenter.storage.calls import get_call
from callcenter.storage.driver import AWAY, IntegrityError
from callcenter.storage.work import Work
from ivr.answers.question import Question, Understood
from ivr.flow import engine
from ivr.flow.commands import AnyCommand, Perform, Play, Said
from ivr.flow.engine import Step, Tools
from ivr.flow.inputs import Heard, HungUp, Input, Result
from ivr.flow.outcomes import FlowOutcome
from ivr.flow.understanding import Understand
from ivr.leading import store
from ivr.leading.ahead import likely
from ivr.leading.parts import Asked, Brief, LeadingParts
from ivr.leading.run import Run
from ivr.leading.step_store import SaidThen, StepTaken, add_steps
from ivr.leading.store import DoneAction

_log = get_logger(__name__)

FAILED = "failed"
HANDED_OVER = "handed_over"
"""Stands in the trail of a call that could not be led on and went to a person."""


class NotLedError(CallCenterError):
    """The call cannot be led by its flow; a person must take it."""


class LetGoError(CallCenterError):
    """The call is over, or another process leads it."""


class Progress:
    """One call in its flow."""

    def __init__(self, parts: LeadingParts, call: Call, run: Run, tools: Tools) -> None:
        self._parts = parts
        self._call = call
        self._run = run
        self._said: tuple[SaidThen, ...] = ()
        self._sure = _Sure(tools.understand)
        self._tools = replace(tools, understand=self._sure)

    @property
    def language(self) -> Language:
        """In which the call is led."""
        return self._run.state.language

    @property
    def is_over(self) -> bool:
        """Whether nothing more will be said after what is being said."""
        return self._run.state.is_over

    @property
    def is_handed_over(self) -> bool:
        """Whether the call went to a person because it could not be led."""
        return any(what == HANDED_OVER for _, what in self._run.state.trail)

    @property
    def is_keys_only(self) -> bool:
        """Whether keys are offered with every question, because no words can be made out."""
        return self._run.state.keys_only

    @property
    def is_begun(self) -> bool:
        """Whether anything has been said yet."""
        return bool(self._run.state.node)

    @property
    def up_since(self) -> datetime:
        """When the call was taken, or changed last."""
        return self._call.changed_at

    def likely(self) -> tuple[Said, ...]:
        """What may be said next in this call's own words."""
        return likely(self._tools, self._run.state)

    def local(self, moment: datetime) -> tuple[datetime, tuple[datetime, ...]]:
        """A moment, and the visits that the call is about, on the clinic's clock, as the parser wants them."""
        facts = self._run.state.facts
        zone = ZoneInfo(facts.clinic.zone)
        visits = (one.at.astimezone(zone).replace(tzinfo=None) for one in facts.visits)
        return moment.astimezone(zone).replace(tzinfo=None), tuple(visits)

    def tell(self, given: Input) -> Sequence[AnyCommand]:
        """What is to be done after `given`, stored. Raises LetGoError, and what a database that is away raises."""
        made = engine.step(self._tools, self._run.state, given)
        if made.state != self._run.state:
            with self._parts.database.work() as work:
                moved = self._save(work, made, given)
            self._go_on(moved, made)
        return made.commands

    def resume(self) -> Sequence[AnyCommand]:
        """What is to be done for a call that was interrupted, stored."""
        made = engine.resume(self._tools, self._run.state)
        with self._parts.database.work() as work:
            moved = self._save(work, made)
        self._go_on(moved, made)
        return made.commands

    def hand_over(self) -> None:
        """End it, because a person takes the call; what is settled stays settled. Nothing where it is over."""
        state = self._run.state
        if state.is_over:
            return
        outcome = state.reached or FlowOutcome.FAILED
        trail = (*state.trail, (state.node, HANDED_OVER))
        with self._parts.database.work() as work:
            moved = self._save(work, Step(replace(state, trail=trail, outcome=outcome)))
        self._run = moved

    def perform(self, command: Perform) -> Sequence[AnyCommand]:
        """Do an action, keep its result and take the next step: all of it, or, where the action fails, none of it but
        that it failed."""
        try:
            return self._do(command)
        except (*AWAY, LetGoError):
            raise
        except Exception:  # noqa: BLE001 - edge: a feature that is out of order is one way of the flow
            _log.error("an action failed", call=self._call.id, action=command.action, exc_info=True)
        return self.tell(Result(command=command.number, value=FAILED))

    def _do(self, command: Perform) -> Sequence[AnyCommand]:
        call, now = self._call.id, self._parts.clock.now()
        try:
            with self._parts.database.work() as work:
                done = store.find_action(work.connection, call, command.number)
                if done is None:
                    done = self._act(work, command, now)
                    values = command.values
                    store.add_action(work.connection, call, command.number, command.action, values, done, now)
                given = Result(command=command.number, value=done.result, facts=done.facts)
                made = engine.step(self._tools, self._run.state, given)
                moved = self._save(work, made) if made.state != self._run.state else self._run
        except IntegrityError as exc:
            if "flow_action" in str(exc):
                raise LetGoError("another process has done this action") from exc
            raise
        self._go_on(moved, made)
        return made.commands

    def _act(self, work: Work, command: Perform, now: datetime) -> DoneAction:
        state = self._run.state
        asked = Asked(
            call=self._call,
            flow=state.flow,
            patient=self._run.patient,
            language=state.language,
            facts=state.facts,
            values=command.values,
            offer=command.offer,
            now=now,
            visit=state.visit or 0,
        )
        came = self._parts.actions[command.action](work, asked)
        return DoneAction(result=came.result, facts=came.facts)

    def _go_on(self, moved: Run, made: Step) -> None:
        """What was stored holds; what is said now belongs to the next step."""
        is_told = len(moved.state.trail) > len(self._run.state.trail)
        self._said = (*(() if is_told else self._said), *_said_in(made))
        self._run = moved

    def _save(self, work: Work, made: Step, given: Input | None = None) -> Run:
        run, call, now, state = self._run, self._call, self._parts.clock.now(), made.state
        moved = store.save_run(work.connection, run, state, now)
        if moved is None:
            raise LetGoError("another process leads this call")
        before = len(run.state.trail)
        add_steps(work.connection, call.id, before, self._steps(made, before, given, now))
        if state.outcome is not None and state.outcome != run.state.outcome:
            work.emit(FlowEnded(call=call.id, flow=state.flow, outcome=state.outcome.value, at=now))
            self._parts.ended(work, call, state.flow, run.patient, state.outcome, now)
        return moved

    def _steps(self, made: Step, before: int, given: Input | None, now: datetime) -> list[StepTaken]:
        """New entries of the trail; the first of them tells what was said before it and heard, the last after it what
        is said with an end."""
        steps = [StepTaken(at=now, node=node, what=what) for node, what in made.state.trail[before:]]
        if len(steps) > 1:
            steps[-1] = replace(steps[-1], said=_said_in(made))
        if steps:
            steps[0] = replace(steps[0], said=self._said)
        if steps and isinstance(given, Heard):
            confidence = None if given.keys else self._sure.last
            steps[0] = replace(steps[0], heard=given.text, keys=given.keys, confidence=confidence)
        return steps


def _said_in(made: Step) -> tuple[SaidThen, ...]:
    plays = (one for one in made.commands if isinstance(one, Play))
    return tuple(SaidThen(said.prompt, said.text, said.fixed) for play in plays for said in play.said)


class _Sure:
    """The parser, with how sure it was of the last answer: the engine goes by it and does not keep it."""

    def __init__(self, understand: Understand) -> None:
        self._understand = understand
        self.last: float | None = None

    def __call__(self, question: Question) -> Understood:
        """What an answer means."""
        found = self._understand(question)
        self.last = found.confidence
        return found


def take_up(parts: LeadingParts, call_id: CallId) -> Progress | None:
    """The progress of a call that has a run, with the texts that it began with; None where it has none.

    Raises CallCenterError where the stored run cannot be used.
    """
    with parts.database.read() as connection:
        call, run = get_call(connection, call_id), store.find_run(connection, call_id)
        edition = store.kept_edition(connection, run.definition) if run else None
    if run is None or edition is None:
        return None
    flow, prompts = edition.read()
    return Progress(parts, call, run, Tools(flow=flow, prompts=prompts, understand=parts.understand))


def begin(parts: LeadingParts, call_id: CallId, entrance: str) -> Progress:
    """A new run for a call that is up. Raises NotLedError where no flow is meant for it, or there is no such flow, and
    LetGoError where the call is over."""
    now = parts.clock.now()
    with parts.database.work() as work:
        call = get_call(work.connection, call_id)
        if not call.is_live:
            raise LetGoError("the call is over")
        brief = parts.brief_of(work.connection, call, entrance)
        run, tools = _new_run(parts, work, call, brief, now)
        store.add_run(work.connection, run, now)
        work.emit(FlowStarted(call=call.id, flow=tools.flow.id, at=now))
    return Progress(parts, call, run, tools)


def _new_run(parts: LeadingParts, work: Work, call: Call, brief: Brief, now: datetime) -> tuple[Run, Tools]:
    edition = parts.shelf.edition(brief.flow, brief.language) if brief.flow else None
    if edition is None:
        raise NotLedError(f"there is no flow {brief.flow!r} in {brief.language}" if brief.flow else "no flow is meant")
    flow, prompts = edition.read()
    definition = store.keep_edition(work.connection, edition, flow.id, flow.version, now)
    state = engine.begin(flow, brief.language, brief.facts)
    run = Run(call=call.id, definition=definition, patient=brief.patient, state=state)
    return run, Tools(flow=flow, prompts=prompts, understand=parts.understand)


def abandon(parts: LeadingParts, call: CallId) -> None:
    """End a run that cannot be used any more."""
    now = parts.clock.now()
    with parts.database.work() as work:
        store.abandon_run(work.connection, call, FlowOutcome.FAILED.value, now)


def close_left_open(parts: LeadingParts, exchange: str) -> int:
    """End the runs of calls that ended while nobody listened; returns how many."""
    with parts.database.read() as connection:
        calls = store.runs_left_open(connection, exchange)
    for call in calls:
        try:
            if progress := take_up(parts, call):
                progress.tell(HungUp())
        except AWAY:
            raise
        except CallCenterError:
            _log.warning("a call that ended could not be closed in its flow", call=call, exc_info=True)
            abandon(parts, call)
    return len(calls)
