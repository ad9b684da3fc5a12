"""What follows robots' calls by itself: tasks at the desk, and a review asked for.

Robots, campaigns, mailing and the desk meet here.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from callcenter.app.clinic_face import ClinicFace
from callcenter.clinic.book import ClinicTerms
from callcenter.clinic.book_store import book_of
from callcenter.clinic.opening import opening_of
from callcenter.clinic.visit_store import all_hours, find_visit
from callcenter.desk import by_voice_service as desk
from callcenter.desk.follow_up_words import FollowUp, follow_up
from callcenter.desk.task_store import who_answers_for_service
from callcenter.desk.tasks import CALL_BACK_WITHIN
from callcenter.domain.base_event import DomainEvent
from callcenter.domain.campaign_events import AttemptEnded
from callcenter.domain.outreach import Channel, ContactResult
from callcenter.domain.voice_events import FlowEnded
from callcenter.kit.clock import Clock
from callcenter.kit.errors import BadInputError
from callcenter.kit.ids import PatientId, new_id
from callcenter.storage.calls import has_call
from callcenter.storage.work import Database, Work
from ivr.leading.remark_store import Remark, RemarkKind, remarks_of
from outbound.campaigns.ladder import LEADS_TO_TASK, task_due
from outbound.campaigns.target import TargetId
from outbound.campaigns.target_store import get_target
from outbound.mailing.mailing_service import ask_for
from outbound.mailing.message import About, Message, MessageId, MessageState
from outbound.mailing.text_loader import load_wordings
from outbound.mailing.wording import written
from outbound.rules.messages import MayWrite, judge_ahead

LOW_SCORE = 3
"""So low, or lower: somebody calls. Above it the patient was content."""
_WHY: Mapping[ContactResult, FollowUp] = {
    ContactResult.THIRD_PERSON: FollowUp.THIRD_PERSON,
    ContactResult.THINKING: FollowUp.THINKING,
    ContactResult.WRONG_NUMBER: FollowUp.WRONG_NUMBER,
}


class AfterCalls:
    """Handles how calls came out; twice changes nothing."""

    ASKED_BY = (AttemptEnded, FlowEnded)
    """The events that it handles."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        usual: ClinicTerms,
        face: ClinicFace,
        review: str,
        own: Path | None = None,
    ) -> None:
        """`review`: the address where patients write reviews; empty: nobody is asked for one. `own`: the clinic's
        content folder, which may have wordings of its own."""
        self._database, self._clock, self._usual, self._face = database, clock, usual, face
        self._review, self._own = review, own

    def on_event(self, event: DomainEvent) -> None:
        """Handler of an EventReader."""
        if isinstance(event, AttemptEnded):
            self._attempt_ended(event)
        elif isinstance(event, FlowEnded):
            self._flow_ended(event)

    def _attempt_ended(self, event: AttemptEnded) -> None:
        result = ContactResult(event.result) if event.result else None
        if result is None or result not in LEADS_TO_TASK:
            return
        with self._database.work() as work:
            if not has_call(work.connection, event.call):
                return
            target = get_target(work.connection, TargetId(event.target))
            visit = find_visit(work.connection, target.visits[0]) if target.visits else None
            soon, next_day = self._openings(work, event.at)
            due = task_due(
                target.purpose,
                soon=soon,
                next_day=next_day,
                soonest=None if visit is None else visit.starts_at,
                now=event.at,
            )
            text = follow_up(_WHY[result], self._face.language)
            desk.promise_if_none(work, event.call, target.patient, text, due, event.at)

    def _flow_ended(self, event: FlowEnded) -> None:
        with self._database.work() as work:
            scores = [one for one in remarks_of(work.connection, event.call) if one.kind is RemarkKind.SCORE]
            if not scores or scores[-1].value is None:
                return
            last, value = scores[-1], scores[-1].value
            if value <= LOW_SCORE:
                text = follow_up(FollowUp.LOW_SCORE, self._face.language, value)
                soon, _ = self._openings(work, event.at)
                owner = who_answers_for_service(work.connection)
                desk.take_on(work, event.call, last.patient, text, soon, event.at, owner)
            elif last.patient is not None and self._review:
                self._ask_for_review(work, last, last.patient)

    def _ask_for_review(self, work: Work, score: Remark, patient: PatientId) -> None:
        now = self._clock.now()
        may = self._may_write(work, patient, now)
        text, problem = "", "" if may.is_allowed else may.reason.value
        if may.is_allowed:
            fields = {"clinic": self._face.name, "phone": self._face.phone, "link": self._review}
            try:
                text = written(load_wordings(may.language, self._own), About.REVIEW, fields)
            except BadInputError as exc:
                problem = str(exc)
        message = Message(
            id=MessageId(new_id()),
            basis=f"review {score.call}",
            about=About.REVIEW,
            channel=Channel.SMS,
            to=may.number.e164 if may.number else "",
            text=text,
            language=may.language,
            patient=patient,
            visit=score.visit,
            state=MessageState.WITHHELD if problem else MessageState.WAITING,
            problem=problem,
            not_before=may.not_before or now,
            not_after=may.not_after or now,
            asked_at=now,
            ended_at=now if problem else None,
        )
        ask_for(work, message)

    def _may_write(self, work: Work, patient: PatientId, now: datetime) -> MayWrite:
        book = book_of(work.connection, self._usual, now, [patient], Channel.SMS)
        about = About.REVIEW
        return judge_ahead(book, now, patient, about.refused_as, is_asked_for=about.is_asked_for)

    def _openings(self, work: Work, now: datetime) -> tuple[datetime, datetime]:
        """Until when a task is to be done that cannot wait, and when the desk opens on the next day."""
        week = self._face.opening or opening_of(all_hours(work.connection))
        local = now.astimezone(self._face.zone)
        opens = week.next_open(local) or local
        midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        next_day = week.next_open(midnight) or midnight
        return opens.astimezone(now.tzinfo) + CALL_BACK_WITHIN, next_day.astimezone(now.tzinfo)
