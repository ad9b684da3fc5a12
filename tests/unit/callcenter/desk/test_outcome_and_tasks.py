"""How a call came out, and what waits to be done between calls."""

import pytest

from callcenter.desk.places_view import place_key
from callcenter.desk.problems import DeskError, StaleDeskError
from callcenter.desk.tasks import TaskKind
from callcenter.desk.view import Mode
from callcenter.domain.events import OutcomeRecorded
from callcenter.kit.ids import CallId
from callcenter.storage.events import read_events
from tests.support.clinic import ANNA, BORIS
from tests.support.desk import DeskBench

MARIAS, SERGEYS, UNKNOWN = "+79000000101", "+79000000105", "+79991112233"


def record(bench: DeskBench, call: CallId, **given: str) -> dict[str, str]:
    seen = bench.view().call
    assert seen is not None
    return dict(bench.desk.outcomes.record(ANNA, call, seen.version, given))


def tasks(bench: DeskBench) -> list[tuple[TaskKind, str]]:
    return [(task.kind, task.who or str(task.number)) for task in bench.view().tasks]


def missed(bench: DeskBench, number: str, seconds: int = 20) -> CallId:
    call = bench.id_of(bench.arrive(number))
    bench.wait(seconds=seconds)
    bench.caller_rings_off(call)
    return call


def ended(bench: DeskBench, number: str = MARIAS) -> CallId:
    call = bench.talk(number)
    bench.wait(minutes=2)
    bench.caller_rings_off(call)
    return call


def test_recorded_outcome_clears_the_desk_and_counts(bench: DeskBench) -> None:
    call = ended(bench)
    assert record(bench, call, outcome="information") == {}
    view = bench.view()
    assert view.mode is Mode.IDLE
    assert (view.counts.calls, view.counts.about_a_visit, view.counts.booked) == (1, 0, 0)
    with bench.database.read() as connection:
        told = [stored.event for stored in read_events(connection, 0)]
    assert [one.outcome for one in told if isinstance(one, OutcomeRecorded)] == ["information"]


def test_finished_calls_of_today_are_at_hand_the_newest_first(bench: DeskBench) -> None:
    for number, outcome in ((MARIAS, "information"), (SERGEYS, "wrong_number")):
        call = ended(bench, number)
        assert record(bench, call, outcome=outcome) == {}
    assert [(one.who, one.outcome.value) for one in bench.view().finished] == [
        ("Сергей Михайлович Козлов", "wrong_number"),
        ("Мария Ивановна Петрова", "information"),
    ]
    assert bench.view(BORIS).finished == ()
    bench.wait(hours=24)
    assert bench.view().finished == ()


def test_booked_counts_only_with_a_visit(bench: DeskBench) -> None:
    call = ended(bench)
    assert set(record(bench, call, outcome="booked")) == {"outcome"}
    place = bench.view().places
    assert place is not None
    bench.desk.booking.keep(ANNA, call, place_key(place.named[0]))
    bench.desk.booking.book(ANNA, call, {})
    assert record(bench, call, outcome="booked") == {}
    counts = bench.view().counts
    assert (counts.about_a_visit, counts.booked) == (1, 1)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, {"outcome"}),
        ({"outcome": "magic"}, {"outcome"}),
        ({"outcome": "refused"}, {"reason"}),
        ({"outcome": "refused", "reason": "magic"}, {"reason"}),
        ({"outcome": "thinking", "reason": "price"}, {"next_step", "next_date", "next_time"}),
        ({"outcome": "callback", "next_step": "цена", "next_date": "2026-11-25"}, {"next_time"}),
        ({"outcome": "callback", "next_step": "цена", "next_date": "25.11", "next_time": "10"}, {"next_date"}),
        ({"outcome": "callback", "next_step": "цена", "next_date": "2026-11-24", "next_time": "09:59"}, {"next_time"}),
        ({"outcome": "callback", "next_step": "цена", "next_date": "2026-11-23", "next_time": "12:00"}, {"next_date"}),
        (
            {"outcome": "callback", "next_step": "ц" * 401, "next_date": "2026-11-25", "next_time": "12:00"},
            {"next_step"},
        ),
    ],
)
def test_each_missing_or_wrong_field_has_its_message(bench: DeskBench, given: dict[str, str], wrong: set[str]) -> None:
    call = ended(bench)
    assert set(record(bench, call, **given)) == wrong
    assert bench.view().mode is Mode.AFTER


