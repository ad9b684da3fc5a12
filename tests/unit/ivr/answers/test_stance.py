"""Which way words point, with 'not' reckoned in."""

import pytest

from callcenter.kit.languages import Language
from ivr.answers.loader import load_concepts
from ivr.answers.names import Asked, Meaning
from ivr.answers.safety import settled
from ivr.answers.stance import Way, stance_of
from ivr.answers.words import matching_form


@pytest.mark.parametrize(
    ("language", "text", "way"),
    [
        ("ru", "не отменяйте", Way.COME),
        ("ru", "ни в коем случае не отменяйте", Way.COME),
        ("ru", "отменять не надо", Way.COME),
        ("ru", "отменять не буду", Way.COME),
        ("ru", "не могу не прийти", Way.COME),
        ("ru", "не могу прийти", Way.STAY_AWAY),
        ("ru", "не приду ой то есть приду", Way.COME),
        ("ru", "перенесите хотя нет отмените", Way.STAY_AWAY),
        ("pl", "nie chcę odwoływać", Way.COME),
        ("en", "i won't be there", Way.STAY_AWAY),
        ("zh", "千万别给我取消", Way.COME),
        ("zh", "来不了", Way.STAY_AWAY),
        ("ru", "а сколько стоит", None),
    ],
)
def test_words_point_somewhere(language: str, text: str, way: Way | None) -> None:
    assert stance_of(matching_form(text), load_concepts(Language(language))).last is way


@pytest.mark.parametrize("sure", [Meaning.KEEP, Meaning.CANCEL])
def test_no_visit_is_touched_against_the_plain_words(sure: Meaning) -> None:
    text = "не приду" if sure is Meaning.KEEP else "не отменяйте"
    stance = stance_of(matching_form(text), load_concepts(Language.RU))
    meaning, _ = settled({sure: 0.99, Meaning.NONE: 0.01}, stance, Asked.CONFIRM_VISIT)
    assert meaning is Meaning.UNSURE


def test_a_condition_confirms_nothing() -> None:
    stance = stance_of(matching_form("если отпустят приду"), load_concepts(Language.RU))
    assert settled({Meaning.KEEP: 0.99, Meaning.NONE: 0.01}, stance, Asked.CONFIRM_VISIT)[0] is Meaning.UNSURE


def test_a_manner_of_speaking_is_no_condition() -> None:
    stance = stance_of(matching_form("если ничего не случится приду"), load_concepts(Language.RU))
    assert settled({Meaning.KEEP: 0.99, Meaning.NONE: 0.01}, stance, Asked.CONFIRM_VISIT)[0] is Meaning.KEEP


def test_an_emergency_is_believed_early() -> None:
    stance = stance_of(matching_form("приду"), load_concepts(Language.RU))
    assert settled({Meaning.KEEP: 0.6, Meaning.EMERGENCY: 0.4}, stance, Asked.CONFIRM_VISIT)[0] is Meaning.EMERGENCY


def test_one_who_comes_and_one_who_does_not_are_two_visits() -> None:
    stance = stance_of(matching_form("я приду а петя не придёт"), load_concepts(Language.RU))
    likelihoods = {Meaning.CANCEL: 0.7, Meaning.SPLIT: 0.3}
    assert settled(likelihoods, stance, Asked.CONFIRM_VISITS)[0] is Meaning.SPLIT


def test_a_refused_hour_with_another_one_is_a_move() -> None:
    stance = stance_of(matching_form("i can't come at four i can come at six"), load_concepts(Language.EN))
    assert settled({Meaning.KEEP: 0.6, Meaning.MOVE: 0.4}, stance, Asked.CONFIRM_VISIT)[0] is Meaning.MOVE


def test_regret_ends_a_denial() -> None:
    assert stance_of(matching_form("nie niestety odwołuję"), load_concepts(Language.PL)).last is Way.STAY_AWAY
