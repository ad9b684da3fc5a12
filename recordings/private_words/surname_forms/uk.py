"""Ukrainian surnames: both genders and the plural, whichever of them the card holds."""

from recordings.private_words.surname_forms.endings import first_that_fits

_POSSESSIVE = "- а у ові им і ій ої ою и их"
_ADJECTIVE = "ий ій ого ому им ім а ої ій у ою і их ими"
_NEUTER = "о а у ові ом і ом и"
_TABLE = (
    *((ending, ending, _POSSESSIVE) for ending in ("ов", "ев", "єв", "ін", "їн", "ин")),
    *((ending + "а", ending, _POSSESSIVE) for ending in ("ов", "ев", "єв", "ін", "їн")),
    ("ів", "ів", "- а у ові им і ом"),
    ("їв", "їв", "- а у ові им і ом"),
    *((ending, "ськ", _ADJECTIVE) for ending in ("ський", "ська")),
    *((ending, "цьк", _ADJECTIVE) for ending in ("цький", "цька")),
    *((ending, "зьк", _ADJECTIVE) for ending in ("зький", "зька")),
    *((ending, "", _ADJECTIVE) for ending in ("ий", "ій")),
    ("ко", "к", _NEUTER),
    ("ло", "л", _NEUTER),
    *((ending, ending, "-") for ending in ("их", "о", "е", "и", "у", "ю", "і")),
    ("ець", "ц", "ець я ю еві ем і ів ями"),
    ("єць", "йц", "я ю еві ем і"),
    ("ень", "н", "я ю еві ем і"),
    ("ок", "к", "а у ові ом и ів"),
    ("ек", "к", "а у ові ом и ів"),
    ("га", "", "га ги зі гу гою"),
    ("ка", "", "ка ки ці ку кою"),
    ("ха", "", "ха хи сі ху хою"),
    ("а", "", "а и і у ою ею"),
    ("я", "", "я і ю ею єю"),
    ("й", "", "й я ю єві єм ї ї"),
    ("ь", "", "ь я ю еві ем і"),
)
_CONSONANT = "- а у ові еві ом ем і и ів ам ами"


def forms(surname: str) -> set[str]:
    """All forms of a surname in small letters."""
    found = {surname} | first_that_fits(surname, _TABLE)
    if len(found) == 1 and surname[-1] not in "аеєиіїоуюя":
        found |= first_that_fits(f"{surname}_", (("_", "", _CONSONANT),))
    if surname.endswith(("ок", "ек")):  # the vowel may stay
        found |= first_that_fits(f"{surname}_", (("_", "", _CONSONANT),))
    return found
