"""A clinic's scripts: two small documents that came with the product, and what people make of them."""

from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from callcenter.domain.people import Operator
from callcenter.kit.clock import Clock
from callcenter.kit.languages import Language
from callcenter.kit.spoken.wording import Wording
from callcenter.storage.work import Database
from callcenter.web.feature import Feature
from scripts_library.book.documents import Key, Kind
from scripts_library.book.live_service import LiveScripts
from scripts_library.book.renewal_service import bring_up_to_date
from scripts_library.book.service import ScriptBook
from scripts_library.facts import ClinicWords
from scripts_library.screens.parts import ScriptParts
from scripts_library.screens.routes import ScriptRoutes
from tests.support.web import MARTA

TALK = Key(Kind.SCRIPT, "talk", Language.EN)
ENDS = Key(Kind.PART, "ends", Language.EN)

TALK_SOURCE = """\
# A small talk.
id: talk
version: 1
language: en
title: Small talk
start: greet
parts: [ends]

fields:
  need: {label: Need}

objections:
  - {id: price, label: Too expensive, goto: price}

steps:
  greet:
    title: Greeting
    say: Hello, {{ operator.name }} speaking, how can I help you?
    criteria: [greeting]
    answers:
      - {key: 1, id: pain, label: Pain, goto: bye, set: {need: pain}}
      - {key: 2, id: other, label: Something else, goto: offer}

  offer:
    title: Offer
    say: "{{ hail }}shall we say {{ slots[0].on }}?"
    fallback: Which day suits you?
    answers:
      - {key: 1, id: agreed, label: Agreed, goto: bye}
      - {key: 2, id: again, label: Begin again, goto: greet}

  price:
    title: Price
    say: The check is free.
    answers:
      - {key: 1, id: fine, label: Fine, goto: return}
"""

ENDS_SOURCE = """\
part: ends
version: 1
language: en
title: Endings

phrases:
  - {id: hold, label: Hold, say: "Would you hold the line for a moment, please?"}

steps:
  bye:
    title: Goodbye
    say: Thank you for calling, goodbye!
    exit: booked
"""


class ScriptBench:
    """The scripts of a clinic, from files in `folder`."""

    def __init__(self, database: Database, clock: Clock, folder: Path) -> None:
        self.database = database
        self.clock = clock
        self.folder = folder
        self.ship(TALK, TALK_SOURCE)
        self.ship(ENDS, ENDS_SOURCE)
        self.live = LiveScripts(database)
        self.book = ScriptBook(database, clock, self.live)
        self.restart()

    def ship(self, key: Key, source: str) -> None:
        """The product's file says so from the next start on."""
        path = self.folder / key.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")

    def restart(self) -> None:
        """A process starts."""
        bring_up_to_date(self.database, self.clock, self.folder)
        self.live.refresh()

    def publish(self, key: Key, source: str, note: str = "", who: Operator = MARTA) -> int:
        """Publish a text as it is."""
        draft = self.book.put(who, key, source)
        done = self.book.publish(who, key, draft.revision, note)
        assert isinstance(done, int), done
        return done


def script_feature(bench: ScriptBench, criteria: Sequence[tuple[str, str]] = ()) -> Feature:
    """The pages of scripts."""
    parts = ScriptParts(
        book=bench.book,
        scripts=bench.live,
        database=bench.database,
        clock=bench.clock,
        clinic=ClinicWords(
            name="Daisy Hill",
            address=Wording("5 Garden Street", "five Garden Street"),
            hours=Wording("from 9 to 20", "from nine to eight"),
        ),
        zone=ZoneInfo("Europe/Moscow"),
        criteria=lambda _language: criteria,
    )
    return ScriptRoutes(parts).feature()
