"""Made-up calls to try prompts and flows with: one in which everything is known, and ones in which little is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from callcenter.kit.languages import Language
from callcenter.kit.spoken.wording import Wording
from ivr.flow.facts import Appointment, Clinic, Facts, Listener, Queue
from ivr.flow.model import About, Flow

_FIRST = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)

_CLINICS = {
    Language.RU: Clinic(
        name="Ромашка",
        phone=Wording("+7 343 200-00-00", "плюс семь, триста сорок три, двести, ноль ноль, ноль ноль"),
        address=Wording("ул. Садовая, 5", "улица Садовая, дом пять"),
        hours=Wording("каждый день с 9:00 до 20:00", "каждый день с девяти утра до восьми вечера"),
        zone="Asia/Yekaterinburg",
        emergency=Wording("103", "сто три"),
    ),
    Language.UK: Clinic(
        name="Ромашка",
        phone=Wording("+380 44 200-00-00", "плюс триста вісімдесят, сорок чотири, двісті, нуль нуль, нуль нуль"),
        address=Wording("вул. Садова, 5", "вулиця Садова, будинок п'ять"),
        hours=Wording("щодня з 9:00 до 20:00", "щодня з дев'ятої ранку до восьмої вечора"),
        zone="Europe/Kyiv",
        emergency=Wording("103", "сто три"),
    ),
    Language.PL: Clinic(
        name="Rumianek",
        phone=Wording("+48 22 200 00 00", "plus czterdzieści osiem, dwadzieścia dwa, dwieście, zero zero, zero zero"),
        address=Wording("ul. Ogrodowa 5", "ulica Ogrodowa pięć"),
        hours=Wording("codziennie od 9:00 do 20:00", "codziennie od dziewiątej do dwudziestej"),
        zone="Europe/Warsaw",
        emergency=Wording("112", "sto dwanaście"),
    ),
    Language.EN: Clinic(
        name="Camomile",
        phone=Wording("0113 496 0000", "oh one one three, four nine six, oh oh oh oh"),
        address=Wording("5 Garden Street", "five Garden Street"),
        hours=Wording("every day from 9 am to 8 pm", "every day from nine in the morning to eight in the evening"),
        zone="Europe/London",
        emergency=Wording("999", "nine nine nine"),
    ),
    Language.ZH: Clinic(
        name="甘菊",
        phone=Wording("0512 6200 0000", "零五幺二，六二零零，零零零零"),
        address=Wording("花园路5号", "花园路五号"),
        hours=Wording("每天9:00到20:00", "每天早上九点到晚上八点"),
        zone="Asia/Shanghai",
        emergency=Wording("120", "幺二零"),
    ),
}
_PEOPLE = {
    Language.RU: (Listener(asked="Мария Ивановна", address="Мария Ивановна", gender="female"), "Елена Орлова", "Дима"),
    Language.UK: (
        Listener(asked="Марія Іванівна", address="Маріє Іванівно", gender="female"),
        "Олена Орлова",
        "Дмитрик",
    ),
    Language.PL: (Listener(asked="Maria", address="pani Mario", gender="female"), "Elena Orłowska", "Kuba"),
    Language.EN: (Listener(asked="Anna", address="Ms Carter", gender="female"), "Helen Ashby", "Tom"),
    Language.ZH: (Listener(asked="王女士", address="王女士", gender="female"), "李敏", "小明"),
}
_SERVICES = {
    Language.RU: "лечение кариеса",
    Language.UK: "лікування карієсу",
    Language.PL: "leczenie próchnicy",
    Language.EN: "a filling",
    Language.ZH: "补牙",
}


def made_up(language: Language, *, visits: int = 1, offers: int = 2) -> Facts:
    """A call in which everything is known, with so many visits and free places."""
    listener, doctor, child = _PEOPLE[language]
    booked = tuple(
        Appointment(
            id=f"visit-{place}",
            at=_FIRST + timedelta(hours=place),
            doctor=doctor,
            service=_SERVICES[language],
            whose=child if place else "",
        )
        for place in range(visits)
    )
    free = tuple(
        Appointment(id=f"place-{place}", at=_FIRST + timedelta(days=1 + place, hours=2), doctor=doctor)
        for place in range(offers)
    )
    return Facts(
        clinic=_CLINICS[language],
        listener=listener,
        visits=booked,
        offers=free,
        queue=Queue(position=2, minutes=4),
    )


def evening_of(flow: Flow, zone: str) -> datetime:
    """When a made-up call takes place: the evening before the visit, or after it where the flow is about one that is
    over; in the clinic's time."""
    days = -1 if flow.about is About.COMING else 1
    return _FIRST.astimezone(ZoneInfo(zone)).replace(hour=18, minute=20) + timedelta(days=days)


def sparse(language: Language) -> Iterator[Facts]:
    """Calls that lack something: the way to address the patient, the gender, the doctor; and calls about a child."""
    full = made_up(language)
    listener, visit = full.listener, full.visits[0]
    assert listener is not None  # noqa: S101 - made so above
    yield replace(full, listener=replace(listener, address=""))
    yield replace(full, listener=replace(listener, gender=""))
    yield replace(full, listener=replace(listener, gender="male"))
    bare = replace(visit, doctor="", service="")
    yield replace(full, visits=(bare,), offers=tuple(replace(one, doctor="") for one in full.offers))
    yield replace(full, visits=(replace(visit, whose=_PEOPLE[language][2]),))
    yield made_up(language, visits=2)
    yield made_up(language, visits=3)
    yield replace(
        made_up(language, visits=2),
        visits=tuple(replace(one, doctor="", service="") for one in made_up(language, visits=2).visits),
    )
