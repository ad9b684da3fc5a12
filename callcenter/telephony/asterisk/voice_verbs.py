"""What a robot may ask of Asterisk: callcenter.telephony.voice_port.VoiceExchange."""

import math
import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import timedelta

from callcenter.kit.clock import Clock
from callcenter.kit.ids import ProviderCallId
from callcenter.kit.languages import Language
from callcenter.telephony.asterisk import agi
from callcenter.telephony.asterisk.channels import dialled_call
from callcenter.telephony.asterisk.led_channel import LedChannel, Step
from callcenter.telephony.asterisk.link import CommandRefusedError, Link
from callcenter.telephony.asterisk.listening import Listening
from callcenter.telephony.asterisk.messages import message_there
from callcenter.telephony.asterisk.settings import AsteriskSettings
from callcenter.telephony.asterisk.tracked import Dialled
from callcenter.telephony.port import ExchangeError
from callcenter.telephony.voice_port import Destination, Dial, Ears, NotRungError, Prompt

_TAG = re.compile(r"[A-Za-z0-9_\-]{1,100}")
_NUMBER = re.compile(r"\+?[0-9]{2,20}")
_ENTRANCE = re.compile(r"[A-Za-z0-9_.\-]{1,80}")
_QUEUE = re.compile(r"[A-Za-z0-9_.\-]{0,80}")
_LINE = re.compile(r"[A-Za-z0-9_.\-@:/{}+]{1,200}")
_TAGS_KEPT = 10_000
_RING_S = 30
"""How long a telephone rings to which a robot puts a call through."""


