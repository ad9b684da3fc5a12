"""A weighted transducer in OpenFst's binary format, written without OpenFst. Pure."""

import math
import struct
from dataclasses import dataclass, field

_MAGIC = 2125659606
_VERSION = 2
_EXPANDED_MUTABLE = 0x3


@dataclass(frozen=True, slots=True, order=True)
class Arc:
    """From a state to `target`; 0 as `transition` or `word` is none, costs are negative logarithms."""

    transition: int
    word: int
    cost: float
    target: int


@dataclass(slots=True)
class Fst:
    """States from 0 with their arcs; the first state made is the start."""

    arcs: list[list[Arc]] = field(default_factory=list)
    final: dict[int, float] = field(default_factory=dict)
    """Cost of ending in a state."""

    def state(self) -> int:
        """A new state."""
        self.arcs.append([])
        return len(self.arcs) - 1

    def add(self, source: int, target: int, *, transition: int = 0, word: int = 0, cost: float = 0.0) -> None:
        """A new arc."""
        self.arcs[source].append(Arc(transition, word, cost, target))

    @property
    def size(self) -> tuple[int, int]:
        """States and arcs."""
        return len(self.arcs), sum(map(len, self.arcs))


def fst_bytes(fst: Fst) -> bytes:
    """The file's content: a header, then for each state its final cost, its number of arcs and the arcs."""
    states, arcs = fst.size
    parts = [struct.pack("<i", _MAGIC), _text("vector"), _text("standard")]
    parts.append(struct.pack("<iiQqqq", _VERSION, 0, _EXPANDED_MUTABLE, 0, states, arcs))
    for state, leaving in enumerate(fst.arcs):
        parts.append(struct.pack("<fq", fst.final.get(state, math.inf), len(leaving)))
        parts += [struct.pack("<iifi", arc.transition, arc.word, arc.cost, arc.target) for arc in sorted(leaving)]
    return b"".join(parts)


def _text(value: str) -> bytes:
    return struct.pack("<i", len(value)) + value.encode()
