"""Several exchanges and several calls at once."""

import pytest

from callcenter.telephony.port import Arrived, Ended
from tests.support.asterisk.driver import LINE, AsteriskUnderTest
from tests.support.asterisk.install import Installation
from tests.support.asterisk.peer import Peer
from tests.support.asterisk.running import RunningAsterisk

pytestmark = pytest.mark.asterisk


def test_two_exchanges_run_side_by_side_and_hear_only_their_own_calls(installation: Installation) -> None:
    with (
        RunningAsterisk(installation) as first,
        RunningAsterisk(installation) as second,
        AsteriskUnderTest(first) as one,
        AsteriskUnderTest(second) as other,
    ):
        one.patient_calls("+79161111111")
        other.patient_calls("+79162222222")
        assert one.first(Arrived).caller == "+79161111111"
        assert other.first(Arrived).caller == "+79162222222"
        assert sum(isinstance(news, Arrived) for news in [*one.news, *other.news]) == 2


def test_twenty_callers_at_once_are_twenty_calls_and_all_end(asterisk_under_test: AsteriskUnderTest) -> None:
    pbx = asterisk_under_test
    with Peer(pbx.exchange_sip_port) as patients:
        calls = [patients.call(LINE, caller=f"+7916000{number:04}") for number in range(20)]
        pbx.wait_for(lambda news: sum(isinstance(n, Arrived) for n in news) == 20, "20 arrivals")
        for call in calls:
            call.hang_up()
        pbx.wait_for(lambda news: sum(isinstance(n, Ended) for n in news) == 20, "20 ends")
    arrived = {news.call for news in pbx.news if isinstance(news, Arrived)}
    assert {news.call for news in pbx.news if isinstance(news, Ended)} == arrived
    assert len({news.caller for news in pbx.news if isinstance(news, Arrived)}) == 20
