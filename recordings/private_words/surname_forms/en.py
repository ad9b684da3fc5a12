"""English surnames: the possessive, and the family."""


def forms(surname: str) -> set[str]:
    """All forms of a surname in small letters."""
    family = surname + ("es" if surname.endswith(("s", "x", "z", "ch", "sh")) else "s")
    return {
        surname,
        f"{surname}'s",
        f"{surname}'",
        family,
        f"{family}'",
        *((surname + "s",) if surname[-1] != "s" else ()),
    }