def test_script_and_captured_reason_fill_the_form_in(bench: DeskBench) -> None:
    call = bench.talk(MARIAS)
    bench.desk.script.take(ANNA, call, 1, "ready")
    bench.desk.script.objection(ANNA, call, 2, "expensive")
    bench.desk.script.take(ANNA, call, 3, "refused")
    bench.caller_rings_off(call)
    outcome = bench.view().outcome
    assert outcome is not None
    assert (outcome.values["outcome"], outcome.values["reason"]) == ("refused", "price")


def test_exit_for_a_booked_visit_does_not_claim_a_visit_that_nobody_booked(bench: DeskBench) -> None:
    call = bench.talk(MARIAS)
    for version, answer in enumerate(("ready", "named", "first_slot"), start=1):
        bench.desk.script.take(ANNA, call, version, answer)
    outcome = bench.view().outcome
    assert outcome is not None
    assert outcome.values["outcome"] == ""


def test_outcome_can_be_recorded_while_the_call_goes_on(bench: DeskBench) -> None:
    call = bench.talk(MARIAS)
    assert record(bench, call, outcome="information") == {}
    assert bench.view().mode is Mode.TALKING
    bench.caller_rings_off(call)
    assert bench.view().mode is Mode.IDLE


def test_form_of_an_older_state_is_refused(bench: DeskBench) -> None:
    call = ended(bench)
    record(bench, call, outcome="information")
    with pytest.raises(StaleDeskError):
        bench.desk.outcomes.record(ANNA, call, 1, {"outcome": "complaint"})


def test_call_without_outcome_stays_on_the_desk_until_it_is_put_aside(bench: DeskBench) -> None:
    call = ended(bench)
    assert bench.view().mode is Mode.AFTER
    bench.desk.outcomes.put_aside(ANNA, call)
    assert bench.view().mode is Mode.IDLE
    assert tasks(bench) == [(TaskKind.FINISH, "Мария Ивановна Петрова")]
    bench.desk.outcomes.take_up(ANNA, call)
    assert bench.view().mode is Mode.AFTER


def test_call_that_nobody_finished_for_days_leaves_the_screen(bench: DeskBench) -> None:
    ended(bench)
    bench.wait(days=2, minutes=1)
    view = bench.view()
    assert (view.mode, view.tasks) == (Mode.IDLE, ())


def test_call_answered_while_no_screen_was_open_is_a_task(bench: DeskBench) -> None:
    call = bench.ring(MARIAS)
    bench.exchange.answer(bench.provider_id(call), "101")
    bench.caller_rings_off(call)
    view = bench.view()
    assert (view.mode, [task.kind for task in view.tasks]) == (Mode.IDLE, [TaskKind.FINISH])
    bench.desk.outcomes.take_up(ANNA, call)
    assert bench.view().mode is Mode.AFTER


def test_call_that_goes_on_is_not_put_aside(bench: DeskBench) -> None:
    call = bench.talk(MARIAS)
    with pytest.raises(DeskError, match="still going on"):
        bench.desk.outcomes.put_aside(ANNA, call)


def test_ringing_call_takes_the_desk_and_the_unfinished_one_comes_back(bench: DeskBench) -> None:
    first = ended(bench)
    second = bench.ring(SERGEYS)
    view = bench.view()
    assert view.mode is Mode.RINGING
    bench.caller_rings_off(second)
    view = bench.view()
    assert view.mode is Mode.AFTER
    assert view.call is not None
    assert view.call.id == first


def test_missed_caller_is_to_be_called_back_within_fifteen_minutes(bench: DeskBench) -> None:
    missed(bench, UNKNOWN)
    view = bench.view()
    assert [task.kind for task in view.tasks] == [TaskKind.CALL_BACK]
    assert view.tasks[0].waited.total_seconds() == 20
    assert view.late == frozenset()
    bench.wait(minutes=16)
    assert len(bench.view().late) == 1


