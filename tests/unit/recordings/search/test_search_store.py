"""The index of spoken turns in both databases: written with the transcript, replaced and deleted with it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, text

from callcenter.domain.calls import EndReason
from callcenter.domain.people import Operator
from callcenter.kit.languages import Language
from callcenter.storage import tables
from callcenter.storage.work import Database
from recordings.calls.rights import may_open
from recordings.calls.store import list_entries
from recordings.search.ask import Ask
from recordings.search.indexing import TurnTerms
from recordings.search.query import parse_query
from recordings.search.store import (
    count_transcripts,
    find_calls,
    read_turns,
    save_terms,
    spoken_languages,
    unindexed,
)
from recordings.search.terms import turn_terms
from recordings.transcript import Speaker
from tests.support.calls import CallsBench
from tests.support.clinic import BORIS, IVAN, MARIA, NOW, OLGA
from tests.support.web import ANNA, MARTA

ALL = tuple(Language)


@pytest.fixture
def bench(database: Database, tmp_path: Path) -> CallsBench:
    return CallsBench(database, tmp_path, models=tuple(Language))


def _ask(words: str, side: Speaker | None = None) -> Ask:
    return Ask(query=parse_query(words, ALL), side=side)


def _found(bench: CallsBench, words: str, who: Operator = MARTA, side: Speaker | None = None) -> list[str]:
    with bench.database.read() as connection:
        return [found.cursor.id for found in find_calls(connection, _ask(words, side), who, 50).calls]


def test_a_call_is_found_by_another_form_of_what_was_said(bench: CallsBench) -> None:
    bench.scored("c-1", MARIA)
    assert _found(bench, "разболеться зубы") == ["c-1"]
    assert _found(bench, "имплантация марсиан") == []


def test_the_newest_call_stands_first(bench: CallsBench) -> None:
    bench.scored("c-1", MARIA, ago=timedelta(hours=3))
    bench.scored("c-2", IVAN, ago=timedelta(hours=1))
    bench.scored("c-3", OLGA, ago=timedelta(hours=2))
    assert _found(bench, "здравствуйте") == ["c-2", "c-3", "c-1"]


def test_the_turns_of_a_call_are_found_with_their_words_and_seconds(bench: CallsBench) -> None:
    recording = bench.scored("c-1", MARIA)
    with bench.database.read() as connection:
        [call] = find_calls(connection, _ask("здравствуйте"), MARTA, 50).calls
        turns = read_turns(connection, [call], 5)[recording]
    assert call.recording == recording
    assert len(turns) == len(call.places)
    assert "Здравствуйте" in turns[0].text or "здравствуйте" in turns[0].text
    assert turns[0].words


def test_places_and_calls_are_counted_as_each_reader_sees_them(bench: CallsBench) -> None:
    bench.scored("c-1", MARIA)
    bench.scored("c-2", IVAN, operator=BORIS)
    both = replace(MARTA, id=BORIS.id)  # a manager who has answered the second call

    def counted(words: str, who: Operator) -> tuple[int, int, int]:
        with bench.database.read() as connection:
            found = find_calls(connection, _ask(words), who, 50)
        return found.all_calls, found.all_turns, sum(len(call.places) for call in found.calls)

    assert [counted("девятьсот", who) for who in (MARTA, both, BORIS)] == [(0, 0, 0), (1, 1, 1), (1, 1, 1)]
    assert counted("здравствуйте -девятьсот", MARTA)[0] == 2
    assert counted("кравцова -девятьсот", MARTA)[0] == 2
    assert counted("кравцова -девятьсот", BORIS)[0] == 0


def test_only_what_one_side_said(bench: CallsBench) -> None:
    bench.scored("c-1", MARIA)
    assert _found(bench, "стоматология", side=Speaker.ADMINISTRATOR) == ["c-1"]
    assert _found(bench, "стоматология", side=Speaker.PATIENT) == []


@pytest.mark.parametrize(
    "words", ['зуб" OR "x', "NEAR(зуб, 2)", "'зуб' & !('x')", "зуб:*", "зуб\\", "{terms}: зуб", "зуб*", "'; -- x", "诊"]
)
def test_no_query_is_an_operator_of_the_database(bench: CallsBench, words: str) -> None:
    bench.scored("c-1", MARIA)
    with bench.database.read() as connection:
        assert find_calls(connection, _ask(words), MARTA, 50).all_calls in (0, 1)


def test_a_transcript_that_is_written_anew_is_found_by_its_new_words_only(bench: CallsBench) -> None:
    recording = bench.scored("c-1", MARIA)
    with bench.database.work() as work:
        terms = TurnTerms(turn_terms("удалите зуб", Language.RU, "patient"))
        save_terms(work.connection, recording, Language.RU, [terms])
    assert _found(bench, "удалить") == ["c-1"]
    assert _found(bench, "здравствуйте") == []


def test_deleting_a_recording_deletes_what_finds_it(bench: CallsBench) -> None:
    recording = bench.scored("c-1", MARIA)
    with bench.database.work() as work:
        work.connection.execute(delete(tables.recording).where(tables.recording.c.id == recording))
    with bench.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(tables.spoken_turn)).scalar_one() == 0
        if connection.dialect.name == "sqlite":
            left = "SELECT count(*) FROM spoken_turn_fts WHERE spoken_turn_fts MATCH 'здравствуйте'"
            assert connection.execute(text(left)).scalar_one() == 0
            connection.execute(text("INSERT INTO spoken_turn_fts (spoken_turn_fts) VALUES ('integrity-check')"))


@pytest.mark.parametrize("who", [ANNA, BORIS, MARTA], ids=["anna", "boris", "a manager"])
def test_everybody_finds_in_the_calls_that_they_may_open_and_in_no_other(bench: CallsBench, who: Operator) -> None:
    bench.scored("on-annas-desk", MARIA)
    bench.scored("on-boris-desk", IVAN, operator=BORIS)
    bench.scored("at-annas-telephone", number="+79161234567", ago=timedelta(hours=2))
    bench.scored("at-boris-telephone", number="+79161234568", operator=BORIS, ago=timedelta(hours=3))
    bench.still_going_on(bench.call("goes-on", OLGA, seconds=100))
    _transcript_of(bench, bench.call("missed", OLGA, seconds=None, reason=EndReason.ABANDONED, ago=timedelta(days=1)))
    bench.transcribe(bench.ingest("old.wav"))
    with bench.database.read() as connection:
        entries = list_entries(connection, None, 50, outside=True)
    allowed = {entry.cursor.id for entry in entries if entry.recording and may_open(who, entry.call)}
    assert set(_found(bench, "здравствуйте", who)) == allowed
    assert len(allowed) >= 3


def _transcript_of(bench: CallsBench, call: str) -> None:
    """A message that somebody left on a missed call."""
    recording = bench.ingest(f"{call}.wav", "ru-003")
    with bench.database.work() as work:
        work.connection.execute(tables.recording.update().where(tables.recording.c.id == recording).values(call=call))
    bench.transcribe(recording)


def test_parts_follow_each_other_and_each_says_how_much_there_is(bench: CallsBench) -> None:
    for number in range(5):
        bench.scored(f"c-{number}", MARIA, ago=timedelta(hours=number // 2 + 1))
    with bench.database.read() as connection:
        first = find_calls(connection, _ask("здравствуйте"), MARTA, 3)
        ask = Ask(query=parse_query("здравствуйте", ALL), after=first.calls[-1].cursor)
        second = find_calls(connection, ask, MARTA, 3)
    assert [found.cursor.id for found in (*first.calls, *second.calls)] == ["c-1", "c-0", "c-3", "c-2", "c-4"]
    assert (first.all_calls, first.all_turns) == (second.all_calls, second.all_turns) == (5, 5)


def test_a_period_is_kept_to(bench: CallsBench) -> None:
    bench.scored("c-1", MARIA, ago=timedelta(days=2))
    bench.scored("c-2", MARIA, ago=timedelta(hours=1))
    query = parse_query("здравствуйте", ALL)
    with bench.database.read() as connection:
        late = find_calls(connection, Ask(query=query, since=NOW - timedelta(days=1)), MARTA, 9)
        early = find_calls(connection, Ask(query=query, until=NOW - timedelta(days=1)), MARTA, 9)
    assert [found.cursor.id for found in late.calls] == ["c-2"]
    assert [found.cursor.id for found in early.calls] == ["c-1"]


def test_what_was_written_before_there_was_an_index_is_told(bench: CallsBench) -> None:
    recording = bench.scored("c-1", MARIA)
    with bench.database.work() as work:
        work.connection.execute(delete(tables.searchable))
    with bench.database.read() as connection:
        assert count_transcripts(connection) == (1, 1)
        assert [one.id for one in unindexed(connection, 10)] == [recording]


def test_what_was_written_for_another_version_is_told(bench: CallsBench) -> None:
    bench.scored("c-1", MARIA)
    with bench.database.work() as work:
        work.connection.execute(tables.searchable.update().values(version=0))
    with bench.database.read() as connection:
        assert len(unindexed(connection, 10)) == 1


def test_the_languages_in_which_anything_was_said_are_known(bench: CallsBench) -> None:
    bench.scored("c-1", MARIA)
    bench.transcribe(bench.ingest("chinese.wav", "zh-002", Language.ZH))
    with bench.database.read() as connection:
        assert spoken_languages(connection) == {Language.RU, Language.ZH}
