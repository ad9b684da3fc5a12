"""One question while it is being answered: when the prompt must fall silent, and when the answer is over. Pure.

Whatever comes, in whatever order, twice or late: a question has exactly one answer, and by `latest` at the latest. A
key answers at once. Words answer when there was a pause behind them; how long it must be tells `ending.Ending`. The
time for the first word counts from the end of the prompt.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from ivr.answers.words import matching_form
from ivr.hearing.echo import is_echo
from ivr.hearing.ending import EndingOf, pause_s
from ivr.hearing.news import (
    Deaf,
    HearingNews,
    HearsAgain,
    Settled,
    Speaking,
    SpokenWord,
    VoiceBegan,
    VoiceEnded,
    WordsHeard,
)

ECHO_WITHIN = timedelta(seconds=1)
"""A voice that begins so soon after a prompt began may be the prompt's echo."""
ECHO_TAIL = timedelta(seconds=0.4)
"""So long after the end of the prompt its echo may still sound."""
LATE = timedelta(seconds=1.5)
"""So long a pause waits for words that the recogniser has not made out yet."""
UNENDING = timedelta(seconds=0.8)
"""Where a sound goes on for this much longer than the pause and no word comes, it is noise behind the answer."""
_CATCH = timedelta(seconds=0.1)
"""Words that ended this little before the question may still answer it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a question is to be answered. See flow.commands.Listen."""

    seconds: float
    longest_s: float
    pause_s: float
    prompt: str = ""
    """What is being said while the question may be answered already; empty where nothing is."""
    longest_prompt_s: float = 60.0
    """When it counts as over though nobody told."""


