"""The names of currencies and of their hundredths in five languages. Data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from callcenter.kit.languages import Language

Gender = Literal["m", "f", "n"]


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted: 'рубль' (one), 'рубля' (two to four), 'рублей' (more)."""

    one: str
    few: str
    many: str
    gender: Gender = "m"


@dataclass(frozen=True, slots=True)
class CurrencyName:
    """A currency in one language."""

    whole: Unit
    cent: Unit
    tenth: str = ""
    """The yuan has a name for its tenth."""


def _unit(text: str) -> Unit:
    """A unit of 'рубль рубля рублей', with '/f' or '/n' where it is not masculine; one word stands for all forms."""
    forms, _, gender = text.partition("/")
    one, few, many = forms.split() if " " in forms else (forms,) * 3
    return Unit(one, few, many, "f" if gender == "f" else "n" if gender == "n" else "m")


def _named(whole: str, cent: str, tenth: str = "") -> CurrencyName:
    return CurrencyName(_unit(whole), _unit(cent), tenth)


NAMES: Mapping[Language, Mapping[str, CurrencyName]] = {
    Language.RU: {
        "RUB": _named("рубль рубля рублей", "копейка копейки копеек/f"),
        "UAH": _named("гривна гривны гривен/f", "копейка копейки копеек/f"),
        "PLN": _named("злотый злотых злотых", "грош гроша грошей"),
        "GBP": _named("фунт фунта фунтов", "пенс пенса пенсов"),
        "EUR": _named("евро", "цент цента центов"),
        "USD": _named("доллар доллара долларов", "цент цента центов"),
        "CNY": _named("юань юаня юаней", "фэнь фэня фэней"),
    },
    Language.UK: {
        "RUB": _named("рубль рублі рублів", "копійка копійки копійок/f"),
        "UAH": _named("гривня гривні гривень/f", "копійка копійки копійок/f"),
        "PLN": _named("злотий злоті злотих", "грош гроші грошів"),
        "GBP": _named("фунт фунти фунтів", "пенс пенси пенсів"),
        "EUR": _named("євро", "цент центи центів"),
        "USD": _named("долар долари доларів", "цент центи центів"),
        "CNY": _named("юань юані юанів", "фень фені фенів"),
    },
    Language.PL: {
        "RUB": _named("rubel ruble rubli", "kopiejka kopiejki kopiejek/f"),
        "UAH": _named("hrywna hrywny hrywien/f", "kopiejka kopiejki kopiejek/f"),
        "PLN": _named("złoty złote złotych", "grosz grosze groszy"),
        "GBP": _named("funt funty funtów", "pens pensy pensów"),
        "EUR": _named("euro/n", "cent centy centów"),
        "USD": _named("dolar dolary dolarów", "cent centy centów"),
        "CNY": _named("juan juany juanów", "fen feny fenów"),
    },
    Language.EN: {
        "RUB": _named("rouble roubles roubles", "kopeck kopecks kopecks"),
        "UAH": _named("hryvnia hryvnias hryvnias", "kopiyka kopiykas kopiykas"),
        "PLN": _named("zloty zlotys zlotys", "grosz groszy groszy"),
        "GBP": _named("pound pounds pounds", "penny pence pence"),
        "EUR": _named("euro euros euros", "cent cents cents"),
        "USD": _named("dollar dollars dollars", "cent cents cents"),
        "CNY": _named("yuan", "fen"),
    },
    Language.ZH: {
        "RUB": _named("卢布", "戈比"),
        "UAH": _named("格里夫纳", "戈比"),
        "PLN": _named("兹罗提", "格罗希"),
        "GBP": _named("英镑", "便士"),
        "EUR": _named("欧元", "欧分"),
        "USD": _named("美元", "美分"),
        "CNY": _named("元", "分", "角"),
    },
}
