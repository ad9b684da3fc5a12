"""`callcenter access-log`: who looked at whose data."""

from datetime import UTC, datetime

import click

from callcenter.app.clinic_face import face_of
from callcenter.app.terminal.surroundings import open_database, settings_and_logs
from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import OperatorId, PatientId
from callcenter.storage.access import read_access
from callcenter.storage.operators import StoredOperators
from callcenter.storage.work import Database


@click.command("access-log")
@click.option("--patient", help="Only looks at the card, the calls and the recordings of this patient (an id).")
@click.option("--operator", "login", help="Only what this person looked at (a login).")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="From this day on, by the clinic's clock: 2026-11-24.")
def access_log(patient: str | None, login: str | None, since: datetime | None) -> None:
    """Print who looked at whose data.

    One look a line, the oldest first: when, who, what, and the id of the patient, call or recording.
    """
    settings = settings_and_logs()
    zone = face_of(settings).zone
    with open_database(settings) as database, database.read() as connection:
        whose = None if patient is None else PatientId(patient)
        who = None if login is None else _operator(database, login)
        begin = None if since is None else since.replace(tzinfo=zone).astimezone(UTC)
        for entry in read_access(connection, patient=whose, who=who, since=begin):
            when = entry.at.astimezone(zone).isoformat(sep=" ", timespec="seconds")
            click.echo(f"{when}\t{entry.who}\t{entry.action}\t{entry.subject}")


def _operator(database: Database, login: str) -> OperatorId:
    account = StoredOperators(database).account(login)
    if account is None:
        raise NotFoundError(f"there is no {login}; `callcenter user list` shows who is there")
    return account.operator.id
