"""Ukrainian names in the genitive: 'Соломії Мельник', 'Остапа Бондаря'.

After the Ukrainian orthography of 2019, sections 97 to 107 on names and surnames.
"""

import re

from callcenter.kit.spoken.names.endings import changed, each, table
from callcenter.kit.spoken.names.parts import Cues, Gender, NameWord, Role
from callcenter.kit.spoken.wording import words

CUES = Cues(
    female=frozenset(
        words(
            "Адріана Аліна Аліса Алла Анастасія Ангеліна Анжела Анна Антоніна Богдана Валентина Валерія Варвара "
            "Вероніка Віра Вікторія Віталія Галина Ганна Дарина Дар'я Діана Ева Єва Євгенія Єлизавета Жанна Зінаїда "
            "Златослава Зоряна Зоя Іванна Інна Ірина Катерина Кіра Клавдія Христина Ксенія Лариса Леся "
            "Лідія Лілія Ліна "
            "Любов Людмила Майя Маргарита Марина Марія Марта Мирослава Надія Наталія Наталя Ніна Оксана Олександра "
            "Олена Олеся Ольга Оля Орися Поліна Раїса Роксолана Руслана Світлана Соломія Софія Стефанія Таїсія Тамара "
            "Тетяна Уляна Федора Юлія Юстина Яна Ярина Ярослава Нінель"
        )
    ),
    male=frozenset(
        words(
            "Анатолій Андрій Антін Антон Аркадій Арсен Артем Артур Богдан Борис Вадим Валентин Валерій Василь Віктор "
            "Віталій Владислав Володимир Всеволод В'ячеслав Гаврило Геннадій Георгій Гліб Григорій Данило Денис "
            "Дмитро Євген Захар Зеновій Іван Ігор Ілля Йосип Кирило Костянтин Кузьма Лев Леонід Лука Любомир Макар "
            "Максим Маркіян Марко Мар'ян Матвій Микита Микола Мирон Мирослав Михайло Назар Нестор Олег Олесь Олександр "
            "Олексій Орест Остап Павло Петро Пилип Роман Ростислав Руслан Сава Святослав Северин Семен Сергій "
            "Станіслав Степан Тарас Теодор Тимофій Тиміш Устим Федір Хома Юліан Юрій Юхим Яків Ярема Ярослав Лазар"
        )
    ),
    patronymics={"ович": "male", "йович": "male", "евич": "male", "івна": "female", "ївна": "female"},
    surnames={
        **dict.fromkeys(("ська", "цька", "зька", "ова", "єва", "ева"), "female"),
        **dict.fromkeys(("ський", "цький", "зький", "ов", "єв", "ев", "ий"), "male"),
    },
    letters=re.compile("[А-Яа-яІіЇїЄєҐґ'’ʼ-]+"),
)
_HARD = "бвгґджзклмнпрстфхцчшщ"
_FIRST = table("а>и жа>жі ча>чі ша>ші ща>щі я>і ія>ії ая>аї оя>ої йя>йї ея>еї єя>єї 'я>'ї ’я>’ї ʼя>ʼї")
_SECOND = {**each(_HARD, "+а"), **table("єць>йця о>а ьо>я й>я ій>ія їй>їя ь>я")}
_EXCEPTIONS = {
    "Ігор": "Ігоря",
    "Лазар": "Лазаря",
    "Антін": "Антона",
    "Федір": "Федора",
    "Сидір": "Сидора",
    "Тиміш": "Тимоша",
    "Яків": "Якова",
    "Любов": "Любові",
    "Нінель": "Нінелі",
}
_ADJECTIVE = table("ий>ого ній>нього")
_FLEETING = table("чок>чка ець>ця лець>льця єць>йця аць>аця")
_SOFT = re.compile("(?!Гончар|Комар|Захар|Назар|Макар|Базар|Товар).*[бвгдзкмнпстч]ар")
"""Surnames from trades have a soft -р: Бондаря, Кобзаря; Гончара is known with a hard one."""
_FEMALE = table(
    "ська>ської цька>цької зька>зької ова>ової єва>євої ева>евої іна>іної їна>їної сна>сної рна>рної тна>тної дна>дної "
    "жна>жної зна>зної чна>чної вна>вної нна>нної льна>льної ла>лої ра>рої ня>ньої"
)
_NOUNS = frozenset(
    words("Скала Гора Сила Мара Кара Стріла Пила Смола Зоря Мазура Вуйна Хмара Шура Бура Скиба Бабиня Гусениця Вишня")
)


def declined(word: NameWord, gender: Gender) -> str:
    """One word of a name in the genitive; each part of a double name by itself."""
    return "-".join(_declined(part, word.role, gender) for part in word.text.split("-"))


def _declined(word: str, role: Role, gender: Gender) -> str:
    if word in _EXCEPTIONS and role is Role.GIVEN:
        return _EXCEPTIONS[word]
    if role is Role.SURNAME:
        return _surname(word, gender)
    if word[-1:] in "ая":
        return changed(word, _FIRST)
    return word if gender == "female" else changed(word, _SECOND)


def _surname(word: str, gender: Gender) -> str:
    if word.endswith(("их", "аго", "ово")):
        return word
    if gender == "female" and word not in _NOUNS and (adjective := changed(word, _FEMALE)) != word:
        return adjective
    if word[-1:] in "ая":
        return changed(word, _FIRST)
    if gender == "female":
        return word
    if len(word) > 3 and (adjective := changed(word, _ADJECTIVE)) != word:
        return adjective
    if len(word) > 5 and (shorter := changed(word, _FLEETING)) != word:
        return shorter
    return word + "я" if _SOFT.fullmatch(word) else changed(word, _SECOND)
