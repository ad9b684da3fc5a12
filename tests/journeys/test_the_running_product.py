"""The whole product as a newcomer starts it: one process, driven over HTTP as a browser does, in real time."""

from http import HTTPStatus
from pathlib import Path

import pytest

from tests.support.browsing import Person, found
from tests.support.demo_clinic import SHORTEST, anna_at, demo_clinic, let_one_call
from tests.support.held_model import HeldModel
from tests.support.looking_in import database_in, looking_in
from tests.support.pages import text_of


def test_a_call_goes_from_its_ring_to_its_score_before_the_operators_eyes(tmp_path: Path) -> None:
    with demo_clinic(tmp_path) as demo, anna_at(demo) as anna:
        with anna.watching("/desk") as desk:
            call = let_one_call(anna, desk, SHORTEST)
            anna.press(f"/desk/calls/{call}/robot")
            desk.until("desk-main", lambda html: 'class="talking"' in html)
            after = desk.until("desk-main", lambda html: 'class="after"' in html)
            version = found('name="version" value="([0-9]+)"', after)
            anna.press(f"/desk/calls/{call}/outcome", version=version, outcome="wrong_number")
            desk.until("desk-main", lambda html: 'class="idle"' in html)
        with anna.watching(f"/calls/{call}") as page:
            score = page.until("call-score", lambda html: "score-points" in html)
            assert "Приветствие в начале 2 из 2 выполнено" in text_of(score)
            assert "аптека" in text_of(page.regions["call-words"])
        sound = found('<audio [^>]*src="([^"]+)"', anna.read(f"/calls/{call}"))
        assert_it_plays(anna, sound)
        assert_signing_out_ends_the_session(anna)
        assert demo.stop() == 0
    assert "Traceback" not in demo.said()


def assert_it_plays(anna: Person, sound: str) -> None:
    """A player asks for the beginning, then for a place in the middle."""
    begin = anna.http.get(sound, headers={"Range": "bytes=0-43"})
    assert (begin.status_code, begin.content[:4]) == (HTTPStatus.PARTIAL_CONTENT, b"RIFF")
    whole = int(begin.headers["content-range"].rpartition("/")[2])
    assert whole > 2 * 2 * 8000 * 15, "less than 15 s of stereo sound"
    middle = anna.http.get(sound, headers={"Range": f"bytes={whole // 2}-"})
    assert (middle.status_code, len(middle.content)) == (HTTPStatus.PARTIAL_CONTENT, whole - whole // 2)


def assert_signing_out_ends_the_session(anna: Person) -> None:
    anna.post("/sign-out")
    answer = anna.http.get("/desk")
    assert (answer.status_code, answer.headers["location"]) == (HTTPStatus.SEE_OTHER, "/sign-in?next=/desk")


def test_a_post_that_another_site_makes_the_browser_send_changes_nothing(tmp_path: Path) -> None:
    with demo_clinic(tmp_path) as demo, anna_at(demo) as anna, anna.watching("/desk") as desk:
        refused = anna.post("/desk/demo/ring", site="cross-site", caller=SHORTEST)
        assert refused.status_code == HTTPStatus.FORBIDDEN
        desk.until("desk-main", lambda html: 'class="idle"' in html)
        assert "data-ringing" not in desk.regions["desk-alert"]


@pytest.mark.fault
def test_a_call_under_way_when_the_product_is_killed_is_over_after_the_restart(tmp_path: Path) -> None:
    with demo_clinic(tmp_path) as doomed, anna_at(doomed) as anna, anna.watching("/desk") as desk:
        call = let_one_call(anna, desk, "maria")
        anna.press(f"/desk/calls/{call}/robot")
        desk.until("desk-main", lambda html: 'class="talking"' in html)
        doomed.kill()
    with demo_clinic(tmp_path) as heir, anna_at(heir) as anna:
        assert "Чем закончился конец не виден: АТС была недоступна" in text_of(anna.read(f"/calls/{call}"))
        screen = anna.read("/desk")
        assert 'class="after"' in screen, "the operator is asked how it came out"
        assert "звонок завершён" in text_of(screen)
        figures = anna.read("/metrics").splitlines()
        assert 'callcenter_calls{state="ended"} 1.0' in figures
        assert 'callcenter_calls_ended{end_reason="lost"} 1.0' in figures
        assert not [line for line in figures if line.startswith("callcenter_calls{") and "ended" not in line]
    with looking_in(database_in(tmp_path)) as inside:
        told = inside.told()
        assert (told["call_rang"], told["call_answered"], told["call_ended"]) == (1, 1, 1)


@pytest.mark.fault
def test_a_product_killed_while_it_transcribes_has_transcribed_and_scored_once_after_the_restart(
    tmp_path: Path,
) -> None:
    model = HeldModel(tmp_path / "models")
    with demo_clinic(tmp_path, MODELS_DIR=str(model.folder)) as doomed, anna_at(doomed) as anna:
        with anna.watching("/desk") as desk:
            call = let_one_call(anna, desk, SHORTEST)
            anna.press(f"/desk/calls/{call}/robot")
            desk.until("desk-main", lambda html: 'class="talking"' in html)
            anna.press(f"/desk/calls/{call}/hang-up")
        model.wait_until_it_is_loaded()
        doomed.kill()
    with looking_in(database_in(tmp_path)) as inside:
        assert inside.rows() == {"recording": 1, "transcript": 0, "scorecard": 0}
    model.become_usual()
    with demo_clinic(tmp_path, MODELS_DIR=str(model.folder)) as heir, anna_at(heir) as anna:
        with anna.watching(f"/calls/{call}") as page:
            page.until("call-score", lambda html: "Слов не слышно" in text_of(html))
        assert heir.stop() == 0
    with looking_in(database_in(tmp_path)) as inside:
        assert inside.rows() == {"recording": 1, "transcript": 1, "scorecard": 1}
        told = inside.told()
    assert (told["recording_kept"], told["recording_transcribed"], told["recording_scored"]) == (1, 1, 1)
