"""What Russian, Ukrainian and Polish numbers have in common. Pure."""

from collections.abc import Callable, Mapping, Sequence

from callcenter.kit.spoken.wording import joined


def number_of(
    value: int,
    cardinals: Sequence[str],
    tens: Mapping[int, str] | Sequence[str],
    hundreds: Sequence[str],
    thousands: Callable[[int], str],
) -> str:
    """A whole number from 0 to 999,999 in words, each part before the smaller one.

    `cardinals` are 0 to 19, `tens` by how many tens, `hundreds` from 100 on; `thousands` says how many thousands.
    """

    def say(rest: int) -> str:
        return number_of(rest, cardinals, tens, hundreds, thousands)

    if value < 20:
        return cardinals[value]
    if value < 100:
        return joined(tens[value // 10], value % 10, say)
    if value < 1000:
        return joined(hundreds[value // 100 - 1], value % 100, say)
    return joined(thousands(value // 1000), value % 1000, say)
