"""A file of numbers that are not to be called: none is lost without a word."""

from hypothesis import given
from hypothesis import strategies as st

from callcenter.kit.errors import BadInputError
from outbound.screens.register_file import read_numbers


def test_a_quote_that_is_never_closed_costs_its_own_line() -> None:
    lines = [
        "number,name",
        '+79000000100,"Ivan the ""great',
        *(f"+7900000{place:04},Anna" for place in range(200, 300)),
    ]
    read = read_numbers("\n".join(lines).encode(), "RU")
    assert len(read.numbers) == 100
    assert [one.line for one in read.bad] == [2]


def test_the_column_of_mobile_numbers_is_found_beside_their_ids() -> None:
    read = read_numbers(b"id,mobile\n79160000001,+79000000101\n", "RU")
    assert [one.e164 for one in read.numbers] == ["+79000000101"]


@given(st.lists(st.text(alphabet='"abc,; +79', max_size=30), max_size=8))
def test_every_line_that_holds_something_is_taken_or_told(lines: list[str]) -> None:
    sent = ["number", *lines, "+79000000101"]
    try:
        read = read_numbers("\n".join(sent).encode(), "RU")
    except BadInputError:
        return
    assert "+79000000101" in {one.e164 for one in read.numbers}
