"""The log of who looked at a person's data."""

from datetime import datetime

from sqlalchemy import Connection, insert

from callcenter.kit.ids import OperatorId
from callcenter.storage.tables import access_log


def log_access(connection: Connection, operator: OperatorId, action: str, subject: str, at: datetime) -> None:
    """Keep that `operator` did `action` ('view_card', 'play_recording', ...) to the patient, call or recording."""
    connection.execute(insert(access_log).values(at=at, operator=operator, action=action, subject=subject))
