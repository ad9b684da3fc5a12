"""Names and lines as other systems send them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.kit.outside import one_line


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Мария  Ивановна", "Мария Ивановна"),
        ("Anna\r\nEvent: Hangup\x00\x1b[31m", "Anna Event: Hangup [31m"),
        ("\u202ebuh.exe\u202c", "buh.exe"),
        ("\ufeff\u200b\u00ad", ""),
        ("half \ud83d", "half"),
        ("王女士 👩\u200d⚕️", "王女士 👩\u200d⚕️"),
        ("<b>bold</b>", "<b>bold</b>"),
        ("x" * 50, "x" * 20),
    ],
)
def test_a_name_from_outside_is_one_line_of_signs_that_can_be_seen(sent: str, shown: str) -> None:
    assert one_line(sent, 20 if len(sent) == 50 else 120) == shown


@given(st.text(st.characters()))
def test_whatever_is_sent_can_be_stored_and_shown(sent: str) -> None:
    shown = one_line(sent, 30)
    assert len(shown) <= 30
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert "\x00" not in shown
    assert len(shown.splitlines()) <= 1
