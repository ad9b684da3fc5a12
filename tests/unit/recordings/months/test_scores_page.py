"""The page of a month in a browser of our own: whose calls, which figures, where they lead; and how quick it is."""

import re
import time
from datetime import timedelta
from pathlib import Path

import pytest
from httpx import Client
from sqlalchemy import insert, select

from callcenter.kit.ids import RecordingId
from callcenter.storage import tables
from callcenter.storage.work import Database
from recordings import store
from tests.support.calls import CallsBench
from tests.support.clinic import ANNA, BORIS, MARIA, NOW
from tests.support.pages import rows, text_of
from tests.support.web import ANNA as SIGNED_ANNA
from tests.support.web import MARTA, web_under_test

CRITERIA = ("greeting", "clinic_name", "offer_appointment", "no_forbidden_phrases")


@pytest.fixture
def bench(database: Database, tmp_path: Path) -> CallsBench:
    return CallsBench(database, tmp_path)


@pytest.fixture
def manager(bench: CallsBench) -> Client:
    return web_under_test([bench.feature]).signed_in(MARTA)


def put_scores(bench: CallsBench, letters: list[str], who: str = "anna", mark: str = "") -> None:
    """Scored calls of an administrator, an hour apart, as the narrow rows have them."""
    lines = []
    with bench.database.work() as work:
        for place, verdicts in enumerate(letters):
            name, at = f"{mark}{who}-{place}", NOW - timedelta(minutes=place * 30 % 30_000)
            lines.append((name, at, verdicts))
        add = work.connection.execute
        add(insert(tables.call), [_call_row(name, at) for name, at, _ in lines])
        add(insert(tables.desk_call), [_desk_row(name, who) for name, _, _ in lines])
        add(insert(tables.recording), [_recording_row(name, at) for name, at, _ in lines])
        add(insert(tables.score_line), [_score_row(name, at, verdicts) for name, at, verdicts in lines])


def _call_row(name: str, at: object) -> dict[str, object]:
    fixed = {"exchange": "test", "direction": "inbound", "caller_name": "", "line": "", "state": "ended"}
    return {
        **fixed,
        "id": name,
        "provider_call": name,
        "started_at": at,
        "changed_at": at,
        "answered_at": at,
        "ended_at": at,
        "offered_to": "101",
        "holds": [],
        "end_reason": "completed",
    }


def _desk_row(name: str, who: str) -> dict[str, object]:
    flags: dict[str, object] = {"patient_is_chosen": False, "walk": None, "put_aside": False, "offered": []}
    return {"call": name, "operator": who or None, "version": 1, "note_version": 1, **flags}


def _recording_row(name: str, at: object) -> dict[str, object]:
    fixed = {"language": "ru", "path": "", "seconds": 60.0, "sides": "both", "state": "scored", "sound_notes": []}
    return {"id": f"r-{name}", "call": name, "kept_at": at, "sha256": name, **fixed}


def _score_row(name: str, at: object, verdicts: str) -> dict[str, object]:
    points = {"points": 2.0 * verdicts.count("p"), "max_points": 2.0 * len(verdicts)}
    return {"recording": f"r-{name}", "at": at, "criteria": " ".join(CRITERIA), "verdicts": verdicts, **points}


