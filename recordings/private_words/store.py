"""Private words and people's corrections in the database."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, update

from callcenter.kit.ids import CallId, OperatorId, PatientId, RecordingId
from callcenter.storage import tables
from recordings.private_words.corrections import Correction
from recordings.private_words.known_names import KnownName
from recordings.private_words.spans import RULES, PrivateKind, PrivateSpan
from recordings.transcript import Speaker

_found, _correction, _transcript = tables.private_words, tables.private_correction, tables.transcript
_call, _desk = tables.call, tables.desk_call


def transcribed_at(connection: Connection, recording: RecordingId) -> datetime | None:
    """When the transcript was made; None where there is none."""
    query = select(_transcript.c.made_at).where(_transcript.c.recording == recording)
    return connection.execute(query).scalar_one_or_none()


def save_spans(
    connection: Connection, recording: RecordingId, spans: Sequence[PrivateSpan], transcribed: datetime, at: datetime
) -> None:
    """Store what the rules of today found in the transcript made at `transcribed`, in place of what they found."""
    connection.execute(delete(_found).where(_found.c.recording == recording))
    connection.execute(
        insert(_found).values(
            recording=recording,
            rules=RULES,
            transcribed_at=transcribed,
            made_at=at,
            spans=[
                {
                    "turn": span.turn,
                    "first": span.first,
                    "last": span.last,
                    "kind": span.kind.value,
                    "reason": span.reason,
                    "sure": span.is_sure,
                }
                for span in spans
            ],
        )
    )


def get_spans(connection: Connection, recording: RecordingId) -> tuple[PrivateSpan, ...] | None:
    """What the rules of today found in the transcript of today; None where they have not looked at it yet."""
    return _todays_spans(connection, (recording,)).get(recording)


def spans_without_corrections(
    connection: Connection, recordings: Sequence[RecordingId]
) -> Mapping[RecordingId, tuple[PrivateSpan, ...]]:
    """The same of several recordings at once, by recording; without those in which people put something right."""
    query = select(_correction.c.recording).where(_correction.c.recording.in_(recordings))
    corrected = set(connection.execute(query.where(_correction.c.undone_at.is_(None))).scalars())
    return _todays_spans(connection, [one for one in recordings if one not in corrected])


def _todays_spans(
    connection: Connection, recordings: Sequence[RecordingId]
) -> Mapping[RecordingId, tuple[PrivateSpan, ...]]:
    query = (
        select(_found.c.recording, _found.c.spans)
        .join(_transcript, _transcript.c.recording == _found.c.recording)
        .where(
            _found.c.recording.in_(recordings),
            _found.c.rules == RULES,
            _found.c.transcribed_at == _transcript.c.made_at,
        )
    )
    return {RecordingId(name): tuple(map(_read_span, stored)) for name, stored in connection.execute(query)}


def _read_span(stored: Mapping[str, Any]) -> PrivateSpan:  # Any: decoded JSON that we wrote ourselves
    return PrivateSpan(
        turn=stored["turn"],
        first=stored["first"],
        last=stored["last"],
        kind=PrivateKind(stored["kind"]),
        reason=stored["reason"],
        is_sure=stored["sure"],
    )


def unmarked(connection: Connection, limit: int = 200) -> list[RecordingId]:
    """Some recordings whose transcript the rules of today have not looked at, oldest first."""
    query = (
        select(_transcript.c.recording)
        .outerjoin(_found, _found.c.recording == _transcript.c.recording)
        .where(
            or_(
                _found.c.recording.is_(None),
                _found.c.rules < RULES,
                _found.c.transcribed_at != _transcript.c.made_at,
            )
        )
        .order_by(_transcript.c.made_at)
        .limit(limit)
    )
    return [RecordingId(name) for name in connection.execute(query).scalars()]


def known_names(connection: Connection) -> list[KnownName]:
    """The names of all patients, each once."""
    patient = tables.patient.c
    rows = connection.execute(select(patient.given_name, patient.surname).where(patient.surname != "").distinct())
    return [KnownName(given, surname) for given, surname in rows]


def name_of(connection: Connection, patient: PatientId) -> KnownName | None:
    """The name of a patient; None where there is none, or no such patient."""
    table = tables.patient.c
    query = select(table.given_name, table.surname).where(table.id == patient, table.surname != "")
    row = connection.execute(query).one_or_none()
    return None if row is None else KnownName(*row)


def was_chosen_before(connection: Connection, call: CallId, patient: PatientId) -> bool:
    """Whether an earlier call is known to be a patient's, so that the name was known before this one."""
    began = select(_call.c.started_at).where(_call.c.id == call).scalar_subquery()
    query = select(_call.c.id).join(_desk, _desk.c.call == _call.c.id).where(_desk.c.patient == patient)
    return connection.execute(query.where(_call.c.started_at < began).limit(1)).first() is not None


def of_same_number(connection: Connection, call: CallId) -> list[RecordingId]:
    """The transcribed recordings of the calls of the number of a call; none where the number was withheld."""
    number = select(_call.c.caller).where(_call.c.id == call, _call.c.caller != "").scalar_subquery()
    query = (
        select(tables.recording.c.id)
        .join(_transcript, _transcript.c.recording == tables.recording.c.id)
        .join(_call, _call.c.id == tables.recording.c.call)
        .where(_call.c.caller == number)
    )
    return [RecordingId(name) for name in connection.execute(query).scalars()]


def transcribed_recording_of(connection: Connection, call: CallId) -> RecordingId | None:
    """The recording of a call, where it has a transcript."""
    query = (
        select(tables.recording.c.id)
        .join(_transcript, _transcript.c.recording == tables.recording.c.id)
        .where(tables.recording.c.call == call)
    )
    name = connection.execute(query).scalar_one_or_none()
    return None if name is None else RecordingId(name)


def corrections_of(connection: Connection, recording: RecordingId) -> list[Correction]:
    """What people put right and nobody took back, in that order."""
    query = select(_correction).where(_correction.c.recording == recording, _correction.c.undone_at.is_(None))
    return [
        Correction(
            id=row["id"],
            at=row["at"],
            operator=OperatorId(row["operator"]),
            speaker=Speaker(row["speaker"]),
            start=row["start"],
            end=row["end"],
            kind=None if row["kind"] is None else PrivateKind(row["kind"]),
        )
        for row in connection.execute(query.order_by(_correction.c.id)).mappings()
    ]


def add_correction(
    connection: Connection,
    recording: RecordingId,
    who: OperatorId,
    speaker: Speaker,
    times: tuple[float, float],
    kind: PrivateKind | None,
    at: datetime,
) -> None:
    """Store a decision of a person; `times` are seconds in the file."""
    connection.execute(
        insert(_correction).values(
            recording=recording,
            at=at,
            operator=who,
            speaker=speaker.value,
            start=times[0],
            end=times[1],
            kind=None if kind is None else kind.value,
        )
    )


def undo_correction(connection: Connection, correction: int, who: OperatorId, at: datetime) -> None:
    """Take a decision back; it stays in the table, with who took it back."""
    change = update(_correction).where(_correction.c.id == correction, _correction.c.undone_at.is_(None))
    connection.execute(change.values(undone_at=at, undone_by=who))
