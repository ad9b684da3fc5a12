"""Private words on the page of a call, in its sound and in copies: who sees them, and what stands in the access log."""

import hashlib
import io
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import pytest
import soundfile
from httpx import Client
from sqlalchemy import select, update

from callcenter.domain.people import Operator
from callcenter.kit.ids import RecordingId
from callcenter.storage.tables import access_log, private_correction, scorecard
from callcenter.storage.work import Database
from recordings import store
from recordings.transcript_json import parse_transcript
from tests.support.calls import CallsBench
from tests.support.clinic import BORIS, MARIA
from tests.support.pages import text_of
from tests.support.web import ANNA, MARTA, web_under_test

SAID = "Восемь девятьсот, три нуля, двенадцать, тридцать четыре."
READ = "000-12-34"
"""What of it stands on the page, in figures."""


@pytest.fixture
def bench(database: Database, tmp_path: Path) -> CallsBench:
    return CallsBench(database, tmp_path)


@pytest.fixture
def recording(bench: CallsBench) -> RecordingId:
    """Anna's call, in which a patient says a telephone number."""
    return bench.scored("c-1", MARIA)


def _browser(bench: CallsBench, who: Operator) -> Client:
    return web_under_test([bench.feature]).signed_in(who)


def _read(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, answer.text
    return text_of(answer.text)


def _log(bench: CallsBench) -> list[str]:
    with bench.database.read() as connection:
        return list(connection.execute(select(access_log.c.action).order_by(access_log.c.id)).scalars())


def _phone(bench: CallsBench, recording: RecordingId) -> tuple[int, float, float]:
    """The turn of the number and when its first and last word are said."""
    transcript = bench.recordings.transcript(recording)
    place = next(place for place, turn in enumerate(transcript.turns) if SAID in turn.text)
    words = transcript.turns[place].words
    first = next(number for number, word in enumerate(words) if word.text == "Восемь")
    return place, words[first].start, words[-1].end


def _samples(data: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.asarray(soundfile.read(io.BytesIO(data))[0])


# ---- the page ----
def test_who_answered_the_call_sees_its_private_words_with_a_tag(bench: CallsBench, recording: RecordingId) -> None:
    shown = _read(_browser(bench, ANNA), "/calls/c-1")
    assert "(phone number) 8" in shown
    assert READ in shown
    assert "1 private passage is shown." in shown
    assert "reveal_private" not in _log(bench)


def test_a_manager_sees_brackets_in_place_of_private_words(bench: CallsBench, recording: RecordingId) -> None:
    page = _browser(bench, MARTA).get("/calls/c-1").text
    assert "[phone number]" in page
    assert "1 private passage is hidden and silenced." in page
    assert "три нуля" not in page
    assert READ not in page


def test_a_manager_who_asks_for_them_sees_them_and_stands_in_the_access_log(
    bench: CallsBench, recording: RecordingId
) -> None:
    browser = _browser(bench, MARTA)
    assert READ in _read(browser, "/calls/c-1?private=shown")
    _read(browser, "/calls/c-1?private=shown")
    assert _log(bench).count("reveal_private") == 1


def test_who_answered_the_call_can_hide_them_from_who_looks_over_the_shoulder(
    bench: CallsBench, recording: RecordingId
) -> None:
    assert "три нуля" not in _browser(bench, ANNA).get("/calls/c-1?private=hidden").text


def test_a_quote_of_the_score_is_masked_too(bench: CallsBench, recording: RecordingId) -> None:
    with bench.database.work() as work:
        card = work.connection.execute(select(scorecard.c.verdicts)).scalar_one()
        quoted = {name: verdict | {"quote": SAID} for name, verdict in card.items()}
        work.connection.execute(update(scorecard).values(verdicts=quoted))
    assert "три нуля" not in _browser(bench, MARTA).get("/calls/c-1").text
    assert "три нуля" in _browser(bench, ANNA).get("/calls/c-1").text


def test_words_are_hidden_before_the_job_has_marked_them(bench: CallsBench, recording: RecordingId) -> None:
    assert bench.recordings.private.left_unmarked() == [recording]
    assert "три нуля" not in _browser(bench, MARTA).get("/calls/c-1").text


# ---- the sound ----
def test_a_manager_hears_silence_where_private_words_are_said(bench: CallsBench, recording: RecordingId) -> None:
    browser = _browser(bench, MARTA)
    _, start, end = _phone(bench, recording)
    heard = _samples(browser.get(f"/recordings/{recording}/sound").content)
    whole = _samples(browser.get(f"/recordings/{recording}/sound?private=shown").content)
    silent = slice(int(start * 8000), int(end * 8000))
    assert np.abs(heard[silent]).max() == 0
    assert np.abs(whole[silent]).max() > 0.1
    assert np.array_equal(heard[: int((start - 0.2) * 8000)], whole[: int((start - 0.2) * 8000)])
    assert _log(bench) == ["play_masked", "play_recording"]


def test_the_outline_shows_nothing_of_hidden_words_and_all_that_is_heard(
    bench: CallsBench, recording: RecordingId
) -> None:
    browser = _browser(bench, MARTA)
    _, start, end = _phone(bench, recording)

    def outline(asked: str) -> list[list[float]]:
        answer = browser.get(f"/recordings/{recording}/peaks{asked}")
        assert answer.status_code == 200
        return list(answer.json()["peaks"])

    seconds = len(_samples(browser.get(f"/recordings/{recording}/sound").content)) / 8000
    shown, hidden = outline("?private=shown"), outline("?private=hidden")
    place = slice(int(start / seconds * len(shown[0])), int(end / seconds * len(shown[0])) + 1)
    before = slice(0, int((start - 0.3) / seconds * len(shown[0])))
    assert max(max(side[place]) for side in shown) > 0.1
    assert all(max(side[place]) == 0 for side in hidden)
    assert [side[before] for side in hidden] == [side[before] for side in shown]
    assert outline("") == hidden
    assert all(len(side) == len(shown[0]) for side in hidden)


def test_a_player_gets_the_piece_of_the_covered_sound_that_it_asks_for(
    bench: CallsBench, recording: RecordingId
) -> None:
    browser = _browser(bench, MARTA)
    path = f"/recordings/{recording}/sound?private=hidden"
    whole = browser.get(path)
    assert (whole.status_code, whole.headers["accept-ranges"]) == (200, "bytes")
    part = browser.get(path, headers={"range": "bytes=40000-40999"})
    assert (part.status_code, part.content) == (206, whole.content[40000:41000])
    assert part.headers["content-range"] == f"bytes 40000-40999/{len(whole.content)}"
    assert browser.get(path, headers={"range": "bytes=-100"}).content == whole.content[-100:]
    assert browser.get(path, headers={"range": "bytes=99999999-"}).status_code == 416


@pytest.mark.parametrize("who", [MARTA, ANNA], ids=["covered", "the file itself"])
def test_a_range_that_no_file_can_have_is_no_error(bench: CallsBench, recording: RecordingId, who: Operator) -> None:
    answer = _browser(bench, who).get(f"/recordings/{recording}/sound", headers={"range": f"bytes={'9' * 5000}-"})
    assert answer.status_code in (200, 400, 416)


def test_who_answered_the_call_hears_all_of_it(bench: CallsBench, recording: RecordingId) -> None:
    _browser(bench, ANNA).get(f"/recordings/{recording}/sound")
    assert _log(bench) == ["play_recording"]


# ---- copies ----
def test_copies_hold_no_private_words_and_the_original_stays_as_it_was(
    bench: CallsBench, recording: RecordingId
) -> None:
    with bench.database.read() as connection:
        path = bench.recordings.audio_path(store.get_recording(connection, recording))
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    browser = _browser(bench, MARTA)
    _, start, end = _phone(bench, recording)
    sound = browser.get(f"/recordings/{recording}/copy/masked.wav")
    called = unquote(sound.headers["content-disposition"])
    assert called == "attachment; filename*=UTF-8''2026-11-24 09-00 Анна masked.wav"
    assert np.abs(_samples(sound.content)[int(start * 8000) : int(end * 8000)]).max() == 0
    text = browser.get(f"/recordings/{recording}/copy/masked.txt").text
    assert "[phone number]" in text
    words = parse_transcript(browser.get(f"/recordings/{recording}/copy/masked.json").text)
    for copy in (text, str(words)):
        assert "девятьсот" not in copy
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert _log(bench) == ["export_masked"] * 3


def test_the_whole_original_can_be_taken_along_with_an_entry_in_the_access_log(
    bench: CallsBench, recording: RecordingId
) -> None:
    answer = _browser(bench, MARTA).get(f"/recordings/{recording}/original")
    assert "attachment" in answer.headers["content-disposition"]
    assert _log(bench) == ["download_recording"]


def test_a_copy_of_what_was_not_transcribed_is_refused_with_the_reason(bench: CallsBench) -> None:
    kept = bench.record(bench.call("c-1", MARIA))
    answer = _browser(bench, MARTA).get(f"/recordings/{kept}/copy/masked.wav")
    assert answer.status_code == 404
    assert "when the recording has been transcribed" in answer.text


@pytest.mark.parametrize("path", ["original", "copy/masked.wav", "copy/masked.txt", "copy/masked.json"])
def test_a_colleagues_call_cannot_be_copied(bench: CallsBench, path: str) -> None:
    recording = bench.scored("c-1", MARIA, operator=BORIS)
    assert _browser(bench, ANNA).get(f"/recordings/{recording}/{path}").status_code == 403


# ---- by hand ----
def test_words_are_marked_and_unmarked_by_hand_and_that_is_undone(bench: CallsBench, recording: RecordingId) -> None:
    browser = _browser(bench, MARTA)
    turn, start, end = _phone(bench, recording)
    words = bench.recordings.transcript(recording).turns[turn].words
    name = {"turn": turn, "start": words[0].start, "end": words[0].end, "kind": "surname"}
    assert words[0].text == "Кравцова."
    assert "Кравцова" in _read(browser, "/calls/c-1")
    assert browser.post(f"/recordings/{recording}/private", data=name).status_code == 303
    page = _read(browser, "/calls/c-1")
    assert "[surname] [phone number]" in page
    assert "Кравцова" not in page
    number = {"turn": turn, "start": start, "end": end, "remove": "yes"}
    browser.post(f"/recordings/{recording}/private", data=number)
    assert READ in _read(browser, "/calls/c-1")
    browser.post(f"/recordings/{recording}/private/undo")
    assert READ not in _read(browser, "/calls/c-1")
    browser.post(f"/recordings/{recording}/private/undo")
    assert "Кравцова" in _read(browser, "/calls/c-1")
    assert browser.post(f"/recordings/{recording}/private/undo").status_code == 404
    told = [action for action in _log(bench) if "private" in action]
    assert told == ["mark_private", "unmark_private", "undo_private", "undo_private"]


def test_a_correction_of_no_words_is_refused(bench: CallsBench, recording: RecordingId) -> None:
    nothing = {"turn": 99, "start": 1.0, "end": 2.0, "kind": "other"}
    answer = _browser(bench, ANNA).post(f"/recordings/{recording}/private", data=nothing)
    assert answer.status_code == 422
    assert "Choose words of one turn" in answer.text
    strange = nothing | {"turn": 1, "kind": "secret"}
    assert _browser(bench, ANNA).post(f"/recordings/{recording}/private", data=strange).status_code == 422


@pytest.mark.parametrize("times", [("nan", "nan"), ("-inf", "inf"), ("0", "inf"), ("-5", "900"), ("3", "1")])
def test_a_correction_of_no_time_of_the_recording_is_refused(
    bench: CallsBench, recording: RecordingId, times: tuple[str, str]
) -> None:
    given = {"turn": 1, "start": times[0], "end": times[1], "kind": "other"}
    assert _browser(bench, ANNA).post(f"/recordings/{recording}/private", data=given).status_code == 422
    with bench.database.read() as connection:
        assert connection.execute(select(private_correction)).all() == []


def test_a_correction_holds_for_the_words_of_its_turn_and_no_further(bench: CallsBench, recording: RecordingId) -> None:
    turn, _, _ = _phone(bench, recording)
    words = bench.recordings.transcript(recording).turns[turn].words
    given = {"turn": turn, "start": 0.0, "end": 9999.0, "kind": "other"}
    assert _browser(bench, ANNA).post(f"/recordings/{recording}/private", data=given).status_code == 303
    with bench.database.read() as connection:
        row = connection.execute(select(private_correction)).mappings().one()
    assert (row["start"], row["end"]) == (words[0].start, words[-1].end)


def test_a_colleagues_call_cannot_be_corrected(bench: CallsBench) -> None:
    recording = bench.scored("c-1", MARIA, operator=BORIS)
    given = {"turn": 1, "start": 1.0, "end": 2.0, "kind": "other"}
    browser = _browser(bench, ANNA)
    assert browser.post(f"/recordings/{recording}/private", data=given).status_code == 403
    assert browser.post(f"/recordings/{recording}/private/undo").status_code == 403
