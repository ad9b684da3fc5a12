"""What follows calls, in the process that does durable work: the ladder of unreached patients, messages, tasks."""

from collections.abc import Sequence
from typing import Protocol

from callcenter.app.after_calls import AfterCalls
from callcenter.app.campaign_line import usual_terms
from callcenter.app.clinic_face import face_of
from callcenter.app.ground import Ground
from callcenter.app.message_texts import confirmation_text
from callcenter.app.sweeper import Sweeper
from callcenter.storage.durable import JobQueue
from callcenter.storage.readers import EventReader
from outbound.campaigns.ladder_service import Ladder, still_booked
from outbound.mailing.mailing_service import Mailing
from outbound.mailing.outbox_store import FileOutbox
from outbound.telling.jobs import TellingJobs
from outbound.telling.telling_service import Teller

_LADDER_S, _MAILING_S, _TELLING_S = 60.0, 10.0, 30.0
"""How often is looked for unreached patients, and for messages that wait, and for results that
could not be told."""


class _Part(Protocol):
    def start(self) -> None: ...

    def stop(self) -> None: ...


def ladder_of(ground: Ground) -> Ladder:
    """What follows an unreached confirmation."""
    face = face_of(ground.settings)
    text = confirmation_text(face.name, face.phone, face.zone, ground.settings.own_content)
    return Ladder(ground.database, ground.clock, usual_terms(ground.settings), text)


def mailing_of(ground: Ground) -> Mailing:
    """What hands messages over: into files of the data folder, for a gateway of the clinic's to take away."""
    return Mailing(ground.database, ground.clock, FileOutbox(ground.settings.data_dir / "outbox"), still_booked)


def telling_of(ground: Ground, jobs: JobQueue) -> TellingJobs:
    """What tells results to the clinic's other system."""
    return TellingJobs(Teller(ground.database, ground.clock, ground.settings.webhook), jobs, ground.clock)


def telling_parts(ground: Ground, telling: TellingJobs) -> Sequence[_Part]:
    """What queues results that are to be told, and those that could not be."""
    return (
        EventReader("telling", ground.database, telling.on_event, TellingJobs.ASKED_BY),
        Sweeper(telling.take_up_left, _TELLING_S, "results are told again"),
    )


def follow_up_parts(ground: Ground) -> Sequence[_Part]:
    """All of it, to be started and stopped."""
    settings = ground.settings
    own, usual = settings.own_content, usual_terms(settings)
    after = AfterCalls(ground.database, ground.clock, usual, face_of(settings), settings.review_url, own)
    return (
        EventReader("after-calls", ground.database, after.on_event, AfterCalls.ASKED_BY),
        Sweeper(ladder_of(ground).look, _LADDER_S, "unreached patients are followed up"),
        Sweeper(mailing_of(ground).look, _MAILING_S, "messages were handed over"),
    )
