"""Calls led by a person at the desk: real script, real voices, the simulator, and a clock that jumps."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from callcenter.clinic.demo.cast import DemoCaller
from callcenter.desk.view import DeskView, Mode, desk_view
from callcenter.domain.calls import Call
from callcenter.domain.outcomes import Outcome
from callcenter.domain.people import Operator
from callcenter.kit.languages import Language
from scripts_library.robot import choose
from tests.support.demo_world import DemoWorld, demo_world

NEW_PATIENT = {"ru": "Кузнецов", "uk": "Коваль", "pl": "Nowak", "en": "Baker", "zh": "李"}


class Hand:
    """A person at the desk who looks at the screen and presses its buttons."""

    def __init__(self, world: DemoWorld, call: Call) -> None:
        self.world, self.call = world, call
        self.who: Operator = next(
            one.operator for one in world.demo.operators if one.operator.extension == call.offered_to
        )

    def sees(self) -> DeskView:
        """The screen now."""
        return desk_view(self.world.desk.look(self.who), self.world.ground.clinic)

    def answers(self) -> None:
        """Take the call."""
        self.world.desk.line.answer(self.who, self.call.id)
        self.listens()

    def listens(self) -> None:
        """Let both sides speak."""
        self.world.exchange.run_for(timedelta(seconds=30))

    def walks(self, caller: DemoCaller) -> Outcome | None:
        """Press the answers that the patient gives, book as soon as a place is agreed, to the script's end."""
        for _ in range(40):
            desk = self.world.desk.look(self.who).focus
            assert desk is not None
            assert desk.script is not None
            assert desk.desk.walk is not None
            answer = choose(desk.script, desk.desk.walk, caller.answers)
            if answer is None or not desk.call.is_live:
                return desk.desk.walk.outcome
            self.world.desk.script.take(self.who, self.call.id, desk.desk.version, answer.id)
            self.books()
            self.listens()
        raise AssertionError("the script never came to an end")

    def books(self) -> None:
        """Book the agreed place, for a new patient where nobody is known."""
        places = self.sees().places
        if places is None or places.kept is None:
            return
        number = self.call.caller.e164 if self.call.caller else self.world.demo.phone.e164
        surname = NEW_PATIENT[self.world.demo.language.value]
        new = {"given_name": surname, "surname": surname, "phone": number}
        assert self.world.desk.booking.book(self.who, self.call.id, new) == {}


@pytest.fixture(params=list(Language), ids=[language.value for language in Language])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DemoWorld]:
    """The demo clinic of each language."""
    with demo_world(tmp_path, request.param) as world:
        yield world


def caller(world: DemoWorld, place: int) -> DemoCaller:
    return world.demo.callers[place]


def test_known_patient_is_named_booked_and_finished(world: DemoWorld) -> None:
    one = caller(world, 0)
    hand = Hand(world, world.rings(one.id))
    ringing = hand.sees()
    assert ringing.mode is Mode.RINGING
    assert ringing.person is not None
    assert ringing.person.card is not None
    assert ringing.person.card.patient.id == one.patient
    hand.answers()
    assert hand.walks(one) is Outcome.BOOKED
    world.exchange.run_until_quiet()
    after = hand.sees()
    assert after.mode is Mode.AFTER
    assert after.outcome is not None
    assert after.call is not None
    assert after.call.talked > timedelta(seconds=30)
    given = {"outcome": after.outcome.values["outcome"]}
    assert world.desk.outcomes.record(hand.who, hand.call.id, after.call.version, given) == {}
    idle = hand.sees()
    assert (idle.mode, idle.counts.booked, idle.tasks) == (Mode.IDLE, 1, ())


def test_new_patient_is_written_down_and_known_at_the_next_call(world: DemoWorld) -> None:
    one = caller(world, 1)
    hand = Hand(world, world.rings(one.id))
    hand.answers()
    assert hand.walks(one) is Outcome.BOOKED
    world.exchange.run_until_quiet()
    again = Hand(world, world.rings(one.id)).sees()
    assert again.person is not None
    assert again.person.card is not None
    assert again.person.card.patient.surname == NEW_PATIENT[world.demo.language.value]
    assert again.person.card.next_visit is not None


def test_patient_who_hangs_up_in_the_middle_leaves_a_call_to_finish(world: DemoWorld) -> None:
    hand = Hand(world, world.rings(caller(world, 0).id))
    hand.answers()
    world.exchange.patient_hangs_up(hand.call.provider_call)
    world.exchange.run_until_quiet()
    view = hand.sees()
    assert view.mode is Mode.AFTER
    assert view.outcome is not None
    assert view.outcome.values["outcome"] == ""
