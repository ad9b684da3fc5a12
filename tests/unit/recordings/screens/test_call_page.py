"""The page of one call in a browser of our own, and who is written into the access log."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from httpx import Client
from sqlalchemy import select, update

from callcenter.domain.calls import EndReason
from callcenter.domain.people import Operator
from callcenter.kit.languages import Language
from callcenter.storage.tables import access_log, scorecard
from callcenter.storage.tables import visit as visit_table
from callcenter.storage.work import Database
from recordings.transcript import Speaker, Word
from tests.support.calls import CallsBench
from tests.support.clinic import MARIA, NOW, OLGA
from tests.support.pages import text_of
from tests.support.serving import served
from tests.support.two_voices import Pair, Speaking
from tests.support.web import ANNA, MARTA, PASSWORD, web_under_test
from tests.unit.recordings.audio.sounds import tone, write


@pytest.fixture
def bench(database: Database, tmp_path: Path) -> CallsBench:
    return CallsBench(database, tmp_path)


@pytest.fixture
def browser(bench: CallsBench) -> Client:
    return web_under_test([bench.feature]).signed_in()


@pytest.fixture
def manager(bench: CallsBench) -> Client:
    return web_under_test([bench.feature]).signed_in(MARTA)


@dataclass
class Office:
    """The served application, and a browser that can read streams."""

    browser: Client

    def sign_in(self, who: Operator) -> None:
        """Sign in as somebody."""
        self.browser.post("/sign-in", data={"login": who.login, "password": PASSWORD})

    def begin(self, path: str, *, until: str = "exchange") -> str:
        """Read the beginning of a live stream, until a region has come; the page is closed then."""
        text = ""
        with self.browser.stream("GET", path, headers={"accept": "text/event-stream"}) as response:
            assert response.status_code == 200
            for piece in response.iter_text():
                text += piece
                if f"event: {until}\n" in text and text.endswith("\n\n"):
                    break
        return text


@pytest.fixture
def office(bench: CallsBench) -> Iterator[Office]:
    with (
        served(web_under_test([bench.feature]).app) as address,
        Client(base_url=address, timeout=10, headers={"accept-language": "en"}) as browser,
    ):
        office = Office(browser)
        office.sign_in(ANNA)
        yield office


def _read(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, answer.text
    return text_of(answer.text)


def _log(bench: CallsBench) -> list[tuple[str, str, str]]:
    log = access_log.c
    with bench.database.read() as connection:
        rows = connection.execute(select(log.operator, log.action, log.subject).order_by(log.id))
        return [(str(row[0]), str(row[1]), str(row[2])) for row in rows]


def test_a_scored_call_tells_who_when_what_was_said_and_how_good_it_was(bench: CallsBench, browser: Client) -> None:
    bench.scored("c-1", MARIA, "ru-001", outcome="booked")
    shown = _read(browser, "/calls/c-1")
    assert "Мария Ивановна Петрова" in shown
    assert "When 24 Nov 2026, 09:00 Direction inbound Operator Анна Waited 0:12 Talked 1:47" in shown
    assert "Outcome booked" in shown
    assert "Administrator : Добрый день!" in shown.replace("Administrator: ", "Administrator : ")
    assert re.search(r"Score \d\d of \d\d points", shown)
    assert "Contact 8 of 8 Greeting first 2 of 2 met 0:00" in shown
    assert "Clinic phone standard, version 2" in shown


def test_every_word_carries_the_second_at_which_it_was_said(bench: CallsBench, browser: Client) -> None:
    bench.scored("c-1", MARIA, "ru-001")
    html = browser.get("/calls/c-1").text
    assert re.search(r'<span class="word" data-start="0\.0" data-end="0\.\d+">Добрый</span>', html)


def test_what_the_operator_left_stands_beside_the_score(bench: CallsBench, browser: Client) -> None:
    call = bench.call(
        "c-1",
        MARIA,
        outcome="thinking",
        refusal_reason="price",
        note="Боится уколов",
        next_step="Перезвонить",
        next_step_at=NOW + timedelta(days=1),
        script="new_patient",
        script_version="3",
        script_language="ru",
    )
    with bench.database.work() as work:
        work.connection.execute(update(visit_table).where(visit_table.c.patient == "maria").values(booked_in_call=call))
    shown = _read(browser, "/calls/c-1")
    assert "Reason too expensive" in shown
    assert "Note Боится уколов" in shown
    assert "Next step Перезвонить by 25 Nov 2026, 10:00" in shown
    assert "Осмотр и чистка, Елена Орлова" in shown
    assert "Script Новый пациент, version 3 (Русский)" in shown


@pytest.mark.parametrize(
    ("seconds", "reason", "said"),
    [
        (None, EndReason.ABANDONED, "Nobody answered, so there is nothing to hear."),
        (60.0, EndReason.COMPLETED, "The exchange has left no recording of this call."),
    ],
)
def test_a_call_without_a_recording_says_why(
    bench: CallsBench, browser: Client, seconds: float | None, reason: EndReason, said: str
) -> None:
    bench.call("c-1", MARIA, seconds=seconds, reason=reason)
    assert said in _read(browser, "/calls/c-1")


def test_a_call_that_goes_on_says_that_its_recording_will_come(bench: CallsBench, browser: Client) -> None:
    bench.still_going_on(bench.call("c-1", MARIA))
    shown = _read(browser, "/calls/c-1")
    assert "The call is going on. Its recording appears here after the end." in shown
    assert "State talking" in shown


def test_a_call_that_has_just_ended_waits_for_its_recording(bench: CallsBench, browser: Client) -> None:
    bench.call("c-1", MARIA, seconds=20, ago=timedelta(seconds=40))
    assert "The recording is being kept" in _read(browser, "/calls/c-1")


def test_a_kept_recording_can_be_heard_while_it_is_transcribed(bench: CallsBench, browser: Client) -> None:
    recording = bench.record(bench.call("c-1", MARIA))
    html = browser.get("/calls/c-1").text
    assert f'src="/recordings/{recording}/sound?private=shown"' in html
    assert "Being transcribed" in text_of(html)


def test_without_a_model_the_page_says_so_in_words_and_offers_to_do_it_later(
    bench: CallsBench, browser: Client
) -> None:
    bench.remove_model(Language.RU)
    recording = bench.record(bench.call("c-1", MARIA))
    bench.transcribe(recording)
    shown = _read(browser, "/calls/c-1")
    assert "Not transcribed: no speech model (Русский)" in shown
    assert "callcenter models pull ru" in shown
    assert "Transcribe again" in shown


def test_a_failure_shows_its_reason_and_what_to_do(bench: CallsBench, browser: Client) -> None:
    bench.transcriber.fails = "the machine may be short of memory"
    bench.transcribe(bench.record(bench.call("c-1", MARIA)))
    shown = _read(browser, "/calls/c-1")
    assert "The recording could not be transcribed. the machine may be short of memory" in shown
    assert "Transcribe again" in shown


def test_a_transcript_that_could_not_be_scored_is_shown_with_the_way_on(bench: CallsBench, browser: Client) -> None:
    recording = bench.record(bench.call("c-1", MARIA))
    bench.transcribe(recording)
    bench.recordings.writing.give_up(recording)
    shown = _read(browser, "/calls/c-1")
    assert "Здравствуйте. Ой, у меня зуб разболелся" in shown
    assert "The call could not be scored; the reason stands above the recording. Score again" in shown


def test_a_recording_that_could_not_be_kept_has_no_player_and_no_promise(
    bench: CallsBench, browser: Client, tmp_path: Path
) -> None:
    call = bench.call("c-1", MARIA)
    sides = [tmp_path / "side-1.wav", tmp_path / "side-2.wav"]
    for side in sides:
        side.write_text("no sound at all", encoding="ascii")
    bench.tell_sides(call, *sides)
    bench.recordings.keeping.keep_call(call)
    shown = _read(browser, "/calls/c-1")
    assert "The recording could not be kept." in shown
    assert "Transcribe again" not in shown
    assert "<audio" not in browser.get("/calls/c-1").text


def test_a_recording_whose_files_are_away_can_be_tried_again(
    bench: CallsBench, browser: Client, tmp_path: Path
) -> None:
    call = bench.call("c-1", MARIA)
    bench.tell_sides(call, tmp_path / "gone-1.wav", tmp_path / "gone-2.wav")
    bench.recordings.keeping.keep_call(call)
    shown = _read(browser, "/calls/c-1")
    assert "The recording could not be kept." in shown
    assert "Fetch the recording again" in shown
    assert "<audio" not in browser.get("/calls/c-1").text


def test_a_recording_in_which_nobody_speaks_says_so(bench: CallsBench, browser: Client) -> None:
    recording = bench.record(bench.call("c-1", MARIA))
    bench.transcriber.words = {}
    bench.transcribe(recording)
    assert "No words were recognised" in _read(browser, "/calls/c-1")


def test_a_mono_file_does_not_claim_to_know_who_spoke(bench: CallsBench, manager: Client, tmp_path: Path) -> None:
    recording = bench.recordings.keeping.ingest(write(tmp_path / "mono.wav", tone(200, 2)), Language.RU)
    bench.transcriber.words = {Speaker.PATIENT: (Word(text="алло", start=0.5, end=1.0),)}
    bench.transcribe(recording)
    shown = _read(manager, f"/recordings/{recording}")
    assert "Both voices are on one side" in shown
    assert "Both voices: who spoke is not known" in shown
    assert "probably" not in shown


def test_voices_on_one_side_that_differ_are_shown_as_a_guess_and_not_scored(
    bench: CallsBench, manager: Client, tmp_path: Path
) -> None:
    speaking = Speaking()
    try:
        mono = speaking.dialogue(Pair.MIXED, 1)
    finally:
        speaking.close()
    recording = bench.recordings.keeping.ingest(write(tmp_path / "mono.wav", mono.samples.astype(float)), Language.RU)
    bench.transcriber.words = {Speaker.PATIENT: mono.words}
    bench.transcribe(recording)
    bench.score(recording)
    shown = _read(manager, f"/recordings/{recording}")
    assert "who spoke is guessed by how the voices sound, and may be wrong" in shown
    assert "probably voice 1" in shown
    assert "probably voice 2" in shown
    assert "who spoke is not known for sure, so the call is not judged" in shown
    assert not re.search(r"of \d+ points", shown)
    assert "Please look" not in shown
    assert "mono.wav from outside 0:58 not judged: one track" in _read(manager, "/calls")


def test_a_file_from_outside_has_a_page_of_its_own(bench: CallsBench, manager: Client) -> None:
    recording = bench.ingest("old call.wav")
    bench.transcribe(recording)
    bench.score(recording)
    shown = _read(manager, f"/recordings/{recording}")
    assert "old call.wav" in shown
    assert "a recording from outside" in shown
    assert re.search(r"of \d+ points", shown)


def test_the_recording_of_a_call_leads_to_the_page_of_the_call(bench: CallsBench, browser: Client) -> None:
    recording = bench.record(bench.call("c-1", MARIA))
    answer = browser.get(f"/recordings/{recording}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/calls/c-1")


@pytest.mark.parametrize(
    "path", ["/calls/none", "/recordings/none", "/recordings/none/sound", "/recordings/none/peaks"]
)
def test_what_is_not_there_is_told_as_such(browser: Client, path: str) -> None:
    assert browser.get(path).status_code == 404


# ---- the access log ----
def test_whoever_opens_a_call_is_written_down_with_the_call_and_the_patient(bench: CallsBench, browser: Client) -> None:
    bench.call("c-1", MARIA)
    browser.get("/calls/c-1")
    assert _log(bench) == [("anna", "view_call", "c-1"), ("anna", "view_call", "maria")]


def test_the_page_and_its_stream_are_one_look(bench: CallsBench, office: Office) -> None:
    bench.scored("c-1", MARIA)
    office.browser.get("/calls/c-1")
    office.begin("/calls/c-1/live")
    assert _log(bench) == [("anna", "view_call", "c-1"), ("anna", "view_call", "maria")]


def test_a_stream_that_is_read_without_its_page_is_written_down_too(bench: CallsBench, office: Office) -> None:
    bench.scored("c-1", MARIA)
    assert "Здравствуйте" in office.begin("/calls/c-1/live", until="call-words")
    assert _log(bench) == [("anna", "view_call", "c-1"), ("anna", "view_call", "maria")]


def test_the_stream_of_a_recording_from_outside_is_written_down(bench: CallsBench, office: Office) -> None:
    recording = bench.ingest("old call.wav")
    office.sign_in(MARTA)
    office.begin(f"/recordings/{recording}/live")
    assert _log(bench) == [("marta", "view_recording", recording)]


def test_the_list_of_calls_is_written_down_once_in_a_quarter_of_an_hour(bench: CallsBench, office: Office) -> None:
    bench.call("c-1", MARIA)
    for _ in range(2):
        office.browser.get("/calls")
        office.begin("/calls/live?top=0-")
    assert _log(bench) == [("anna", "list", "calls")]
    bench.clock.jump(timedelta(minutes=16))
    office.begin("/calls/live?top=0-")
    assert _log(bench) == [("anna", "list", "calls"), ("anna", "list", "calls")]


def test_listening_is_written_down_once_however_many_pieces_are_fetched(bench: CallsBench, browser: Client) -> None:
    recording = bench.record(bench.call("c-1"))
    for first in (0, 1, 40_000):
        browser.get(f"/recordings/{recording}/sound", headers={"range": f"bytes={first}-"})
    assert _log(bench) == [("anna", "play_recording", recording)]
    bench.clock.jump(timedelta(minutes=11))
    browser.get(f"/recordings/{recording}/sound", headers={"range": "bytes=0-"})
    assert len(_log(bench)) == 2


def test_what_a_person_should_check_is_named_before_the_stages(bench: CallsBench, browser: Client) -> None:
    recording = bench.scored("c-1", OLGA)
    with bench.database.work() as work:
        verdicts = work.connection.execute(select(scorecard.c.verdicts)).scalar_one()
        for name, verdict in verdicts.items():
            verdict["verdict"] = "unsure" if name == "offer_appointment" else "pass"
        work.connection.execute(update(scorecard).where(scorecard.c.recording == recording).values(verdicts=verdicts))
    shown = _read(browser, "/calls/c-1")
    assert shown.index("Please look (1) Visit offered unsure") < shown.index("Greeting first")
    assert "It is met when: The administrator proposes a visit themselves" in shown
    assert "1 to check" in _read(browser, "/calls")


@pytest.mark.parametrize("language", ["ru", "uk", "pl", "zh"])
def test_the_page_has_no_english_left_in_other_languages(bench: CallsBench, language: str) -> None:
    bench.scored("c-1", MARIA, "ru-023", outcome="booked", note="-")
    browser = web_under_test([bench.feature]).signed_in(language=language)
    shown = _read(browser, "/calls/c-1")
    for word in ("Play", "Patient", "Administrator", "Score", "Outcome", "Waited", "missed", "critical", "Critical"):
        assert word not in shown.split()