def _read(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def test_a_scored_call_is_in_its_month_at_once(bench: CallsBench, manager: Client) -> None:
    bench.scored("c-1", MARIA, "ru-001")
    html = _read(manager, "/scores?month=2026-11")
    assert "November 2026" in text_of(html)
    assert 'href="/calls/c-1"' in html
    assert re.search(r"Tue 24 Nov, 09:00 \| Анна \| \d\d of \d\d", rows(html)[-1])
    assert "No call of this month has been scored" in _read(manager, "/scores?month=2026-10")


def test_scoring_anew_and_forgetting_the_words_keep_the_rows_in_step(bench: CallsBench) -> None:
    recording = bench.scored("c-1", MARIA, "ru-001")
    line = select(tables.score_line.c.recording)
    with bench.database.read() as connection:
        assert connection.execute(line).scalars().all() == [recording]
    with bench.database.work() as work:
        store.forget_words(work.connection, RecordingId(recording))
        assert work.connection.execute(line).scalars().all() == []


def test_the_heat_map_tells_shares_and_few_calls_in_words(bench: CallsBench, manager: Client) -> None:
    put_scores(bench, ["ppfn"] * 9 + ["pffn"])
    put_scores(bench, ["pfpn", "ppnn"], "boris")
    shown = rows(_read(manager, "/scores?month=2026-11"))
    assert "100% 12 | 100% 10 | 2 of 2" in shown
    assert "83% 12 | 90% 10 | 1 of 2" in shown
    assert any(row.startswith("9% 11 | 0% 10 | 1 of 1") for row in shown)


def test_a_figure_leads_to_its_calls_the_missed_ones_first(bench: CallsBench, manager: Client) -> None:
    put_scores(bench, ["pppp", "fppp", "pppp", "nppp"])
    html = _read(manager, "/scores?month=2026-11")
    assert 'href="/scores?month=2026-11&amp;who=anna&amp;criterion=greeting"' in html
    behind = _read(manager, "/scores?month=2026-11&who=anna&criterion=greeting")
    assert "met in 2 of 3 calls in which it was judged" in text_of(behind)
    assert ["missed" in row for row in rows(behind)] == [True, False, False]
    assert 'href="/calls/anna-1#verdict-greeting"' in behind


def test_a_critical_call_is_counted_and_named(bench: CallsBench, manager: Client) -> None:
    put_scores(bench, ["pppc", "pppp"])
    html = _read(manager, "/scores?month=2026-11")
    assert "1 critical call" in text_of(html)
    assert any("critical No forbidden phrases" in row for row in rows(html))


def test_an_administrator_sees_their_own_calls_alone(bench: CallsBench) -> None:
    put_scores(bench, ["pppp"] * 6)
    put_scores(bench, ["ffff"] * 6, "boris")
    anna = web_under_test([bench.feature]).signed_in(SIGNED_ANNA)
    html = _read(anna, "/scores?month=2026-11")
    assert "6 calls scored" in text_of(html)
    assert BORIS.name not in html
    assert "/calls/" not in _read(anna, "/scores?month=2026-11&who=boris")


def test_a_call_that_no_desk_took_is_of_whoever_has_the_telephone(bench: CallsBench, manager: Client) -> None:
    put_scores(bench, ["pppp"], "")
    assert ANNA.name in rows(_read(manager, "/scores?month=2026-11"))[-1]


def test_a_criterion_that_the_standard_has_lost_still_has_its_row(bench: CallsBench, manager: Client) -> None:
    put_scores(bench, ["pppp"] * 5)
    with bench.database.work() as work:
        work.connection.execute(tables.score_line.update().values(criteria="greeting clinic_name old_point recap"))
    assert "Other points" in text_of(_read(manager, "/scores?month=2026-11"))
    assert "old point" in text_of(_read(manager, "/scores?month=2026-11&criterion=old_point"))


@pytest.mark.parametrize(
    "query", ["month=nonsense", "page=-3", "page=x", "who=%00", "criterion=none", "month=2026-11&page=99"]
)
def test_an_address_that_makes_no_sense_is_answered_all_the_same(manager: Client, query: str) -> None:
    assert manager.get(f"/scores?{query}").status_code == 200


def test_looking_is_kept_in_the_access_log_once(bench: CallsBench, manager: Client) -> None:
    for _ in range(2):
        manager.get("/scores")
    log = tables.access_log.c
    with bench.database.read() as connection:
        kept = [tuple(row) for row in connection.execute(select(log.operator, log.action, log.subject))]
    assert kept == [("marta", "list", "scores")]


def test_a_month_of_twenty_thousand_calls_is_read_in_two_seconds(bench: CallsBench, manager: Client) -> None:
    for part in range(10):
        put_scores(bench, ["ppfn", "pfpc", "nnpp", "puff"] * 500, ("anna", "boris")[part % 2], f"{part}-")
    began = time.process_time()
    shown = text_of(_read(manager, "/scores?month=2026-11"))
    assert time.process_time() - began < 2.0
    assert "20,000 calls scored" in shown
