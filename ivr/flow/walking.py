"""From node to node, up to the next one that waits: collects the commands on the way. Pure; one Walk a step."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from callcenter.domain.calls import Direction
from ivr.answers.names import Asked, Meaning
from ivr.flow import commands
from ivr.flow.actions import ACTIONS
from ivr.flow.answering import noted
from ivr.flow.conditions import holds
from ivr.flow.facts import Facts
from ivr.flow.inputs import AnsweredBy
from ivr.flow.model import RETURN, Ask, Branch, Connect, Do, Flow, HangUp, Record, Say, Set
from ivr.flow.moves import places_to_move
from ivr.flow.outcomes import UNSETTLED, FlowOutcome
from ivr.flow.prompts import SAFE, Prompts
from ivr.flow.state import State
from ivr.flow.texts import say
from ivr.flow.understanding import known_after, listener_after

MOST_TURNS = 6
"""How often one question is put in a call, whatever comes between."""

OFFER, NEXT, FIRST, WISHES, FORGET, VISIT = "offer", "next", "first", "wish", "forget", "visit"
"""What a `set` node says of the offered places, of the wished time, and of several visits one after the other."""

_LONG_ANSWERS = frozenset({Asked.OPEN, Asked.WHEN})
_LONGEST_S, _LONGEST_LONG_S = 15.0, 40.0
_PAUSE_S, _LONG_PAUSE_S = 0.9, 1.8


class Walk:
    """The state as it changes within one step, and the commands so far."""

    def __init__(self, flow: Flow, prompts: Prompts, state: State) -> None:
        self._flow, self._prompts = flow, prompts
        self.state = state
        self.commands: list[commands.AnyCommand] = []
        self._left = 4 * len(flow.nodes) + MOST_TURNS

    def note(self, what: str) -> "Walk":
        """Writes to the trail what happened at the present node."""
        self.state = replace(self.state, trail=(*self.state.trail, (self.state.node, str(what))))
        return self

    def know(self, facts: Facts) -> "Walk":
        """Takes facts that an action brought; new places are offered from the first one on."""
        if facts.offers != self.state.facts.offers:
            self.state = replace(self.state, offer=0)
        self.state = replace(self.state, facts=facts)
        return self

    def know_listener(self, ask: Ask, meaning: Meaning, *, is_sure: bool = True) -> "Walk":
        """Whether the patient listens, or any human, after this answer."""
        self.state = replace(
            self.state,
            known=known_after(ask.asked, meaning, known=self.state.known),
            answered_by=listener_after(meaning, self.state.answered_by, is_sure=is_sure),
        )
        return self

    def say_that(self, values: Mapping[str, object]) -> "Walk":
        """Notes what was said."""
        if values:
            self.state = replace(self.state, said=MappingProxyType(noted(self.state.said, values)))
        return self

    def interrupt(self, ask: Ask) -> "Walk":
        """A `return` will go back to this question."""
        if self.state.interrupted[:1] != (ask.id,):
            self.state = replace(self.state, interrupted=(ask.id, *self.state.interrupted))
        return self

    def put(self, ask: Ask, *, prompts: tuple[str, ...] = ()) -> "Walk":
        """Puts a question in its first words, or in others; where it was put too often, goes on without an answer."""
        turns = self.state.turns.get(ask.id, 0) + 1
        if turns > MOST_TURNS:
            return self.go(ask.no_match)
        self.state = replace(
            self.state, turns=MappingProxyType({**self.state.turns, ask.id: turns}), failures=0, node=ask.id
        )
        prompts = prompts or ask.prompts
        keys = () if ask.again[-1:] == prompts[-1:] or not self.state.keys_only else ask.again[-1:]
        return self._ask(ask, (*prompts, *keys))

    def again(self, ask: Ask, otherwise: str) -> "Walk":
        """Puts a question in other words; where there are no more, goes on without an answer."""
        failures, turns = self.state.failures, self.state.turns.get(ask.id, 0) + 1
        if failures >= len(ask.again) or turns > MOST_TURNS:
            return self.go(otherwise)
        self.state = replace(
            self.state, turns=MappingProxyType({**self.state.turns, ask.id: turns}), failures=failures + 1
        )
        return self._ask(ask, ask.again[-1:] if self.state.keys_only else (ask.again[failures],))

    def go(self, target: str) -> "Walk":
        """On from a node to the next one that waits, or to the end."""
        goal = target
        while goal:
            self._left -= 1
            if self._left < 0:  # lint proves that no shipped flow comes here; a clinic's own is not let run for ever
                self._hang_up(FlowOutcome.FAILED)
                break
            goal = self._enter(goal)
        return self

    def _enter(self, node_id: str) -> str:
        """Enters one node; where to go on, or '' where it waits or ends."""
        if node_id == RETURN:
            self._return()
            return ""
        node = self._flow.node(node_id)
        self.state = replace(self.state, node=node.id, reached=node.reached or self.state.reached)
        match node:
            case Say():
                return node.then if self._play(node.prompts, private=node.private) else ""
            case Ask():
                self.put(node)
            case Branch():
                return next((way.then for way in node.ways if holds(way.when, self.state)), node.otherwise)
            case Set():
                self._set(node.values)
                return node.then
            case Do():
                self._perform(node)
            case Record():
                if self._play(node.prompts):
                    self._wait(commands.Record(number=self._next(), longest_s=node.longest_s))
            case Connect():
                self._wait(commands.Connect(number=self._next(), whom=node.whom, to=node.to))
            case HangUp():
                self._hang_up(node.outcome)
        return ""

    def _return(self) -> None:
        """Back to the question that was interrupted, in other words; without one there is nothing to return to."""
        if not self.state.interrupted:
            self._hang_up(FlowOutcome.FAILED)
            return
        goal, *rest = self.state.interrupted
        self.state = replace(self.state, interrupted=tuple(rest))
        ask = self._flow.node(goal)
        if isinstance(ask, Ask):  # nothing else is ever interrupted
            self.put(ask, prompts=ask.again[:1])

    def _ask(self, ask: Ask, prompts: tuple[str, ...]) -> "Walk":
        if self._play(prompts, private=ask.private, barge_in=ask.barge_in):
            is_long = ask.asked in _LONG_ANSWERS
            self._wait(
                commands.Listen(
                    number=self._next(),
                    asked=ask.asked,
                    language=self.state.language,
                    keys="".join(sorted(self._flow.keys_at(ask))),
                    seconds=ask.seconds,
                    longest_s=_LONGEST_LONG_S if is_long else _LONGEST_S,
                    pause_s=_LONG_PAUSE_S if is_long else _PAUSE_S,
                )
            )
        return self

    def _play(self, prompts: tuple[str, ...], *, private: bool = False, barge_in: bool = False) -> bool:
        """Has prompts played; False where the call ended instead, because the listener may not hear them.

        Lint proves that no shipped flow comes there. A prompt that cannot be filled in is left out.
        """
        said = [one for name in prompts if (one := say(name, self._prompts, self.state, private=private))]
        is_machine = self._flow.direction is Direction.OUTBOUND and self.state.answered_by is not AnsweredBy.HUMAN
        if is_machine and not all(one.for_anybody for one in said):
            return self._end_safely(FlowOutcome.MACHINE)
        if not self.state.known and any(one.private for one in said):
            return self._end_safely(FlowOutcome.NO_CONTACT)
        self._play_said(said, barge_in=barge_in)
        return True

    def _end_safely(self, outcome: FlowOutcome) -> bool:
        """Says no more than the clinic's name and number, and ends."""
        safe = say(SAFE, self._prompts, self.state)
        self._play_said([safe] if safe and safe.for_anybody else [], barge_in=False)
        self._hang_up(outcome)
        return False

    def _play_said(self, said: list[commands.Said], *, barge_in: bool) -> None:
        if said:
            self.commands.append(commands.Play(number=self._next(), said=tuple(said), barge_in=barge_in))

    def _perform(self, node: Do) -> None:
        action = ACTIONS[node.action]
        values = {name: self.state.said[name] for name in action.takes if name in self.state.said}
        offer = self.state.offered if action.takes_offer else None
        self._wait(
            commands.Perform(number=self._next(), action=node.action, values=MappingProxyType(values), offer=offer)
        )

    def _set(self, values: Mapping[str, str]) -> None:
        said = dict(self.state.said)
        for name, value in values.items():
            if name == OFFER:
                self.state = replace(self.state, offer=self.state.offer + 1 if value == NEXT else 0)
            elif name == VISIT:
                self._turn_to_visit(-1 if value == FIRST or self.state.visit is None else self.state.visit)
            elif name == WISHES:
                said = {key: one for key, one in said.items() if key not in ACTIONS["offer_slots"].takes}
            else:
                said[name] = value
        self.state = replace(self.state, said=MappingProxyType(said))

    def _turn_to_visit(self, before: int) -> None:
        """To the next visit that is to be moved: where it was said of each, of those that are."""
        places = [place for place in places_to_move(self.state) if place > before]
        count = len(self.state.facts.visits)
        facts = replace(self.state.facts, offers=())
        self.state = replace(self.state, visit=places[0] if places else count, facts=facts, offer=0)

    def _hang_up(self, end: FlowOutcome) -> None:
        outcome = self.state.reached or end if end in UNSETTLED else end
        self.commands.append(commands.HangUp(number=self._next(), outcome=outcome))
        trail = (*self.state.trail, (self.state.node, str(outcome)))
        self.state = replace(self.state, outcome=outcome, awaits=0, trail=trail)

    def _wait(self, command: commands.AnyCommand) -> None:
        self.commands.append(command)
        self.state = replace(self.state, awaits=command.number)

    def _next(self) -> int:
        self.state = replace(self.state, command=self.state.command + 1)
        return self.state.command
