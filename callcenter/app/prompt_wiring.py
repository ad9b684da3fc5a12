"""The sounds of prompts, put together: the clinic's folder, the voice engine, any audio file as a studio brings it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from callcenter.app.settings import Settings
from callcenter.kit.clock import Clock
from callcenter.kit.languages import Language
from ivr.flow.facts import Clinic
from ivr.flow.prompts import Prompts
from ivr.prompt_sounds.cleaning import LONGEST_S, Take, take_of
from ivr.prompt_sounds.general_store import GeneralStore
from ivr.prompt_sounds.limited_voice import LIMIT_S, LimitedVoice
from ivr.prompt_sounds.render_store import RenderStore
from ivr.prompt_sounds.service import PromptSounds
from ivr.prompt_sounds.sound import Rate
from ivr.prompt_sounds.studio_service import Studio
from ivr.prompt_sounds.studio_store import StudioStore
from ivr.speech.espeak import EspeakVoice
from recordings.audio.errors import AudioError
from recordings.audio.source import open_source


def sounds_folder(settings: Settings) -> Path:
    """The folder below which every sound lies that the exchange is given."""
    return settings.data_dir / "prompts"


def prompt_sounds_of(
    settings: Settings, clock: Clock, voice: EspeakVoice | None = None, *, limit_s: float = LIMIT_S
) -> PromptSounds:
    """What calls ask for sounds. `voice` is closed by who made it; it should give Rate.WIDE."""
    folder = sounds_folder(settings)
    return PromptSounds(
        studio=StudioStore(folder),
        renders=RenderStore(folder / "rendered", clock),
        general=GeneralStore(folder / "rendered" / "general"),
        voice=LimitedVoice(voice or EspeakVoice(rate_hz=Rate.WIDE), limit_s=limit_s),
    )


def studio_of(
    settings: Settings,
    prompts: Mapping[Language, Prompts],
    clock: Clock,
    clinics: Mapping[Language, Clinic] | None = None,
) -> Studio:
    """What takes in a studio's files."""
    return Studio(StudioStore(sounds_folder(settings)), prompts, read_take, clock, clinics)


def sweep_of(settings: Settings, clock: Clock) -> Callable[[], int]:
    """Deletes what the voice engine said in calls and nobody may need any more; 0: nothing is queued by it."""
    kept = RenderStore(sounds_folder(settings) / "rendered", clock)

    def sweep() -> int:
        kept.sweep()
        return 0

    return sweep


def read_take(path: Path) -> Take:
    """Any usual audio file: WAV, MP3, OGG, FLAC; the louder channel of a stereo file. Raises AudioError."""
    with open_source(path) as source:
        if source.seconds > 5 * LONGEST_S:
            raise AudioError(
                f"{path.name} lasts {source.seconds:.0f} s, {LONGEST_S:.0f} s is the most; give one prompt a file"
            )
        take = take_of(source.blocks(source.rate), source.rate)
        if source.faults:
            raise AudioError(f"{source.faults[0]}; copy it from the studio once more")
        if source.no_numbers:
            raise AudioError(f"{path.name} holds samples that are no numbers; export it once more")
        return take