def test_caller_missed_yesterday_is_shown_with_the_day(bench: DeskBench) -> None:
    missed(bench, UNKNOWN)
    assert bench.view().other_day == frozenset()
    bench.wait(hours=20)
    view = bench.view()
    assert view.other_day == {view.tasks[0].key}


def test_caller_who_tried_three_times_is_one_task(bench: DeskBench) -> None:
    for _ in range(3):
        missed(bench, UNKNOWN)
    assert tasks(bench) == [(TaskKind.CALL_BACK, UNKNOWN)]


def test_caller_who_was_reached_later_is_no_task_any_more(bench: DeskBench) -> None:
    missed(bench, MARIAS)
    bench.wait(minutes=1)
    call = ended(bench, MARIAS)
    record(bench, call, outcome="information")
    assert tasks(bench) == []


def test_withheld_number_cannot_be_called_back(bench: DeskBench) -> None:
    call = bench.id_of(bench.arrive(None))
    bench.caller_rings_off(call)
    assert tasks(bench) == []


def test_missed_call_is_taken_up_finished_and_gone_for_everybody(bench: DeskBench) -> None:
    call = missed(bench, UNKNOWN)
    bench.desk.outcomes.take_up(ANNA, call)
    view = bench.view()
    assert (view.mode, view.script) == (Mode.CALL_BACK, None)
    assert [task.taken_by for task in bench.view(BORIS).tasks] == ["Анна"]
    assert record(bench, call, outcome="no_contact") == {}
    assert bench.view(BORIS).tasks == ()


def test_call_that_rang_here_unanswered_does_not_stay_on_the_screen(bench: DeskBench) -> None:
    call = bench.ring(MARIAS)
    bench.view()
    bench.caller_rings_off(call)
    assert bench.view().mode is Mode.IDLE
    assert tasks(bench) == [(TaskKind.CALL_BACK, "Мария Ивановна Петрова")]
    assert bench.view(BORIS).tasks[0].taken_by == ""


def test_promise_for_today_is_a_task_until_it_is_done(bench: DeskBench) -> None:
    call = ended(bench)
    given = {"outcome": "callback", "next_step": "назвать цену", "next_date": "2026-11-24", "next_time": "12:00"}
    assert record(bench, call, **given) == {}
    assert [(task.kind, task.text) for task in bench.view(BORIS).tasks] == [(TaskKind.NEXT_STEP, "назвать цену")]
    again = bench.ring(MARIAS)
    person = bench.view().person
    assert person is not None
    assert person.promise == "назвать цену"
    bench.caller_rings_off(again)
    bench.desk.outcomes.next_step_done(BORIS, call)
    bench.desk.outcomes.next_step_done(BORIS, call)
    assert TaskKind.NEXT_STEP not in [task.kind for task in bench.view().tasks]


def test_promise_for_another_day_is_no_task_today(bench: DeskBench) -> None:
    call = ended(bench)
    given = {"outcome": "callback", "next_step": "цена", "next_date": "2026-11-25", "next_time": "12:00"}
    record(bench, call, **given)
    assert tasks(bench) == []
    bench.wait(hours=20)
    assert [kind for kind, _ in tasks(bench)] == [TaskKind.NEXT_STEP]


def test_missed_callers_come_before_everything_else(bench: DeskBench) -> None:
    first = ended(bench)
    given = {"outcome": "callback", "next_step": "цена", "next_date": "2026-11-24", "next_time": "12:00"}
    record(bench, first, **given)
    second = ended(bench, SERGEYS)
    bench.desk.outcomes.put_aside(ANNA, second)
    missed(bench, UNKNOWN)
    assert [kind for kind, _ in tasks(bench)] == [TaskKind.CALL_BACK, TaskKind.FINISH, TaskKind.NEXT_STEP]


def test_live_or_finished_call_cannot_be_taken_up(bench: DeskBench) -> None:
    call = bench.talk(MARIAS)
    with pytest.raises(DeskError, match="going on"):
        bench.desk.outcomes.take_up(ANNA, call)
    bench.caller_rings_off(call)
    record(bench, call, outcome="information")
    with pytest.raises(DeskError, match="finished"):
        bench.desk.outcomes.take_up(BORIS, call)
