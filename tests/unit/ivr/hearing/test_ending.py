"""By its words: is an answer over?"""

from datetime import UTC, datetime

import pytest

from callcenter.kit.languages import Language
from ivr.answers.loader import understand
from ivr.answers.names import Asked
from ivr.answers.question import Question, Understood
from ivr.hearing.ending import Ending, ending_of, pause_s
from ivr.hearing.loader import load_endings

_NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def _ending(language: Language, text: str, asked: Asked = Asked.CONFIRM_VISIT) -> Ending:
    def understood(said: str) -> Understood:
        return understand(Question(language=language, asked=asked, text=said, now=_NOW))

    return ending_of(text, asked, load_endings(language), understood)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (Language.RU, "да приду"),
        (Language.UK, "так"),
        (Language.PL, "tak"),
        (Language.EN, "yes"),
        (Language.ZH, "好的"),
    ],
)
def test_a_plain_yes_is_whole(language: Language, text: str) -> None:
    assert _ending(language, text) is Ending.SURE


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (Language.RU, "да но"),
        (Language.RU, "приду и"),
        (Language.RU, "ну э"),
        (Language.UK, "так але"),
        (Language.PL, "tak ale"),
        (Language.PL, "w czwartek albo"),
        (Language.EN, "yes but"),
        (Language.EN, "um"),
        (Language.ZH, "可以 但是"),
        (Language.ZH, "呃"),
    ],
)
def test_behind_these_words_more_comes(language: Language, text: str) -> None:
    assert _ending(language, text) is Ending.MORE


def test_a_wish_for_another_day_is_waited_for_a_little_longer() -> None:
    assert _ending(Language.RU, "перенесите на четверг") is Ending.WISH


def test_a_cancellation_is_never_taken_at_the_shortest_pause() -> None:
    assert _ending(Language.RU, "нет не приду отмените") is Ending.WISH


def test_a_comment_takes_the_pause_that_the_flow_wants() -> None:
    assert _ending(Language.RU, "всё понравилось врач очень хорошая", Asked.OPEN) is Ending.PLAIN


def test_the_pauses_are_in_their_order_and_never_longer_than_wanted_but_for_more() -> None:
    pauses = [pause_s(ending, 0.9) for ending in (Ending.SURE, Ending.WISH, Ending.PLAIN, Ending.MORE)]
    assert pauses == sorted(pauses)
    assert [pause_s(ending, 0.3) for ending in (Ending.SURE, Ending.WISH, Ending.PLAIN)] == [0.3, 0.3, 0.3]
