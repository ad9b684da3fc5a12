"""Prices as they are said: the currency in the right number, the numeral in its gender. Pure."""

from callcenter.kit.languages import Language
from callcenter.kit.spoken.currencies import NAMES, CurrencyName, Gender, Unit
from callcenter.kit.spoken.registry import number_in_words
from callcenter.kit.spoken.wording import Wording

_SIGNS = {"RUB": "₽", "UAH": "₴", "PLN": "zł", "GBP": "£", "EUR": "€", "USD": "$", "CNY": "¥"}
_LARGEST = 999_999


def price(whole: int, currency: str, language: Language, *, cents: int = 0) -> Wording:
    """A price: '2 000 ₽' and 'две тысячи рублей'; `currency` by its ISO 4217 code, `cents` hundredths of it.

    It never fails: an unknown currency is named by its letters, and what is no price up to 999,999 keeps its figures.
    """
    code = currency.strip().upper()
    shown = _shown(whole, cents, code, language)
    if not (0 <= whole <= _LARGEST and 0 <= cents < 100):
        return Wording(shown, shown)
    name = NAMES[language].get(code)
    if name is None:
        said = number_in_words(whole, language) + (f" {number_in_words(cents, language)}" if cents else "")
        return Wording(shown, f"{said} {' '.join(filter(str.isalpha, code))}".strip())
    return Wording(
        shown, _chinese(whole, cents, name) if language is Language.ZH else _said(whole, cents, name, language)
    )


def _said(whole: int, cents: int, name: CurrencyName, language: Language) -> str:
    parts = [_counted(whole, name.whole, language)] if whole or not cents else []
    if cents:
        parts.append(_counted(cents, name.cent, language))
    return (" and " if language is Language.EN else " ").join(parts)


def _counted(count: int, unit: Unit, language: Language) -> str:
    said = number_in_words(count, language)
    head, _, last = said.rpartition(" ")
    said = f"{head} {_gendered(last, unit.gender, language, is_alone=not head)}".strip()
    return f"{said} {_form(count, unit, language)}"


def _form(count: int, unit: Unit, language: Language) -> str:
    """The currency after its numeral: один рубль, два рубля, пять рублей; in Polish only 1 itself is singular."""
    if count == 1 or (count % 10 == 1 and count % 100 != 11 and language in (Language.RU, Language.UK)):
        return unit.one
    if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14):
        return unit.few
    return unit.many


def _gendered(numeral: str, gender: Gender, language: Language, *, is_alone: bool) -> str:
    """'один' and 'два' agree with what is counted; a Polish 'jeden' does so only where it stands alone."""
    if numeral == "jeden" and not is_alone:
        return numeral
    return _AGREEING.get((language, gender), {}).get(numeral, numeral)


_AGREEING: dict[tuple[Language, Gender], dict[str, str]] = {
    (Language.RU, "f"): {"один": "одна", "два": "две"},
    (Language.UK, "f"): {"один": "одна", "два": "дві"},
    (Language.PL, "f"): {"jeden": "jedna", "dwa": "dwie"},
    (Language.PL, "n"): {"jeden": "jedno"},
}


def _chinese(whole: int, cents: int, name: CurrencyName) -> str:
    """两元五角; other currencies than the yuan have no tenths."""

    def counted(count: int, unit: str) -> str:
        return ("两" if count == 2 else number_in_words(count, Language.ZH)) + unit

    said = counted(whole, name.whole.one) if whole or not cents else ""
    if not cents:
        return said
    if name.tenth:
        tenths, rest = divmod(cents, 10)
        gap = "零" if whole and not tenths else ""
        return said + (counted(tenths, name.tenth) if tenths else gap) + (counted(rest, name.cent.one) if rest else "")
    return said + ("零" if whole and cents < 10 else "") + counted(cents, name.cent.one)


def _shown(whole: int, cents: int, code: str, language: Language) -> str:
    """As a price list writes it: '2 000 ₽' with a space that does not break, '£1,200', '1200元'."""
    gap = {Language.EN: ",", Language.ZH: ""}.get(language, "\u00a0")
    figures = f"{whole:,}".replace(",", gap)
    if cents:
        figures += f"{'.' if language in (Language.EN, Language.ZH) else ','}{cents:02}"
    sign = _SIGNS.get(code, code)
    if language is Language.ZH and code == "CNY":
        return f"{figures}元"
    is_before = language in (Language.EN, Language.ZH) and len(sign) == 1
    return f"{sign}{figures}" if is_before else f"{figures}\u00a0{sign}"
