"""A desk for tests: the fixed clinic, an exchange that does what it is told, and a clock that jumps."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache

from callcenter.desk.demo import DemoCaller
from callcenter.desk.parts import DeskClinic, DeskParts, OwnWordings, Wordings
from callcenter.desk.service import DeskService
from callcenter.desk.view import DeskView, desk_view
from callcenter.domain.calls import EndReason
from callcenter.domain.people import Operator
from callcenter.kit.clock import JumpingClock
from callcenter.kit.ids import CallId, ProviderCallId
from callcenter.kit.languages import Language
from callcenter.kit.spoken.wording import Wording
from callcenter.storage.calls import find_call, get_call
from callcenter.storage.work import Database
from callcenter.telephony.port import (
    Answered,
    Arrived,
    Capabilities,
    Connected,
    Disconnected,
    Ended,
    ExchangeError,
    ExchangeNews,
    Held,
    Listener,
    Offered,
    OfferPassed,
    Queued,
    Resumed,
)
from callcenter.telephony.service import TakeNews
from scripts_library.facts import ClinicWords
from scripts_library.loader import Library, parse_script
from tests.support.clinic import ANNA, COUNTRY, NOW, ZONE

SCRIPT = """
id: new_patient
version: 3
language: ru
title: Первый звонок
start: greet
fields:
  first_name: {label: Имя}
  need: {label: Что беспокоит}
  slot: {label: Время, kind: slot}
  refusal_reason: {label: Причина, kind: refusal_reason}
objections:
  - {id: expensive, label: Дорого, goto: price}
steps:
  greet:
    title: Приветствие
    say: "Клиника {{ clinic.name }}, {{ operator.name }}. Чем помочь?"
    answers:
      - {key: 1, id: ready, label: Рассказал, goto: name}
      - {key: 9, id: wrong_number, label: Ошибся, goto: wrong}
  name:
    title: Имя
    say: "{% if patient.name %}Вас зовут {{ patient.name }}?{% else %}Как вас зовут?{% endif %}"
    capture: [first_name]
    answers:
      - {key: 1, id: named, label: Назвался, goto: offer}
  offer:
    title: Два времени
    say: "{{ hail }}могу предложить {{ slots[0].on }} или {{ slots[1].on }}."
    fallback: Когда вам удобно?
    capture: [slot]
    answers:
      - {key: 1, id: first_slot, label: Первое, goto: goodbye, set: {slot: "0"}}
      - {key: 2, id: second_slot, label: Второе, goto: goodbye, set: {slot: "1"}}
      - {key: 3, id: refused, label: Отказ, goto: sorry}
  price:
    title: Цена
    say: Понимаю вас. Консультация стоит {{ price }}.
    answers:
      - {key: 1, id: agreed, label: Согласен, goto: offer}
      - {key: 2, id: refused, label: Дорого, goto: sorry, set: {refusal_reason: price}}
  goodbye:
    title: Прощание
    say: Ждём вас {{ slot.on }}. До свидания!
    exit: booked
  sorry:
    title: Прощание
    say: До свидания!
    exit: refused
  wrong:
    title: Ошибка
    say: Ничего страшного.
    exit: wrong_number
