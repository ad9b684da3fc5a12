"""What is wrong with a recording, in sentences that the catalogue knows. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from recordings.model_shelf.wording import no_model
from recordings.recording import Recording, RecordingState, SoundFault, SoundNote


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that is wrong with a recording."""

    text: str
    """English sentence; translated where it is shown."""
    todo: str = ""
    """What can be done, the same way."""
    detail: str = ""
    """What the program said, in English, for whoever looks after it."""
    asks_language: bool = False
    """Another language may be the remedy."""


_NOT_THIS_LANGUAGE: Mapping[str, str] = {
    Language.RU.value: N_("Probably not Russian, so the words are wrong and the call is not scored."),
    Language.UK.value: N_("Probably not Ukrainian, so the words are wrong and the call is not scored."),
    Language.PL.value: N_("Probably not Polish, so the words are wrong and the call is not scored."),
    Language.EN.value: N_("Probably not English, so the words are wrong and the call is not scored."),
    Language.ZH.value: N_("Probably not Chinese, so the words are wrong and the call is not scored."),
}
"""By the language in which it was written down."""
_FAULTS: Mapping[SoundFault, Problem] = {
    SoundFault.NOBODY_HEARD: Problem(
        text=N_("Nobody can be heard: the recording is silent."),
        todo=N_("Check that the exchange records both sides of a call, and that the telephones' microphones work."),
    ),
    SoundFault.PATIENT_SILENT: Problem(
        text=N_("The patient's side is silent."),
        todo=N_("Check that the exchange also records the caller's side of the line."),
    ),
    SoundFault.ADMINISTRATOR_SILENT: Problem(
        text=N_("The administrator's side is silent."), todo=N_("Check the microphone of this operator's telephone.")
    ),
    SoundFault.MONO: Problem(
        text=N_("Both voices are on one side: who spoke is not known for sure, so the call is not judged."),
        todo=N_("Let the exchange record the two sides apart, as the guide to connecting it says."),
    ),
    SoundFault.SIDE_UNUSABLE: Problem(text=N_("Something about this recording needs a look.")),
    SoundFault.CUT_OFF: Problem(
        text=N_("The recording breaks off before its end."),
        todo=N_(
            "Check that the disk of the exchange has room, and that the file was copied whole; then bring it again."
        ),
    ),
    SoundFault.PATIENT_OVERDRIVEN: Problem(
        text=N_("The patient's side is overdriven, so words may be wrong."),
        todo=N_("Lower the gain of the incoming line in the exchange, or ask the provider of the line."),
    ),
    SoundFault.ADMINISTRATOR_OVERDRIVEN: Problem(
        text=N_("The administrator's side is overdriven, so words may be wrong."),
        todo=N_("Lower the microphone's volume on this operator's telephone."),
    ),
    SoundFault.OVERDRIVEN: Problem(
        text=N_("The sound is overdriven, so words may be wrong."), todo=N_("Lower the gain of whatever recorded it.")
    ),
    SoundFault.COARSE: Problem(
        text=N_("The sound is written in 8 bits, coarser than a telephone, so words may be wrong."),
        todo=N_("Let it be written in 16 bits, A-law or mu-law."),
    ),
    SoundFault.NO_NUMBERS: Problem(
        text=N_("Parts of the file are no sound that can be read, so they are silent here."),
        todo=N_("Write the file anew with the program that it comes from, in 16 bits."),
    ),
    SoundFault.OUT_OF_STEP: Problem(
        text=N_("The two sides may be out of step, so it is not certain who spoke first."),
        todo=N_("Sound was lost on its way: check the network between the telephones and the exchange."),
    ),
    SoundFault.NO_WORDS: Problem(
        text=N_("Something can be heard, but no words: music, tones or noise."),
        todo=N_("Listen to it; where somebody does speak, check that the recording's language is right."),
        asks_language=True,
    ),
    SoundFault.OTHER_LANGUAGE: Problem(
        text=N_("Probably another language, so the words are wrong and the call is not scored."),
        todo=N_("Choose the language and write it down again."),
        asks_language=True,
    ),
    SoundFault.ONE_VOICE: Problem(
        text=N_("Only one side speaks, so the call is not judged."),
        todo=N_("Listen to it; where the other side does speak, check that the exchange records both sides."),
    ),
    SoundFault.TWO_CALLS: Problem(
        text=N_("Two calls in one recording? The score is of both together."),
        todo=N_("Listen to the middle; check that the exchange begins a new file for each call."),
    ),
}
NOT_SCORED_IN_DOUBT = "not scored: the words are probably of another language; choose it and write the call down again"
NOT_SCORED_NO_OPERATOR = "not scored: the clinic's voice led this call alone"
"""No fault of anything: the phone standard is for people."""
_KEEPING = ("the recording could not be kept: ", N_("The recording could not be kept."))
_WRITING = ("not transcribed: ", N_("The recording could not be transcribed."))
_SCORING = ("not scored: ", N_("The call could not be scored."))


def problems_of(recording: Recording) -> tuple[Problem, ...]:
    """What is wrong with a recording, in sentences that the catalogue knows."""
    found = [problem_of(note) for note in recording.notes]
    is_told = _lacks_only_a_model(recording) or _is_unscored_by_doubt(recording)
    if recording.problem not in {"", NOT_SCORED_NO_OPERATOR} and not is_told:
        found.append(_told(recording.problem))
    return tuple(found)


def _lacks_only_a_model(recording: Recording) -> bool:
    """The page says that by itself; of a model that is there and no good it cannot know why."""
    return recording.state is RecordingState.NO_MODEL and wants_model(recording.problem, recording.language)


def wants_model(problem: str, language: Language) -> bool:
    """What is stored as a recording's problem says that there is no model; otherwise there is one that is no good."""
    return problem.endswith(no_model(language))


def _is_unscored_by_doubt(recording: Recording) -> bool:
    """The note of the doubt says that by itself."""
    return recording.is_doubted and recording.problem == NOT_SCORED_IN_DOUBT


def problem_of(note: SoundNote) -> Problem:
    """A fault of the sound, in sentences that the catalogue knows."""
    problem = _FAULTS[note.fault]
    if note.fault is SoundFault.OTHER_LANGUAGE:
        return replace(problem, text=_NOT_THIS_LANGUAGE.get(note.detail, problem.text))
    return replace(problem, detail=note.detail)


def _told(stored: str) -> Problem:
    for beginning, text in (_KEEPING, _WRITING, _SCORING):
        if stored.startswith(beginning):
            return Problem(text=text, detail=stored.removeprefix(beginning))
    return Problem(text=N_("Something about this recording needs a look."), detail=stored)
