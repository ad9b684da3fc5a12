"""A database from before messages: whoever asked not to be called asked for no messages either."""

from sqlalchemy import text

from callcenter.domain.outreach import Channel
from callcenter.kit.phones import PhoneNumber
from callcenter.storage.engine import open_engine
from callcenter.storage.migrate import migrate
from outbound.do_not_call_store import Refusal, add_refusal, is_refused
from tests.support.clinic import NOW
from tests.unit.callcenter.storage.test_old_scores import migrate_to

NUMBER = PhoneNumber("+48601000001")


def test_old_refusals_hold_for_every_channel_and_new_ones_for_theirs(database_url: str) -> None:
    engine = open_engine(database_url)
    migrate_to(engine, "0015")
    with engine.begin() as connection:
        columns, at = "number, purpose, reason, since", "2026-03-01 10:00:00"
        row = text(f"INSERT INTO do_not_call ({columns}) VALUES (:number, '*', 'asked', '{at}')")  # noqa: S608 - ours
        connection.execute(row, {"number": NUMBER.e164})
    migrate(engine)
    other = PhoneNumber("+48601000002")
    with engine.begin() as connection:
        add_refusal(
            connection, Refusal(number=other, purpose="*", channel=Channel.SMS.value, reason="asked", since=NOW)
        )
        add_refusal(
            connection, Refusal(number=other, purpose="*", channel=Channel.EMAIL.value, reason="asked", since=NOW)
        )
        assert all(is_refused(connection, NUMBER, ("*",), channel) for channel in Channel)
        assert [is_refused(connection, other, ("*",), channel) for channel in Channel] == [False, True, True]
    engine.dispose()
