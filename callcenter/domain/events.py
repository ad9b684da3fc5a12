"""What happened, as facts that are stored with the change itself and read by screens and features.

An event is never changed after it was stored: fields are only added, with a default. It carries ids, not objects,
and no patient's name, number or speech.
"""

from dataclasses import dataclass
from typing import ClassVar

from callcenter.domain.base_event import DomainEvent as DomainEvent
from callcenter.domain.campaign_events import AttemptEnded, CampaignChanged
from callcenter.domain.voice_events import CallWished, FlowEnded, FlowStarted, VisitChanged
from callcenter.kit.ids import CallId, OperatorId, PatientId, RecordingId, VisitId
from callcenter.kit.languages import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRang(DomainEvent):
    """A call has begun to ring."""

    kind: ClassVar[str] = "call_rang"
    call: CallId


@dataclass(frozen=True, slots=True, kw_only=True)
class CallQueued(DomainEvent):
    """A call waits for a free operator."""

    kind: ClassVar[str] = "call_queued"
    call: CallId


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOffered(DomainEvent):
    """The telephone of one operator rings for a call."""

    kind: ClassVar[str] = "call_offered"
    call: CallId
    extension: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferWithdrawn(DomainEvent):
    """The operator did not take the call; it went back to the queue."""

    kind: ClassVar[str] = "offer_withdrawn"
    call: CallId
    extension: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAnswered(DomainEvent):
    """The two sides of a call are connected."""

    kind: ClassVar[str] = "call_answered"
    call: CallId
    extension: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallHeld(DomainEvent):
    """The operator lets the other side wait."""

    kind: ClassVar[str] = "call_held"
    call: CallId


