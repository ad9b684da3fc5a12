"""Where no words can be made out, keys are offered with the question, and at once."""

import pytest

from ivr.flow.commands import Listen, Play
from ivr.flow.inputs import AnsweredBy, KeysOnly
from ivr.flow.model import Ask
from ivr.flow.state import State
from tests.support.flows import BOOK, Talk


def deaf(flow: str) -> Talk:
    talk = Talk(flow)
    talk.give(KeysOnly())
    return talk


def last_said(talk: Talk) -> list[str]:
    play = [one for one in talk.commands if isinstance(one, Play)][-1]
    return [one.prompt for one in play.said]


def test_the_first_question_offers_its_keys_already() -> None:
    talk = deaf("confirm_visit").start()
    assert last_said(talk) == ["hello", "hello_keys"]
    assert last_said(talk.hear("1")) == ["confirm_visit", "confirm_visit_keys"]
    assert "confirm_visit" in talk.hear("1").done


def test_whoever_may_be_a_machine_is_offered_keys_and_nothing_private() -> None:
    assert last_said(deaf("confirm_visit").start(AnsweredBy.UNSURE)) == ["hello_unsure", "hello_unsure_keys"]


def test_after_the_ear_has_failed_the_same_question_is_put_by_its_keys() -> None:
    talk = Talk("confirm_visit").start()
    assert last_said(talk) == ["hello"]
    talk.give(KeysOnly())
    assert last_said(talk.hear("")) == ["hello_keys"]


def test_once_words_are_made_out_again_keys_are_not_offered_first() -> None:
    talk = deaf("confirm_visit").start()
    talk.give(KeysOnly(is_so=False))
    assert last_said(talk.hear("1")) == ["confirm_visit"]


def test_a_state_that_was_stored_before_knows_of_no_deafness() -> None:
    stored = Talk("confirm_visit").start().state.to_json().replace('"keys_only": false, ', "")
    assert "keys_only" not in stored
    assert not State.from_json(stored).keys_only


@pytest.mark.parametrize("flow", sorted(BOOK.flows))
def test_every_question_ends_its_other_words_with_keys(flow: str) -> None:
    for node in BOOK.flow(flow).nodes.values():
        if isinstance(node, Ask):
            assert node.again[-1] not in node.prompts, f"{node.id} offers no keys where nobody can be understood"


def test_a_question_still_listens_where_only_keys_answer() -> None:
    assert isinstance(deaf("confirm_visit").start().commands[-1], Listen)
