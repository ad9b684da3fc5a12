"""The page of one flow as its templates need it: picture, open step, what may come to any question. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from callcenter.domain.calls import Direction
from callcenter.kit.languages import Language
from callcenter.web.texts import Texts
from ivr.flow.facts import Clinic
from ivr.flow.graph import edges
from ivr.flow.model import AGAIN, RETURN, AnyNode, Ask, Flow
from ivr.flow.prompts import Prompts
from ivr.screens.picture import Painter, Picture
from ivr.screens.prompt_view import FilledIn, PromptView, Recorded, names_in_prompts, prompt_view, spoken
from ivr.screens.shape import end_of, prompts_of
from ivr.screens.titles import purpose_of, title_of
from ivr.screens.words import FlowWords


@dataclass(frozen=True, slots=True, kw_only=True)
class WayView:
    """One way on."""

    words: str
    keys: str
    refer: str
    """'→ 12 Thank you ...'; '' where the question is put again."""
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """The step that is open beside the picture."""

    id: str
    number: int
    kind: str
    does: str
    """What it does, where it says nothing."""
    prompts: Sequence[PromptView]
    again: Sequence[PromptView]
    ways: Sequence[WayView]
    marks: str
    is_question: bool
    is_private: bool
    seconds: float
    before: str
    behind: str
    names: Sequence[FilledIn]
    """What may stand in its prompts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowView:
    """One flow."""

    id: str
    title: str
    purpose: str
    direction: Direction
    version: int
    spoken: Language
    """In which language its prompts are shown."""
    picture: Picture
    anywhere: Sequence[WayView]
    step: StepView | None

    @property
    def address(self) -> str:
        """The page's address."""
        return f"/flows/{self.id}"

    def at(self, step: str) -> str:
        """The address of a step."""
        return f"{self.address}?in={self.spoken.value}&step={step}"


class FlowOnScreen:
    """Makes the page of one flow."""

    def __init__(
        self,
        flow: Flow,
        prompts: Prompts,
        texts: Texts,
        clinic: Clinic,
        recorded: Recorded,
        changed: frozenset[str] = frozenset(),
    ) -> None:
        """`changed`: prompts whose text was changed on screen."""
        self._flow, self._prompts, self._texts = flow, prompts, texts
        self._changed = changed
        self._clinic, self._recorded = clinic, recorded
        self._words = FlowWords(texts.pgettext)
        self._painter = Painter(flow, self._words, self._text_of)

    def view(self, step: str = "") -> FlowView:
        """The page with a step open; none where there is no such step."""
        flow, texts = self._flow, self._texts
        return FlowView(
            id=flow.id,
            title=title_of(flow, texts.gettext),
            purpose=purpose_of(flow, texts.gettext),
            direction=flow.direction,
            version=flow.version,
            spoken=self._prompts.language,
            picture=self._painter.draw(),
            anywhere=self._anywhere(),
            step=self.step(step) if step in self._painter.shape.numbers else None,
        )

    def step(self, name: str) -> StepView:
        """One step."""
        node, order = self._flow.nodes[name], self._painter.shape.drawn
        place = order.index(name)
        _, kind = self._words.kind(node)
        return StepView(
            id=name,
            number=self._painter.shape.numbers[name],
            kind=kind,
            does="" if prompts_of(node) else self._painter.text(node),
            prompts=self._prompt_views(prompts_of(node)),
            again=self._prompt_views(node.again) if isinstance(node, Ask) else (),
            ways=tuple(self._ways(node)),
            marks="; ".join(self._painter.marks(node)),
            is_question=isinstance(node, Ask),
            is_private=bool(getattr(node, "private", False)),
            seconds=node.seconds if isinstance(node, Ask) else 0.0,
            before=order[place - 1] if place else "",
            behind=order[place + 1] if place + 1 < len(order) else "",
            names=names_in_prompts(self._prompts, self._clinic),
        )

    def _ways(self, node: AnyNode) -> list[WayView]:
        keys = self._flow.keys_at(node) if isinstance(node, Ask) else {}
        again = {meaning for meaning, to in node.on.items() if to == AGAIN} if isinstance(node, Ask) else set()
        return [
            WayView(
                words=self._words.why(node, edge.why) if edge.why else "",
                keys=" ".join(key for key, meaning in keys.items() if meaning == edge.why),
                refer="" if edge.why in again else self._refer(edge.to),
                step="" if edge.why in again or edge.to == RETURN else self._drawn(edge.to),
            )
            for edge in edges(self._flow, node)
            if not edge.is_anywhere and not end_of(self._flow, node)
        ]

    def _anywhere(self) -> list[WayView]:
        keys = self._flow.keys
        return [
            WayView(
                words=self._words.meaning(meaning),
                keys=" ".join(key for key, one in keys.items() if one == meaning),
                refer=self._refer(to),
                step="" if to == RETURN else to,
            )
            for meaning, to in self._flow.anywhere.items()
        ]

    def _refer(self, target: str) -> str:
        text = self._painter.refer(target)
        return text if len(text) <= _LONGEST_REFER else text[: _LONGEST_REFER - 1].rstrip() + "…"

    def _drawn(self, name: str) -> str:
        return name if name in self._painter.shape.numbers else ""

    def _prompt_views(self, names: Sequence[str]) -> tuple[PromptView, ...]:
        return tuple(self._prompt_view(name) for name in names)

    def _prompt_view(self, name: str) -> PromptView:
        found = prompt_view(self._flow.id, name, self._prompts, self._clinic, self._recorded)
        return replace(found, is_changed=name in self._changed)

    def _text_of(self, prompt: str) -> str:
        said = spoken(self._flow.id, prompt, self._prompts, self._clinic)
        return said.text if said else prompt


_LONGEST_REFER = 60
