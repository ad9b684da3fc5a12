"""`callcenter ivr call FLOW`: have the clinic's voice call a patient, by the process that holds the exchange."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import click

from callcenter.app.clinic_face import face_of
from callcenter.app.ground import Ground, lay_ground
from callcenter.app.robot_facts import Briefs
from callcenter.app.robot_wishes import last_moment, patient_of, refuse_about_nothing
from callcenter.app.terminal.surroundings import here_for_sure, settings_and_logs
from callcenter.domain.calls import Direction
from callcenter.domain.clinic import Patient
from callcenter.kit.errors import BadInputError
from callcenter.kit.ids import COMMAND_LINE, CallId, VisitId, new_id
from callcenter.kit.languages import Language, parse_language
from callcenter.kit.phones import PhoneNumber, parse_phone
from ivr.flow.loader import Book, load_book
from ivr.flow.model import Flow
from outbound.campaigns.defaults import purpose_of
from outbound.dialling_service import wish
from outbound.wished_store import WishedCall


@click.command("call")
@click.argument("flow")
@click.option("--patient", default="", help="Patient: id, name or telephone. Of several the candidates are listed.")
@click.option("--number", default="", help="Number to call; the patient's own where not given.")
@click.option("--language", default="", help="ru, uk, pl, en or zh; the patient's, or the clinic's, where not given.")
@click.option("--visit", "visits", multiple=True, help="Id of a visit that the call is about; may be given again.")
@click.option("--within", default=10, type=click.IntRange(1, 24 * 60), help="Minutes after which it is not made.")
@click.option("--even-at-night", is_flag=True, help="Call before 8:00 or after 21:00 on the clinic's clock too.")
def call_command(
    flow: str, patient: str, number: str, language: str, visits: tuple[str, ...], within: int, even_at_night: bool
) -> None:
    """Have FLOW call a patient now. `callcenter serve` must run: it holds the exchange and dials, at most once.

    Prints the id of the call. A flow that speaks of a visit is refused where the patient has none.

    Example: callcenter ivr call confirm_visit --patient Smith
    """
    settings = settings_and_logs(here_for_sure)
    book = load_book(settings.own_content)
    chosen = book.flow(flow)
    if chosen.direction is not Direction.OUTBOUND:
        raise BadInputError(f"flow {flow!r} is for calls that come in; `callcenter ivr try` lists those that call out")
    ground = lay_ground(settings)
    try:
        local = ground.clock.now().astimezone(ground.clinic.zone)
        until = last_moment(local, timedelta(minutes=within), even_at_night=even_at_night)
        whom = _Whom(patient=patient, number=number, language=language, visits=visits)
        click.echo(_wish(ground, book, chosen, whom, until.astimezone(UTC)))
    finally:
        ground.database.engine.dispose()
        ground.jobs_engine.dispose()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Whom:
    """Whom to call about what, as it was typed."""

    patient: str
    number: str
    language: str
    visits: tuple[str, ...]


def _wish(ground: Ground, book: Book, flow: Flow, typed: _Whom, until: datetime) -> CallId:
    briefs = Briefs(face_of(ground.settings), ground.clock, "", lambda _: flow.about)
    with ground.database.work() as work:
        whom = patient_of(work.connection, typed.patient) if typed.patient else None
        new = WishedCall(
            id=CallId(new_id()),
            flow=flow.id,
            number=_number(whom, typed.number, ground.clinic.country),
            language=_language(whom, typed.language, ground.clinic.language),
            patient=whom.id if whom else None,
            about=_about(flow, typed),
            asked_at=ground.clock.now(),
            asked_by=COMMAND_LINE,
            not_after=until,
        )
        refuse_about_nothing(work.connection, briefs, flow, book.words(new.language), new)
        wish(work, new)
    return new.id


def _about(flow: Flow, typed: _Whom) -> Mapping[str, object]:
    visits = {"visits": [VisitId(one) for one in typed.visits]} if typed.visits else {}
    purpose = purpose_of(flow.id)
    return {**visits, **({"purpose": purpose.value} if purpose else {})}


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
