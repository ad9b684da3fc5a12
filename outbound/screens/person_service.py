"""What came of a call that a person made: kept as a contact, with what it means for visits and for further calls."""

from dataclasses import replace

from callcenter.clinic.contact_store import add_contacts
from callcenter.clinic.visit_store import find_visit, set_status
from callcenter.domain.campaign_events import CampaignChanged
from callcenter.domain.clinic import VisitStatus
from callcenter.domain.outreach import EVERY_PURPOSE, Channel, Contact, ContactResult, Purpose
from callcenter.domain.voice_events import VisitChanged
from callcenter.kit.errors import BadInputError
from callcenter.kit.ids import CallId, OperatorId
from callcenter.kit.words import N_
from callcenter.storage.access import log_access
from callcenter.storage.work import Work
from outbound.campaigns.campaign_store import get_campaign
from outbound.campaigns.judging_service import after_judging, judge_again
from outbound.campaigns.target import Target, TargetId, TargetState
from outbound.campaigns.target_store import save_target, targets_by_id
from outbound.do_not_call_service import stop_calling
from outbound.screens.parts import CampaignPageParts

_BECOMES = {ContactResult.CONFIRMED: VisitStatus.CONFIRMED, ContactResult.CANCELLED: VisitStatus.CANCELLED}
_COMING = frozenset({VisitStatus.BOOKED, VisitStatus.CONFIRMED})
NOT_A_PERSONS = N_("This patient does not wait for a person's call any more. Load the page again.")


class PersonCalls:
    """The use case."""

    def __init__(self, parts: CampaignPageParts) -> None:
        self._parts = parts

    def done(self, target_id: TargetId, result: ContactResult, by: OperatorId) -> TargetState:
        """Keep how a person's call came out. A confirmation confirms the visits that the call was about, a cancellation
        frees their places, and who asked not to be called stands in the register before this returns.

        Raises BadInputError where somebody else was quicker.
        """
        now = self._parts.clock.now()
        with self._parts.database.work() as work:
            target = targets_by_id(work.connection, [target_id]).get(target_id)
            if target is None or target.state is not TargetState.PERSON:
                raise BadInputError(NOT_A_PERSONS)
            add_contacts(
                work.connection,
                [
                    Contact(
                        patient=target.patient,
                        number=target.number,
                        at=now,
                        channel=Channel.CALL,
                        purpose=target.purpose,
                        result=result,
                        visit=target.visits[0] if target.visits else None,
                    )
                ],
            )
            if result is ContactResult.STOP:
                stop_calling(work, target.number, EVERY_PURPOSE, now, patient=target.patient)
            if target.purpose is Purpose.CONFIRMATION and result in _BECOMES:
                self._visits(work, target, _BECOMES[result])
            changed = replace(target, result=result, tries=target.tries + 1, changed_at=now)
            campaign = get_campaign(work.connection, target.campaign)
            decision, book = judge_again(work.connection, campaign, self._parts.usual, changed, now)
            changed = after_judging(changed, decision, book, now)
            if not save_target(work.connection, changed, TargetState.PERSON):
                raise BadInputError(NOT_A_PERSONS)
            log_access(work.connection, by, "person_call", target.patient, now)
            work.emit(CampaignChanged(campaign=target.campaign, at=now))
        return changed.state

    def _visits(self, work: Work, target: Target, status: VisitStatus) -> None:
        now = self._parts.clock.now()
        for one in target.visits:
            visit = find_visit(work.connection, one, for_update=True)
            if visit is not None and visit.status in _COMING and visit.status is not status and visit.starts_at > now:
                set_status(work.connection, one, status)
                work.emit(VisitChanged(call=CallId(""), visit=one, status=status.value, at=now))
