"""What the dictionaries lack or get wrong of the words that are said on a clinic's telephone. Pure.

A line is a dictionary form and the forms, or other dictionary forms, that are to be found with it. Verbs of two aspects
are put together: who looks for 'отменить' means 'отменяю' too.
"""

from collections.abc import Mapping

from callcenter.kit.languages import Language

_LINES = {
    Language.RU: """
        врач: врачи
        стоить: стоят
        ехать: еду поехать
        ребёнок: дети детей детям детьми
        отменить: отменять
        перенести: переносить
        подойти: подходить
        записать: записывать записаться записываться
        записаться: записать записывать записываться
        лечить: вылечить полечить
        звонить: позвонить перезвонить
        перезвонить: перезванивать
        удалить: удалять
        приём: прием
        человек: люди
    """,
    Language.UK: """
        дитина: діти дітям дітьми
        їхати: їду
        скасувати: скасовувати
        перенести: переносити
        записати: записувати записатися записуватися записаний
        записатися: записати записувати записуватися
        людина: люди
        лікувати: вилікувати
        дзвонити: подзвонити передзвонити
        видалити: видаляти
    """,
    Language.PL: """
        ząb: zębowi zębowy
        boleć: bolą
        odwołać: odwoływać
        przełożyć: przekładać
        umówić: umawiać
        zapisać: zapisywać
        dzwonić: zadzwonić oddzwonić
        człowiek: ludzie
        leczyć: wyleczyć
    """,
    Language.EN: """
        go: gone
        think: thought
        feel: felt
        person: people persons
        swell: swollen
        bleed: bled
        cancel: cancell
        travel: travell
        insurance: insure
    """,
}
WRONG: Mapping[Language, frozenset[str]] = {Language.RU: frozenset({"зуб"})}
"""Words that are their own dictionary form, whatever the dictionary says ('мудрости' for 'зуб')."""
NO_VERBS = frozenset({"evening", "morning", "ceiling", "during", "something", "anything", "nothing", "everything"})
"""English words in -ing that are no form of a verb."""


def _further(lines: str) -> Mapping[str, tuple[str, ...]]:
    """By form, the dictionary forms that it also belongs to."""
    found: dict[str, list[str]] = {}
    for line in lines.strip().splitlines():
        head, forms = line.split(":")
        for form in forms.split():
            found.setdefault(form, []).append(head.strip())
    return {form: tuple(heads) for form, heads in found.items()}


ALSO: Mapping[Language, Mapping[str, tuple[str, ...]]] = {
    language: _further(lines) for language, lines in _LINES.items()
}
"""By language and form: further dictionary forms."""
