"""A question that is being answered, told in seconds from its beginning."""

from datetime import UTC, datetime, timedelta

from ivr.hearing.ending import Ending
from ivr.hearing.news import Deaf, HearingNews, Settled, Speaking, SpokenWord, VoiceBegan, VoiceEnded, WordsHeard
from ivr.hearing.window import Answer, AnswerBegins, NoAnswer, Terms, Turn, Window

BEGIN = datetime(2026, 11, 23, 9, tzinfo=UTC)
YES = frozenset({"да", "нет"})


def at(seconds: float) -> datetime:
    return BEGIN + timedelta(seconds=seconds)


def ending(text: str) -> Ending:
    """As the language's would be: a bare yes or no is whole, 'и' and 'но' are not."""
    last = text.split()[-1]
    if last in {"и", "но"}:
        return Ending.MORE
    return Ending.SURE if text in YES else Ending.PLAIN


def words(text: str, begin: float, end: float, *, final: bool = False) -> WordsHeard:
    """The words of `text`, evenly spread over the time."""
    said = text.split()
    each = (end - begin) / len(said)
    return WordsHeard(
        words=tuple(
            SpokenWord(text=word, begin=at(begin + place * each), end=at(begin + (place + 1) * each))
            for place, word in enumerate(said)
        ),
        is_final=final,
    )


class Told:
    """A window, what is told it, and what came of it when."""

    def __init__(self, prompt: str = "", *, is_deaf: bool = False, is_voice_on: bool = False) -> None:
        terms = Terms(seconds=6, longest_s=15, pause_s=0.9, prompt=prompt, longest_prompt_s=30)
        self.window = Window(terms, at(0), ending, is_deaf=is_deaf, is_voice_on=is_voice_on)
        self.turns: list[tuple[float, Turn]] = []

    def hear(self, seconds: float, *news: HearingNews) -> "Told":
        """News that comes at a moment; whatever is due before happens first."""
        self.until(seconds)
        for one in news:
            self._note(seconds, self.window.take(one, at(seconds)))
        return self

    def voice(self, begin: float, end: float, text: str = "", late: float = 0.1) -> "Told":
        """Somebody speaks; what it was is final `late` seconds after the ear knows that it is over."""
        self.hear(begin + 0.06, VoiceBegan(at=at(begin)))
        if end - begin >= 0.3:
            self.hear(begin + 0.3, Speaking(at=at(begin + 0.3)))
        if text:
            self.hear(begin + 0.4, words(text.split()[0], begin, begin + 0.3))
        self.hear(end + 0.16, VoiceEnded(at=at(end)))
        said = [words(text, begin, end, final=True)] if text else []
        return self.hear(end + 0.24 + late, *said, Settled(at=at(end + 0.2)))

    def key(self, seconds: float, key: str) -> "Told":
        self.until(seconds)
        self._note(seconds, self.window.key(key, at(seconds)))
        return self

    def prompt_over(self, seconds: float) -> "Told":
        self.until(seconds)
        self._note(seconds, self.window.prompt_over(at(seconds)))
        return self

    def until(self, seconds: float) -> "Told":
        """Let time pass."""
        while (due := self.window.next_at) is not None and due <= at(seconds):
            self._note((due - BEGIN).total_seconds(), self.window.tick(due))
            assert self.window.next_at is None or self.window.next_at > due, "time stands still"
        return self

    def to_the_end(self) -> "Told":
        return self.until((self.window.latest - BEGIN).total_seconds())

    @property
    def answer(self) -> tuple[float, Answer | NoAnswer]:
        """The one answer, and when it came."""
        answers = [(when, turn) for when, turn in self.turns if not isinstance(turn, AnswerBegins)]
        assert len(answers) == 1, self.turns
        when, turn = answers[0]
        assert not isinstance(turn, AnswerBegins)
        return round(when, 2), turn

    @property
    def stopped_at(self) -> float | None:
        """When the prompt fell silent."""
        return next((round(when, 2) for when, turn in self.turns if isinstance(turn, AnswerBegins)), None)

    def _note(self, seconds: float, turns: list[Turn]) -> None:
        self.turns += [(seconds, turn) for turn in turns]


__all__ = ["BEGIN", "Deaf", "Told", "at", "words"]
