"""From ring to hang-up on one operator's desk."""

import threading

import pytest
from sqlalchemy import select

from callcenter.clinic.caller import CallerKind
from callcenter.clinic.card import WhyCalling
from callcenter.desk.problems import (
    CallOverError,
    ExchangeRefusedError,
    NotPossibleError,
    NotRingingError,
    OtherDeskError,
    StaleDeskError,
)
from callcenter.desk.view import Mode
from callcenter.kit.ids import CallId, ProviderCallId
from callcenter.storage.tables import access_log
from callcenter.storage.work import Database
from callcenter.telephony.port import Arrived, Capabilities, EnteredMenu, Offered, Queued
from scripts_library.engine import WalkError
from tests.support.clinic import ANNA, BORIS, IVAN, MARIA, OLGA, SERGEY
from tests.support.desk import DeskBench

UNKNOWN = "+79991112233"


def number_of(patient: object) -> str:
    phone = getattr(patient, "phone", None)
    assert phone is not None
    return str(phone)


def version(bench: DeskBench) -> int:
    call = bench.view().call
    assert call is not None
    return call.version


def said(bench: DeskBench) -> str:
    script = bench.view().script
    assert script is not None
    return script.text


def looks(bench: DeskBench) -> list[tuple[str, str]]:
    with bench.database.read() as connection:
        rows = connection.execute(select(access_log).order_by(access_log.c.id))
        return [(row.action, row.subject) for row in rows]


def test_empty_desk_is_idle(bench: DeskBench) -> None:
    view = bench.view()
    assert (view.mode, view.call, view.waiting) == (Mode.IDLE, None, 0)
    assert [day.doctor.name for day in view.day] == ["Андрей Белов", "Елена Орлова"]


def test_ringing_call_shows_name_reason_and_first_sentence_before_it_is_answered(bench: DeskBench) -> None:
    bench.ring(number_of(OLGA))
    bench.ring(number_of(SERGEY), extension="102")
    view = bench.view(BORIS)
    assert view.mode is Mode.RINGING
    assert view.call is not None
    assert view.person is not None
    assert view.person.card is not None
    assert (view.call.who, view.call.kind, view.call.can_answer) == (
        "Сергей Михайлович Козлов",
        CallerKind.KNOWN,
        True,
    )
    assert view.person.card.reason is not None
    assert view.person.card.reason.why is WhyCalling.LONG_AGO
    assert view.script is not None
    assert view.script.text == "Клиника Ромашка, Борис. Чем помочь?"


def test_other_operators_see_that_somebody_waits_but_not_who(bench: DeskBench) -> None:
    bench.arrive(number_of(MARIA))
    bench.wait(seconds=41)
    view = bench.view(BORIS)
    assert (view.mode, view.waiting) == (Mode.IDLE, 1)
    assert view.waiting_since is not None
    assert (bench.clock.now() - view.waiting_since).total_seconds() == 41


def test_whom_the_clinics_voice_talks_to_does_not_wait(bench: DeskBench) -> None:
    call = ProviderCallId("provider-menu")
    bench.exchange.tell(Arrived(call=call, at=bench.clock.now(), caller=number_of(MARIA)))
    bench.exchange.tell(EnteredMenu(call=call, at=bench.clock.now()))
    view = bench.view()
    assert (view.waiting, view.with_robot) == (0, 1)
    bench.exchange.tell(Queued(call=call, at=bench.clock.now()))
    view = bench.view()
    assert (view.waiting, view.with_robot) == (1, 0)


def test_number_of_two_patients_offers_the_choice(bench: DeskBench) -> None:
    call = bench.ring(number_of(OLGA))
    person = bench.view().person
    assert person is not None
    assert (person.card, person.candidates) == (None, (IVAN, OLGA))
    bench.desk.patients.choose(ANNA, call, OLGA.id)
    person = bench.view().person
    assert person is not None
    assert person.card is not None
    assert (person.card.patient, person.is_chosen) == (OLGA, True)


@pytest.mark.parametrize(("number", "kind"), [(None, CallerKind.WITHHELD), (UNKNOWN, CallerKind.UNKNOWN)])
def test_caller_whom_nobody_knows_is_said_to_be_so(bench: DeskBench, number: str | None, kind: CallerKind) -> None:
    bench.ring(number, name="Ivan\x07 Petrov")
    view = bench.view()
    assert view.call is not None
    assert (view.call.kind, view.call.who) == (kind, "")
    assert view.person is not None
    assert view.person.card is None


