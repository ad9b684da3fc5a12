"""Whatever is heard, in whatever order: one answer, in bounded time."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.hearing.news import Deaf, HearingNews, HearsAgain, Settled, Speaking, VoiceBegan, VoiceEnded
from ivr.hearing.window import AnswerBegins, Terms, Turn, Window
from tests.unit.ivr.hearing.moments import at, ending, words

_MOMENTS = st.floats(-2, 60).map(lambda value: round(value, 2))


@st.composite
def _news(draw: st.DrawFn) -> HearingNews:
    when = draw(_MOMENTS)
    made = draw(st.sampled_from([VoiceBegan, Speaking, VoiceEnded, Settled, HearsAgain, "deaf", "words"]))
    if made == "words":
        text = draw(st.sampled_from(["да", "нет", "приду и", "вы записаны", "я вас не слышу"]))
        return words(text, when, when + draw(st.floats(0.05, 3)), final=draw(st.booleans()))
    if made == "deaf":
        return Deaf(at=at(when), why="")
    return made(at=at(when))  # type: ignore[operator,no-any-return] # one of the classes above


_EVENTS = st.one_of(
    st.tuples(st.just("news"), _news()),
    st.tuples(st.just("key"), st.sampled_from("0123456789*#")),
    st.tuples(st.just("over"), st.none()),
    st.tuples(st.just("tick"), st.none()),
)


def _do(window: Window, event: tuple[str, object], now: float) -> list[Turn]:
    match event:
        case "key", str() as key:
            return window.key(key, at(now))
        case "over", None:
            return window.prompt_over(at(now))
        case "tick", None:
            return window.tick(at(now))
        case _, news:
            return window.take(news, at(now))  # type: ignore[arg-type] # the only kind left


@settings(max_examples=400, deadline=None)
@given(
    events=st.lists(st.tuples(_MOMENTS, _EVENTS), max_size=25),
    prompt=st.sampled_from(["", "вы записаны на вторник придёте"]),
    is_voice_on=st.booleans(),
    is_deaf=st.booleans(),
)
def test_a_question_has_one_answer_by_its_latest_moment(
    events: list[tuple[float, tuple[str, object]]], prompt: str, is_voice_on: bool, is_deaf: bool
) -> None:
    terms = Terms(seconds=6, longest_s=15, pause_s=0.9, prompt=prompt, longest_prompt_s=20)
    window = Window(terms, at(0), ending, is_voice_on=is_voice_on, is_deaf=is_deaf)
    first_latest = window.latest
    told: list[Turn] = []
    for now, event in sorted(events, key=lambda one: one[0]):
        steps = 0
        while (due := window.next_at) is not None and due <= at(now):
            told += window.tick(due)
            steps += 1
            assert steps < 50, "time stands still"
        told += _do(window, event, now)
    steps = 0
    while (due := window.next_at) is not None:
        assert due <= first_latest
        told += window.tick(due)
        steps += 1
        assert steps < 50, "time stands still"
    begun = [turn for turn in told if isinstance(turn, AnswerBegins)]
    assert len(begun) <= 1
    assert len(told) - len(begun) == 1
    assert not isinstance(told[-1], AnswerBegins), "the answer is the last"
