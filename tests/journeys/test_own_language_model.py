"""A clinic's own standard has a point that no rule knows; its own language model judges it in the running product."""

import json
from pathlib import Path

from callcenter.kit.languages import Language
from callcenter.storage.watch import LogWatch
from recordings import store
from recordings.recording import RecordingState
from recordings.scoring.loader import load_standard
from tests.support.commands import callcenter
from tests.support.language_model import Body, language_model
from tests.support.looking_in import LookIn, database_in, looking_in
from tests.support.processes import running

SPOKEN = Path(__file__).parents[1] / "golden" / "transcripts" / "ru-dialogue.wav"
SHIPPED = Path(__file__).parents[2] / "recordings" / "standards" / "phone_standard.yaml"
OWN_POINT = "warm_voice"
JUDGED_WITHIN_S = 120.0


def _own_standard(folder: Path) -> Path:
    """The shipped standard with one point that a rule knows made one that only people know."""
    own = folder / "content" / "standards"
    own.mkdir(parents=True)
    text = SHIPPED.read_text(encoding="utf-8")
    (own / SHIPPED.name).write_text(text.replace("- id: self_introduction", f"- id: {OWN_POINT}"), encoding="utf-8")
    return own.parent


def _quotes_the_administrator(body: Body) -> str:
    question = json.loads(body["messages"][-1]["content"])
    turn = next(one for one in question["call"]["turns"] if one["speaker"] == "administrator")
    given = {"verdict": "pass", "quote": turn["words"], "turn": turn["turn"]}
    return json.dumps({one["id"]: given for one in question["criteria"]}, ensure_ascii=False)


def _wait_until_judged(inside: LookIn) -> None:
    watch, seen = LogWatch(inside.database), -1
    watch.start()
    try:
        for _ in range(round(JUDGED_WITHIN_S / 2)):  # a wait lasts two seconds at most
            if inside.told()["call_judged"]:
                return
            seen = inside.database.wake.wait(seen)
    finally:
        watch.stop()
    raise AssertionError(f"told so far: {inside.told()}")


def test_the_own_model_judges_the_own_point_behind_the_score(tmp_path: Path) -> None:
    with language_model() as model:
        model.says = _quotes_the_administrator
        settings = {
            "DEMO": "yes",
            "CLINIC_LANGUAGE": "ru",
            "CONTENT_DIR": str(_own_standard(tmp_path)),
            "JUDGE_URL": model.url,
            "JUDGE_MODEL": "small",
        }
        given = {f"CALLCENTER_{name}": value for name, value in settings.items()}
        given["CALLCENTER_DATA_DIR"] = str(tmp_path / "data")
        assert callcenter("migrate", settings=given).code == 0
        with running("serve", tmp_path, **settings) as serve, looking_in(database_in(tmp_path)) as inside:
            brought = callcenter("ingest", str(SPOKEN), "--later", settings=given)
            assert brought.code == 0, brought.err
            _wait_until_judged(inside)
            assert serve.stop() == 0
            with inside.database.read() as connection:
                [kept] = store.recordings_in_state(connection, RecordingState.SCORED)
                card = store.get_card(connection, kept.id)
        assert kept.language is Language.RU
        assert OWN_POINT in [one["id"] for one in model.question()["criteria"]]
    assert card is not None
    assert isinstance(card["criteria"], dict)
    found = card["criteria"][OWN_POINT]
    assert isinstance(found, dict)
    assert (found["verdict"], found["rule"], found["confidence"]) == ("pass", "judge", 0.7)
    assert card["critical"] == []
    assert load_standard().criterion(OWN_POINT) is None
