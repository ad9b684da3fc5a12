"""Counted things in the English of the command line. Pure."""


def counted(count: int, one: str, many: str = "") -> str:
    """A number with its noun: '1 call', '2 calls'; `many` where the plural is not made with an s."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
