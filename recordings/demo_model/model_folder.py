"""A model's folder: what the builder writes into it and what it reads back to make a new graph."""

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from callcenter.kit.errors import CallCenterError
from recordings.demo_model.acoustic import Acoustic
from recordings.demo_model.features import MFCC_CONF
from recordings.demo_model.fst import Fst, fst_bytes
from recordings.demo_model.kaldi_model import model_bytes
from recordings.demo_model.phones import phonemes_in, phones_of
from recordings.demo_model.sentence_sets import mark_of
from recordings.demo_model.unknown_word import UNKNOWN

SHIPPED = Path(__file__).parent / "models"
"""The committed models, as demo-<language>."""

NETWORK = "am/final.mdl"
TRAINING = "am/training.json"
TRAINED_ON = "am/trained_on.txt"
_PHONES = "graph/phones.txt"
_MODEL_CONF = "conf/model.conf"
_SCALE = "--acoustic-scale="
_DECODER = """--min-active=200
--max-active=3000
--beam=13.0
--lattice-beam=6.0
--frame-subsampling-factor=3
--endpoint.silence-phones=1
--endpoint.rule2.min-trailing-silence=0.5
--endpoint.rule3.min-trailing-silence=0.75
--endpoint.rule4.min-trailing-silence=1.0
"""


class ModelFolder:
    """One model on the disk."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def has_network(self) -> bool:
        """True where a trained network lies here with its phonemes."""
        return (self.path / NETWORK).is_file() and (self.path / _PHONES).is_file()

    def write_network(self, acoustic: Acoustic, facts: Mapping[str, object], sentences: Collection[str]) -> None:
        """A newly trained network with the facts of its training and the sentences that were spoken in it."""
        phones = phones_of(acoustic.phonemes)
        self._write(TRAINING, json.dumps(facts, indent=1) + "\n")
        self._write(TRAINED_ON, "".join(f"{mark}\n" for mark in sorted(map(mark_of, sentences))))
        self._write(_PHONES, "<eps> 0\n" + "".join(f"{name} {number}\n" for name, number in phones.ids.items()))
        boundary = "".join(f"{phone} {phones.boundary[phone]}\n" for phone in sorted(phones.boundary))
        self._write("graph/phones/word_boundary.int", boundary)
        self._write("conf/mfcc.conf", MFCC_CONF)
        (self.path / "am").mkdir(parents=True, exist_ok=True)
        (self.path / NETWORK).write_bytes(model_bytes(acoustic))

    def write_graph(self, fst: Fst, words: Sequence[str]) -> None:
        """The graph and its words, which are numbered from 1."""
        rows = ["<eps>", *words, "#0", "<s>", "</s>", UNKNOWN]
        self._write("graph/words.txt", "".join(f"{word} {number}\n" for number, word in enumerate(rows)))
        (self.path / "graph/HCLG.fst").write_bytes(fst_bytes(fst))

    @staticmethod
    def unknown_id(words: Sequence[str]) -> int:
        """The number of the unknown word behind `words`."""
        return len(words) + 4

    def phonemes(self) -> tuple[str, ...]:
        """The network's phonemes. Raises CallCenterError where there is no network."""
        try:
            rows = (self.path / _PHONES).read_text(encoding="utf-8").splitlines()
        except OSError as exc:
            raise CallCenterError(f"{self.path} holds no trained network; make one: build LANG --new-network") from exc
        return phonemes_in([row.split()[0] for row in rows])

    def words(self) -> list[str]:
        """The vocabulary."""
        rows = (self.path / "graph/words.txt").read_text(encoding="utf-8").splitlines()
        names = [row.split()[0] for row in rows]
        return names[1 : names.index("#0")]

    def scale(self) -> float | None:
        """The acoustic scale; None before one was chosen."""
        try:
            rows = (self.path / _MODEL_CONF).read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return None
        return next((float(row.removeprefix(_SCALE)) for row in rows if row.startswith(_SCALE)), None)

    def set_scale(self, scale: float) -> None:
        """Write the decoder's settings with this acoustic scale: how much sounds count against the language model."""
        self._write(_MODEL_CONF, f"{_DECODER}{_SCALE}{scale}\n")

    def training(self) -> dict[str, object]:
        """Facts of the training."""
        found: dict[str, object] = json.loads((self.path / TRAINING).read_text(encoding="utf-8"))
        return found

    def add_to_training(self, facts: Mapping[str, object]) -> None:
        """Facts that were found out later."""
        self._write(TRAINING, json.dumps({**self.training(), **facts}, indent=1) + "\n")

    def trained_on(self) -> frozenset[str]:
        """Marks (see `mark_of`) of the sentences that the network was trained on."""
        return frozenset((self.path / TRAINED_ON).read_text(encoding="utf-8").split())

    def manifest(self) -> dict[str, object]:
        """What the model says of itself; nothing before it was measured."""
        try:
            found: dict[str, object] = json.loads((self.path / "manifest.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        return found

    def parts(self) -> list[Path]:
        """The model's files without what describes it."""
        return sorted(
            path for path in self.path.rglob("*") if path.is_file() and path.name not in ("manifest.json", "README.md")
        )

    @property
    def size(self) -> int:
        """Bytes of these files."""
        return sum(path.stat().st_size for path in self.parts())

    def write_text(self, name: str, text: str) -> None:
        """A file that describes the model."""
        self._write(name, text)

    def _write(self, name: str, text: str) -> None:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
