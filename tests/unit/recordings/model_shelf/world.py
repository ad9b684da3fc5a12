"""One machine's models and a site to fetch from."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from callcenter.kit.languages import Language
from recordings.model_shelf.errors import ModelError
from recordings.model_shelf.offered import ModelSize, OfferedModel
from recordings.model_shelf.pulling import Watch, pull
from recordings.model_shelf.receipt import Receipt
from recordings.model_shelf.shelf import Shelf
from recordings.model_shelf.site import ModelSite
from tests.support.model_site import FakeSite, zipped_shape

NOW = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
NAME = "vosk-model-small-ru-0.22"
FILE = f"{NAME}.zip"
ZIP = zipped_shape(NAME, **{"graph/noise": bytes(range(256)) * 4_000})
"""About a megabyte unpacked."""


def offered(content: bytes = ZIP, *, knows: bool = True, language: Language = Language.RU) -> OfferedModel:
    """A row of the table whose checksum is that of `content`; with `knows` off, nobody knows size and checksum."""
    return OfferedModel(
        language=language,
        size=ModelSize.SMALL,
        name=NAME,
        bytes=len(content),
        is_exact=knows,
        licence="Apache-2.0",
        sha256=hashlib.sha256(content).hexdigest() if knows else "",
    )


@dataclass
class Machine:
    """The models' folder, and what was told while it was worked on."""

    folder: Path
    site: FakeSite
    steps: list[str] = field(default_factory=list)
    progress: list[tuple[int, int]] = field(default_factory=list)
    tried: list[Path] = field(default_factory=list)
    trust: bool = False
    asked_to_trust: list[str] = field(default_factory=list)
    broken: str = ""
    """What a trial says of every model; empty: all load."""

    @property
    def shelf(self) -> Shelf:
        """The folder of models."""
        return Shelf(self.folder)

    @property
    def part(self) -> Path:
        """The file that is coming."""
        return self.shelf.part(FILE)

    def trial(self, folder: Path) -> None:
        """Stands for loading the model."""
        self.tried.append(folder)
        if self.broken:
            raise ModelError(self.broken)

    def pull(self, model: OfferedModel | None = None, *, address: str = "") -> Receipt:
        """Fetch and install the Russian model."""

        def trusted(model: OfferedModel, sha256: str) -> bool:
            self.asked_to_trust.append(sha256)
            return self.trust

        def progress(done: int, total: int) -> None:
            self.progress.append((done, total))

        return pull(
            self.shelf,
            ModelSite(address or self.site.address, quiet_s=5, list_s=1),
            model or offered(),
            watch=Watch(trust=trusted, progress=progress, step=self.steps.append),
            now=NOW,
            trial=self.trial,
        )

    def left_over(self) -> list[str]:
        """Everything below the folder but locks, as names; drafts and parts among them."""
        return sorted(
            str(path.relative_to(self.folder))
            for path in self.folder.rglob("*")
            if path.is_file() and path.suffix != ".lock"
        )

    def read(self, name: str) -> bytes:
        """A file of the Russian model in use."""
        return (self.folder / "ru" / name).read_bytes()

    def put_by_hand(self, content: bytes = b"old") -> None:
        """A model that somebody copied there, as before there was a command."""
        for part in ("am/final.mdl", "conf/mfcc.conf", "graph/HCLG.fst"):
            path = self.folder / "ru" / part
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    @property
    def nothing_has_changed(self) -> bool:
        """The model that was put there by hand is still in use."""
        return self.read("am/final.mdl") == b"old" and not (self.folder / "ru").is_symlink()
