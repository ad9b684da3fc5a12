"""Text can be read on its ground in light and in dark: WCAG 2.1 AA, 4.5 to 1."""

import re
from pathlib import Path

import pytest

from callcenter.web.statics import STATIC

_TOKEN = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
TOKENS = {name: (light, dark) for name, light, dark in _TOKEN.findall(Path(STATIC / "app.css").read_text("utf-8"))}
PAIRS = [
    *[(text, ground) for text in ("text", "text-2", "text-3", "accent") for ground in ("surface", "ground")],
    *[(tone, ground) for tone in ("good", "attention", "act") for ground in ("surface", "ground")],
    *[(tone, f"{tone}-ground") for tone in ("good", "attention", "act")],
    *[("text", f"{tone}-ground") for tone in ("accent", "good", "attention", "act")],
    ("accent-strong", "accent-ground"),
    ("text-2", "sunken"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
]


@pytest.mark.parametrize(("text", "ground"), PAIRS)
@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_its_ground(text: str, ground: str, scheme: int) -> None:
    assert _contrast(TOKENS[text][scheme], TOKENS[ground][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_the_edge_of_a_field_can_be_seen(scheme: int) -> None:
    assert _contrast(TOKENS["line-strong"][scheme], TOKENS["surface"][scheme]) >= 3


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
