"""Text that other systems send along, made fit to be shown and stored."""

_JOINERS = frozenset("\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")
"""Part of the writing of some languages, and of signs such as a family."""


def one_line(text: str, longest: int) -> str:
    """`text` on one line of at most `longest` signs.

    Signs that cannot be seen become spaces: line ends, control characters, marks that turn the direction of what
    stands beside, halves of signs.
    """
    seen = (sign if sign.isprintable() or sign in _JOINERS else " " for sign in text)
    return " ".join("".join(seen).split())[:longest].strip()


def printable(text: str) -> str:
    r"""`text` with every sign that cannot be seen written out, such as \n or \x1b: a file's name moves no cursor."""
    return "".join(
        sign if sign.isprintable() or sign in _JOINERS else sign.encode("unicode_escape").decode() for sign in text
    )
