"""Which campaign somebody means on the command line, and what a command needs to work on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from callcenter.app.campaign_line import usual_terms
from callcenter.app.settings import Settings
from callcenter.app.terminal.surroundings import here, here_for_sure, open_database, settings_and_logs
from callcenter.clinic.book import ClinicTerms
from callcenter.kit.clock import SystemClock
from callcenter.kit.errors import BadInputError
from callcenter.kit.outside import printable
from callcenter.storage.driver import Connection
from callcenter.storage.work import Database
from outbound.campaigns.campaign import Campaign, CampaignState
from outbound.campaigns.campaign_store import campaigns
from outbound.campaigns.service import Campaigns


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What commands about campaigns work with."""

    settings: Settings
    database: Database
    clock: SystemClock
    usual: ClinicTerms

    @property
    def service(self) -> Campaigns:
        """The use cases."""
        return Campaigns(self.database, self.clock, self.usual)


@contextmanager
def bench(*, writes: bool) -> Iterator[Bench]:
    """The clinic's database with what is around it; of several demos none is guessed where the command writes."""
    settings = settings_and_logs(here_for_sure if writes else here)
    with open_database(settings) as database:
        yield Bench(settings=settings, database=database, clock=SystemClock(), usual=usual_terms(settings))


def chosen(connection: Connection, said: str) -> Campaign:
    """The campaign of an id, a title, or the only one of a kind. Raises BadInputError with the candidates."""
    everyone = campaigns(connection)
    wanted = said.strip().casefold()
    found = [one for one in everyone if wanted == one.id] or [
        one for one in everyone if wanted in {one.purpose.value, one.title.casefold()}
    ]
    if len(found) > 1:  # such as one that runs and those of last year
        found = [one for one in found if one.state is not CampaignState.ENDED] or found
    if len(found) == 1:
        return found[0]
    if not everyone:
        raise BadInputError("there is no campaign yet; `callcenter campaign create confirmation` makes one")
    listed = "".join(f"\n  {one.id}  {one.purpose.value:<12}  {printable(one.title)}" for one in found or everyone)
    what = "several campaigns are" if found else "no campaign is"
    raise BadInputError(f"{what} {said!r}; give the id of one, the first of each line:{listed}")
