"""The pages of statistics, missing answers and trials, as a manager sees and uses them."""

import re
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from sqlalchemy import update

from callcenter.domain.clinic import VisitStatus
from callcenter.kit.ids import CallId
from callcenter.kit.languages import Language
from callcenter.storage import tables
from callcenter.storage.work import Database
from scripts_library.model import Step
from scripts_library.step_home import changing
from scripts_library.wordings.trial import Trial
from tests.support.clinic import ANNA
from tests.support.pages import text_of
from tests.support.step_pages import NEW_PATIENT, OutcomeBench
from tests.support.web import ANNA as WEB_ANNA
from tests.support.web import MARTA, web_under_test

OURS = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
LOUDER = "Клиника {{ clinic.name }}, добрый день! Расскажите, что случилось."


@pytest.fixture
def bench(database: Database, tmp_path: Path) -> OutcomeBench:
    return OutcomeBench(database, tmp_path)


@pytest.fixture
def manager(bench: OutcomeBench) -> httpx.Client:
    return web_under_test(bench.features).signed_in(MARTA)


def missed(bench: OutcomeBench, *said: str) -> list[CallId]:
    calls = []
    for words in said:
        call = bench.call("ready", ends=False)
        bench.desk.desk.unfit.note(ANNA, call, words)
        shown = bench.desk.view().call
        assert shown is not None
        bench.desk.desk.script.take(ANNA, call, shown.version, "named")
        bench.desk.caller_rings_off(call)
        bench.desk.wait(seconds=5)
        calls.append(call)
    bench.read()
    return calls


def test_the_table_tells_each_step_and_a_click_lists_its_calls(bench: OutcomeBench, manager: httpx.Client) -> None:
    bench.book(bench.call("ready", "named", "first_slot"), VisitStatus.CAME)
    last = bench.call("ready", "!expensive")
    bench.read()
    html = manager.get("/scripts/statistics/new_patient?period=all").text
    greet = text_of(html[html.index('id="step-greet"') : html.index('id="step-name"')])
    assert "Рассказал" in greet
    assert "0 of 2" in greet
    assert "1 of 2" in greet
    assert "objection" in text_of(html)
    calls = manager.get("/scripts/statistics/new_patient/calls?step=price&period=all&lost=1").text
    assert f'href="/calls/{last}"' in calls
    assert "lost here" in text_of(calls)


def test_enough_calls_have_shares_with_intervals(bench: OutcomeBench, manager: httpx.Client) -> None:
    for _ in range(20):
        bench.call("ready")
    bench.read()
    html = manager.get("/scripts/statistics/new_patient").text
    assert "100%" in text_of(html)
    assert "84% – 100%" in text_of(html)
    tree = manager.get("/scripts/statistics/new_patient?view=tree").text
    assert "lost 100%" in tree
    assert "most lost" in text_of(tree)


def test_an_empty_page_says_what_to_do_and_an_unknown_script_is_not_found(
    bench: OutcomeBench, manager: httpx.Client
) -> None:
    assert "No call of this time was led by a script" in manager.get("/scripts/statistics").text
    assert "No call of this choice" in manager.get("/scripts/statistics/new_patient").text
    assert manager.get("/scripts/statistics/nothing").status_code == 404
    assert "No answer is missing" in manager.get("/scripts/unfit").text
    assert "No wording is on trial" in manager.get("/scripts/wordings").text


def test_administrators_do_not_see_the_figures_of_others(bench: OutcomeBench) -> None:
    anna = web_under_test(bench.features).signed_in(WEB_ANNA)
    for path in ("/scripts/statistics", "/scripts/statistics/new_patient", "/scripts/unfit", "/scripts/wordings"):
        assert anna.get(path).status_code == 403


def test_a_missing_answer_becomes_one_in_two_clicks(bench: OutcomeBench, manager: httpx.Client) -> None:
    missed(bench, "А можно по страховке?", "можно ли по страховке", "Где вы находитесь?")
    page = manager.get("/scripts/unfit").text
    first = page[page.index('id="group-1"') : page.index('id="group-2"')]
    assert "страховке" in first
    assert "2 without a visit" in text_of(first)
    notes = re.search(r'name="notes" value="([\d-]+)"', first)
    assert notes is not None
    form = manager.post("/scripts/unfit/answer", data={"notes": notes[1]}, headers=OURS).text
    label = re.search(r'id="label"[^>]* value="([^"]*)"', form)
    assert label is not None
    assert "страховке" in label[1]
    assert '<option value="offer" selected>' in form
    done = manager.post(
        "/scripts/unfit/add", data={"notes": notes[1], "label": label[1], "goto": "offer"}, headers=OURS
    )
    assert done.headers["location"] == "/scripts/ru/new_patient?step=name"
    draft = bench.scripts.book.open(NEW_PATIENT).source
    assert label[1] in draft
    assert "said_1" in draft
    left = manager.get("/scripts/unfit").text
    assert "group-2" not in left
    batch = re.search(r'id="done-([^"]+)"', left)
    assert batch is not None
    manager.post(f"/scripts/unfit/undo/{batch[1]}", headers=OURS)
    assert "group-2" in manager.get("/scripts/unfit").text


