"""Scores from before there were narrow rows get theirs when the database is brought up to date."""

import json
from datetime import UTC, datetime

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, select, text

from callcenter.storage import migrate as migrating
from callcenter.storage.engine import open_engine
from callcenter.storage.migrate import migrate
from callcenter.storage.tables import score_line

_OLD = {"greeting": "pass", "clinic_name": "fail", "no_forbidden_phrases": "fail", "recap": "na", "goodbye": "unsure"}
_COUNT = 1203


def migrate_to(engine: Engine, revision: str) -> None:
    """Bring the database up to an older state."""
    config = Config()
    config.set_main_option("script_location", str(migrating.__file__).replace("migrate.py", "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def test_old_scores_are_in_the_month_of_their_call(database_url: str) -> None:
    engine = open_engine(database_url)
    migrate_to(engine, "0005")
    verdicts = json.dumps({name: {"verdict": verdict, "rule": "r"} for name, verdict in _OLD.items()})
    recording = (
        "INSERT INTO recording (id, language, path, seconds, sides, state, problem, sound_notes, kept_at, sha256)"
        " VALUES (:id, 'ru', '', 1, 'both', 'scored', '', '[]', '2026-03-01 10:00:00', :id)"
    )
    card = (
        "INSERT INTO scorecard (recording, standard, standard_version, made_at, points, max_points, verdicts, critical)"
        " VALUES (:id, 'clinic-phone-standard', '1.1', '2026-11-01 10:00:00', 10, 30, :verdicts,"
        " '[\"no_forbidden_phrases\"]')"
    )
    with engine.begin() as connection:
        for place in range(_COUNT):
            connection.execute(text(recording), {"id": f"r-{place}"})
            connection.execute(text(card), {"id": f"r-{place}", "verdicts": verdicts})
    migrate(engine)
    with engine.begin() as connection:
        lines = connection.execute(select(score_line)).mappings().all()
    assert len(lines) == _COUNT
    assert {(line["criteria"], line["verdicts"]) for line in lines} == {(" ".join(_OLD), "pfcnu")}
    assert {(line["points"], line["max_points"]) for line in lines} == {(10.0, 30.0)}
    assert {line["at"].astimezone(UTC).date() for line in lines} == {datetime(2026, 3, 1, tzinfo=UTC).date()}
    engine.dispose()
