"""Man or machine: on greetings of five languages, spoken, and on what may come in any order."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.kit.languages import Language
from callcenter.telephony.voice_port import Answerer
from ivr.hearing.loader import load_greetings
from ivr.hearing.machine import LATEST, MachineWatch
from ivr.hearing.news import Beeped, Deaf, HearingNews, VoiceBegan, VoiceEnded
from ivr.speech.espeak import EspeakVoice
from tests.unit.ivr.hearing.greetings import Judged, KnowsNothing, KnowsTheWords, greetings_of, judge
from tests.unit.ivr.hearing.moments import at, words


@pytest.fixture(scope="module")
def voice() -> Iterator[EspeakVoice]:
    voice = EspeakVoice()
    yield voice
    voice.close()


def _wrong(judged: list[Judged]) -> list[tuple[str, str, str]]:
    """Humans hung up on, machines that private words could be said to."""
    return [
        (one.greeting.who, one.last.value, one.greeting.text)
        for one in judged
        if (one.greeting.who, one.last) in {("human", Answerer.MACHINE), ("machine", Answerer.HUMAN)}
    ]


@pytest.mark.parametrize("language", list(Language))
def test_no_human_is_hung_up_on_and_no_machine_is_talked_to(language: Language, voice: EspeakVoice) -> None:
    greetings = greetings_of(language, voice)
    assert len(greetings) >= 60
    by_words = [judge(one, language, KnowsTheWords(one.words)) for one in greetings]
    assert _wrong(by_words) == []
    by_sound = [judge(one, language, KnowsNothing()) for one in greetings]
    assert _wrong(by_sound) == []
    humans = [one for one in by_words if one.greeting.who == "human"]
    assert sum(one.first is Answerer.HUMAN for one in humans) >= 0.6 * len(humans)
    assert max(one.after_s for one in (*by_words, *by_sound)) <= LATEST.total_seconds() + 0.02


@pytest.mark.parametrize(
    ("language", "text"),
    [(Language.RU, "алло"), (Language.UK, "алло"), (Language.PL, "halo"), (Language.EN, "hello"), (Language.ZH, "喂")],
)
def test_a_short_hello_is_a_human_within_two_and_a_half_seconds(
    language: Language, text: str, voice: EspeakVoice
) -> None:
    greeting = next(one for one in greetings_of(language, voice) if one.text == text)
    judged = judge(greeting, language, KnowsTheWords(greeting.words))
    assert judged.first is Answerer.HUMAN
    assert judged.after_s <= 2.5


class _Call:
    def __init__(self, vote: Answerer = Answerer.UNSURE) -> None:
        self.watch = MachineWatch(at(0), load_greetings(Language.RU).sign, vote)
        self.told: list[tuple[float, Answerer]] = []

    def hear(self, seconds: float, *news: HearingNews) -> "_Call":
        self.until(seconds)
        for one in news:
            self._note(seconds, self.watch.take(one, at(seconds)))
        return self

    def voice(self, begin: float, end: float, text: str = "") -> "_Call":
        said = [words(text, begin, end, final=True)] if text else []
        return self.hear(begin, VoiceBegan(at=at(begin))).hear(end + 0.2, VoiceEnded(at=at(end)), *said)

    def until(self, seconds: float) -> "_Call":
        while (due := self.watch.next_at) is not None and due <= at(seconds):
            self._note((due - at(0)).total_seconds(), self.watch.tick(due))
        return self

    def _note(self, seconds: float, verdict: Answerer | None) -> None:
        if verdict is not None:
            self.told.append((round(seconds, 2), verdict))


def test_who_says_nothing_is_unsure_after_four_seconds() -> None:
    assert _Call().until(30).told == [(4.0, Answerer.UNSURE)]


def test_a_machine_that_beeps_later_is_told_later() -> None:
    call = _Call().voice(0.5, 7).hear(8, Beeped(at=at(7.8)))
    assert call.told == [(4.0, Answerer.UNSURE), (8, Answerer.MACHINE)]


def test_a_machines_words_are_told_while_it_speaks() -> None:
    call = _Call().hear(0.5, VoiceBegan(at=at(0.5))).hear(2.6, words("оставьте сообщение", 0.5, 2.3))
    assert call.told == []
    assert call.hear(2.8, words("оставьте сообщение после", 0.5, 2.6)).told == [(2.8, Answerer.MACHINE)]


def test_a_guess_of_a_machines_word_that_is_gone_at_once_makes_no_machine() -> None:
    call = (
        _Call().hear(0.5, VoiceBegan(at=at(0.5))).hear(1, words("нажмите", 0.5, 0.9)).hear(1.2, words("да", 0.5, 0.9))
    )
    assert call.hear(1.4, words("да алло", 0.5, 1.2, final=True), VoiceEnded(at=at(1.2))).until(5).told == [
        (1.8, Answerer.HUMAN)
    ]


def test_a_short_greeting_that_goes_on_as_a_mailbox_is_a_machine_in_the_end() -> None:
    call = _Call().voice(0.5, 1, "привет").voice(2.5, 5, "оставьте сообщение")
    assert call.told == [(1.95, Answerer.HUMAN), (5.2, Answerer.MACHINE)]


def test_a_beep_in_a_kitchen_makes_no_machine_of_a_human() -> None:
    assert _Call().voice(0.5, 1, "алло").hear(4, Beeped(at=at(3.8))).told == [(1.6, Answerer.HUMAN)]


def test_the_vote_of_the_exchange_alone_hangs_up_on_nobody() -> None:
    assert _Call(Answerer.MACHINE).voice(0.5, 1).until(9).told == [(4.0, Answerer.UNSURE)]


def test_a_mans_words_outweigh_the_exchanges_vote() -> None:
    assert _Call(Answerer.MACHINE).voice(0.5, 1, "алло кто это").until(9).told == [(1.6, Answerer.HUMAN)]


def test_who_cannot_talk_now_is_not_taken_for_a_machine() -> None:
    assert _Call().voice(0.5, 2, "не могу говорить перезвоните").until(9).told == [(4.0, Answerer.UNSURE)]


def test_after_a_while_nobody_becomes_a_machine() -> None:
    call = _Call().voice(0.5, 1, "алло").voice(50, 52, "оставьте мне сообщение после сигнала")
    assert call.told == [(1.6, Answerer.HUMAN)]


_NEWS = st.one_of(
    st.builds(lambda when: VoiceBegan(at=at(when)), st.floats(-1, 20)),
    st.builds(lambda when: VoiceEnded(at=at(when)), st.floats(-1, 20)),
    st.builds(lambda when: Beeped(at=at(when)), st.floats(-1, 20)),
    st.builds(lambda when: Deaf(at=at(when), why=""), st.floats(-1, 20)),
    st.builds(
        lambda text, when, final: words(text, when, when + 0.5, final=final),
        st.sampled_from(["алло", "привет", "абонент недоступен", "перезвоню"]),
        st.floats(-1, 20),
        st.booleans(),
    ),
)


@given(st.lists(st.tuples(st.floats(0, 20), _NEWS), max_size=20), st.sampled_from(list(Answerer)))
def test_there_is_a_verdict_within_four_seconds_and_after_it_only_a_machine_is_found(
    events: list[tuple[float, HearingNews]], vote: Answerer
) -> None:
    call = _Call(vote)
    for when, news in sorted(events, key=lambda one: one[0]):
        call.hear(when, news)
    call.until(30)
    assert timedelta(seconds=call.told[0][0]) <= LATEST
    assert [verdict for _, verdict in call.told[1:]] in ([], [Answerer.MACHINE])
