"""One call through several scripts: which one opens it, conditions, going over and back, what is at hand."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from callcenter.desk.problems import (
    DeskError,
    EarlierScriptGoneError,
    NoSuchScriptError,
    NothingSaidError,
    ScriptChangedError,
)
from callcenter.desk.script_view import ScriptView
from callcenter.desk.service import DeskService
from callcenter.desk.shown_steps import shown_steps
from callcenter.desk.view import DeskView, desk_view
from callcenter.domain.events import ScriptAnswerMissed, ScriptStepShown
from callcenter.kit.ids import CallId
from callcenter.storage.events import read_events
from callcenter.storage.tables import script_unfit
from callcenter.storage.work import Database
from tests.support.clinic import ANNA, MARIA, OLGA
from tests.support.desk import DeskBench
from tests.support.three_scripts import MOVE, NEW, REPEAT, library_of, three_scripts

MARIAS, SOKOLOVS, UNKNOWN = "+79000000101", "+79000000103", "+79991112233"


@pytest.fixture
def bench(clinic: Database) -> DeskBench:
    """A desk with three scripts."""
    return DeskBench(clinic, library=three_scripts())


def script_of(view: DeskView) -> ScriptView:
    assert view.script is not None
    return view.script


def now(bench: DeskBench) -> ScriptView:
    return script_of(bench.view())


def version(bench: DeskBench) -> int:
    call = bench.view().call
    assert call is not None
    return call.version


def take(bench: DeskBench, call: CallId, *answers: str) -> None:
    for answer in answers:
        bench.desk.script.take(ANNA, call, version(bench), answer)


def titles(script: ScriptView) -> list[str]:
    return [step.title for step in script.way]


def shown(bench: DeskBench) -> list[tuple[str, str, str, str]]:
    """Script, step, how the call came there, and the answer, of all that the screen has shown."""
    with bench.database.read() as connection:
        events = [stored.event for stored in read_events(connection, 0, 1000)]
    return [
        (event.script, event.step, event.came_by, event.answer)
        for event in events
        if isinstance(event, ScriptStepShown)
    ]


def is_kept(bench: DeskBench) -> bool:
    places = bench.view().places
    return places is not None and places.is_kept


def unfit(bench: DeskBench) -> list[tuple[str, int, str, str, str, str]]:
    table = script_unfit.c
    query = select(table.script, table.version, table.language, table.step, table.said, table.operator)
    with bench.database.read() as connection:
        return [tuple(row) for row in connection.execute(query.order_by(table.id))]


def test_unknown_caller_and_known_patient_are_met_with_different_scripts(bench: DeskBench) -> None:
    call = bench.ring(UNKNOWN)
    assert now(bench).text.startswith("Клиника Ромашка")
    bench.caller_rings_off(call)
    bench.ring(MARIAS)
    assert now(bench).text == "Мария Ивановна, рады вас слышать! Чем помочь?"


def test_patient_chosen_while_it_rings_brings_their_script(bench: DeskBench) -> None:
    call = bench.ring(SOKOLOVS)
    assert now(bench).text.startswith("Клиника Ромашка")
    bench.desk.patients.choose(ANNA, call, OLGA.id)
    assert now(bench).text == "Ольга Сергеевна, здравствуйте! Чем помочь?"
    bench.desk.patients.choose(ANNA, call, None)
    assert now(bench).text.startswith("Клиника Ромашка")


def test_patient_chosen_after_the_greeting_is_not_greeted_again(bench: DeskBench) -> None:
    call = bench.talk(SOKOLOVS)
    before = version(bench)
    bench.desk.patients.choose(ANNA, call, OLGA.id)
    script = now(bench)
    assert (script.step, version(bench)) == ("which", before + 1)
    assert titles(script) == ["Первый звонок", "Приветствие", "Перенос визита", "Какой визит"]
    bench.desk.script.back(ANNA, call, version(bench))
    assert now(bench).step == "greet"


def test_new_patient_who_is_written_down_stays_in_the_script(bench: DeskBench) -> None:
    call = bench.talk(UNKNOWN)
    given = {"given_name": "Кирилл", "surname": "Кузнецов", "phone": "89000001234"}
    assert bench.desk.patients.add(ANNA, call, given) == {}
    assert (now(bench).step, shown(bench)) == ("greet", [("new_patient", "greet", "start", "")])


def test_visit_to_come_is_told_with_day_service_and_doctor(bench: DeskBench) -> None:
    call = bench.talk(SOKOLOVS)
    bench.desk.patients.choose(ANNA, call, OLGA.id)
    assert now(bench).text == (
        "Вы записаны во вторник 24 ноября в 12:00, Осмотр и чистка, врач Елена Орлова. Перенести?"
    )


def test_visit_that_is_booked_in_this_call_is_not_what_the_call_is_about(bench: DeskBench) -> None:
    call = bench.talk(MARIAS)
    bench.desk.script.go_on_in(ANNA, call, version(bench), "new_patient")
    take(bench, call, "named", "first_slot")
    assert bench.desk.booking.book(ANNA, call, {}) == {}
    bench.desk.script.go_on_in(ANNA, call, version(bench), "reschedule")
    assert now(bench).text == "На какой день вы записаны?"


def test_answer_and_step_whose_condition_does_not_hold_are_left_out(bench: DeskBench) -> None:
    call = bench.talk(UNKNOWN)
    take(bench, call, "ready")
    assert [answer.id for answer in now(bench).answers] == ["named"]
    take(bench, call, "named")
    assert now(bench).step == "offer"


def test_listening_hints_stand_with_the_step(bench: DeskBench) -> None:
    bench.talk(UNKNOWN)
    assert now(bench).listen == ("имя", "что болит")


def test_objection_returns_to_the_step_that_it_interrupted_and_words_it_anew(bench: DeskBench) -> None:
    call = bench.talk(UNKNOWN)
    take(bench, call, "ready")
    assert now(bench).text == "Как вас зовут?"
    bench.desk.script.objection(ANNA, call, version(bench), "expensive")
    take(bench, call, "agreed")
    assert now(bench).text == "Итак, как вас зовут?"
    assert bench.exchange.said[-1] == ("name", "Итак, как вас зовут?")
    assert shown(bench)[-2:] == [
        ("new_patient", "expensive", "objection", "expensive"),
        ("new_patient", "name", "return", "agreed"),
    ]


def test_answer_goes_over_to_another_script_and_back_takes_the_answer_back(bench: DeskBench) -> None:
    call = bench.talk(UNKNOWN)
    take(bench, call, "has_visit")
    script = now(bench)
    assert (script.step, script.can_go_back) == ("which", True)
    assert titles(script) == ["Первый звонок", "Приветствие", "Перенос визита", "Какой визит"]
    assert script.done == ("Приветствие",)
    bench.desk.script.back(ANNA, call, version(bench))
    assert (now(bench).step, titles(now(bench))) == ("greet", ["Приветствие"])
    assert shown(bench) == [
        ("new_patient", "greet", "start", ""),
        ("reschedule", "which", "script", "has_visit"),
        ("new_patient", "greet", "back", ""),
    ]


def test_script_chosen_from_the_list_keeps_what_was_found_out_and_leads_back(bench: DeskBench) -> None:
    call = bench.talk(UNKNOWN)
    take(bench, call, "ready")
    bench.desk.script.capture(ANNA, call, "first_name", "Кирилл")
    assert [one.id for one in bench.view().scripts] == ["reschedule", "repeat_visit"]
    bench.desk.script.go_on_in(ANNA, call, version(bench), "repeat_visit")
    assert [one.id for one in bench.view().scripts] == ["new_patient", "reschedule"]
    bench.desk.script.back(ANNA, call, version(bench))
    assert now(bench).step == "name"
    assert [field.value for field in now(bench).fields] == ["Кирилл"]


def test_way_names_the_script_before_even_where_its_steps_are_left_out(bench: DeskBench) -> None:
    call = bench.talk(UNKNOWN)
    take(bench, call, "ready", "named")
    for _ in range(3):
        bench.desk.script.objection(ANNA, call, version(bench), "expensive")
        take(bench, call, "agreed")
    bench.desk.script.go_on_in(ANNA, call, version(bench), "reschedule")
    script = now(bench)
    assert script.behind == ("Первый звонок",)
    assert (script.left_out, titles(script)[-2:]) == (5, ["Перенос визита", "Какой визит"])


def test_kept_place_stays_kept_when_the_call_goes_over_and_back(bench: DeskBench) -> None:
    call = bench.talk(UNKNOWN)
    take(bench, call, "ready", "named", "second_slot")
    bench.desk.script.go_on_in(ANNA, call, version(bench), "reschedule")
    assert is_kept(bench)
    bench.desk.script.back(ANNA, call, version(bench))
    assert is_kept(bench)


def test_script_that_is_not_there_is_refused_in_words(bench: DeskBench) -> None:
    call = bench.talk(UNKNOWN)
    with pytest.raises(NoSuchScriptError, match="not there any more"):
        bench.desk.script.go_on_in(ANNA, call, version(bench), "insurance")
    newer = DeskService(replace(bench.parts, library=library_of(NEW)))
    with pytest.raises(NoSuchScriptError):
        newer.script.take(ANNA, call, version(bench), "has_visit")
    assert now(bench).step == "greet"


def test_script_that_is_gone_leaves_a_safe_sentence_and_the_list_to_go_on_with(bench: DeskBench) -> None:
    call = bench.talk(UNKNOWN)
    take(bench, call, "ready")
    bench.desk.notes.save(ANNA, call, "болит зуб", 1)
    newer = DeskService(replace(bench.parts, library=library_of(NEW.replace("version: 3", "version: 4"), REPEAT)))
    view = desk_view(newer.look(ANNA), bench.clinic)
    assert view.script is None
    assert (view.script_changed, view.safe_text) == (True, "Одну минуту, пожалуйста, я сейчас уточню.")
    assert [one.id for one in view.scripts] == ["new_patient", "repeat_visit"]
    newer.script.go_on_in(ANNA, call, version(bench), "new_patient")
    view = desk_view(newer.look(ANNA), bench.clinic)
    assert view.call is not None
    assert (script_of(view).step, view.call.note) == ("name", "болит зуб")
    with pytest.raises(EarlierScriptGoneError, match="no way back"):
        newer.script.back(ANNA, call, view.call.version)


def test_call_without_a_script_can_begin_one_from_the_list(clinic: Database) -> None:
    bench = DeskBench(clinic, library=library_of(MOVE))
    call = bench.talk(MARIAS)
    view = bench.view()
    assert (view.script, [one.id for one in view.scripts]) == (None, ["reschedule"])
    bench.desk.script.go_on_in(ANNA, call, version(bench), "reschedule")
    assert now(bench).step == "greet"


def test_sentence_at_hand_is_said_and_the_walk_stays(bench: DeskBench) -> None:
    call = bench.talk(UNKNOWN)
    before = version(bench)
    said = bench.desk.script.phrase(ANNA, call, "price_now")
    assert said.screen == "Консультация стоит 2 000 ₽."
    assert bench.exchange.said[-1] == ("price_now", "Консультация стоит две тысячи рублей.")
    assert (now(bench).step, version(bench)) == ("greet", before)
    with pytest.raises(ScriptChangedError):
        bench.desk.script.phrase(ANNA, call, "no_such")


def test_what_no_answer_fits_is_kept_with_its_step_and_can_be_taken_back(bench: DeskBench) -> None:
    call = bench.talk(UNKNOWN)
    bench.desk.unfit.note(ANNA, call, "  Есть ли у вас  парковка? ")
    bench.desk.unfit.note(ANNA, call, "Есть ли у вас парковка?")
    assert unfit(bench) == [("new_patient", 3, "ru", "greet", "Есть ли у вас парковка?", "anna")]
    assert (now(bench).step, now(bench).noted) == ("greet", "Есть ли у вас парковка?")
    with bench.database.read() as connection:
        last = [stored.event for stored in read_events(connection, 0, 1000)][-1]
    assert isinstance(last, ScriptAnswerMissed)
    assert (last.call, last.script, last.step) == (call, "new_patient", "greet")
    bench.desk.unfit.take_back(ANNA, call)
    bench.desk.unfit.take_back(ANNA, call)
    assert (unfit(bench), now(bench).noted) == ([], "")


def test_note_of_an_earlier_step_is_not_shown_or_taken_back_at_the_next(bench: DeskBench) -> None:
    call = bench.talk(UNKNOWN)
    bench.desk.unfit.note(ANNA, call, "Есть ли парковка?")
    take(bench, call, "ready")
    bench.desk.unfit.take_back(ANNA, call)
    assert (len(unfit(bench)), now(bench).noted) == (1, "")


@pytest.mark.parametrize("said", ["", "   ", "а" * 201])
def test_empty_or_endless_words_of_the_patient_are_refused(bench: DeskBench, said: str) -> None:
    call = bench.talk(UNKNOWN)
    with pytest.raises(NothingSaidError, match="at most 200 characters"):
        bench.desk.unfit.note(ANNA, call, said)
    assert unfit(bench) == []


def test_steps_of_all_scripts_that_a_call_went_through_are_on_its_page(bench: DeskBench) -> None:
    call = bench.talk(UNKNOWN)
    take(bench, call, "ready")
    bench.desk.script.go_on_in(ANNA, call, version(bench), "reschedule")
    take(bench, call, "move")
    with bench.database.read() as connection:
        words = shown_steps(bench.parts, connection, call)
    assert words is not None
    assert [step.id for step in words.steps] == ["greet", "name", "which", "goodbye"]
    assert [step.is_open for step in words.steps] == [False] * 4


def test_moves_after_the_end_of_the_call_are_refused(bench: DeskBench) -> None:
    call = bench.talk(UNKNOWN)
    bench.caller_rings_off(call)
    with pytest.raises(DeskError, match="already ended"):
        bench.desk.script.go_on_in(ANNA, call, version(bench), "reschedule")


def test_event_names_version_and_language(bench: DeskBench) -> None:
    call = bench.ring(MARIAS)
    bench.view()
    with bench.database.read() as connection:
        events = [stored.event for stored in read_events(connection, 0, 1000)]
    first = next(event for event in events if isinstance(event, ScriptStepShown))
    assert (first.call, first.version, first.language, first.wording) == (call, 1, MARIA.language, "")
