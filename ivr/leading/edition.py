"""A flow as text, whole: with its parts and what it says in one language. A running call goes on by the text that it
began with, though the flow was edited or the product was upgraded meanwhile. Pure."""

import hashlib
import json
from dataclasses import dataclass

from callcenter.kit.content import parse_content
from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from ivr.flow.model import Flow
from ivr.flow.prompts import Prompts, merged, read_prompts
from ivr.flow.reading import read_flow, read_part


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The texts of which one flow in one language is made."""

    language: Language
    flow: str
    parts: tuple[str, ...]
    prompts: tuple[str, ...]
    """Files of this language; a later one replaces prompts of an earlier one, id by id."""

    def to_text(self) -> str:
        """This edition as one text."""
        fields = {"language": self.language.value, "flow": self.flow, "parts": self.parts, "prompts": self.prompts}
        return json.dumps(fields, ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> "Edition":
        """What `to_text` wrote. Raises BadInputError for anything else."""
        try:
            raw = json.loads(text)
            return cls(
                language=Language(raw["language"]),
                flow=str(raw["flow"]),
                parts=tuple(map(str, raw["parts"])),
                prompts=tuple(map(str, raw["prompts"])),
            )
        except (ValueError, KeyError, TypeError) as exc:
            raise BadInputError("the kept text of a flow cannot be read; put the caller through to a person") from exc

    @property
    def hash(self) -> str:
        """Names these very texts."""
        return hashlib.sha256(self.to_text().encode()).hexdigest()

    def read(self) -> tuple[Flow, Prompts]:
        """The flow and its prompts. Raises ContentError."""
        parts = {part.id: part for part in (read_part(parse_content(text, "kept part")) for text in self.parts)}
        flow = read_flow(parse_content(self.flow, "kept flow"), parts)
        words = merged(read_prompts(parse_content(text, "kept prompts")) for text in self.prompts)
        return flow, words[self.language]
