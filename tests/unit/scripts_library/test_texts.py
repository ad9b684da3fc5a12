"""The sentence to say: names, times and what happens where something is not known."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from callcenter.domain.clinic import Gender
from callcenter.kit.languages import Language
from scripts_library.model import Step
from scripts_library.texts import LAST_RESORT, render
from tests.unit.scripts_library.small import MARY, facts, facts_about, place, small_script


def step(say: str, fallback: str = "") -> Step:
    return Step(id="s", title="S", say=say, fallback=fallback)


def test_the_screen_has_figures_and_the_voice_has_words() -> None:
    text = render(small_script().step("offer"), facts_about(MARY))
    assert text.screen == "Ms Carter, shall we say on Tuesday 24 November at 3:30 pm?"
    assert text.spoken == (
        "Ms Carter, shall we say on Tuesday the twenty fourth of November, at half past three in the afternoon?"
    )
    assert not text.fallback


def test_times_are_told_in_the_clinics_zone() -> None:
    told = replace(facts_about(MARY), zone=ZoneInfo("Asia/Yekaterinburg"))
    assert "8:30 pm" in render(small_script().step("offer"), told).screen


def test_an_unknown_caller_is_not_called_by_a_name() -> None:
    text = render(step("{{ hail }}how are you?"), facts())
    assert text.screen == "How are you?"


def test_a_name_that_is_asked_about_and_empty_is_left_out() -> None:
    say = "{% if patient.name %}Is this {{ patient.name }}?{% else %}May I ask your name?{% endif %}"
    assert render(step(say), facts()).screen == "May I ask your name?"
    assert render(step(say), facts_about(MARY)).screen == "Is this Mary?"


def test_a_childs_card_does_not_name_the_parent_who_calls() -> None:
    boy = replace(MARY, birth_date=date(2018, 8, 9))
    known = replace(facts_about(boy), today=date(2026, 11, 22))
    assert render(step("{{ hail }}how are you?"), known).screen == "How are you?"
    grown = replace(known, today=date(2032, 8, 9))
    assert render(step("{{ hail }}how are you?"), grown).screen == "Ms Carter, how are you?"


def test_with_no_place_free_the_simpler_text_stands_in() -> None:
    text = render(small_script().step("offer"), facts())
    assert (text.screen, text.fallback) == ("Which day suits you?", True)


def test_one_place_where_two_are_named_is_too_few() -> None:
    one = replace(facts(), slots=(place(),))
    assert render(step("{{ slots[0].on }} or {{ slots[1].on }}?", "Which day?"), one).screen == "Which day?"


@pytest.mark.parametrize(
    "say", ["{{ price }}", "{{ nonsense }}", "{{ 1 / 0 }}", "{{ clinic.name", "{{ ''.__class__ }}"]
)
@pytest.mark.parametrize("language", list(Language))
def test_a_text_that_cannot_be_filled_in_never_stops_the_call(language: Language, say: str) -> None:
    text = render(step(say, "{{ nonsense }}"), facts(language))
    assert (text.screen, text.fallback) == (LAST_RESORT[language], True)


def test_the_second_place_of_a_day_is_told_by_its_time_only() -> None:
    same_day = facts_about(MARY)
    assert render(step("{{ slots[1].then_on }}"), same_day).screen == "at 4:30 pm"
    next_day = replace(same_day, slots=(place(), place(timedelta(days=1))))
    assert render(step("{{ slots[1].then_named }}"), next_day).screen == "Wednesday 25 November, 3:30 pm"


def test_a_text_agrees_with_the_patients_gender() -> None:
    say = step('{{ patient.form("była Pani", "był Pan", "byli Państwo") }}')
    assert render(say, facts_about(MARY)).screen == "była Pani"
    assert render(say, facts_about(replace(MARY, gender=Gender.MALE))).screen == "był Pan"
    assert render(say, facts()).screen == "byli Państwo"


def test_chinese_has_no_gap_where_the_file_breaks_a_line() -> None:
    assert render(step("您好。\n  请问您？"), facts(Language.ZH)).screen == "您好。请问您？"


def test_the_doctor_is_that_of_the_agreed_place() -> None:
    known = replace(facts_about(MARY), slot=replace(place(), doctor_name="Daniel Hughes"))
    assert render(step("{{ doctor.name }}"), known).screen == "Daniel Hughes"
    assert render(step("{{ doctor.name }}"), replace(known, slot=None)).screen == "Emily Clarke"
