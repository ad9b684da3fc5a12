"""Which criterion of ours a row of a foreign table means, by its words in any of our languages. A guess. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recordings.scoring.standard import Criterion

_STEM = 5
_LEAST = 0.34
_WORD = re.compile(r"[^\W\d_]+")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_EMPTY = (
    "the and for with that his her their not при или для что это как все без его она они администратор оператор"
    " клиента клиент пациента пациент адміністратор клієнта пацієнта czy nie jest pacjenta rozmówcy recepcja 前台 患者"
    " caller patient administrator operator"
)
_EMPTY_WORDS = frozenset(_EMPTY.split())
_ALSO = {
    "greeting": "hello приветствовал поздоровался поздоровалась привітав привітання powitał 问好",
    "clinic_name": "компания компанию организация организации company company's firmy организацию 公司",
    "self_introduction": "представился представилась имя назвал своё introduced przedstawił 自我介绍",
    "ask_name": "узнал имя клиента как обращаться узнала спросил 称呼",
    "need_questions": "потребности выявление потребность уточняющие вопросы needs потреби potrzeby 需求",
    "offer_appointment": "запись записать предложил визит appointment booking запис wizyty 预约",
    "objection_handling": "возражения возражениями отработка objections заперечення obiekcje 异议",
    "contact_captured": "телефон контакт контактные данные phone contact kontakt 电话",
    "source_asked": "источник откуда узнали source рекламы джерело źródło 渠道",
    "recap": "резюме резюмировал повторил итог summary підсумок podsumowanie 复述",
    "goodbye": "прощание попрощался попрощалась прощался farewell прощання pożegnanie 道别 结束语",
    "polite_words": "вежливость вежливые спасибо пожалуйста polite ввічливість uprzejmość 礼貌",
    "calm_tone": "тон доброжелательность интонация tone friendly тональність ton 语气",
    "no_forbidden_phrases": "стоп-слова слова-паразиты запрещённые фразы forbidden заборонені zakazane 禁语",
    "answer_speed": "скорость ответа быстро гудок гудка answer speed швидкість szybkość 接听",
    "hold_length": "удержание ожидание hold утримання oczekiwanie 等待",
    "empathy": "сочувствие эмпатия понимание empathy емпатія empatia 同理心",
    "presents_benefit": "преимущества презентация выгоды benefits переваги zalety 优势",
    "value_before_price": "цена стоимость price ціна cena 价格",
}
"""Words by which other people's tables call these, beside those of our own titles."""


@dataclass(frozen=True, slots=True)
class _Known:
    id: str
    titles: tuple[frozenset[str], ...]
    more: frozenset[str]


def match_rows(names: Sequence[str], criteria: Sequence[Criterion]) -> list[str]:
    """For each name the id of a criterion, or empty where none is like it; no criterion is given twice."""
    known = [_known(criterion) for criterion in criteria]
    likely = [
        (likeness, place, one.id)
        for place, name in enumerate(names)
        for one in known
        if (likeness := _likeness(name, one)) >= _LEAST
    ]
    found: dict[int, str] = {}
    for _, place, criterion in sorted(likely, key=lambda item: (-item[0], item[1], item[2])):
        if place not in found and criterion not in found.values():
            found[place] = criterion
    return [found.get(place, "") for place in range(len(names))]


def _known(criterion: Criterion) -> _Known:
    titles = {_stems(title) for title in criterion.title.values()}
    more = _stems(" ".join([_ALSO.get(criterion.id, ""), *criterion.proof.values()]))
    return _Known(criterion.id, tuple(titles), more)


def _likeness(name: str, known: _Known) -> float:
    stems = _stems(name)
    if not stems:
        return 0.0
    also = _stems(_ALSO.get(known.id, ""))
    by_title = max((_share(stems, title) for title in known.titles if title), default=0.0)
    by_others = len(stems & also) / len(stems)
    by_proof = len(stems & known.more) / len(stems)
    return max(by_title, 0.9 * by_others) + 0.25 * by_proof


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    common = len(one & other)
    return 2 * common / (len(one) + len(other))


def _stems(text: str) -> frozenset[str]:
    """The beginnings of the words; of Chinese, pairs of characters."""
    folded = text.casefold().replace("ё", "е")
    words = (word for word in _WORD.findall(_CHINESE.sub(" ", folded)) if len(word) > 2 and word not in _EMPTY_WORDS)
    runs = re.findall(r"[\u4e00-\u9fff]+", folded)
    pairs = (run[place : place + 2] for run in runs for place in range(len(run) - 1))
    return frozenset((*(word[:_STEM] for word in words), *pairs))
