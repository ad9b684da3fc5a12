"""The clinic's own model of risk, learned anew once a day from what has happened."""

from datetime import date
from zoneinfo import ZoneInfo

from callcenter.clinic.book import ClinicTerms
from callcenter.clinic.contact_store import contacts_of
from callcenter.clinic.terms_store import terms_in
from callcenter.clinic.visit_store import visits_of_all
from callcenter.kit.clock import Clock
from callcenter.kit.logs import get_logger
from callcenter.storage.driver import Connection
from outbound.risk.facts import confirmed_visits, examples
from outbound.risk.fit import fitted
from outbound.risk.model import RiskModel

_log = get_logger(__name__)


class Risks:
    """The model in force."""

    def __init__(self, clock: Clock, usual: ClinicTerms) -> None:
        self._clock, self._usual = clock, usual
        self._kept: tuple[date, RiskModel] | None = None

    def model(self, connection: Connection) -> RiskModel:
        """The model of today."""
        now = self._clock.now()
        if self._kept is None or self._kept[0] != now.date():
            zone = terms_in(connection, self._usual).zone or ZoneInfo("UTC")
            visits = visits_of_all(connection)
            confirmed = confirmed_visits(contacts_of(connection), visits)
            model = fitted(examples(visits, confirmed, zone, now))
            _log.info("the risk of not coming was learned anew", visits=model.visits)
            self._kept = (now.date(), model)
        return self._kept[1]
