"""A score rests on what was measured of the sound, as the page of the call tells it."""

from dataclasses import replace
from pathlib import Path
from typing import cast

from sqlalchemy import update

from callcenter.storage.tables import transcript
from callcenter.storage.work import Database
from recordings import store
from recordings.statistics import statistics_to_json
from recordings.stretch import Stretch
from recordings.transcript import Speaker
from tests.unit.recordings.service_world import World


def test_the_score_and_the_strip_above_the_words_tell_the_same_silence(database: Database, tmp_path: Path) -> None:
    world = World(database, tmp_path)
    said = ("добрый день клиника мирта слушаю вас", "здравствуйте я хочу записаться на приём", "хорошо записываю вас")
    sides = (Speaker.ADMINISTRATOR, Speaker.PATIENT, Speaker.ADMINISTRATOR)
    world.transcriber.lines = tuple(zip(sides, said, strict=True))
    call = world.call()
    world.record(call)
    kept = world.recordings.keeping.keep_call(call)
    assert kept is not None
    world.recordings.writing.transcribe(kept)
    with world.database.read() as connection:
        measured = store.get_statistics(connection, kept)
    assert measured is not None
    told = replace(measured, longest_silence=Stretch(0.5, 1.9))
    with world.database.work() as work:
        work.connection.execute(update(transcript).values(statistics=statistics_to_json(told)))
    world.recordings.writing.score(kept)
    with world.database.read() as connection:
        card = store.get_card(connection, kept)
    assert card is not None
    silence = cast("dict[str, dict[str, float]]", card["criteria"])["dead_air"]
    assert silence["measured"] == 1.4
