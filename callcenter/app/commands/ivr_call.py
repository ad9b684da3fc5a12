"""`callcenter ivr call FLOW`: have the clinic's voice call a patient, by the process that holds the exchange."""

from datetime import timedelta

import click

from callcenter.app.ground import Ground, lay_ground
from callcenter.app.terminal.surroundings import here_for_sure, settings_and_logs
from callcenter.clinic.store import get_patient
from callcenter.domain.calls import Direction
from callcenter.domain.clinic import Patient
from callcenter.kit.errors import BadInputError
from callcenter.kit.ids import COMMAND_LINE, CallId, PatientId, VisitId, new_id
from callcenter.kit.languages import Language, parse_language
from callcenter.kit.phones import PhoneNumber, parse_phone
from ivr.flow.loader import load_book
from outbound.dialling_service import wish
from outbound.wished_store import WishedCall


@click.command("call")
@click.argument("flow")
@click.option("--patient", default="", help="Id of the patient; the call is about the patient's visits.")
@click.option("--number", default="", help="Number to call; the patient's own where not given.")
@click.option("--language", default="", help="ru, uk, pl, en or zh; the patient's, or the clinic's, where not given.")
@click.option("--visit", "visits", multiple=True, help="Id of a visit that the call is about; may be given again.")
@click.option("--within", default=10, type=click.IntRange(1, 24 * 60), help="Minutes after which it is not made.")
def call_command(flow: str, patient: str, number: str, language: str, visits: tuple[str, ...], within: int) -> None:
    """Have FLOW call a patient now. `callcenter serve` must run: it holds the exchange and dials, at most once.

    Prints the id of the call.
    """
    settings = settings_and_logs(here_for_sure)
    chosen = load_book(settings.own_content).flow(flow)
    if chosen.direction is not Direction.OUTBOUND:
        raise BadInputError(f"flow {flow!r} is for calls that come in; `callcenter ivr try` lists those that call out")
    ground = lay_ground(settings)
    try:
        click.echo(_wish(ground, flow, patient, number, language, visits, within))
    finally:
        ground.database.engine.dispose()
        ground.jobs_engine.dispose()


def _wish(
    ground: Ground, flow: str, patient: str, number: str, language: str, visits: tuple[str, ...], within: int
) -> CallId:
    now = ground.clock.now()
    with ground.database.work() as work:
        whom = get_patient(work.connection, PatientId(patient)) if patient else None
        new = WishedCall(
            id=CallId(new_id()),
            flow=flow,
            number=_number(whom, number, ground.clinic.country),
            language=_language(whom, language, ground.clinic.language),
            patient=whom.id if whom else None,
            about={"visits": [VisitId(one) for one in visits]} if visits else {},
            asked_at=now,
            asked_by=COMMAND_LINE,
            not_after=now + timedelta(minutes=within),
        )
        wish(work, new)
    return new.id


def _number(whom: Patient | None, number: str, country: str) -> PhoneNumber:
    if number:
        return parse_phone(number, country)
    if whom is None or whom.phone is None:
        raise BadInputError("nobody knows which number to call; give --number, or --patient of somebody who has one")
    return whom.phone


def _language(whom: Patient | None, language: str, usual: Language) -> Language:
    if language:
        return parse_language(language)
    return whom.language if whom else usual
