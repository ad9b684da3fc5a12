"""Of several visits some are to be moved: each finds its new time in the same call, one after the other."""

from callcenter.kit.languages import Language
from ivr.flow.commands import Perform
from ivr.flow.facts import Facts
from ivr.flow.outcomes import FlowOutcome
from ivr.flow.samples import made_up
from tests.support.flows import Talk


def three() -> Facts:
    return made_up(Language.EN, visits=3)


def told(*answers: str, results: dict[str, str] | None = None) -> Talk:
    return Talk("confirm_visit", facts=three(), results=results or {}).start().hear("yes", *answers)


def moved(talk: Talk) -> list[str]:
    """The places that were taken, in their order."""
    return [
        one.offer.id for one in talk.commands if isinstance(one, Perform) and one.action == "move_visit" and one.offer
    ]


def test_the_one_that_is_to_be_moved_is_spoken_of_and_finds_its_time() -> None:
    talk = told("split keep move cancel", "yes", results={"confirm_each": "to_move"})
    assert talk.prompts[-2:] == ["move_first", "when_suits"]
    assert talk.state.at_hand == three().visits[1]
    talk.hear("when morning", "yes")
    assert talk.prompts[-2:] == ["moved_one", "noted_each"]
    assert moved(talk) == ["free-0"]
    assert talk.state.outcome is FlowOutcome.ANSWERED_APART


def test_two_that_are_to_be_moved_are_spoken_of_one_after_the_other() -> None:
    talk = told("split move keep move", "yes", "when morning", "yes", results={"confirm_each": "to_move"})
    assert talk.prompts[-2:] == ["moved_one", "move_this"]
    assert talk.state.at_hand == three().visits[2]
    talk.hear("yes")
    assert talk.prompts[-1] == "when_suits"  # the wish for the first was for the first
    talk.hear("when evening", "no", "yes")
    assert moved(talk) == ["free-0", "free-1"]
    assert talk.prompts[-1] == "noted_each"


def test_where_it_was_not_said_which_each_is_asked_about() -> None:
    talk = told("move")
    assert talk.prompts[-1] == "move_this"
    talk.hear("no", "yes", "when morning", "yes", "no")
    assert talk.state.at_hand is None
    assert len(moved(talk)) == 1
    assert talk.state.outcome is FlowOutcome.ANSWERED_APART


def test_none_that_was_to_be_moved_after_all_stays_booked() -> None:
    talk = told("move", "no", "no", "no")
    assert talk.prompts[-1] == "stays_booked"
    assert talk.done == []


def test_one_for_which_no_place_suits_stays_and_the_next_is_spoken_of() -> None:
    talk = told("move", "yes", "when morning", "no", "no", "no")
    assert talk.prompts[-1] == "move_this"
    assert talk.state.at_hand == three().visits[1]


def test_a_kept_visit_that_is_gone_is_told_before_others_are_moved() -> None:
    talk = told("split keep move keep", "yes", results={"confirm_each": "gone"})
    assert "visit_gone" in talk.prompts
    assert moved(talk) == []