def test_a_group_is_set_aside_and_a_second_click_is_refused(bench: OutcomeBench, manager: httpx.Client) -> None:
    missed(bench, "Где вы находитесь?")
    assert manager.post("/scripts/unfit/aside", data={"notes": "1"}, headers=OURS).status_code == 303
    assert manager.post("/scripts/unfit/aside", data={"notes": "1"}, headers=OURS).status_code == 422
    assert manager.post("/scripts/unfit/aside", data={"notes": "x"}, headers=OURS).status_code == 422
    assert "No answer is missing" in manager.get("/scripts/unfit").text


def test_a_telephone_number_in_a_note_is_hidden(bench: OutcomeBench, manager: httpx.Client) -> None:
    missed(bench, "Перезвоните на +44 7700 900123 после 18:30")
    for page in (
        manager.get("/scripts/unfit").text,
        manager.post("/scripts/unfit/answer", data={"notes": "1"}, headers=OURS).text,
    ):
        assert "Перезвоните на [phone number] после 18:30" in page
        assert "7700" not in page
    manager.post("/scripts/unfit/aside", data={"notes": "1"}, headers=OURS)
    assert "7700" not in manager.get("/scripts/unfit").text


def test_a_step_without_a_free_key_shows_its_answers_and_the_way_to_it(
    bench: OutcomeBench, manager: httpx.Client
) -> None:
    missed(bench, "Где вы находитесь?")
    full = changing("name", _with_nine_answers)
    bench.scripts.book.change(MARTA, NEW_PATIENT, full)
    page = manager.post("/scripts/unfit/answer", data={"notes": "1"}, headers=OURS)
    assert page.status_code == 200
    assert "All nine keys of this step are taken" in page.text
    assert 'href="/scripts/ru/new_patient?step=name"' in page.text
    assert "Not needed" in page.text


def _with_nine_answers(step: Step) -> Step:
    first = step.answers[0]
    return replace(step, answers=tuple(replace(first, key=key, id=f"answer_{key}") for key in range(1, 10)))


def begun(bench: OutcomeBench) -> Trial:
    number = bench.trials.begin(MARTA, "new_patient", Language.RU, "greet", LOUDER)
    return bench.trials.watch(number)[0].trial


def test_each_call_is_shown_its_wording_on_the_desk_and_it_is_kept(bench: OutcomeBench) -> None:
    trial = begun(bench)
    shown = {}
    for _ in range(12):
        call = bench.call(ends=False)
        view = bench.desk.view().script
        assert view is not None
        shown[call] = "добрый день" in view.text
        assert shown[call] == (trial.lot(call) == "B")
        bench.desk.caller_rings_off(call)
        bench.desk.desk.outcomes.put_aside(ANNA, call)
    assert set(shown.values()) == {True, False}
    bench.read()
    with bench.desk.database.work() as work:
        work.connection.execute(update(tables.desk_call).values(outcome="information"))
    watched, history = bench.trials.watch(trial.id)
    assert watched.a.calls + watched.b.calls == len(history) == 12
    assert watched.b.calls == sum(shown.values())


def test_complaints_after_b_stop_the_trial_at_once(bench: OutcomeBench, manager: httpx.Client) -> None:
    trial = begun(bench)
    complained = 0
    while complained < 5:
        call = bench.call()
        outcome = "complaint" if trial.lot(call) == "B" else "information"
        complained += outcome == "complaint"
        with bench.desk.database.work() as work:
            work.connection.execute(
                update(tables.desk_call).where(tables.desk_call.c.call == call).values(outcome=outcome)
            )
    bench.read()
    page = manager.get(f"/scripts/wordings/{trial.id}").text
    assert "the trial stopped by itself" in text_of(page)
    call = bench.call(ends=False)
    view = bench.desk.view().script
    assert view is not None
    assert "добрый день" not in view.text


def test_a_trial_is_begun_watched_and_taken_over_on_its_pages(bench: OutcomeBench, manager: httpx.Client) -> None:
    new = "/scripts/wordings/new"
    assert "Первый звонок" in manager.get(f"{new}?script=new_patient&language=ru").text
    asked = {"script": "new_patient", "language": "ru", "step": "greet"}
    unknown = manager.post(new, data={**asked, "say": "Здравствуйте, {{ nobody }}!"}, headers=OURS)
    assert unknown.status_code == 422
    assert manager.post(new, data={**asked, "say": ""}, headers=OURS).status_code == 422
    done = manager.post(new, data={**asked, "say": LOUDER}, headers=OURS)
    assert done.headers["location"] == "/scripts/wordings/1"
    assert manager.post(new, data={**asked, "say": LOUDER + "!"}, headers=OURS).status_code == 422
    assert "Too few calls" in manager.get("/scripts/wordings/1").text
    adopted = manager.post("/scripts/wordings/1/adopt", headers=OURS)
    assert adopted.headers["location"] == "/scripts/ru/new_patient?step=greet"
    assert "добрый день" in bench.scripts.book.open(NEW_PATIENT).source
    assert "B taken over" in manager.get("/scripts/wordings").text
    assert manager.get("/scripts/wordings/99").status_code == 404
