"""Opening hours as a voice says them after 'we are open'."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.kit.languages import Language
from callcenter.kit.opening import read_opening
from callcenter.kit.spoken.weeks import week

USUAL = "mon-fri 9:00-20:00, sat 10:00-15:00"
LUNCH = "mon wed fri 9-13 14-18:30; tue thu 12-15"


@pytest.mark.parametrize(
    ("written", "language", "said"),
    [
        (USUAL, Language.RU, "с понедельника по пятницу с девяти до двадцати, в субботу с десяти до пятнадцати"),
        (USUAL, Language.UK, "з понеділка до п'ятниці з дев'ятої до двадцятої, у суботу з десятої до п'ятнадцятої"),
        (
            USUAL,
            Language.PL,
            "od poniedziałku do piątku od dziewiątej do dwudziestej, w soboty od dziesiątej do piętnastej",
        ),
        (
            USUAL,
            Language.EN,
            (
                "Monday to Friday from nine in the morning to eight in the evening, "
                "on Saturdays from ten in the morning to three in the afternoon"
            ),
        ),
        (USUAL, Language.ZH, "周一到周五上午九点到晚上八点，周六上午十点到下午三点"),
        (
            LUNCH,
            Language.RU,
            (
                "в понедельник, среду и пятницу с девяти до тринадцати и с четырнадцати до восемнадцати тридцати, "
                "во вторник и четверг с двенадцати до пятнадцати"
            ),
        ),
        (
            LUNCH,
            Language.PL,
            (
                "w poniedziałki, środy i piątki od dziewiątej do trzynastej "
                "i od czternastej do osiemnastej trzydzieści, we wtorki i czwartki od dwunastej do piętnastej"
            ),
        ),
        ("tue-sat 8:30-19", Language.RU, "со вторника по субботу с восьми тридцати до девятнадцати"),
        ("daily 0:00-24:00", Language.UK, "щодня цілодобово"),
        ("daily 0:00-24:00", Language.ZH, "每天二十四小时"),
        ("sat sun 10-14", Language.EN, "on Saturdays and Sundays from ten in the morning to two in the afternoon"),
    ],
)
def test_hours_are_said_in_words(written: str, language: Language, said: str) -> None:
    assert week(read_opening(written), language).spoken == said


def test_hours_are_shown_in_figures() -> None:
    shown = week(read_opening(USUAL), Language.EN).screen
    assert shown == "Monday to Friday from 9:00 am to 8:00 pm, on Saturdays from 10:00 am to 3:00 pm"


@given(st.sets(st.integers(1, 7), min_size=1), st.sampled_from(list(Language)))
def test_any_days_are_said_without_a_figure(days: set[int], language: Language) -> None:
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    written = " ".join(names[day - 1] for day in sorted(days))
    said = week(read_opening(f"{written} 9-18"), language).spoken
    assert said
    assert not any(sign.isdigit() for sign in said)
