"""An ear that hears what a test lets it hear, at the moment of its clock."""

from datetime import timedelta

from callcenter.kit.clock import Clock
from callcenter.kit.languages import Language
from callcenter.telephony.voice_port import SoundFrame
from ivr.hearing.news import Beeped, HearingNews, Settled, SpokenWord, VoiceBegan, VoiceEnded, WordsHeard
from ivr.hearing.port import Told


class ScriptedEar:
    """`ivr.hearing.port.Ear`, and its last session."""

    def __init__(self) -> None:
        self.told: Told = lambda _: None
        self.is_open = False
        self.opened = 0

    def open(self, language: Language, told: Told) -> "ScriptedEar":
        """Begin to hear a call."""
        self.told, self.is_open = told, True
        self.opened += 1
        return self

    def put(self, frame: SoundFrame) -> None:
        """Nothing: what is heard is told by the test."""

    def close(self) -> None:
        """Nothing is told any more."""
        self.is_open = False

    def hears(self, clock: Clock, text: str, seconds: float = 0.5) -> None:
        """Words that have just been said."""
        end = clock.now()
        begin = end - timedelta(seconds=seconds)
        words = (SpokenWord(text=text, begin=begin, end=end),)
        news: list[HearingNews] = [
            VoiceBegan(at=begin),
            WordsHeard(words=words, is_final=True),
            VoiceEnded(at=end),
            Settled(at=end),
        ]
        for one in news:
            self.told(one)

    def hears_a_beep(self, clock: Clock) -> None:
        """A machine's tone has just ended."""
        self.told(Beeped(at=clock.now()))
