"""The note that is saved while it is typed."""

import pytest

from callcenter.desk.actions.note import LONGEST
from callcenter.desk.problems import NoteTooLongError, StaleNoteError
from callcenter.domain.events import CallNoted
from callcenter.storage.events import read_events
from tests.support.clinic import ANNA
from tests.support.desk import DeskBench

NUMBER = "+79000000101"


def note(bench: DeskBench) -> str:
    call = bench.view().call
    assert call is not None
    return call.note


def test_note_is_kept_from_version_to_version(bench: DeskBench) -> None:
    call = bench.talk(NUMBER)
    assert bench.desk.notes.save(ANNA, call, "болит", 1) == 2
    assert bench.desk.notes.save(ANNA, call, "болит слева\r\nвторой день", 2) == 3
    assert note(bench) == "болит слева\nвторой день"


def test_same_note_again_changes_nothing(bench: DeskBench) -> None:
    call = bench.talk(NUMBER)
    bench.desk.notes.save(ANNA, call, "болит", 1)
    assert bench.desk.notes.save(ANNA, call, "болит", 1) == 2
    with bench.database.read() as connection:
        told = [stored.event for stored in read_events(connection, 0) if isinstance(stored.event, CallNoted)]
    assert len(told) == 1


def test_two_tabs_never_overwrite_each_other_unseen(bench: DeskBench) -> None:
    call = bench.talk(NUMBER)
    bench.desk.notes.save(ANNA, call, "из первой вкладки", 1)
    with pytest.raises(StaleNoteError) as refused:
        bench.desk.notes.save(ANNA, call, "из второй вкладки", 1)
    assert (refused.value.other, refused.value.note_version) == ("из первой вкладки", 2)
    assert note(bench) == "из первой вкладки"
    bench.desk.notes.save(ANNA, call, "из второй вкладки", refused.value.note_version)
    assert note(bench) == "из второй вкладки"


def test_note_does_not_make_the_script_stale(bench: DeskBench) -> None:
    call = bench.talk(NUMBER)
    seen = bench.view().call
    assert seen is not None
    bench.desk.notes.save(ANNA, call, "болит", 1)
    bench.desk.script.take(ANNA, call, seen.version, "ready")
    assert note(bench) == "болит"


def test_note_after_the_call_is_still_saved(bench: DeskBench) -> None:
    call = bench.talk(NUMBER)
    bench.caller_rings_off(call)
    bench.desk.notes.save(ANNA, call, "перезвонит сама", 1)
    assert note(bench) == "перезвонит сама"


def test_note_that_is_too_long_is_refused_and_nothing_of_it_is_cut(bench: DeskBench) -> None:
    call = bench.talk(NUMBER)
    bench.desk.notes.save(ANNA, call, "а" * LONGEST, 1)
    with pytest.raises(NoteTooLongError, match=f"longer than {LONGEST} characters"):
        bench.desk.notes.save(ANNA, call, "а" * (LONGEST + 1), 2)
    assert len(note(bench)) == LONGEST