@dataclass(frozen=True, slots=True, kw_only=True)
class CallResumed(DomainEvent):
    """The operator is back with the other side."""

    kind: ClassVar[str] = "call_resumed"
    call: CallId


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEnded(DomainEvent):
    """A call is over."""

    kind: ClassVar[str] = "call_ended"
    call: CallId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SidesRecorded(DomainEvent):
    """The exchange has finished writing the two sides of a call; paths as this machine sees them."""

    kind: ClassVar[str] = "sides_recorded"
    call: CallId
    patient_file: str
    administrator_file: str
    patient_offset: float = 0.0
    """Seconds from the answer to the first sample of the patient's file; negative where it began before."""
    administrator_offset: float = 0.0
    offsets_are_reckoned: bool = False
    """The offsets follow from the lengths of the files and the end of the call; no clock was read at the beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingKept(DomainEvent):
    """The audio of a call, or of a file from outside, is in the clinic's own store."""

    kind: ClassVar[str] = "recording_kept"
    recording: RecordingId
    call: CallId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingTranscribed(DomainEvent):
    """A recording's words are on its page; `problem` says why they are not, or why they could not be scored."""

    kind: ClassVar[str] = "recording_transcribed"
    recording: RecordingId
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptionAsked(DomainEvent):
    """A person asked to transcribe a recording once more: it failed, had no model, or was in another language."""

    kind: ClassVar[str] = "transcription_asked"
    recording: RecordingId
    operator: OperatorId
    language: Language | None = None
    """The one that the person chose; None where the recording's own was left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingScored(DomainEvent):
    """A recording has been scored against the phone standard."""

    kind: ClassVar[str] = "recording_scored"
    recording: RecordingId


@dataclass(frozen=True, slots=True, kw_only=True)
class CallJudged(DomainEvent):
    """The clinic's own language model has judged points of a score that were unsure."""

    kind: ClassVar[str] = "call_judged"
    recording: RecordingId


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeTried(DomainEvent):
    """Each try to have a call judged by the clinic's own language model failed; or a later one did not."""

    kind: ClassVar[str] = "judge_tried"
    recording: RecordingId
    has_answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardPublished(DomainEvent):
    """The clinic has another phone standard, by which new calls are scored."""

    kind: ClassVar[str] = "standard_published"
    number: int
    operator: OperatorId


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptPublished(DomainEvent):
    """New calls are led by other words: a script or part was published, or deleted."""

    kind: ClassVar[str] = "script_published"
    document: str
    """Its kind, id and language: 'script new_patient en'."""
    number: int
    operator: OperatorId


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingTrialChanged(DomainEvent):
    """A trial of two wordings of a step has begun or ended, or the better one was taken over."""

    kind: ClassVar[str] = "wording_trial_changed"
    trial: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringAnewAsked(DomainEvent):
    """A person asked to score the calls of some days anew."""

    kind: ClassVar[str] = "scoring_anew_asked"
    run: str
    operator: OperatorId


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateWordsChanged(DomainEvent):
    """Other words of a transcript are marked as private than before."""

    kind: ClassVar[str] = "private_words_changed"
    recording: RecordingId


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptStepShown(DomainEvent):
    """The operator's screen has moved to a step of the script."""

    kind: ClassVar[str] = "script_step_shown"
    call: CallId
    step: str
    script: str = ""
    version: int = 0
    language: Language | None = None
    """These three are empty in news of before scripts were many."""
    came_by: str = ""
    """'start', 'answer', 'objection', 'return' (an answer that led back to the step that an objection interrupted),
    'back' (the operator took a move back) or 'script' (the call went on in another script)."""
    answer: str = ""
    """Id of the answer or the objection that led here; empty where none did."""
    wording: str = ""
    """Which of several wordings of the step was shown; empty where it has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptAnswerMissed(DomainEvent):
    """The patient said something at a step that none of its answers fits; the words are kept in `script_unfit`."""

    kind: ClassVar[str] = "script_answer_missed"
    call: CallId
    script: str
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientChosen(DomainEvent):
    """The operator has said who is calling; None means 'nobody we know'."""

    kind: ClassVar[str] = "patient_chosen"
    call: CallId
    patient: PatientId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNoted(DomainEvent):
    """The operator's note on a call, or what the desk shows beside it, has changed."""

    kind: ClassVar[str] = "call_noted"
    call: CallId


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitBooked(DomainEvent):
    """A visit was agreed in a call, or moved to another time in it."""

    kind: ClassVar[str] = "visit_booked"
    call: CallId
    visit: VisitId
    patient: PatientId


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStepDone(DomainEvent):
    """What was promised at the end of a call has been done."""

    kind: ClassVar[str] = "next_step_done"
    call: CallId
    operator: OperatorId


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRecorded(DomainEvent):
    """The operator has said how the call came out."""

    kind: ClassVar[str] = "outcome_recorded"
    call: CallId
    operator: OperatorId
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeLost(DomainEvent):
    """The telephone exchange cannot be reached."""

    kind: ClassVar[str] = "exchange_lost"
    exchange: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeBack(DomainEvent):
    """The telephone exchange is reachable again, and calls in progress have been compared with it."""

    kind: ClassVar[str] = "exchange_back"
    exchange: str


EVENT_TYPES: dict[str, type[DomainEvent]] = {
    event.kind: event
    for event in (
        CallRang,
        CallQueued,
        CallOffered,
        OfferWithdrawn,
        CallAnswered,
        CallHeld,
        CallResumed,
        CallEnded,
        SidesRecorded,
        RecordingKept,
        RecordingTranscribed,
        TranscriptionAsked,
        RecordingScored,
        StandardPublished,
        ScriptPublished,
        WordingTrialChanged,
        ScoringAnewAsked,
        CallJudged,
        JudgeTried,
        PrivateWordsChanged,
        ScriptStepShown,
        ScriptAnswerMissed,
        PatientChosen,
        CallNoted,
        VisitBooked,
        NextStepDone,
        OutcomeRecorded,
        FlowStarted,
        FlowEnded,
        VisitChanged,
        CallWished,
        CampaignChanged,
        AttemptEnded,
        ExchangeLost,
        ExchangeBack,
    )
}
"""Every event by the word under which it is stored."""
