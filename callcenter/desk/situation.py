"""Reading what a step's text, and a condition, may depend on in one call."""

from datetime import datetime

from callcenter.clinic.visit_store import doctors, kept_for, services, visit_booked_in, visits_of
from callcenter.desk.desk_call import DeskCall
from callcenter.desk.parts import DeskParts
from callcenter.desk.running import agreed_place
from callcenter.desk.say import Situation, coming_visit
from callcenter.desk.store import patient_of
from callcenter.domain.people import Operator
from callcenter.storage.driver import Connection


def read_situation(parts: DeskParts, connection: Connection, desk: DeskCall, who: Operator, at: datetime) -> Situation:
    """The situation of a call at that moment."""
    clinic, booked = parts.clinic, visit_booked_in(connection, desk.call)
    all_doctors, all_services = doctors(connection), services(connection)
    visits = visits_of(connection, desk.patient) if desk.patient else ()
    return Situation(
        desk=desk,
        operator=who,
        clinic=clinic,
        today=at.astimezone(clinic.zone).date(),
        patient=patient_of(connection, desk),
        agreed=agreed_place(kept_for(connection, desk.call), booked, all_doctors),
        services=all_services,
        visit=coming_visit(visits, booked, all_doctors, all_services, at),
    )
