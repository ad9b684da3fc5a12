"""One call in words, put together from what is stored of its recording."""

from collections.abc import Sequence

from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import RecordingId
from callcenter.storage.driver import Connection
from recordings import store
from recordings.recording import Recording
from recordings.transcript import CallTranscript, Hold


def get_transcript(connection: Connection, recording: RecordingId, clinic: str) -> CallTranscript:
    """The call in words; `clinic` is the clinic's name. Raises NotFoundError where it has not been transcribed."""
    found = store.get_recording(connection, recording)
    turns = store.get_turns(connection, recording, found.language)
    facts = store.call_facts(connection, found.call)
    if turns is None:
        raise NotFoundError("this recording has no transcript")
    return CallTranscript(
        id=recording,
        language=found.language,
        direction=facts.direction,
        clinic=clinic,
        administrator=facts.administrator,
        ring_seconds=facts.ring_seconds,
        turns=turns,
        holds=in_the_file(facts.holds, found),
    )


def in_the_file(holds: Sequence[Hold], recording: Recording) -> tuple[Hold, ...]:
    """Holds that count from the answer, as they lie in the recording."""
    lead = recording.lead_seconds
    return tuple(Hold(start=hold.start + lead, end=hold.end + lead) for hold in holds)
