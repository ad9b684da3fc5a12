"""The picture of a flow: every step once, nothing on top of another, what many lead to apart."""

from itertools import combinations

import pytest

from callcenter.kit.languages import Language
from callcenter.web.texts import read_texts
from ivr.flow.graph import starts
from ivr.flow.model import Flow, HangUp
from ivr.screens.picture import Painter, Picture
from ivr.screens.words import FlowWords
from tests.support.flows import BOOK

FLOWS = list(BOOK.flows.values())


def drawn(flow: Flow, language: Language = Language.RU) -> tuple[Painter, Picture]:
    prompts = BOOK.words(language)
    painter = Painter(flow, FlowWords(read_texts(language).pgettext), lambda name: prompts.by_id[name].text)
    return painter, painter.draw()


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.id)
def test_every_step_that_a_call_can_come_to_is_drawn_once_and_has_a_number(flow: Flow) -> None:
    painter, picture = drawn(flow)
    names = [box.id for box in picture.boxes]
    assert len(names) == len(set(names))
    assert set(names) == set(painter.shape.numbers)
    assert set(starts(flow)) | set(flow.anywhere.values()) - {"return"} <= set(names)
    led_to = {label.step for label in picture.labels}
    assert led_to <= set(names)


@pytest.mark.parametrize("language", [Language.RU, Language.ZH])
@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.id)
def test_no_box_or_label_covers_another(flow: Flow, language: Language) -> None:
    _, picture = drawn(flow, language)
    places = [*(box.place for box in picture.boxes), *(label.place for label in picture.labels)]
    for one, other in combinations(places, 2):
        is_apart = (
            abs(one.x - other.x) >= (one.width + other.width) / 2 - 0.5
            or one.bottom <= other.y + 0.5
            or other.bottom <= one.y + 0.5
        )
        assert is_apart


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.id)
def test_a_call_begins_in_the_topmost_box_and_its_other_entrances_say_when(flow: Flow) -> None:
    _, picture = drawn(flow, Language.EN)
    assert min(picture.boxes, key=lambda box: box.place.y).id == flow.start
    marks = {box.id: " ".join(box.marks) for box in picture.boxes}
    assert "begins here" in marks[flow.start]
    assert not flow.unsure_start or "where it is not clear who answered" in marks[flow.unsure_start]
    assert not flow.machine or "where a machine answered" in marks[flow.machine]


def test_a_goodbye_and_the_end_of_the_call_are_one_box() -> None:
    painter, picture = drawn(BOOK.flow("confirm_visit"), Language.EN)
    assert not any(isinstance(BOOK.flow("confirm_visit").nodes[box.id], HangUp) for box in picture.boxes)
    confirmed = next(box for box in picture.boxes if box.id == "confirmed")
    assert confirmed.marks == ("the call ends: confirmed",)
    assert confirmed.tone == "good"
    assert "to_person" in painter.shape.apart


def test_an_answer_that_leads_to_a_shared_step_names_it_by_its_number() -> None:
    painter, picture = drawn(BOOK.flow("front_menu"), Language.EN)
    number = painter.shape.numbers["to_person"]
    silence = next(label for label in picture.labels if label.source == "menu" and label.step == "to_person")
    assert silence.lines == ("silence, not", "understood")
    assert silence.refers[0].startswith(f"→ {number} ")
