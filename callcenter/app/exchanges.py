"""The embedded exchange of the demo clinic, made from its cast."""

from pathlib import Path

from callcenter.app.demo_patients import DialledPatients
from callcenter.clinic.demo.cast import DemoClinic
from callcenter.domain.clinic import Gender
from callcenter.domain.people import Role
from callcenter.kit.clock import Clock
from callcenter.telephony.simulator.exchange import SimulatedExchange
from callcenter.telephony.simulator.settings import Settings
from callcenter.telephony.simulator.sound import Say

_VOICES = {Gender.MALE: "operator-male", Gender.FEMALE: "operator-female", Gender.UNKNOWN: "operator-female"}


def simulated_exchange(
    demo: DemoClinic, recordings: Path, say: Say, clock: Clock, *, real_time: bool = True, menu: str = ""
) -> SimulatedExchange:
    """The exchange on which the demo's patients ring: the administrators' telephones in turn, each with its voice.

    With `real_time` False its time is moved by a test. `menu`: the flow that answers calls first. Whoever is dialled
    is as its nature in the demo says.
    """
    desk = [one for one in demo.operators if one.operator.role is Role.ADMINISTRATOR]
    exchange = SimulatedExchange(
        clock=clock,
        say=say,
        settings=Settings(
            line=demo.queue.number.e164,
            extensions=tuple(one.operator.extension for one in desk),
            recordings=recordings,
            menu=menu,
            speakers={one.operator.extension: _VOICES[one.gender] for one in desk},
        ),
        real_time=real_time,
    )
    exchange.patients_at(DialledPatients(demo).at)
    return exchange
