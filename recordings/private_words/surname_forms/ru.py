"""Russian surnames: both genders and the plural, whichever of them the card holds."""

from recordings.private_words.surname_forms.endings import first_that_fits

_POSSESSIVE = "- а у ым е ой ою ы ых ыми"
_ADJECTIVE = "ий ый ой ого его ому ему им ым ом ем ая яя ую юю ой ей ою ие ые их ых ими"
_TABLE = (
    *((ending, ending, _POSSESSIVE) for ending in ("ов", "ев", "ин", "ын")),
    *((ending + "а", ending, _POSSESSIVE) for ending in ("ов", "ев", "ин", "ын")),
    *((ending, "ск", _ADJECTIVE) for ending in ("ский", "ская", "ской")),
    *((ending, "цк", _ADJECTIVE) for ending in ("цкий", "цкая", "цкой")),
    *((ending, "", _ADJECTIVE) for ending in ("ый", "ий", "ой", "ая", "яя")),
    *((ending, ending, "-") for ending in ("ых", "их", "ко", "аго", "ово", "о", "е", "и", "у", "ю", "ы", "э")),
    ("ец", "ц", "а у ем ом е ы ев ов ам ами ах"),
    ("ек", "ьк", "а у ом е и ов ам"),
    ("ок", "к", "а у ом е и ов ам"),
    ("ия", "и", "я и ю ей"),
    ("а", "", "а ы и у ой ою ей е"),
    ("я", "", "я и ю ей ею е"),
    ("й", "", "й я ю ем е и ев ям"),
    ("ь", "", "ь я ю ем е и ей ям ью"),
)
_CONSONANT = "- а у ом ем е ы и ов ей ам ами ах"


def forms(surname: str) -> set[str]:
    """All forms of a surname in small letters."""
    found = {surname} | first_that_fits(surname, _TABLE)
    if len(found) == 1 and surname[-1] not in "аеиоуыэюя":
        found |= first_that_fits(f"{surname}_", (("_", "", _CONSONANT),))
    if surname.endswith(("ец", "ек", "ок")):  # the vowel may stay: Малек, Малека
        found |= first_that_fits(f"{surname}_", (("_", "", _CONSONANT),))
    return found
