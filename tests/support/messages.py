"""Messages for tests."""

from datetime import timedelta

from callcenter.domain.outreach import Channel
from callcenter.kit.ids import new_id
from callcenter.kit.languages import Language
from outbound.mailing.message import About, Message, MessageId
from tests.support.clinic import MARIA, NOW


def a_message(**changed: object) -> Message:
    """A message to Maria that may go now and for an hour."""
    ident = new_id()
    assert MARIA.phone is not None
    values: dict[str, object] = {
        "id": MessageId(ident),
        "basis": f"test {ident}",
        "about": About.CONFIRMATION,
        "channel": Channel.SMS,
        "to": MARIA.phone.e164,
        "text": "Ромашка: напоминаем о визите",
        "language": Language.RU,
        "patient": MARIA.id,
        "not_before": NOW,
        "not_after": NOW + timedelta(hours=1),
        "asked_at": NOW,
        **changed,
    }
    return Message(**values)  # type: ignore[arg-type] # given by tests, by name
