"""The log of who looked at people's data, and reading it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, or_, select

from callcenter.kit.ids import OperatorId, PatientId
from callcenter.storage.tables import access_log, desk_call, operator, recording
from callcenter.storage.work import Database

ONE_LOOK = timedelta(minutes=10)
"""A player asks for a recording piece by piece, and a live page connects again: within this time that is one look."""
ONE_LIST = timedelta(minutes=15)
"""Seeing a list of names is kept once a person in this time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """One entry: who did what to whose data, and when."""

    at: datetime
    who: str
    """The login; the id where the operator is not in the list any more."""
    action: str
    """view_card, view_name, view_call, view_recording, list for a list with names; search for words, and find_in_call
    for each call of which it showed some; play_recording, download_recording and export_recording for the original
    sound, play_masked and export_masked for one without private words; reveal_private, mark_private, unmark_private and
    undo_private; edit_standard, discard_standard, publish_standard and score_anew."""
    subject: str
    """Id of the patient, call or recording; for a list or a search its name: calls, scores or tasks."""


def log_access(connection: Connection, who: OperatorId, action: str, subject: str, at: datetime) -> None:
    """Keep that `who` did `action` ('view_card', 'play_recording', ...) to the patient, call or recording."""
    connection.execute(insert(access_log).values(at=at, operator=who, action=action, subject=subject))


def log_accesses(connection: Connection, who: OperatorId, action: str, subjects: Sequence[str], at: datetime) -> None:
    """The same of several at once."""
    rows = [{"at": at, "operator": who, "action": action, "subject": subject} for subject in subjects]
    if rows:
        connection.execute(insert(access_log), rows)


def log_access_once(
    database: Database, who: OperatorId, action: str, subject: str, at: datetime, *, within: timedelta
) -> None:
    """The same, where the newest such entry is older than `within`. Most looks find one, and wait for no writer."""
    with database.read() as connection:
        newest = _newest(connection, who, action, subject)
    if newest is None or newest < at - within:
        with database.work() as work:
            log_access(work.connection, who, action, subject, at)


def read_access(
    connection: Connection,
    *,
    patient: PatientId | None = None,
    who: OperatorId | None = None,
    since: datetime | None = None,
) -> Iterator[Access]:
    """The entries in the order in which they were made: of a patient's data (the card, the calls and the recordings of
    the calls), of one person, since a moment; all of them where nothing is given."""
    log = access_log.c
    query = (
        select(log.at, log.operator, operator.c.login, log.action, log.subject)
        .select_from(access_log.outerjoin(operator, operator.c.id == log.operator))
        .order_by(log.id)
    )
    if patient is not None:
        calls = select(desk_call.c.call).where(desk_call.c.patient == patient)
        recordings = select(recording.c.id).where(recording.c.call.in_(calls))
        query = query.where(or_(log.subject == patient, log.subject.in_(calls), log.subject.in_(recordings)))
    if who is not None:
        query = query.where(log.operator == who)
    if since is not None:
        query = query.where(log.at >= since)
    for row in connection.execute(query).mappings():
        yield Access(at=row["at"], who=row["login"] or row["operator"], action=row["action"], subject=row["subject"])


def _newest(connection: Connection, who: OperatorId, action: str, subject: str) -> datetime | None:
    """When the newest such entry was made. From the end of the log backwards, because it is near there."""
    log = access_log.c
    query = select(log.at).where(log.subject == subject, log.action == action, log.operator == who)
    return connection.execute(query.order_by(log.id.desc()).limit(1)).scalar_one_or_none()
