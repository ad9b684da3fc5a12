"""Did a man or a machine take the call? By the length, pauses and words of the greeting, a beep, a vote. Pure.

`human` only where it is sure enough to speak, `machine` only on clear evidence: its words, or a beep. All else is
`unsure`, after four seconds at the latest: then the clinic's name is said and asked who is there. A machine that gives
itself away later is told later.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from callcenter.telephony.voice_port import Answerer
from ivr.hearing.greeting import Sign
from ivr.hearing.news import Beeped, HearingNews, VoiceBegan, VoiceEnded, WordsHeard

LATEST = timedelta(seconds=4)
"""Whoever took the call does not wait longer for the first word."""
SHORT = timedelta(seconds=1)
"""So short, only a man greets, whatever the words; the network's shortest messages ('this number is not in service')
are longer."""
BELIEVED_AFTER = 2
"""Words of a machine are believed once they are final, or were made out so often in a row: guesses flicker."""
PAUSE_BEHIND_WORDS = timedelta(seconds=0.6)
"""Behind words that only a man says."""
PAUSE = timedelta(seconds=0.95)
"""Behind any other short greeting: a machine goes on sooner ('Hello! ... you have reached')."""
WATCHED = timedelta(seconds=40)
"""For so long a machine is listened for: mailboxes speak up to half a minute before they beep."""
BEEP_AFTER_SPEECH = timedelta(seconds=2.5)
"""Where a man was believed in, a beep counts only behind so much speech: telephones at home beep too."""


class MachineWatch:
    """Watches one call from the moment it was taken. Each verb gives the verdict that is new, if there is one."""

    def __init__(self, taken: datetime, sign_of: Callable[[str], Sign], vote: Answerer = Answerer.UNSURE) -> None:
        """`sign_of` judges words; `vote` is the exchange's own opinion."""
        self._taken, self._sign_of, self._vote = taken, sign_of, vote
        self.verdict: Answerer | None = None
        """None while it is open."""
        self._first_voice: datetime | None = None
        self._voice_since: datetime | None = None
        self._voice_end: datetime | None = None
        self._spoken = timedelta()
        self._finals: list[str] = []
        self._partial = ""
        self._sign = Sign.NOTHING
        self._machine_words = 0

    @property
    def next_at(self) -> datetime | None:
        """When `tick` must come; None once the first verdict is there."""
        return self._due() if self.verdict is None else None

    def take(self, news: HearingNews, now: datetime) -> Answerer | None:
        """Something is heard."""
        if now > self._taken + WATCHED or self.verdict is Answerer.MACHINE:
            return None
        match news:
            case VoiceBegan(at=at):
                self._first_voice = self._first_voice or at
                self._voice_since, self._voice_end = at, None
            case VoiceEnded(at=at) if self._voice_since is not None:
                self._spoken += max(timedelta(), at - self._voice_since)
                self._voice_since, self._voice_end = None, at
            case WordsHeard(words=words, is_final=is_final):
                self._heard(" ".join(word.text for word in words), is_final=is_final)
            case Beeped():
                if self._is_machines_beep():
                    return self._decide(Answerer.MACHINE)
        if self._machine_words >= BELIEVED_AFTER:
            return self._decide(Answerer.MACHINE)
        return self.tick(now)

    def vote(self, vote: Answerer, now: datetime) -> Answerer | None:
        """The exchange's detector made up its mind."""
        self._vote = vote
        return self.tick(now)

    def tick(self, now: datetime) -> Answerer | None:
        """Time has passed."""
        if self.verdict is not None or now < self._due():
            return None
        return self._decide(Answerer.HUMAN if self._is_human(now) else Answerer.UNSURE)

    # Inside

    def _heard(self, text: str, *, is_final: bool) -> None:
        if is_final:
            self._finals.append(text)
        self._partial = "" if is_final else text
        self._sign = self._sign_of(" ".join([*self._finals, self._partial]))
        seen = BELIEVED_AFTER if is_final else 1
        self._machine_words = self._machine_words + seen if self._sign is Sign.MACHINE else 0

    def _decide(self, verdict: Answerer) -> Answerer | None:
        is_new = verdict is not self.verdict
        self.verdict = verdict
        return verdict if is_new else None

    def _due(self) -> datetime:
        latest = self._taken + LATEST
        human = self._human_from()
        return latest if human is None else min(latest, human)

    def _is_human(self, now: datetime) -> bool:
        human = self._human_from()
        return human is not None and now >= human

    def _human_from(self) -> datetime | None:
        """From when on what was said until now counts as a man's whole greeting; None where it does not."""
        if self._voice_end is None or self._first_voice is None:
            return None
        if self._sign is Sign.HUMAN:
            return self._voice_end + PAUSE_BEHIND_WORDS
        is_short = self._voice_end - self._first_voice <= SHORT
        if not is_short or self._sign is not Sign.NOTHING or self._vote is Answerer.MACHINE:
            return None
        return self._voice_end + PAUSE

    def _is_machines_beep(self) -> bool:
        return self.verdict is not Answerer.HUMAN or self._spoken >= BEEP_AFTER_SPEECH
