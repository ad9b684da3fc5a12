"""Whether a patient may be rung by a robot now, and about what: refused with a sentence before anybody is rung."""

from datetime import datetime, time, timedelta

from callcenter.app.robot_facts import Briefs
from callcenter.clinic.store import get_patient, search_patients
from callcenter.domain.clinic import Patient
from callcenter.kit.errors import BadInputError, NotFoundError
from callcenter.kit.ids import PatientId
from callcenter.storage.driver import Connection
from ivr.flow.model import About, Flow
from ivr.flow.needs import Need, needs_of
from ivr.flow.prompts import Prompts
from outbound.wished_store import WishedCall

MORNING, EVENING = time(8), time(21)
"""Nobody is rung by a robot before or after, on the clinic's clock."""
_NIGHT = "--even-at-night"
_WHICH = {
    About.COMING: "no visit to come",
    About.PAST: "no visit to which the patient came",
    About.MISSED: "no missed visit",
}
_MOST = 10


def last_moment(local: datetime, within: timedelta, *, even_at_night: bool) -> datetime:
    """Until when a call that is wished now may begin; `local` is on the clinic's clock.

    Raises BadInputError at night.
    """
    wanted = local + within
    if even_at_night:
        return wanted
    if not MORNING <= local.time() < EVENING:
        raise BadInputError(
            f"it is {local:%H:%M} on the clinic's clock, and patients are called from {MORNING:%-H:%M} to "
            f"{EVENING:%-H:%M}; wait until then, or give {_NIGHT} to try it on a telephone of your own"
        )
    return min(wanted, datetime.combine(local.date(), EVENING, local.tzinfo))


def patient_of(connection: Connection, said: str) -> Patient:
    """The patient of an id, a name or a telephone number. Raises BadInputError, with the candidates of several."""
    try:
        return get_patient(connection, PatientId(said))
    except NotFoundError:
        found = search_patients(connection, said, limit=_MOST + 1)
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadInputError(f"no patient has {said!r} as id, in the name or in the number; write another part of it")
    listed = "".join(
        f"\n  {one.id}  {one.full_name}  {one.phone.readable if one.phone else '-'}" for one in found[:_MOST]
    )
    more = "\n  and others" if len(found) > _MOST else ""
    raise BadInputError(f"several patients are {said!r}; give the id of one, the first of each line:{listed}{more}")


def refuse_about_nothing(connection: Connection, briefs: Briefs, flow: Flow, words: Prompts, new: WishedCall) -> None:
    """Raises BadInputError where a patient would be rung about a visit or a place that is not there."""
    brief, needs = briefs.of_wish(connection, new), needs_of(flow, words)
    if Need.VISIT in needs and not brief.facts.visits:
        whose = f"patient {new.patient} has" if new.patient else "the call has"
        raise BadInputError(
            f"{whose} {_WHICH[flow.about]} for {flow.id} to speak of; choose another patient or flow, or name one "
            "with --visit"
        )
    if Need.OFFER in needs and not brief.facts.offers:
        raise BadInputError(f"{flow.id} offers a free place, and this command names none; choose another flow")
    if new.patient and not brief.flow:
        raise BadInputError(f"patient {new.patient} cannot be asked for by name; a person has to call")
