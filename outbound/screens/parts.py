"""What the pages of outbound stand on; callcenter/app gives it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from callcenter.clinic.book import ClinicTerms
from callcenter.kit.clock import Clock
from callcenter.kit.languages import Language
from callcenter.storage.work import Database
from callcenter.web.texts import Texts
from outbound.campaigns.service import Campaigns
from outbound.rehearsal.summary import Prices


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignPageParts:
    """Everything."""

    database: Database
    clock: Clock
    zone: ZoneInfo
    country: str
    """ISO 3166-1 alpha-2; how numbers without a country code are read."""
    usual: ClinicTerms
    """The clinic's terms as its settings know them."""
    campaigns: Campaigns
    flow_title: Callable[[str, Texts], str] = lambda flow, _: flow
    """What a conversation of the robot is called in the reader's language."""
    prices: Callable[[], Prices] = Prices
    """What the clinic pays for calls and messages."""
    scripts: Callable[[Language], Sequence[tuple[str, str]]] = lambda _: ()
    """The scripts by which people can make calls: id and title."""
