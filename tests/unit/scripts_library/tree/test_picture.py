"""The picture of scripts: nothing covers anything, ways go down, ways back run at the side."""

from itertools import combinations

import pytest

from callcenter.kit.languages import Language
from callcenter.web.tree.layout import Place
from callcenter.web.tree.wrapping import width_of, wrapped
from scripts_library.loader import SHIPPED, load_library, parse_script
from scripts_library.model import Script
from scripts_library.tree.picture import Picture, Words, draw

WORDS = Words(
    required="required",
    otherwise="otherwise",
    returns="back to where it was",
    only_if="if %s",
    from_part="from %s",
    outcome=lambda outcome: outcome.value,
    script=lambda name: name,
    part=lambda path: path,
)


@pytest.fixture(scope="module")
def shipped() -> tuple[Script, ...]:
    return load_library(SHIPPED).scripts


def _overlap(one: Place, other: Place) -> bool:
    return (
        one.left < other.left + other.width - 0.5
        and other.left < one.left + one.width - 0.5
        and one.y < other.bottom - 0.5
        and other.y < one.bottom - 0.5
    )


def _places(picture: Picture) -> list[Place]:
    return [*(box.place for box in picture.boxes), *(label.place for label in picture.labels)]


def test_no_box_and_no_label_covers_another(shipped: tuple[Script, ...]) -> None:
    for script in shipped:
        covered = [pair for pair in combinations(_places(draw(script, WORDS)), 2) if _overlap(*pair)]
        assert not covered, (script.id, script.language)


def test_every_step_that_calls_come_to_is_drawn_once_inside_the_picture(shipped: tuple[Script, ...]) -> None:
    for script in shipped:
        picture = draw(script, WORDS)
        drawn = [box.id for box in picture.boxes]
        assert sorted([*drawn, *(step.id for step in picture.left_out)]) == sorted(script.steps)
        for place in _places(picture):
            assert place.left >= -0.5
            assert place.left + place.width <= picture.width + 0.5
            assert 0 <= place.y <= place.bottom <= picture.height


def test_answers_lead_down_but_for_those_drawn_as_ways_back(shipped: tuple[Script, ...]) -> None:
    for script in shipped:
        picture = draw(script, WORDS)
        y = {box.id: box.place.y for box in picture.boxes}
        up = sum(line.is_back for group in picture.lines for line in group.lines)
        assert up < len(y), (script.id, up)
    new = next(one for one in shipped if (one.id, one.language) == ("new_patient", Language.RU))
    y = {box.id: box.place.y for box in draw(new, WORDS).boxes}
    assert y["greet"] < y["name"] < y["need"] < y["offer"]


def test_titles_stay_within_their_boxes(shipped: tuple[Script, ...]) -> None:
    for script in shipped:
        for box in draw(script, WORDS).boxes:
            assert all(width_of(line, 13, bold=True) <= box.place.width - 16 for line in box.title), box.title


@pytest.mark.parametrize(
    "text", ["Очень длинное название шага сценария", "一个非常长的步骤标题需要换行显示", "Dźwiękonaśladownictwo" * 3]
)
def test_long_texts_are_wrapped_and_cut_with_an_ellipsis(text: str) -> None:
    lines = wrapped(text, 90, 13, 2)
    assert len(lines) == 2
    assert all(width_of(line, 13) <= 90 for line in lines)
    assert lines[-1].endswith("…")


def test_a_part_is_drawn_with_all_its_steps() -> None:
    part = parse_script(
        "id: ends\nversion: 1\nlanguage: en\ntitle: Ends\nstart: one\nsteps:\n"
        "  one: {title: One, say: One, exit: booked}\n  two: {title: Two, say: Two, exit: refused}\n"
    )
    picture = draw(part, WORDS, is_part=True)
    assert [box.id for box in picture.boxes] == ["one", "two"]
    assert picture.left_out == ()
