"""Russian names in the genitive and the dative: 'Елены Орловой', 'Елене Орловой'.

After Rosenthal, "Справочник по правописанию и литературной правке", on the declension of names and surnames.
"""

import re
from collections.abc import Mapping
from typing import Literal

from callcenter.kit.spoken.names.endings import changed, each, table
from callcenter.kit.spoken.names.parts import Cues, Gender, NameWord, Role
from callcenter.kit.spoken.wording import words

Case = Literal["gen", "dat"]

CUES = Cues(
    female=frozenset(
        words(
            "Александра Алина Алиса Алла Алёна Анастасия Ангелина Анжела Анна Антонина Анфиса Арина Белла Валентина "
            "Валерия Варвара Василиса Вера Вероника Виктория Галина Дарья Диана Дина Ева Евгения Екатерина Елена "
            "Елизавета Жанна Зинаида Зоя Инга Инна Ирина Карина Кира Клавдия Клара Кристина Ксения "
            "Лариса Лиана Лидия Лилия "
            "Любовь Людмила Майя Маргарита Марина Мария Марта Милана Надежда Наталия Наталья Нелли Нина Нинель Нонна "
            "Оксана Олеся Ольга Полина Раиса Регина Римма Роза Светлана Снежана София Софья Таисия Тамара Татьяна "
            "Ульяна Фаина Элина Эльвира Эмма Юлия Яна Ярослава Алсу Гузель Айгуль Динара Гульнара Лейла Эльмира "
            "Зульфия"
        )
    ),
    male=frozenset(
        words(
            "Александр Алексей Анатолий Андрей Антон Аркадий Арсений Артём Артур Богдан Борис Вадим Валентин Валерий "
            "Василий Виктор Виталий Владимир Владислав Всеволод Вячеслав Геннадий Георгий Герман Глеб Григорий Давид "
            "Даниил Данила Денис Дмитрий Евгений Егор Захар Иван Игнат Игорь Илья Иосиф Кирилл Константин Кузьма Лев "
            "Леонид Макар Максим Марат Марк Матвей Михаил Никита Николай Олег Павел Пётр Петр Платон Ринат Роберт "
            "Родион Роман Ростислав Руслан Савва Семён Сергей Станислав Степан Тимофей Тимур Фёдор Федор Филипп Фома "
            "Эдуард Эмиль Юлиан Юрий Яков Ян Ярослав Артем Семен Рустам Ильдар Руфат Армен Ашот Гурген Вахтанг Арам "
            "Айрат Рамиль"
        )
    ),
    patronymics={"вич": "male", "ьич": "male", "мич": "male", "кич": "male", "вна": "female", "чна": "female"},
    surnames={
        **dict.fromkeys(
            ("ова", "ева", "ёва", "ина", "ына", "ская", "цкая", "ная", "тая", "лая", "рая", "кая"), "female"
        ),
        **dict.fromkeys(("ов", "ев", "ёв", "ин", "ын", "ский", "цкий", "ной", "той", "ый"), "male"),
    },
    letters=re.compile("[А-Яа-яЁё-]+"),
)
_HARD = "бвгджзклмнпрстфхцчшщ"
_FIRST = {
    # Words on -а and -я: Анна, Ольга, Илья, Мария.
    "gen": table("а>ы га>ги ка>ки ха>хи жа>жи ча>чи ша>ши ща>щи я>и ия>ии"),
    "dat": table("а>е я>е ия>ии"),
}
_SECOND = {
    "gen": {**each(_HARD, "+а"), **table("й>я ь>я ий>ия аяц>айца")},
    "dat": {**each(_HARD, "+у"), **table("й>ю ь>ю ий>ию аяц>айцу")},
}
_EXCEPTIONS: Mapping[str, Mapping[str, str]] = {
    "Павел": {"gen": "Павла", "dat": "Павлу"},
    "Пётр": {"gen": "Петра", "dat": "Петру"},
    "Лев": {"gen": "Льва", "dat": "Льву"},
    "Любовь": {"gen": "Любови", "dat": "Любови"},
    "Нинель": {"gen": "Нинели", "dat": "Нинели"},
}
_ADJECTIVE = {
    "gen": table(
        "ский>ского цкий>цкого кий>кого гий>гого хий>хого ый>ого ой>ого ний>него жий>жего чий>чего ший>шего щий>щего"
    ),
    "dat": table(
        "ский>скому цкий>цкому кий>кому гий>гому хий>хому ый>ому ой>ому ний>нему жий>жему чий>чему ший>шему щий>щему"
    ),
}
_FLEETING = {
    "gen": table("аец>айца ец>ца робей>робья ловей>ловья равей>равья чок>чка енок>енка ёнок>ёнка"),
    "dat": table("аец>айцу ец>цу робей>робью ловей>ловью равей>равью чок>чку енок>енку ёнок>ёнку"),
}
_FEMALE = table(
    "ова>овой ева>евой ёва>ёвой ина>иной ына>ыной ая>ой жая>жей чая>чей шая>шей щая>щей няя>ней яя>ей"  # both cases
)
_NOUNS = frozenset(words("Щербина Калина Малина Дубина Година Смородина Былина"))
"""Surnames that only look like 'Пушкина'."""
_VOWELS = "аеёиоуыэюя"


def declined(word: NameWord, gender: Gender, case: Case) -> str:
    """One word of a name in a case; each part of a double name by itself."""
    return "-".join(_declined(part, word.role, gender, case) for part in word.text.split("-"))


def _declined(word: str, role: Role, gender: Gender, case: Case) -> str:
    if word in _EXCEPTIONS and role is Role.GIVEN:
        return _EXCEPTIONS[word][case]
    if role is Role.SURNAME:
        return _surname(word, gender, case)
    if word[-1:] in "ая":
        return changed(word, _FIRST[case])
    return word if gender == "female" else changed(word, _SECOND[case])


def _surname(word: str, gender: Gender, case: Case) -> str:
    if word.endswith(("ых", "их", "аго", "ово")):
        return word  # Черных, Живаго: they have one form
    if gender == "female":
        adjective = changed(word, _FEMALE)
        if adjective != word and word not in _NOUNS:
            return adjective
    elif word[-1:] not in "ая":
        for rules, shortest in ((_ADJECTIVE, 4), (_FLEETING, 5)):  # Цой, Швец: no adjective, nothing to lose
            if len(word) >= shortest and (found := changed(word, rules[case])) != word:
                return found
        return changed(word, _SECOND[case])
    is_noun = word.endswith("ия") or re.search(f"[^{_VOWELS}][ая]$", word)
    return changed(word, _FIRST[case]) if is_noun else word
