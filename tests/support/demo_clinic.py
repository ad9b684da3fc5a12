"""The demo clinic as a process of its own, and Anna at its desk over HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.browsing import Person, Stream, found, person_at
from tests.support.processes import ServeProcess, running

SHORTEST = "wrong"
"""Who has dialled a wrong number is led to a goodbye within about 20 seconds."""


@contextmanager
def demo_clinic(folder: Path, **settings: str) -> Iterator[ServeProcess]:
    """The Russian demo clinic on a free port, with its data in `folder`."""
    with running("demo", folder, DEMO="yes", CLINIC_LANGUAGE="ru", **settings) as demo:
        yield demo


@contextmanager
def anna_at(demo: ServeProcess) -> Iterator[Person]:
    """Anna, signed in with the password that was printed."""
    password = demo.prints(r"^ +anna +(\S+)")[1]
    with person_at(demo.address) as anna:
        anna.sign_in("anna", password)
        yield anna


def let_one_call(anna: Person, desk: Stream, caller: str) -> str:
    """One of the demo's patients calls; the call's id, as soon as the desk shows that it rings."""
    anna.press("/desk/demo/ring", caller=caller)
    return found('data-ringing="([^"]+)"', desk.until("desk-alert", lambda html: "data-ringing" in html))
