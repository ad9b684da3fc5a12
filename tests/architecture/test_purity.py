"""Same file name, same role: in a feature only its role files and the modules named below touch the world.

Every other module computes: no clock, database, network, file, process or chance of its own. Such a module needs no
fakes in its tests, and gives the same answer twice.
"""

from collections.abc import Iterable, Iterator

import pytest

from tests.architecture.source import Module, is_within, modules, modules_of_tests

_PURE_PACKAGES = (
    *("callcenter.kit", "callcenter.domain", "callcenter.clinic", "callcenter.desk", "callcenter.reports"),
    *("callcenter.telephony.port", "callcenter.telephony.moves"),
    *("scripts_library", "ivr", "outbound", "recordings"),
)

_ROLES = ("*.store", "*.jobs", "*.routes", "*.service", "*.loader")
"""Persistence, durable work, HTTP, use cases, content files."""

TOUCHES: dict[str, str] = {
    # module or package: what it touches, and why it must
    "callcenter.kit.clock": "the clock: everybody else gets it passed in",
    "callcenter.kit.content": "reads content files",
    "callcenter.kit.ids": "the clock and chance: ids sort by time and are never guessed",
    "callcenter.kit.logs": "standard error",
    "callcenter.kit.private_file": "makes files that their owner alone may read",
    "callcenter.clinic.demo.load": "finds the shipped demo clinics",
    "callcenter.clinic.seed": "writes the demo clinic into the database",
    "ivr.speech": "espeak-ng in a process of its own, and a cache of what it said",
    "recordings.audio": "audio files",
    "recordings.search.lemmas": "dictionaries, each read once by one thread",
    "recordings.demo_model.espeak": "espeak-ng's library",
    "recordings.demo_model.builder": "figures kept between steps",
    "recordings.demo_model.freshness": "the manifests of the shipped models",
    "recordings.demo_model.golden": "writes the golden dialogue",
    "recordings.demo_model.measure": "CPU time of the recogniser",
    "recordings.demo_model.model_folder": "a model's files",
    "recordings.demo_model.manifest": "checksums of a model's files",
    "recordings.demo_model.training": "CPU time of the training",
    "recordings.model_shelf": "the folder of speech models, and the web they come from",
    "recordings.transcribe": "speech models, and processes for them",
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_IMPURE_IMPORTS = _words(
    "asyncio concurrent fcntl ftplib glob http multiprocessing os queue requests sched secrets select selectors shutil"
    " signal smtplib socket sqlite3 ssl subprocess tempfile threading time urllib.request uuid"
)
_FILE_CALLS = _words("open io.open .read_text .write_text .read_bytes .write_bytes .open")
_CLOCK_CALLS = _words(
    "datetime.now datetime.utcnow datetime.today date.today time.time time.time_ns time.localtime time.gmtime"
)
_CHANCE_CALLS = _words(
    "random.random random.randint random.randrange random.choice random.choices random.sample random.shuffle"
    " random.uniform random.gauss random.seed random.getrandbits"
)
CLOCKS: dict[str, str] = {
    # who may ask the machine what time it is
    "callcenter.kit.clock": "this is the clock",
    "callcenter.kit.ids": "ids sort by the time they were made",
}


def test_pure_modules_touch_no_file_process_network_or_database() -> None:
    wrong = [
        f"{module.place}:{line}: imports {name}"
        for module in _pure_modules()
        for name, line in module.imports
        if name in _IMPURE_IMPORTS or name.partition(".")[0] in _IMPURE_IMPORTS
    ]
    wrong += _calls(_pure_modules(), _FILE_CALLS)
    assert not wrong, "\n".join(
        [
            *wrong,
            "Move this into service.py, store.py, jobs.py, routes.py or loader.py, and give the module plain values",
        ]
    )


def test_nobody_reads_a_hidden_clock() -> None:
    wrong = _calls((module for module in modules() if module.name not in CLOCKS), _CLOCK_CALLS)
    assert not wrong, "\n".join([*wrong, "Take the moment as a parameter, or a Clock through the constructor"])


def test_nobody_waits_by_sleeping_or_leaves_things_to_chance() -> None:
    wrong = _calls(modules(), _CHANCE_CALLS | {"time.sleep"})
    assert not wrong, "\n".join([*wrong, "Wait on an Event or Condition with a timeout; draw from random.Random(seed)"])


def test_no_test_sleeps_or_patches_by_path() -> None:
    wrong = _calls(modules_of_tests(), _words("time.sleep sleep asyncio.sleep patch mock.patch patch.object"))
    wrong += [
        f"{module.place}:{line}: imports {name}"
        for module in modules_of_tests()
        for name, line in module.imports
        if name.startswith("unittest")
    ]
    assert not wrong, "\n".join(
        [*wrong, "Wait on a condition or use JumpingClock; pass a fake through the constructor"]
    )


@pytest.mark.parametrize("name", [*TOUCHES, *CLOCKS])
def test_every_exception_is_still_needed(name: str) -> None:
    assert any(is_within(module.name, name) for module in modules()), f"{name} is gone: delete its row"


def _pure_modules() -> Iterator[Module]:
    for module in modules():
        if any(is_within(module.name, package) for package in _PURE_PACKAGES) and not any(
            is_within(module.name, name) for name in (*_ROLES, *TOUCHES)
        ):
            yield module


def _calls(among: Iterable[Module], forbidden: frozenset[str]) -> list[str]:
    return [
        f"{module.place}:{line}: calls {call}" for module in among for call, line in module.calls() if call in forbidden
    ]
