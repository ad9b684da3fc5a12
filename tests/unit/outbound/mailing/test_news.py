"""News goes to those who agreed to messages, once, and to nobody else."""

from dataclasses import replace

import pytest

from callcenter.clinic.store import save_patients
from callcenter.domain.outreach import Channel, Consent
from callcenter.kit.clock import JumpingClock
from callcenter.kit.languages import Language
from callcenter.storage.work import Database
from outbound.do_not_call_service import EVERYTHING, stop_calling
from outbound.mailing.news_service import Mailing, Newsletters
from tests.support.campaign_world import TERMS
from tests.support.clinic import IVAN, MARIA, NOW, OLGA, SERGEY, fill_clinic

AGREED = frozenset({Consent.MESSAGES})
SPRING = Mailing(id="spring", texts={Language.RU: "Ромашка: новый график."})


@pytest.fixture
def news(database: Database) -> Newsletters:
    with database.work() as work:
        fill_clinic(work.connection)
        # Olga and Ivan share one number; Sergey was never asked.
        save_patients(work.connection, [replace(one, consent=AGREED) for one in (MARIA, OLGA, IVAN)])
    return Newsletters(database, JumpingClock(NOW), TERMS)


def test_whoever_agreed_gets_it_one_a_number_and_the_others_are_counted_with_their_reason(news: Newsletters) -> None:
    done = news.send(SPRING, really=True)
    assert (done.asked, done.before, done.left_out) == (2, 0, {"no_consent": 1})


def test_counting_sends_nothing(news: Newsletters) -> None:
    assert news.send(SPRING, really=False).asked == 2
    assert news.send(SPRING, really=True).asked == 2


def test_a_mailing_sent_again_reaches_only_those_whom_it_has_not(news: Newsletters, database: Database) -> None:
    news.send(SPRING, really=True)
    with database.work() as work:
        save_patients(work.connection, [replace(SERGEY, consent=AGREED)])
    again = news.send(SPRING, really=True)
    assert (again.asked, again.before) == (1, 2)


def test_whoever_asked_for_no_messages_is_left_out(news: Newsletters, database: Database) -> None:
    with database.work() as work:
        stop_calling(work, MARIA.phone, EVERYTHING, NOW, channel=Channel.SMS.value)
    assert news.send(SPRING, really=True).left_out == {"no_consent": 1, "do_not_call": 1}


def test_nobody_gets_words_in_a_language_that_they_do_not_read(news: Newsletters, database: Database) -> None:
    with database.work() as work:
        save_patients(work.connection, [replace(MARIA, consent=AGREED, language=Language.PL)])
    assert news.send(SPRING, really=True).left_out == {"no_consent": 1, "no_text": 1}
