"""Three short Russian scripts that use all that a script can do, for tests of the desk."""

from functools import cache

from scripts_library.loader import Library, parse_script

NEW = """
id: new_patient
version: 3
language: ru
title: Первый звонок
start: greet
enter: name
opens: not who.known
fields:
  first_name: {label: Имя}
  need: {label: Что беспокоит}
  slot: {label: Время, kind: slot}
objections:
  - {id: expensive, label: Дорого, goto: expensive}
phrases:
  - {id: hold_ask, label: Поставить на удержание, say: "{{ hail }}подождите, пожалуйста, минуту."}
  - {id: price_now, label: Назвать цену, say: "Консультация стоит {{ price }}."}
steps:
  greet:
    title: Приветствие
    say: "Клиника {{ clinic.name }}, {{ operator.name }}. Чем помочь?"
    listen: [имя, что болит]
    answers:
      - {key: 1, id: ready, label: Рассказал, goto: name}
      - {key: 2, id: has_visit, label: Хочет перенести, script: reschedule, set: {need: move}}
  name:
    title: Имя
    say: Как вас зовут?
    again: Итак, как вас зовут?
    capture: [first_name]
    answers:
      - {key: 1, id: named, label: Назвался, goto: senior}
      - {key: 2, id: child, label: Назвал ребёнка, goto: senior, when: who.child}
  senior:
    title: Дорога
    when: who.senior
    otherwise: offer
    say: У нас есть лифт.
    answers:
      - {key: 1, id: good, label: Хорошо, goto: offer}
  offer:
    title: Два времени
    say: "{{ hail }}могу предложить {{ slots[0].on }} или {{ slots[1].on }}."
    fallback: Когда вам удобно?
    capture: [slot]
    answers:
      - {key: 1, id: first_slot, label: Первое, goto: goodbye, set: {slot: "0"}}
      - {key: 2, id: second_slot, label: Второе, goto: goodbye, set: {slot: "1"}}
  expensive:
    title: Дорого
    say: Понимаю вас. В цену входит всё.
    answers:
      - {key: 1, id: agreed, label: Согласен, goto: return}
  goodbye:
    title: Прощание
    say: Ждём вас. До свидания!
    exit: booked
"""

MOVE = """
id: reschedule
version: 1
language: ru
title: Перенос визита
start: greet
enter: which
opens: who.known and have.visit
fields:
  need: {label: Что беспокоит}
steps:
  greet:
    title: Приветствие
    say: "{{ hail }}здравствуйте! Чем помочь?"
    answers:
      - {key: 1, id: ready, label: Рассказал, goto: which}
  which:
    title: Какой визит
    say: "Вы записаны {{ visit.on }}, {{ visit.service }}, врач {{ visit.doctor }}. Перенести?"
    fallback: На какой день вы записаны?
    answers:
      - {key: 1, id: move, label: Да, goto: goodbye}
  goodbye:
    title: Прощание
    say: До свидания!
    exit: rescheduled
"""

REPEAT = """
id: repeat_visit
version: 1
language: ru
title: Повторный визит
start: greet
opens: who.known and not have.visit
steps:
  greet:
    title: Приветствие
    say: "{{ hail }}рады вас слышать! Чем помочь?"
    answers:
      - {key: 1, id: bye, label: Ничем, goto: goodbye}
  goodbye:
    title: Прощание
    say: До свидания!
    exit: information
"""


@cache
def three_scripts() -> Library:
    """Scripts for unknown callers, for known ones, and one that both can go over to."""
    return library_of(NEW, MOVE, REPEAT)


def library_of(*sources: str) -> Library:
    """A library of these scripts."""
    scripts = [parse_script(source) for source in sources]
    return Library({(script.id, script.language): script for script in scripts})
