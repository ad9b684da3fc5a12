"""Calls that were finished before visit type and source were kept get them from their scripts."""

import json

from sqlalchemy import select, text

from callcenter.storage.engine import open_engine
from callcenter.storage.migrate import migrate
from callcenter.storage.tables import desk_call
from tests.unit.callcenter.storage.test_old_scores import migrate_to

_COUNT = 701


def _walk(**captured: str) -> str:
    return json.dumps({"script": "new_patient", "captured": captured})


def test_finished_calls_keep_what_their_scripts_found_out(database_url: str) -> None:
    engine = open_engine(database_url)
    migrate_to(engine, "0009")
    call = (
        "INSERT INTO call"
        " (id, exchange, provider_call, direction, caller_name, state, started_at, changed_at, offered_to, line, holds)"
        " VALUES (:id, 'test', :id, 'inbound', '', 'ended', '2026-03-01 10:00:00', '2026-03-01 10:00:00', '', '', '[]')"
    )
    desk = (
        "INSERT INTO desk_call (call, patient_is_chosen, walk, put_aside, offered, outcome, version, note_version)"
        " VALUES (:id, false, :walk, false, '[]', :outcome, 1, 1)"
    )
    walks = {
        "both": (_walk(visit_type="primary", source="friends"), "information"),
        "open": (_walk(visit_type="primary"), None),
        "strange": (_walk(visit_type="раньше", source="  "), "information"),
        "without": ("null", "information"),
    } | {f"many-{place:04}": (_walk(visit_type="repeat"), "information") for place in range(_COUNT)}
    with engine.begin() as connection:
        for name, (walk, outcome) in walks.items():
            connection.execute(text(call), {"id": name})
            connection.execute(text(desk), {"id": name, "walk": walk, "outcome": outcome})
    migrate(engine)
    with engine.begin() as connection:
        rows = connection.execute(select(desk_call.c.call, desk_call.c.visit_type, desk_call.c.source)).all()
    kept = {row.call: (row.visit_type, row.source) for row in rows}
    assert (kept["both"], kept["open"]) == (("primary", "friends"), (None, ""))
    assert (kept["strange"], kept["without"]) == ((None, ""), (None, ""))
    assert [kept[name] for name in kept if name.startswith("many-")] == [("repeat", "")] * _COUNT
    engine.dispose()
