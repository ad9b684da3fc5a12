"""Calls whose words tell something else than the operator entered: a mark in the list, a list of them, the desk."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from callcenter.desk.task_store import finished_since
from callcenter.kit.languages import Language
from callcenter.storage.tables import scorecard
from callcenter.storage.work import Database
from recordings.recording import RecordingState
from recordings.store import save_state
from recordings.transcript import Json
from tests.support.calls import CallsBench
from tests.support.clinic import ANNA, BORIS, IVAN, MARIA, NOW, OLGA
from tests.support.pages import rows, text_of
from tests.support.web import MARTA, web_under_test


@pytest.fixture
def bench(database: Database, tmp_path: Path) -> CallsBench:
    return CallsBench(database, tmp_path)


def _said(value: str | None, confidence: float = 0.9) -> Json:
    return {"value": value, "confidence": confidence, "quote": "так и сказали", "at": 5.0}


def _call(bench: CallsBench, name: str, facts: Json, **desk: object) -> None:
    """A scored call whose words tell `facts`."""
    recording = bench.record(bench.call(name, MARIA, **desk))  # type: ignore[arg-type] # passed on as given
    bench.transcribe(recording)
    card = {"recording": recording, "standard": "s", "standard_version": "1.1", "made_at": NOW, "points": 5.0}
    with bench.database.work() as work:
        work.connection.execute(insert(scorecard).values(**card, max_points=9.0, verdicts={}, critical=[], facts=facts))
        save_state(work.connection, recording, RecordingState.SCORED, "")


def _marked(bench: CallsBench) -> tuple[str, ...]:
    [row] = bench.screens.newest(MARTA, Language.EN).rows
    assert row.score is not None
    return row.score.differs


@pytest.mark.parametrize(
    ("facts", "entered"),
    [
        ({"outcome": _said("refused")}, {"outcome": "information"}),
        ({"outcome": _said("refused")}, {"outcome": "refused"}),
        ({"outcome": _said("refused", 0.5)}, {"outcome": "information"}),
        ({"outcome": _said(None)}, {"outcome": "information"}),
        ({"outcome": _said("booked")}, {"outcome": None}),
        ({"refusal_reason": _said("price")}, {"outcome": "refused", "refusal_reason": "fear"}),
        ({"refusal_reason": _said("price")}, {"outcome": "refused", "refusal_reason": "price"}),
        ({"refusal_reason": _said("price")}, {"outcome": "booked"}),
        ({"next_step": _said("перезвоним завтра")}, {"outcome": "callback"}),
        ({"next_step": _said("перезвоним завтра")}, {"outcome": "callback", "next_step": "позвонить"}),
        ({"next_step": _said("перезвоним завтра")}, {"outcome": "booked"}),
        ({"next_step": _said("перезвоним завтра")}, {"outcome": None}),
        ({"outcome": _said("refused"), "next_step": _said("перезвоним")}, {"outcome": "callback"}),
        ({"visit_type": _said("primary")}, {"outcome": "booked", "visit_type": "repeat"}),
        ({"visit_type": _said("primary")}, {"outcome": "booked", "visit_type": "primary"}),
        ({"visit_type": _said("primary")}, {"outcome": "booked"}),
        ({"visit_type": _said("primary", 0.5)}, {"outcome": "booked", "visit_type": "repeat"}),
        ({"visit_type": _said("unknown")}, {"outcome": "booked", "visit_type": "repeat"}),
        ({"source": _said("увидела вывеску")}, {"outcome": "booked", "source": "internet"}),
        (None, {"outcome": "booked"}),
    ],
)
def test_the_list_marks_what_the_page_of_the_call_marks(
    bench: CallsBench, facts: Json, entered: dict[str, object]
) -> None:
    _call(bench, "c-1", facts, **entered)
    page = bench.screens.call_page(MARTA, "c-1", Language.EN)  # type: ignore[arg-type] # an id as text
    on_page = tuple(fact.name.value for fact in page.facts if fact.differs)
    assert _marked(bench) == on_page


def test_a_mark_says_what_differs_and_leads_to_it(bench: CallsBench) -> None:
    _call(bench, "c-1", {"outcome": _said("refused"), "next_step": _said("перезвоним")}, outcome="information")
    html = web_under_test([bench.feature]).signed_in(MARTA, "en").get("/calls").text
    assert 'title="Said otherwise than entered: Outcome, Next step"' in html
    assert 'href="/calls/c-1#part-facts"' in html
    assert "differs" in rows(html)[0]


def test_the_list_of_differing_calls_holds_no_others(bench: CallsBench) -> None:
    _call(bench, "c-1", {"outcome": _said("refused")}, outcome="information", ago=timedelta(hours=3))
    _call(bench, "c-2", {"outcome": _said("booked")}, outcome="booked", ago=timedelta(hours=2))
    bench.call("c-3", IVAN)
    bench.ingest("file.wav")
    view = bench.screens.newest(MARTA, Language.EN, differing=True)
    assert ([row.id for row in view.rows], view.differing, view.older) == (["c-1"], True, None)
    _call(bench, "c-4", {"outcome": _said("refused")}, outcome="booked", ago=timedelta(minutes=5))
    bench.call("c-5", OLGA, ago=timedelta(minutes=4))
    assert bench.screens.newest(MARTA, Language.EN, view.top, differing=True).newer == 1
    assert [row.id for row in bench.screens.older(MARTA, Language.EN, view.top, differing=True).rows] == ["c-1"]


def test_a_clinic_whose_entries_all_agree_is_told_so(bench: CallsBench) -> None:
    bench.call("c-1", IVAN)
    client = web_under_test([bench.feature]).signed_in(MARTA, "en")
    assert "No call differs" in text_of(client.get("/calls?differing=1").text)
    assert 'href="/calls?differing=1"' in client.get("/calls").text


def test_a_colleagues_call_shows_no_mark_to_an_administrator(bench: CallsBench) -> None:
    _call(bench, "c-1", {"outcome": _said("refused")}, outcome="booked", operator=BORIS)
    [row] = bench.screens.newest(ANNA, Language.EN).rows
    assert (row.href, row.score) == ("", None)


def test_the_desk_marks_a_call_of_its_own_once_it_is_scored(bench: CallsBench) -> None:
    bench.call("c-1", IVAN, outcome="booked", finished_at=NOW, ago=timedelta(hours=2))
    _call(bench, "c-2", {"outcome": _said("refused")}, outcome="booked", finished_at=NOW)
    with bench.database.read() as connection:
        done = finished_since(connection, ANNA, NOW - timedelta(hours=9), 5)
    assert {str(one.call): one.differs for one in done} == {"c-1": False, "c-2": True}
