"""Ending campaigns: those that were to end with their last call, and the calls of those that were stopped at once."""

from collections.abc import Callable
from datetime import datetime, timedelta

from callcenter.domain.campaign_events import CampaignChanged
from callcenter.kit.clock import Clock
from callcenter.kit.ids import ProviderCallId
from callcenter.kit.logs import get_logger
from callcenter.storage.work import Database
from callcenter.telephony.port import ExchangeError
from outbound.campaigns.campaign import CampaignState
from outbound.campaigns.campaign_store import turn_campaign
from outbound.campaigns.ending_store import calls_to_put_down, campaigns_to_end

_log = get_logger(__name__)

_AGAIN = timedelta(seconds=5)
"""A call that an exchange was asked to put down and still carries is put down again after so long."""


class Ending:
    """Runs in the process that holds the link to the exchange."""

    def __init__(
        self, database: Database, clock: Clock, hang_up: Callable[[ProviderCallId], None], exchange: str
    ) -> None:
        """`hang_up` is the exchange's, `exchange` its name."""
        self._database, self._clock = database, clock
        self._hang_up, self._exchange = hang_up, exchange
        self._asked: dict[ProviderCallId, datetime] = {}

    def look(self) -> int:
        """End what is to be ended; returns how many campaigns and calls. Raises what a database that is away raises."""
        now = self._clock.now()
        with self._database.read() as connection:
            done = campaigns_to_end(connection)
            calls = calls_to_put_down(connection, self._exchange)
        for campaign in done:
            with self._database.work() as work:
                if turn_campaign(work.connection, campaign, CampaignState.DRAINING, CampaignState.ENDED, now):
                    work.emit(CampaignChanged(campaign=campaign, at=now, what="ended"))
        self._asked = {call: at for call, at in self._asked.items() if call in set(calls) and now - at < _AGAIN}
        return len(done) + sum(self._put_down(call, now) for call in calls if call not in self._asked)

    def _put_down(self, call: ProviderCallId, now: datetime) -> bool:
        self._asked[call] = now
        try:
            self._hang_up(call)
        except ExchangeError as exc:
            _log.warning("a call of a stopped campaign could not be put down yet", why=str(exc))
            return False
        return True
