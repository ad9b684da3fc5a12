"""What the clinic pays for calls and messages, by its settings, in the currency of its services."""

from callcenter.app.settings import Settings
from callcenter.clinic.visit_store import services
from callcenter.storage.work import Database
from outbound.rehearsal.summary import Prices


def prices_of(settings: Settings, database: Database) -> Prices:
    """The prices; the currency is empty where the clinic has no services."""
    with database.read() as connection:
        currency = next((one.currency for one in services(connection)), "")
    return Prices(minute=settings.price_minute, message=settings.price_message, currency=currency)
