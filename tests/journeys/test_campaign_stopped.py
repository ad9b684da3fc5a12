"""A campaign that is stopped at once, on the simulator: its calls are put down, and nobody else is called."""

from datetime import timedelta
from pathlib import Path

from callcenter.clinic.visit_store import add_visit
from callcenter.kit.ids import COMMAND_LINE
from callcenter.storage.work import Database
from callcenter.telephony.simulator.manners import Manners
from outbound.campaigns.campaign import Order
from outbound.campaigns.ending_service import Ending
from outbound.campaigns.report_store import calls_of
from outbound.campaigns.service import Campaigns
from tests.support.campaign_world import TERMS, campaign_world
from tests.support.clinic import MARIA, ORLOVA, clock_time, visit_of


def test_a_call_of_a_stopped_campaign_is_put_down_and_not_made_again(database: Database, tmp_path: Path) -> None:
    world = campaign_world(database, tmp_path)
    assert MARIA.phone is not None
    world.robots.people[MARIA.phone.e164] = Manners(replies={}, rings_s=60)
    with database.work() as work:
        add_visit(work.connection, visit_of(MARIA, ORLOVA, clock_time(1, 12)))
    campaign = world.campaign()
    exchange, clock = world.robots.exchange, world.robots.clock
    while not exchange.live_calls:
        world.look()
        exchange.run_until(world.now + timedelta(seconds=2))
    Campaigns(database, clock, TERMS).order(campaign, Order.STOP, COMMAND_LINE)
    ending = Ending(database, clock, exchange.hang_up, exchange.name)
    assert ending.look() == 1
    exchange.run_until(world.now + timedelta(seconds=5))
    assert not exchange.live_calls
    assert ending.look() == 0
    world.run_until(world.now + timedelta(hours=2))
    with database.read() as connection:
        calls = calls_of(connection, campaign)
    assert (calls.made, calls.open_now) == (1, 0)