def test_each_look_at_a_card_is_logged_once(bench: DeskBench) -> None:
    bench.ring(number_of(MARIA))
    bench.view()
    bench.view()
    assert looks(bench) == [("view_card", "maria")]


def test_two_tabs_that_see_a_ringing_call_at_once_open_it_once(bench: DeskBench) -> None:
    bench.ring(number_of(MARIA))
    start, seen = threading.Barrier(4, timeout=60), []

    def look() -> None:
        start.wait()
        view = bench.view()
        seen.append(view.call.version if view.call else 0)

    tabs = [threading.Thread(target=look) for _ in range(4)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join(timeout=60)
    assert seen == [1, 1, 1, 1]
    assert looks(bench) == [("view_card", "maria")]


def test_names_that_are_offered_and_searched_for_are_logged(bench: DeskBench) -> None:
    bench.ring(number_of(OLGA))
    bench.view()
    found = bench.desk.patients.search(ANNA, "петр")
    assert found == (MARIA,)
    assert looks(bench) == [("view_name", "ivan"), ("view_name", "olga"), ("view_name", "maria")]


def test_answering_from_the_screen_connects_and_says_the_first_step(bench: DeskBench) -> None:
    call = bench.talk(number_of(MARIA))
    view = bench.view()
    assert view.mode is Mode.TALKING
    assert bench.exchange.said == [("greet", "Клиника Ромашка, Анна. Чем помочь?")]
    bench.desk.line.answer(ANNA, call)
    assert len(bench.exchange.said) == 1


def test_exchange_that_cannot_answer_from_the_screen_shows_no_button(clinic: Database) -> None:
    bench = DeskBench(clinic, capabilities=Capabilities())
    call = bench.ring(number_of(MARIA))
    view = bench.view()
    assert view.call is not None
    assert not view.call.can_answer
    with pytest.raises(NotPossibleError):
        bench.desk.line.answer(ANNA, call)


def test_call_that_somebody_else_took_cannot_be_answered_late(bench: DeskBench) -> None:
    call = bench.ring(number_of(MARIA))
    bench.view()
    bench.pass_on(call)
    with pytest.raises(NotRingingError):
        bench.desk.line.answer(ANNA, call)
    assert bench.view().mode is Mode.IDLE


def test_answer_leads_to_the_next_step_which_is_said_aloud(bench: DeskBench) -> None:
    call = bench.talk(number_of(MARIA))
    bench.desk.script.take(ANNA, call, version(bench), "ready")
    assert said(bench) == "Вас зовут Мария Ивановна?"
    assert bench.exchange.said[-1] == ("name", "Вас зовут Мария Ивановна?")


def test_key_pressed_twice_moves_once(bench: DeskBench) -> None:
    call = bench.talk(number_of(MARIA))
    seen = version(bench)
    bench.desk.script.take(ANNA, call, seen, "ready")
    with pytest.raises(StaleDeskError):
        bench.desk.script.take(ANNA, call, seen, "ready")
    script = bench.view().script
    assert script is not None
    assert script.step == "name"


def test_answer_that_the_step_does_not_offer_changes_nothing(bench: DeskBench) -> None:
    call = bench.talk(number_of(MARIA))
    with pytest.raises(WalkError):
        bench.desk.script.take(ANNA, call, version(bench), "second_slot")
    assert version(bench) == 1


def test_back_returns_to_the_step_before_in_silence(bench: DeskBench) -> None:
    call = bench.talk(number_of(MARIA))
    bench.desk.script.take(ANNA, call, version(bench), "ready")
    bench.desk.script.back(ANNA, call, version(bench))
    assert said(bench).startswith("Клиника Ромашка")
    assert [step for step, _ in bench.exchange.said] == ["greet", "name"]


def test_objection_is_met_from_any_step(bench: DeskBench) -> None:
    call = bench.talk(number_of(MARIA))
    bench.desk.script.objection(ANNA, call, version(bench), "expensive")
    assert "2 000 ₽" in said(bench)
    assert "две тысячи рублей" in bench.exchange.said[-1][1]


def test_name_of_an_unknown_caller_is_used_as_soon_as_it_is_written_down(bench: DeskBench) -> None:
    call = bench.talk(UNKNOWN)
    bench.desk.script.take(ANNA, call, version(bench), "ready")
    bench.desk.script.capture(ANNA, call, "first_name", "Кирилл")
    bench.desk.script.take(ANNA, call, version(bench), "named")
    assert said(bench).startswith("Кирилл, могу предложить")
    view = bench.view()
    assert view.call is not None
    assert view.call.who == "Кирилл"
    assert view.person is not None
    assert view.person.given["given_name"] == "Кирилл"


def test_screen_that_cannot_speak_is_silent_and_still_moves(bench: DeskBench) -> None:
    call = bench.talk(number_of(MARIA))
    bench.exchange.is_gone = True
    bench.desk.script.take(ANNA, call, version(bench), "ready")
    assert said(bench) == "Вас зовут Мария Ивановна?"


def test_hold_and_resume_are_shown_as_the_exchange_tells_them(bench: DeskBench) -> None:
    call = bench.talk(number_of(MARIA))
    bench.wait(seconds=30)
    bench.desk.line.hold(ANNA, call)
    view = bench.view()
    assert view.mode is Mode.HELD
    assert view.call is not None
    assert view.call.since == bench.clock.now()
    bench.desk.line.resume(ANNA, call)
    assert bench.view().mode is Mode.TALKING


def test_command_that_the_exchange_refuses_says_so_and_changes_nothing(bench: DeskBench) -> None:
    call = bench.talk(number_of(MARIA))
    bench.exchange.is_gone = True
    with pytest.raises(ExchangeRefusedError):
        bench.desk.line.hold(ANNA, call)
    assert bench.view().mode is Mode.TALKING


def test_click_after_the_end_of_the_call_gets_a_clear_message_and_loses_nothing(bench: DeskBench) -> None:
    call = bench.talk(number_of(MARIA))
    bench.desk.notes.save(ANNA, call, "болит слева", 1)
    seen = version(bench)
    bench.caller_rings_off(call)
    with pytest.raises(CallOverError):
        bench.desk.script.take(ANNA, call, seen, "ready")
    with pytest.raises(CallOverError):
        bench.desk.line.hold(ANNA, call)
    bench.desk.line.hang_up(ANNA, call)
    view = bench.view()
    assert view.mode is Mode.AFTER
    assert view.call is not None
    assert view.call.note == "болит слева"


def test_nobody_works_on_a_call_at_another_desk(bench: DeskBench) -> None:
    call = bench.talk(number_of(MARIA))
    with pytest.raises(OtherDeskError):
        bench.desk.script.take(BORIS, call, 1, "ready")
    with pytest.raises(OtherDeskError):
        bench.desk.line.hang_up(BORIS, call)
    with pytest.raises(OtherDeskError):
        bench.desk.notes.save(BORIS, call, "чужое", 1)


def test_call_that_moves_to_another_telephone_moves_to_that_desk(bench: DeskBench) -> None:
    call = bench.ring(number_of(MARIA))
    bench.view()
    bench.pass_on(call)
    bench.exchange.tell(Offered(call=bench.provider_id(call), at=bench.clock.now(), extension="102"))
    assert bench.view(ANNA).mode is Mode.IDLE
    assert bench.view(BORIS).mode is Mode.RINGING
    assert looks(bench) == [("view_card", "maria"), ("view_card", "maria")]


def test_lost_exchange_is_shown_since_when_and_takes_the_buttons_away(bench: DeskBench) -> None:
    bench.talk(number_of(MARIA))
    bench.wait(minutes=2)
    lost_at = bench.clock.now()
    bench.lose_exchange()
    bench.wait(minutes=1)
    view = bench.view()
    assert view.unreachable_since == lost_at
    assert view.mode is Mode.TALKING
    assert view.call is not None
    assert (view.call.can_hold, view.call.can_hang_up) == (False, False)


def test_unknown_call_is_refused(bench: DeskBench) -> None:
    with pytest.raises(Exception, match="does not exist"):
        bench.desk.line.hang_up(ANNA, CallId("nonsense"))
