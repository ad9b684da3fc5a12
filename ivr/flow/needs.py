"""What a flow cannot be led without: a visit that it speaks about, a place that it offers. Pure."""

from enum import StrEnum

from ivr.flow.model import About, Ask, Branch, Flow, Say
from ivr.flow.prompts import Prompts
from ivr.flow.texts import names_of

_PURPOSE = "purpose"
"""Where flows that call out come to what they call about (parts/outbound.yaml)."""


class Need(StrEnum):
    """What must be known before a patient is rung."""

    VISIT = "visit"
    OFFER = "offer"


def needs_of(flow: Flow, words: Prompts) -> frozenset[Need]:
    """What the first question of a flow rests on: by the flow's `about`, by the branch before it, or by its words."""
    needs = set() if flow.about is About.COMING else {Need.VISIT}
    node = flow.nodes.get(_PURPOSE)
    if isinstance(node, Branch):
        conditions = {way.when for way in node.ways}
        needs |= {need for need in Need if f"has_{need}" in conditions}
    if isinstance(node, Ask | Say):
        prompts = [words.by_id[one] for one in node.prompts if one in words.by_id]
        names = {name.split(".")[0].removesuffix("s") for one in prompts for name in names_of(one.text)}
        needs |= {need for need in Need if need.value in names}
    return frozenset(needs)
