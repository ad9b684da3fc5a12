"""Polish surnames: both genders and the plural, whichever of them the card holds."""

from recordings.private_words.surname_forms.endings import first_that_fits

_ADJECTIVE = "i iego iemu im ich a iej ą ie y ego emu ym ej e ych"
_TABLE = (
    *((f"{stem}{ending}", stem, _ADJECTIVE) for stem in ("sk", "ck", "dzk") for ending in ("i", "a")),
    *((f"{stem}{ending}", stem, _ADJECTIVE) for stem in ("n", "ł", "r", "t", "w", "rz") for ending in ("y",)),
    ("iec", "c", "iec a owi em u e ów"),
    ("niec", "ńc", "a owi em u e ów"),
    ("ec", "c", "ec a owi em u e ów"),
    ("iek", "k", "iek a owi iem u ów owie"),
    ("ek", "k", "ek a owi iem u ów owie"),
    ("eń", "ni", "a owi em u e"),
    ("el", "l", "el a owi em u e ów"),
    ("eł", "ł", "eł a owi em e y ów"),
    ("er", "r", "er a owi em ze y ów"),
    ("ób", "ob", "ia iowi iem iu ie"),
    ("ąb", "ęb", "ia iowi iem iu ie"),
    ("óz", "oz", "a owi em ie y"),
    ("óg", "og", "a owi iem u i"),
    ("ół", "oł", "a owi em e y"),
    ("ów", "ow", "a owi em ie y"),
    ("ń", "ni", "a owi em u e ów"),
    ("ś", "si", "a owi em u e ów"),
    ("ć", "ci", "a owi em u e ów"),
    ("ź", "zi", "a owi em u e ów"),
    ("ga", "", "ga gi dze gę gą go"),
    ("ka", "", "ka ki ce kę ką ko"),
    ("cha", "", "cha chy sze chę chą"),
    ("da", "", "da dy dzie dę dą do"),
    ("ra", "", "ra ry rze rę rą ro"),
    ("ta", "", "ta ty cie tę tą to"),
    ("ła", "", "ła ły le łę łą ło"),
    ("sta", "", "sta sty ście stę stą"),
    ("ia", "i", "a i ę ą o"),
    ("ja", "", "ja i ję ją jo"),
    ("a", "", "a y i ie e ę ą o"),
    ("ko", "k", "o i ce ę ą a owi iem"),
    ("o", "", "o a owi em y"),
)
_CONSONANT = "- a owi em iem ie u e y i ów owie om ami ach ze cie dzie"


def forms(surname: str) -> set[str]:
    """All forms of a surname in small letters."""
    found = {surname} | first_that_fits(surname, _TABLE)
    if surname[-1] not in "aąeęioóuy":
        found |= first_that_fits(f"{surname}_", (("_", "", _CONSONANT),))
    return found
