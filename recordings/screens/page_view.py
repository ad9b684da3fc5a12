"""The page of one call as its templates need it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from callcenter.domain.calls import Call
from callcenter.kit.ids import PatientId
from callcenter.kit.languages import Language
from recordings.adherence.steps import KeptStep
from recordings.calls.entry import DeskNotes
from recordings.calls.facts import PageFacts, RecordingFacts
from recordings.calls.row import Row, row_of
from recordings.calls.sound import Sound, sound_of
from recordings.model_shelf.wording import pull_command
from recordings.private_words.look import PrivacyView
from recordings.problems import Problem, problems_of
from recordings.recording import Recording, Sides
from recordings.scoring.standard import Standard
from recordings.screens.again_view import Again, LanguageChoice, again_of
from recordings.screens.facts_view import FactView
from recordings.screens.list_view import titles_of
from recordings.screens.ports import RobotPart
from recordings.screens.score_view import ScoreView, score_view
from recordings.screens.statistics_view import StatisticsView, statistics_view
from recordings.screens.words_view import Mark, WordsView, holds_of, marks_of, with_readings, words_view
from recordings.search.on_page import FoundOnPage
from recordings.transcript import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayerView:
    """The sound itself."""

    recording: str
    """Id of the recording."""
    seconds: float
    is_mono: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """One call, or one recording from outside."""

    row: Row
    """The facts that the list shows too."""
    live_url: str
    patient: PatientId | None
    caller_name: str
    """The name that the exchange sent along; shown where nothing better is known, not to be trusted."""
    sound: Sound
    since: datetime | None
    """Since when the recording waits to be transcribed."""
    progress: float | None = None
    """How far its transcription is, 0 to 1; None where that is not known."""
    problems: tuple[Problem, ...] = ()
    player: PlayerView | None = None
    """None where there is no sound to play."""
    pull_command: str = ""
    """The command that fetches the speech model of the recording's language."""
    recording: str = ""
    """Id of the recording, where there is one."""
    again: Again | None = None
    """What a person may ask to try once more."""
    language_choice: LanguageChoice | None = None
    """In which language it can be written down instead."""
    words: WordsView | None = None
    statistics: StatisticsView | None = None
    marks: tuple[Mark, ...] = ()
    privacy: PrivacyView | None = None
    score: ScoreView | None = None
    notes: DeskNotes | None = None
    robot: RobotPart | None = None
    """What a robot did in it."""
    is_robot_revealed: bool = False
    """Whether words that a robot heard are shown to somebody who had to ask for them."""
    facts: tuple[FactView, ...] = ()
    """What the words say that came of the call."""
    script: tuple[KeptStep, ...] = ()
    """What became of each step of the script."""
    found: FoundOnPage | None = None
    """What a search found in it, where one leads here."""


def page_view(facts: PageFacts, *, standard: Standard, language: Language, now: datetime) -> PageView:
    """The page for a reader of `language`."""
    entry, sound = facts.entry, facts.sound
    row = row_of(entry, now, titles_of(standard, language))
    head = PageView(
        row=row,
        live_url=f"{row.href}/live",
        patient=entry.call.patient if entry.call else None,
        caller_name=entry.call.caller_name if entry.call else "",
        sound=sound_of(entry, now),
        since=None,
        notes=facts.notes,
    )
    return head if sound is None else _with_sound(head, sound, facts.call, standard, language)


def _with_sound(
    head: PageView, sound: RecordingFacts, call: Call | None, standard: Standard, language: Language
) -> PageView:
    recording, turns = sound.recording, sound.turns
    holds = holds_of(call, recording.lead_seconds, recording.seconds) if call else ()
    has_sound = bool(recording.path) and recording.seconds > 0
    return replace(
        head,
        since=recording.kept_at,
        problems=problems_of(recording),
        player=_player(recording) if has_sound else None,
        pull_command=pull_command(recording.language),
        recording=recording.id,
        again=again_of(recording),
        words=None if turns is None else _words(sound, turns),
        statistics=None if turns is None else statistics_view(recording, sound.statistics),
        marks=marks_of(recording, turns or (), holds),
        score=None if sound.card is None else score_view(sound.card, standard, language, recording.language),
    )


def _words(sound: RecordingFacts, turns: Sequence[Turn]) -> WordsView:
    shown = words_view(sound.recording, turns, sound.model, sound.private, sound.labels)
    unknown = sum(sound.statistics.unknown.values()) if sound.statistics else 0
    return with_readings(replace(shown, unknown=unknown), turns, sound.recording.language)


def _player(recording: Recording) -> PlayerView:
    return PlayerView(recording=recording.id, seconds=recording.seconds, is_mono=recording.sides is Sides.MONO)
