"""The desk behind the web application: a bench whose changes reach open pages at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from callcenter.desk.routes import DeskRoutes
from callcenter.kit.languages import Language
from callcenter.storage.engine import open_engine
from callcenter.storage.links import find_link
from callcenter.storage.tables import metadata
from callcenter.storage.work import Database
from callcenter.telephony.port import Capabilities
from callcenter.web.ports import ExchangeView
from scripts_library.loader import Library
from tests.support.clinic import fill_clinic
from tests.support.desk import DeskBench, TameDemo
from tests.support.web import WebUnderTest, web_under_test


@contextmanager
def desk_in_the_web(
    folder: Path,
    *,
    library: Library | None = None,
    capabilities: Capabilities | None = None,
    demo: TameDemo | None = None,
    language: Language = Language.EN,
) -> Iterator[tuple[DeskBench, WebUnderTest]]:
    """A desk on SQLite in `folder`, and the application that shows it."""
    engine = open_engine(f"sqlite:///{folder}/desk.db")
    metadata.create_all(engine)
    database = Database(engine)
    with database.work() as work:
        fill_clinic(work.connection)
    bench = DeskBench(database, library=library, capabilities=capabilities, demo=demo)
    web = web_under_test([DeskRoutes(bench.parts).feature()], language)

    def tell_the_pages() -> None:
        with database.read() as connection:
            link = find_link(connection, bench.exchange.name)
        if link is not None:
            web.exchange = ExchangeView(reachable=link.reachable, since=None if link.reachable else link.since)
        web.events.happen()

    stop = database.wake.subscribe(tell_the_pages)
    try:
        yield bench, web
    finally:
        stop()
        engine.dispose()