class VoiceVerbs:
    """Prompts, sound, messages, putting through, dialling."""

    _settings: AsteriskSettings
    _clock: Clock
    _listening: Listening

    def __init__(self) -> None:
        self._dialled: OrderedDict[str, None] = OrderedDict()

    @property
    def hears(self) -> bool:
        """The patient's sound is streamed; Asterisk recognises no speech."""
        return True

    def play(self, call: ProviderCallId, command: int, prompts: Sequence[Prompt]) -> None:
        """Say prompts; one without a file is missing, for Asterisk has no voice."""
        if prompts:
            self._on_call(call, lambda led: led.play(command, tuple(prompts), self._clock.now()))

    def stop_playing(self, call: ProviderCallId) -> None:
        """The robot falls silent: about a millisecond."""
        self._on_call(call, lambda led: led.stop(self._clock.now()))

    def listen(self, call: ProviderCallId, ears: Ears) -> None:
        """Stream what the patient says; a frame comes at most 25 ms after it was said."""
        link = self._link()
        with self._listening.lock:
            self._listening.robots.listen(link, call, ears)

    def expect_words(self, call: ProviderCallId, language: Language, seconds: float) -> None:
        """Nothing: who listens recognises."""

    def record_message(self, call: ProviderCallId, command: int, longest_s: float, pause_s: float) -> None:
        """A beep, then what the patient says. Asterisk counts whole seconds: they are rounded up."""
        file = message_there(self._settings, call, command)
        text = agi.record_file(file, math.ceil(longest_s), max(1, math.ceil(pause_s)))
        longest = timedelta(seconds=math.ceil(longest_s))
        self._on_call(call, lambda led: led.record(command, text, self._clock.now(), longest))

    def put_through(self, call: ProviderCallId, command: int, whom: Destination, to: str) -> None:
        """To the queue (`to` empty: the usual one), an operator's telephone, or a number outside."""
        text = self._way(command, whom, to)
        link = self._link()
        with self._listening.lock:
            tracked = self._listening.translator.calls.get(call)
            if tracked is not None and tracked.led is not None and tracked.led.away is None:
                tracked.through = whom
        self._on_call(call, lambda led: led.put_through(command, text, self._clock.now()), link)

    def dial(self, dial: Dial) -> None:
        """Ring a patient; a tag that this process has dialled, or whose call lives, is no error, and rings nobody.

        The exchange itself refuses the id of a channel that lives, but only once it gets to it: a call that ends just
        then would be rung anew.

        Where the exchange's answer is lost it is not rung again: once the link is back, the call is found among its
        channels, or told as lost.
        """
        fields = self._originate(dial)
        call = dialled_call(dial.tag)
        link = self._link()
        with self._listening.lock:
            if dial.tag in self._dialled or call in self._listening.translator.calls:
                return
            self._dialled[dial.tag] = None
            while len(self._dialled) > _TAGS_KEPT:
                self._dialled.popitem(last=False)
            self._listening.translator.dialled[call] = Dialled(dial.number, self._clock.now())
        try:
            link.request("Originate", fields, action_id=call)
        except CommandRefusedError as error:
            with self._listening.lock:
                self._listening.translator.dialled.pop(call, None)
                if not _is_there_already(error):
                    self._dialled.pop(dial.tag, None)
                    raise

    # Inside

    def _on_call(self, call: ProviderCallId, what: Callable[[LedChannel], Step], link: Link | None = None) -> None:
        link = link or self._link()
        with self._listening.lock:
            news = self._listening.robots.command(link, call, what)
            self._listening.tell_soon(news)

    def _way(self, command: int, whom: Destination, to: str) -> str:
        if whom is Destination.QUEUE:
            if not _QUEUE.fullmatch(to):
                raise ExchangeError("this cannot be a queue's name; see the flow that names it", retryable=False)
            return agi.put_through("queue", str(command), to)
        if whom is Destination.EXTENSION:
            if not to or not _QUEUE.fullmatch(to):
                raise ExchangeError("this cannot be a telephone's name; see the flow that names it", retryable=False)
            channel = self._settings.telephone.replace("{extension}", to)
        else:
            channel = self._outside(self._settings.trunk, to)
        return agi.put_through("dial", str(command), channel, str(_RING_S))

    def _outside(self, trunk: str, number: str) -> str:
        """What Dial and Originate take to ring `number`."""
        if not _NUMBER.fullmatch(number):
            raise ExchangeError("this is no telephone number, so nobody was rung; write it in full", retryable=False)
        if not _LINE.fullmatch(trunk):
            raise ExchangeError(f"'{trunk}' cannot be a line of this exchange; nobody was rung", retryable=False)
        line = trunk if "{number}" in trunk else f"PJSIP/{{number}}@{trunk}"
        return line.replace("{number}", number)

    def _originate(self, dial: Dial) -> list[tuple[str, str]]:
        channel = self._outside(dial.trunk or self._settings.trunk, dial.number)
        if not _TAG.fullmatch(dial.tag) or not _ENTRANCE.fullmatch(dial.entrance):
            raise ExchangeError("the call's tag or entrance has characters that no id has", retryable=False)
        if dial.caller_id and not _NUMBER.fullmatch(dial.caller_id):
            raise ExchangeError("the number to be shown to patients is no telephone number", retryable=False)
        fields = [
            ("Channel", channel),
            ("Context", "callcenter-dialled"),
            ("Exten", "s"),
            ("Priority", "1"),
            ("Timeout", str(round(dial.ring_s * 1000))),
            ("ChannelId", dialled_call(dial.tag)),
            ("Variable", f"CALLCENTER_ENTRANCE={dial.entrance}"),
            ("Variable", f"CALLCENTER_NUMBER={dial.number}"),
            ("Async", "true"),
        ]
        return [*fields, ("CallerID", dial.caller_id)] if dial.caller_id else fields

    def _link(self) -> Link:
        link = self._listening.link
        if link is None:
            raise NotRungError("the exchange cannot be reached at the moment; try again shortly")
        return link


def _is_there_already(error: CommandRefusedError) -> bool:
    """Another process of ours has dialled it, and it rings or talks."""
    return "id" in error.said.lower() and "use" in error.said.lower()