"""


@cache
def small_library(source: str = SCRIPT) -> Library:
    """A library with one short Russian script."""
    script = parse_script(source)
    return Library({(script.id, script.language): script})


class TameExchange:
    """An exchange that obeys at once and tells it, as the simulator does."""

    name = "simulator"

    def __init__(self, clock: JumpingClock, capabilities: Capabilities) -> None:
        self._clock = clock
        self.capabilities = capabilities
        self.listener: Listener | None = None
        self.is_gone = False
        self.said: list[tuple[str, str]] = []

    def start(self, listener: Listener) -> None:
        """Begin."""
        self.listener = listener
        self.tell(Connected(at=self._clock.now()))

    def stop(self) -> None:
        """End."""

    def tell(self, news: ExchangeNews) -> None:
        """Tell a piece of news."""
        assert self.listener is not None
        self.listener(news)

    def answer(self, call: ProviderCallId, extension: str) -> None:
        """Connect."""
        self._obey(Answered(call=call, at=self._clock.now(), extension=extension))

    def hang_up(self, call: ProviderCallId) -> None:
        """End the call."""
        self._obey(Ended(call=call, at=self._clock.now(), reason=EndReason.COMPLETED))

    def hold(self, call: ProviderCallId) -> None:
        """Hold."""
        self._obey(Held(call=call, at=self._clock.now()))

    def resume(self, call: ProviderCallId) -> None:
        """Take back."""
        self._obey(Resumed(call=call, at=self._clock.now()))

    def speak(self, call: ProviderCallId, step: str, text: str, language: Language) -> None:
        """Say."""
        if self.is_gone:
            raise ExchangeError("gone", retryable=True)
        self.said.append((step, text))

    def _obey(self, news: ExchangeNews) -> None:
        if self.is_gone:
            raise ExchangeError("gone", retryable=True)
        self.tell(news)


class TameDemo:
    """One patient who can be made to call."""

    def __init__(self) -> None:
        self.rung: list[str] = []
        self.robot: list[str] = []
        self.lines_are_busy = False

    def callers(self) -> Sequence[DemoCaller]:
        """Who."""
        return (DemoCaller(id="maria", title="Мария Петрова, болит зуб"),)

    def ring(self, caller: str, extension: str) -> None:
        """Ring."""
        if self.lines_are_busy:
            raise ExchangeError("all lines are busy", retryable=True)
        self.rung.append(f"{caller} at {extension}")

    def robot_answers(self, call: ProviderCallId, extension: str) -> None:
        """Take."""
        self.robot.append(f"{call} at {extension}")

    def reply(self, call: ProviderCallId, step: str, nth: int) -> str:
        """Say."""
        return f"{step} {nth}"


class DeskBench:
    """The desk of the fixed clinic with all that is around it."""

    def __init__(
        self,
        database: Database,
        *,
        library: Library | None = None,
        capabilities: Capabilities | None = None,
        demo: TameDemo | None = None,
        clock: JumpingClock | None = None,
        wordings: Wordings | None = None,
    ) -> None:
        self.clock = clock or JumpingClock(NOW)
        self.database = database
        able = capabilities or Capabilities(answer=True, hold=True, speak=True)
        self.exchange = TameExchange(self.clock, able)
        self.exchange.start(TakeNews(database, "simulator", COUNTRY))
        self.demo = demo
        self.clinic = DeskClinic(
            words=ClinicWords(
                name="Ромашка",
                address=Wording("ул. Садовая, 5", "улица Садовая, дом пять"),
                hours=Wording("каждый день с 9 до 20", "каждый день с девяти до двадцати"),
            ),
            language=Language.RU,
            zone=ZONE,
            country=COUNTRY,
        )
        self.parts = DeskParts(
            database=database,
            clock=self.clock,
            library=library or small_library(),
            clinic=self.clinic,
            exchange=self.exchange,
            demo=demo,
            wordings=wordings or OwnWordings(),
        )
        self.desk = DeskService(self.parts)
        self._calls = 0

    def view(self, who: Operator = ANNA) -> DeskView:
        """What the operator sees."""
        return desk_view(self.desk.look(who), self.clinic)

    def wait(self, **length: float) -> None:
        """Let time pass."""
        self.clock.jump(timedelta(**length))

    def arrive(self, number: str | None, name: str = "") -> ProviderCallId:
        """A call waits in the queue."""
        self._calls += 1
        call = ProviderCallId(f"provider-{self._calls}")
        self.exchange.tell(Arrived(call=call, at=self.clock.now(), caller=number or "anonymous", caller_name=name))
        self.exchange.tell(Queued(call=call, at=self.clock.now()))
        return call

    def ring(self, number: str | None, name: str = "", extension: str = "101") -> CallId:
        """A call rings at an operator's telephone."""
        call = self.arrive(number, name)
        self.exchange.tell(Offered(call=call, at=self.clock.now(), extension=extension))
        return self.id_of(call)

    def talk(self, number: str | None, who: Operator = ANNA) -> CallId:
        """A call that the operator has answered from the screen."""
        call = self.ring(number, extension=who.extension)
        self.view(who)
        self.desk.line.answer(who, call)
        return call

    def pass_on(self, call: CallId, extension: str = "101") -> None:
        """The telephone stops ringing; the call waits again."""
        self.exchange.tell(OfferPassed(call=self.provider_id(call), at=self.clock.now(), extension=extension))

    def caller_rings_off(self, call: CallId) -> None:
        """The patient ends the call."""
        self.exchange.tell(Ended(call=self.provider_id(call), at=self.clock.now(), reason=EndReason.COMPLETED))

    def lose_exchange(self) -> None:
        """The link breaks."""
        self.exchange.is_gone = True
        self.exchange.tell(Disconnected(at=self.clock.now(), reason="the exchange does not answer"))

    def id_of(self, call: ProviderCallId) -> CallId:
        """Our id of the exchange's call."""
        with self.database.read() as connection:
            found = find_call(connection, "simulator", call)
        assert found is not None
        return found.id

    def provider_id(self, call: CallId) -> ProviderCallId:
        """The exchange's id of our call."""
        with self.database.read() as connection:
            return get_call(connection, call).provider_call
