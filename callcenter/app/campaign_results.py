"""What the outcome of a talk is to a campaign: the robot's flows, people at the desk and campaigns meet here."""

from collections.abc import Mapping

from callcenter.domain.calls import Call
from callcenter.domain.outreach import ContactResult
from callcenter.storage.driver import Connection
from ivr.flow.outcomes import FlowOutcome
from ivr.leading.store import find_run

OF_FLOWS: Mapping[FlowOutcome, ContactResult] = {
    FlowOutcome.CONFIRMED: ContactResult.CONFIRMED,
    FlowOutcome.RESCHEDULED: ContactResult.MOVED,
    FlowOutcome.CANCELLED: ContactResult.CANCELLED,
    FlowOutcome.ANSWERED_APART: ContactResult.CONFIRMED,  # each visit has its own status; of all there is an answer
    FlowOutcome.BOOKED: ContactResult.CONFIRMED,
    FlowOutcome.REFUSED: ContactResult.REFUSED,
    FlowOutcome.THINKING: ContactResult.THINKING,
    FlowOutcome.CALLBACK: ContactResult.THINKING,  # a person is to call, which the rules say of whoever is thinking
    FlowOutcome.LATER: ContactResult.BUSY,
    FlowOutcome.INFORMATION: ContactResult.REACHED,
    FlowOutcome.EMERGENCY: ContactResult.REACHED,
    FlowOutcome.WRONG_NUMBER: ContactResult.WRONG_NUMBER,
    FlowOutcome.THIRD_PERSON: ContactResult.THIRD_PERSON,
    FlowOutcome.STOPPED: ContactResult.STOP,
    FlowOutcome.RATED: ContactResult.REACHED,
    FlowOutcome.COMPLAINT: ContactResult.REACHED,
    FlowOutcome.MESSAGE: ContactResult.REACHED,
    FlowOutcome.CONNECTED: ContactResult.REACHED,
    FlowOutcome.MACHINE: ContactResult.MACHINE,
    FlowOutcome.NO_CONTACT: ContactResult.NO_ANSWER,
    # Somebody was there and the robot got no further: a person does better.
    FlowOutcome.NOT_UNDERSTOOD: ContactResult.THINKING,
    FlowOutcome.HUNG_UP: ContactResult.THINKING,
    FlowOutcome.FAILED: ContactResult.NO_ANSWER,
}


def result_of(connection: Connection, call: Call) -> ContactResult | None:
    """How a talk came out; None as long as nobody has said."""
    run = find_run(connection, call.id)
    if run is None or run.state.outcome is None:
        return None
    return OF_FLOWS[run.state.outcome]
