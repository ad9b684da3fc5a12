"""Operators, signed-in browsers and wrong passwords in the database; on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from callcenter.domain.accounts import WebSession
from callcenter.domain.events import ExchangeBack
from callcenter.domain.people import Operator, Role
from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import OperatorId
from callcenter.kit.languages import Language
from callcenter.storage.feed import StoredEventFeed
from callcenter.storage.operators import StoredOperators, TelephoneTakenError
from callcenter.storage.sessions import StoredFailures, StoredSessions
from callcenter.storage.work import Database

NOON = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ANNA = Operator(id=OperatorId("anna"), login="Anna", name="Анна", role=Role.MANAGER, extension="101")


@pytest.fixture
def operators(database: Database) -> StoredOperators:
    """Anna only."""
    stored = StoredOperators(database)
    stored.add(ANNA, "hash")
    return stored


def test_an_operator_is_found_by_login_in_any_letters(operators: StoredOperators) -> None:
    account = operators.account("aNNa")
    assert account is not None
    assert account.password_hash == "hash"
    assert account.operator == operators.find(ANNA.id)
    assert (account.operator.login, account.operator.role, account.operator.extension) == ("anna", Role.MANAGER, "101")
    assert operators.account("nobody") is None
    assert operators.find(OperatorId("nobody")) is None


def test_a_login_is_given_only_once(operators: StoredOperators) -> None:
    other = Operator(id=OperatorId("other"), login="ANNA", name="Other", role=Role.OWNER)
    with pytest.raises(IntegrityError):
        operators.add(other, "hash")
    assert [operator.name for operator in operators.all()] == ["Анна"]


def test_language_hash_and_activity_can_be_changed(operators: StoredOperators) -> None:
    operators.choose_language(ANNA.id, Language.PL)
    operators.keep_hash(ANNA.id, "stronger")
    operators.activate(ANNA.id, is_active=False)
    account = operators.account("anna")
    assert account is not None
    assert account.password_hash == "stronger"
    assert account.operator.language is Language.PL
    assert not account.operator.is_active


def test_a_telephone_rings_for_one_active_operator_only(operators: StoredOperators) -> None:
    boris = replace(ANNA, id=OperatorId("boris"), login="boris")
    with pytest.raises(TelephoneTakenError, match="the telephone 101 is already anna's"):
        operators.add(boris, "hash")
    operators.activate(ANNA.id, is_active=False)
    operators.add(boris, "hash")
    with pytest.raises(TelephoneTakenError, match=r"is already boris's.*callcenter user deactivate boris"):
        operators.activate(ANNA.id, is_active=True)
    operators.activate(boris.id, is_active=False)
    operators.activate(ANNA.id, is_active=True)
    assert [one.login for one in operators.all() if one.is_active] == ["anna"]


def test_people_without_a_telephone_are_as_many_as_there_are(operators: StoredOperators) -> None:
    for name in ("marta", "olga"):
        operators.add(replace(ANNA, id=OperatorId(name), login=name, extension=""), "hash")
    operators.activate(ANNA.id, is_active=True)
    assert len(operators.all()) == 3


def test_changing_an_operator_who_is_not_there_is_an_error(operators: StoredOperators) -> None:
    with pytest.raises(NotFoundError):
        operators.keep_hash(OperatorId("nobody"), "x")


def test_a_session_is_found_until_it_is_closed(database: Database, operators: StoredOperators) -> None:
    sessions = StoredSessions(database)
    row = WebSession(operator=ANNA.id, opened_at=NOON)
    sessions.open("key", row)
    assert sessions.find("key") == row
    sessions.close("key")
    sessions.close("key")
    assert sessions.find("key") is None


def test_sessions_of_long_ago_are_cleared_away(database: Database, operators: StoredOperators) -> None:
    sessions = StoredSessions(database)
    sessions.open("old", WebSession(operator=ANNA.id, opened_at=NOON))
    sessions.open("new", WebSession(operator=ANNA.id, opened_at=NOON + timedelta(days=8)))
    assert sessions.find("old") is None
    assert sessions.find("new") is not None


def test_wrong_passwords_are_counted_for_an_hour_and_taken_back(database: Database) -> None:
    failures = StoredFailures(database)
    failures.add(("login", "address"), NOON)
    failures.add(("login", "address"), NOON + timedelta(minutes=1))
    assert list(failures.since("login", NOON - timedelta(hours=1))) == [NOON, NOON + timedelta(minutes=1)]
    assert list(failures.since("login", NOON)) == [NOON + timedelta(minutes=1)]

    failures.forget("address", at=NOON)
    assert list(failures.since("address", NOON - timedelta(hours=1))) == [NOON + timedelta(minutes=1)]
    failures.forget("login")
    assert list(failures.since("login", NOON - timedelta(hours=1))) == []

    failures.add(("login",), NOON + timedelta(hours=2))
    assert list(failures.since("address", NOON - timedelta(hours=1))) == []


def test_two_wrong_passwords_of_one_moment_are_taken_back_one_by_one(database: Database) -> None:
    failures = StoredFailures(database)
    failures.add(("address",), NOON)
    failures.add(("address",), NOON)
    failures.forget("address", at=NOON)
    assert list(failures.since("address", NOON - timedelta(hours=1))) == [NOON]


def test_the_feed_calls_when_events_were_committed_and_knows_the_newest(database: Database) -> None:
    feed = StoredEventFeed(database)
    calls: list[int] = []
    stop = feed.subscribe(lambda: calls.append(feed.last_id()))
    assert feed.last_id() == 0
    with database.work() as work:
        work.emit(ExchangeBack(at=NOON, exchange="simulator"))
    assert calls == [feed.last_id()] == [1]
    stop()
    with database.work() as work:
        work.emit(ExchangeBack(at=NOON, exchange="simulator"))
    assert calls == [1]
