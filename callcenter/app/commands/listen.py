"""`callcenter listen`: live recognition made tangible, a recording as the source."""

import sys
import threading
from collections.abc import Mapping
from pathlib import Path

import click

from callcenter.app.terminal.recording_options import (
    explained,
    language_of,
    language_option,
    tell_doubt,
    tell_model,
    tell_sound,
)
from callcenter.app.terminal.surroundings import settings_and_logs
from callcenter.kit.clock import SystemClock
from callcenter.kit.errors import CallCenterError
from recordings.audio.keeping import channels_of, keep_file
from recordings.kept_notes import notes_when_kept
from recordings.model_shelf.model_store import ModelStore
from recordings.model_shelf.wording import no_model
from recordings.recording import Sides
from recordings.transcribe.likely_language import is_unlikely
from recordings.transcribe.live.mailbox import LiveMailbox
from recordings.transcribe.live.player import frames_of, play, play_fast
from recordings.transcribe.live.port import Final, Lagging, LiveEvent, LiveSession, Lost, Over, Partial
from recordings.transcribe.live.recogniser import ProcessRecogniser
from recordings.transcribe.port import Heard, SpeechModel, TranscribeError
from recordings.transcribe.scratch import filling, scratch_folder, sweep
from recordings.transcribe.told_marks import worth_telling
from recordings.transcript import Speaker, Word

_WIDE = 110
"""Signs of a line on a terminal that a partial may take; a longer one shows its end."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@language_option
@click.option("--fast", is_flag=True, help="As fast as the words come out, instead of in real time.")
@click.option("--partials", is_flag=True, help="Print partials as lines, too; a terminal shows them in any case.")
@click.option("--demo-model", is_flag=True, help="Allow the demo model, which understands synthetic voices only.")
def listen(file: Path, language: str | None, *, fast: bool, partials: bool, demo_model: bool) -> None:
    """Play FILE as if it were a call and print the words as they are made out. Nothing is stored.

    The left channel is taken for the patient, the right one for the administrator; where there is one channel, nobody
    is named.
    """
    settings = settings_and_logs()
    models = ModelStore(settings.models_dir, allow_demo=settings.is_demo or demo_model)
    spoken = language_of(language, settings)
    try:
        model = models.find(spoken)
        if model is None:
            raise TranscribeError(no_model(spoken))
        sweep()
        with scratch_folder() as folder:
            sides = (Speaker.PATIENT, Speaker.ADMINISTRATOR)[: channels_of(file)]
            tell_model(model)
            screen = _Screen(as_lines=partials, tells_lag=not fast, names_sides=len(sides) > 1)
            with filling(folder):
                kept = keep_file(file, folder / "call.wav", range(len(sides)))
            noted = notes_when_kept(kept, Sides.BOTH if len(sides) > 1 else Sides.MONO)
            tell_sound(file, worth_telling(noted))
            _listen(kept.path, dict(enumerate(sides)), model, screen, fast=fast)
        if is_unlikely(Heard(words=screen.words, seconds=kept.seconds), model):
            tell_doubt(file, spoken, models)
    except CallCenterError as exc:
        click.echo(explained(file, exc), err=True)
        sys.exit(1)
    sys.exit(1 if screen.is_incomplete else 0)


def _listen(file: Path, sides: Mapping[int, Speaker], model: SpeechModel, screen: "_Screen", *, fast: bool) -> None:
    recogniser, mailbox, stop = ProcessRecogniser(), LiveMailbox(), threading.Event()
    try:
        sessions = {side: recogniser.open(side, model, mailbox) for side in sides.values()}
        player = threading.Thread(
            target=_play, args=(file, sides, sessions, stop), kwargs={"fast": fast}, daemon=True, name="player"
        )
        player.start()
        left = len(sessions)
        while left:
            for event in mailbox.take(timeout=1.0):
                left -= isinstance(event, Over)
                screen.show(event)
        player.join()
    finally:
        stop.set()
        recogniser.close()


def _play(
    file: Path,
    sides: Mapping[int, Speaker],
    sessions: Mapping[Speaker, LiveSession],
    stop: threading.Event,
    *,
    fast: bool,
) -> None:
    frames = frames_of(file, sides)
    if fast:
        play_fast(frames, sessions, stop.wait)
    else:
        play(frames, sessions, SystemClock(), stop.wait)
    for session in sessions.values():
        session.close()


class _Screen:
    """Finals as lines; the newest partials in a line that is written anew, where somebody looks at a terminal."""

    def __init__(self, *, as_lines: bool, tells_lag: bool, names_sides: bool) -> None:
        self._as_lines = as_lines
        self._rewrites = sys.stdout.isatty() and not as_lines
        self._tells_lag = tells_lag  # who plays as fast as the words come out keeps the recogniser behind
        self._names_sides = names_sides
        self._going_on: dict[Speaker, str] = {}
        self.words: dict[Speaker, tuple[Word, ...]] = {}
        """All that was made out, for good."""
        self.is_incomplete = False
        """Something was lost, because a recogniser died."""

    def show(self, event: LiveEvent) -> None:
        """Print what was told."""
        match event:
            case Partial():
                self._going_on[event.side] = self._line(event)
                if self._as_lines:
                    click.echo(f"{self._line(event)} …")
            case Final():
                self._going_on.pop(event.side, None)
                self.words[event.side] = (*self.words.get(event.side, ()), *event.words)
                self._print(self._line(event))
            case Lost():
                self._going_on.pop(event.side, None)
                self.is_incomplete = True
                whose = f" on the {event.side}'s side" if self._names_sides else ""
                lost = f"up to {event.seconds:.0f} s are lost, and it goes on with what comes now"
                self._print(f"the recogniser died{whose} ({event.why}): {lost}", err=True)
            case Lagging(seconds=seconds) if self._tells_lag:
                self._print(f"the recogniser is {seconds:.0f} s behind" if seconds else "it has caught up", err=True)
            case Over(why=why) if why:
                self.is_incomplete = True
                self._print(why, err=True)
        if self._rewrites and self._going_on:
            shown = "   ".join(self._going_on.values())[-_WIDE:]
            click.echo(f"\r\033[K{shown} …", nl=False)

    def _print(self, text: str, *, err: bool = False) -> None:
        if self._rewrites:
            click.echo("\r\033[K", nl=False)
        click.echo(text, err=err)

    def _line(self, event: Partial | Final) -> str:
        start = event.words[0].start
        text = " ".join(word.text for word in event.words)
        who = f"{event.side:<13}  " if self._names_sides else ""
        return f"{int(start // 60):3d}:{int(start % 60):02d}  {who}{text}"