@dataclass(frozen=True, slots=True)
class AnswerBegins:
    """Somebody answers: what is being played must fall silent. At most once, before the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer: keys, or else words."""

    text: str = ""
    keys: str = ""


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Nobody answered; nobody could be understood at all."""


Turn: TypeAlias = AnswerBegins | Answer | NoAnswer


class Window:
    """One question."""

    def __init__(
        self, terms: Terms, opened: datetime, ending_of: EndingOf, *, is_voice_on: bool = False, is_deaf: bool = False
    ) -> None:
        """`is_voice_on`: a sound goes on already (a noisy room, an earlier answer's end), which is no answer yet.
        `is_deaf`: no words can be made out, so a voice changes nothing."""
        self._terms, self._ending_of = terms, ending_of
        self._opened = opened
        self._prompt = matching_form(terms.prompt)
        self._prompt_end = None if terms.prompt else opened
        self._prompt_by = opened + timedelta(seconds=terms.longest_prompt_s if terms.prompt else 0.0)
        self._first_by: datetime | None = None
        """A later end of the wait for the first word, after a voice that said nothing."""
        self._begun: datetime | None = None
        self._is_begin_told = False
        self._is_deaf = is_deaf
        self._voice_since: datetime | None = opened if is_voice_on else None
        self._voice_end: datetime | None = None
        self._is_echo = False
        self._finals: list[SpokenWord] = []
        self._partial: tuple[SpokenWord, ...] = ()
        self._news_at = opened
        self._settled = opened
        self.is_over = False

    @property
    def latest(self) -> datetime:
        """When it is over whatever happens."""
        over = min(self._prompt_end or self._prompt_by, self._prompt_by) if self._terms.prompt else self._opened
        return over + timedelta(seconds=self._terms.seconds + self._terms.longest_s)

    @property
    def next_at(self) -> datetime | None:
        """When `tick` must come, unless something happens before; None once it is over."""
        return None if self.is_over else min(self._due(), self.latest)

    # What happens

    def prompt_over(self, now: datetime) -> list[Turn]:
        """The prompt was played to its end, or stopped."""
        if self._prompt_end is None:
            self._prompt_end = max(now, self._opened)
        return self.tick(now)

    def key(self, key: str, now: datetime) -> list[Turn]:
        """A key; it wins over all that was said."""
        return [] if self.is_over else [*self._begins(now), *self._over(Answer(keys=key))]

    def take(self, news: HearingNews, now: datetime) -> list[Turn]:
        """Something is heard."""
        if self.is_over:
            return []
        begins: list[Turn] = []
        match news:
            case VoiceBegan(at=at) if at >= self._opened:
                self._voice_since, self._voice_end = at, None
                self._is_echo = self._is_echo or self._may_be_echo(at)
            case Speaking() if self._voice_since is not None and not self._is_deaf and not self._is_doubtful(now):
                begins = self._begins(now)
            case VoiceEnded(at=at) if self._voice_since is not None:
                self._voice_since, self._voice_end = None, max(at, self._opened)
            case WordsHeard():
                begins = self._words(news, now)
            case Settled(at=at):
                self._settled = max(self._settled, at)
                self._partial = tuple(word for word in self._partial if word.begin > at)
            case Deaf():
                self._is_deaf = True
            case HearsAgain():
                self._is_deaf = False
        return [*begins, *self.tick(now)]

    def give_up(self) -> list[Turn]:
        """No more is waited for: what was said so far is the answer."""
        return [] if self.is_over else self._finish()

    def tick(self, now: datetime) -> list[Turn]:
        """Time has passed."""
        if self.is_over:
            return []
        if self._prompt_end is None and now >= self._prompt_by:
            self._prompt_end = self._prompt_by
        if now >= self.latest:
            return self._finish()
        if now < self._due():
            return []
        if self._said() or self._begun is None or now >= self._begun + timedelta(seconds=self._terms.longest_s):
            return self._finish()
        return self._nothing_said(now)

    # Inside

    def _words(self, news: WordsHeard, now: datetime) -> list[Turn]:
        mine = tuple(word for word in news.words if word.end > self._opened - _CATCH and self._is_mine(word))
        words = self._behind_the_prompt(mine) if self._is_of_the_prompt(mine) else mine
        if news.is_final:
            self._partial = ()
            self._finals += [word for word in words if word not in self._finals]
        elif self._finals and words and words[-1].end <= self._finals[-1].end:
            return []  # told late: those words are final already
        else:
            self._partial = words
        if not words:
            return []
        self._news_at = max(self._news_at, now)
        return self._begins(now)

    def _is_mine(self, word: SpokenWord) -> bool:
        return not self._finals or word.begin >= self._finals[-1].begin or word in self._finals

    def _is_of_the_prompt(self, words: Sequence[SpokenWord]) -> bool:
        if not words or not self._prompt:
            return False
        if self._prompt_end is not None and words[0].begin > self._prompt_end + ECHO_TAIL:
            return False
        return is_echo(matching_form(_text(words)), self._prompt, suspected=self._is_echo)

    def _behind_the_prompt(self, words: Sequence[SpokenWord]) -> tuple[SpokenWord, ...]:
        """Of the prompt's echo and an answer in one breath: what can only be the answer."""
        end = self._prompt_end
        if end is None:
            return ()
        return tuple(
            word
            for word in words
            if word.begin > end + ECHO_TAIL
            or (word.begin >= end - _CATCH and not set(matching_form(word.text)) <= set(self._prompt))
        )

    def _may_be_echo(self, at: datetime) -> bool:
        return self._prompt_end is None and at - self._opened < ECHO_WITHIN

    def _is_doubtful(self, now: datetime) -> bool:
        """Whether a voice alone says nothing, because the prompt's echo is on the line."""
        return self._is_echo and (self._prompt_end is None or now < self._prompt_end + ECHO_TAIL)

    def _begins(self, now: datetime) -> list[Turn]:
        if self._begun is None:
            self._begun = now
        if self._is_begin_told:
            return []
        self._is_begin_told = True
        return [AnswerBegins()]

    def _said(self) -> tuple[SpokenWord, ...]:
        return (*self._finals, *self._partial)

    def _due(self) -> datetime:
        """When something is decided if nothing more happens."""
        said = self._said()
        if self._begun is None:
            over = self._prompt_end or self._prompt_by
            due = max(over + timedelta(seconds=self._terms.seconds), self._first_by or over)
            return max(due, self._sound_due()) if self._voice_since else due
        longest = self._begun + timedelta(seconds=self._terms.longest_s)
        if not said:
            return min(longest, self._silent_due(longest))
        pause = timedelta(seconds=pause_s(self._ending_of(_text(said)), self._terms.pause_s))
        if self._voice_since is not None:
            return min(longest, max(self._last_word(said), self._news_at) + pause + UNENDING)
        end = self._voice_end or self._last_word(said)
        is_all = self._is_deaf or (not self._partial and self._settled >= end)
        due = end + pause if is_all else max(end, self._news_at) + pause + (LATE if self._voice_end else timedelta())
        return min(longest, due)

    def _sound_due(self) -> datetime:
        """How long a sound that may become an answer is waited for."""
        since = self._voice_since or self._opened
        return since + timedelta(seconds=self._terms.pause_s) + UNENDING

    def _silent_due(self, longest: datetime) -> datetime:
        """A voice said nothing that can be made out: when it counts as no answer."""
        if self._voice_since is not None or self._voice_end is None:
            return longest
        wait = timedelta() if self._is_deaf or self._settled >= self._voice_end else LATE
        return self._voice_end + timedelta(seconds=self._terms.pause_s) + wait

    def _last_word(self, said: Sequence[SpokenWord]) -> datetime:
        return max(said[-1].end, self._opened)

    def _nothing_said(self, now: datetime) -> list[Turn]:
        """A voice without words: the time for the first word begins anew, within bounds."""
        self._begun, self._voice_since, self._voice_end = None, None, None
        if self._prompt_end is None:
            return []  # stopped in vain; its end will be told
        self._first_by = now + timedelta(seconds=self._terms.seconds)
        return []

    def _finish(self) -> list[Turn]:
        text = _text(self._said())
        return self._over(Answer(text=text) if text else NoAnswer())

    def _over(self, answer: Answer | NoAnswer) -> list[Turn]:
        self.is_over = True
        return [answer]


def _text(words: Sequence[SpokenWord]) -> str:
    return " ".join(word.text for word in words)
