"""A reader that takes its time."""

from recordings.transcribe.live.mailbox import LiveMailbox
from recordings.transcribe.live.port import Final, Lagging, Lost, Partial
from recordings.transcript import Speaker, Word

_SIDE = Speaker.PATIENT


def _words(text: str) -> tuple[Word, ...]:
    return tuple(Word(text=word, start=0.0, end=1.0) for word in text.split())


def _partial(text: str, session: str = "a") -> Partial:
    return Partial(session=session, side=_SIDE, words=_words(text))


def _final(text: str, session: str = "a") -> Final:
    return Final(session=session, side=_SIDE, words=_words(text))


def test_a_slow_reader_gets_the_newest_partial_and_every_final() -> None:
    mailbox = LiveMailbox()
    for number in range(1000):
        mailbox.tell(_partial(f"good {number}"))
        mailbox.tell(_final(f"final {number}"))
    mailbox.tell(_partial("good"))
    mailbox.tell(_partial("good day"))
    assert mailbox.take(0) == (*(_final(f"final {number}") for number in range(1000)), _partial("good day"))
    assert mailbox.take(0) == ()


def test_a_partial_of_what_is_final_is_not_told_any_more() -> None:
    mailbox = LiveMailbox()
    mailbox.tell(_partial("good"))
    mailbox.tell(_partial("hello", session="b"))
    mailbox.tell(_final("good day"))
    assert mailbox.take(0) == (_final("good day"), _partial("hello", session="b"))


def test_only_the_last_lag_is_told_and_no_loss_is_left_out() -> None:
    mailbox = LiveMailbox()
    lost = Lost(session="a", side=_SIDE, why="it died")
    for seconds in (3.0, 2.0, 0.0):
        mailbox.tell(Lagging(session="a", side=_SIDE, seconds=seconds))
        mailbox.tell(lost)
    assert mailbox.take(0) == (lost, lost, lost, Lagging(session="a", side=_SIDE, seconds=0.0))
