"""Copies that a person takes along: what the files are called, and the words in them."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from callcenter.domain.calls import CallState, Direction
from callcenter.kit.ids import CallId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from callcenter.web.texts import read_texts
from recordings.calls.entry import CallLine, Cursor, Entry
from recordings.copies.names import SideNames, copy_name, names_of
from recordings.copies.words_file import as_text
from recordings.transcript import CallTranscript, Guess, Speaker, Turn, Word

WARSAW = ZoneInfo("Europe/Warsaw")
MOMENT = datetime(2026, 11, 22, 13, 5, tzinfo=UTC)
CALL = CallLine(
    id=CallId("c-1"),
    direction=Direction.INBOUND,
    caller=PhoneNumber("+48601123456"),
    caller_name="Jan Kowalski",
    state=CallState.ENDED,
    started_at=MOMENT,
    answered_at=MOMENT,
    ended_at=MOMENT,
    end_reason=None,
    patient=None,
    patient_name="Jan Kowalski",
    extension="101",
    desk=None,
    operator="Anna",
    outcome=None,
    reason=None,
    sides_recorded=True,
)
ENTRY = Entry(cursor=Cursor(MOMENT, "c-1"), call=CALL, recording=None, score=None)


def test_a_copy_is_called_by_the_clinics_clock_and_who_of_the_clinic_talked() -> None:
    assert copy_name(ENTRY, WARSAW, is_masked=False) == "2026-11-22 14-05 Anna"
    assert copy_name(ENTRY, WARSAW, is_masked=True) == "2026-11-22 14-05 Anna masked"


def test_a_recording_from_outside_is_called_by_its_time_alone() -> None:
    assert copy_name(replace(ENTRY, call=None), WARSAW, is_masked=False) == "2026-11-22 14-05"


@pytest.mark.parametrize(
    ("operator", "shown"),
    [
        ("", "2026-11-22 14-05"),
        ("Анна", "2026-11-22 14-05 Анна"),
        ("../../etc/passwd", "2026-11-22 14-05 etcpasswd"),
        ("a\nb\x1b[2J", "2026-11-22 14-05 a b [2J"),
        ('<"x">|?*', "2026-11-22 14-05 x"),
    ],
)
def test_no_name_of_an_administrator_makes_a_file_that_a_disk_refuses(operator: str, shown: str) -> None:
    assert copy_name(replace(ENTRY, call=replace(CALL, operator=operator)), WARSAW, is_masked=False) == shown


def _said(speaker: Speaker, start: float, text: str, guess: Guess | None = None) -> Turn:
    words = tuple(
        Word(text=word, start=start + place, end=start + place + 0.9) for place, word in enumerate(text.split())
    )
    return Turn(speaker=speaker, start=start, end=start + len(words), text=text, words=words, guess=guess)


def _names(language: Language) -> SideNames:
    texts = read_texts(language)
    return names_of(texts.gettext, texts.pgettext)


def test_the_words_stand_in_the_language_of_the_call_with_figures_as_on_its_page() -> None:
    call = CallTranscript(
        id="r-1",
        language=Language.PL,
        turns=(
            _said(Speaker.ADMINISTRATOR, 0.0, "mogę zapisać o dziesiątej"),
            _said(Speaker.PATIENT, 64.0, "dobrze"),
        ),
    )
    assert as_text(call, _names(Language.PL), is_mono=False) == (
        "  0:00  Recepcja  Mogę zapisać o 10:00\n"  #
        "  1:04  Pacjent   Dobrze\n"
    )


def test_with_both_voices_on_one_side_who_spoke_is_a_guess_or_open() -> None:
    call = CallTranscript(
        id="r-1",
        language=Language.EN,
        turns=(
            _said(Speaker.PATIENT, 0.0, "hello", Guess(voice=1, confidence=0.9, role=Speaker.ADMINISTRATOR)),
            _said(Speaker.PATIENT, 2.0, "hi", Guess(voice=2, confidence=0.9)),
            _said(Speaker.PATIENT, 4.0, "yes"),
        ),
    )
    who = [line[8:34].rstrip() for line in as_text(call, _names(Language.EN), is_mono=True).splitlines()]
    assert who == ["probably the administrator", "probably voice 2", "not clear who"]


@pytest.mark.parametrize("language", Language)
def test_every_language_names_both_sides(language: Language) -> None:
    names = _names(language)
    assert len({names.patient, names.administrator}) == 2
    assert language is Language.EN or names.patient != SideNames().patient
