"""Same file name, same role: in a feature only its role files and the modules named below touch the world.

Every other module computes: no clock, database, network, file, process or chance of its own. Such a module needs no
fakes in its tests, and gives the same answer twice.
"""

import ast
from collections.abc import Iterable, Iterator

import pytest

from tests.architecture.source import Module, is_within, modules, modules_of_tests, written

_PURE_PACKAGES = (
    *("callcenter.kit", "callcenter.domain", "callcenter.clinic", "callcenter.desk", "callcenter.reports"),
    *("callcenter.telephony.port", "callcenter.telephony.moves"),
    *("scripts_library", "ivr", "outbound", "recordings"),
)

_ROLES = ("*.store", "*.jobs", "*.routes", "*.service", "*.loader")
"""Persistence, durable work, HTTP, use cases, content files."""

TOUCHES: dict[str, str] = {
    # module: what it touches, and why it must
    "callcenter.clinic.files.reader": "opens a clinic's files; the modules beside it read what is in them",
    "callcenter.kit.clock": "the clock: everybody else gets it passed in",
    "callcenter.kit.content": "reads content files",
    "callcenter.kit.ids": "the clock and chance: ids sort by time and are never guessed",
    "callcenter.kit.logs": "standard error",
    "callcenter.kit.parent_process": "the kernel: a process of ours ends with the one that started it",
    "callcenter.kit.private_file": "makes files that their owner alone may read",
    "ivr.answers.freshness": "the corpus of answers and the manifest of its models",
    "ivr.answers.model_file": "the answer models' files",
    "ivr.answers_trainer.build": "writes the models",
    "ivr.answers_trainer.evaluate": "reads phrases that were written apart",
    "ivr.prompt_sounds.limited_voice": "a thread that speaks, and the time that a caller would wait",
    "ivr.speech.cache": "what was said once, in files",
    "ivr.speech.espeak_child": "is the process of espeak-ng",
    "ivr.speech.espeak_library": "espeak-ng's library",
    "ivr.speech.espeak_process": "the same as seen from outside",
    "recordings.act_trainer.build": "reads the corpus and writes its models",
    "recordings.act_trainer.labelled": "reads the labelled calls",
    "recordings.audio.covering": "reads and writes sound in a stream: an hour does not fit into memory",
    "recordings.audio.keeping": "writes the sound that we keep",
    "recordings.audio.peaks": "reads sound in a stream",
    "recordings.audio.repair": "reads the header and the length of broken files",
    "recordings.audio.source": "reads any recording in a stream",
    "recordings.audio.spans": "reads pieces of a sound",
    "recordings.demo_model.builder": "figures kept between steps",
    "recordings.demo_model.espeak": "what espeak-ng's library hands over",
    "recordings.demo_model.freshness": "the manifests of the shipped models",
    "recordings.demo_model.golden": "writes the golden dialogue",
    "recordings.demo_model.manifest": "checksums of a model's files",
    "recordings.demo_model.measure": "CPU time of the recogniser",
    "recordings.demo_model.model_folder": "a model's files",
    "recordings.demo_model.training": "CPU time of the training",
    "recordings.judge.endpoint": "the web, with an end to waiting",
    "recordings.model_shelf.adding": "copies a model's folder",
    "recordings.model_shelf.archive": "unpacks",
    "recordings.model_shelf.checksum": "reads what it adds up",
    "recordings.model_shelf.disk": "asks how much room there is",
    "recordings.model_shelf.download": "the half of a file that is there, and the web",
    "recordings.model_shelf.layout": "looks which files of a model are there",
    "recordings.model_shelf.listing": "looks what is there",
    "recordings.model_shelf.manifest": "reads a model's manifest",
    "recordings.model_shelf.pulling": "looks into a file that has come",
    "recordings.model_shelf.receipt": "reads and writes a model's receipt",
    "recordings.model_shelf.shelf": "the folder of models, changed by one process at a time",
    "recordings.model_shelf.site": "the web, with an end to waiting",
    "recordings.model_shelf.trial": "a process in which a model is loaded",
    "recordings.model_shelf.vocabulary": "reads a model's words",
    "recordings.scoring.acts.freshness": "the corpus and the manifests of its models",
    "recordings.scoring.acts.model_file": "the act models' files",
    "recordings.scoring.opinion.opinion_file": "the file of the second opinion",
    "recordings.search.lemmas": "dictionaries, each read once by one thread",
    "recordings.transcribe.batch.drafts": "results that are not done yet, locked by who works on them",
    "recordings.transcribe.batch.finding": "looks for recordings in folders",
    "recordings.transcribe.batch.results": "reads of what a result was made",
    "recordings.transcribe.batch.work": "threads, and the time that is left",
    "recordings.transcribe.child": "is the recogniser's process",
    "recordings.transcribe.live.child": "is the live recogniser's process",
    "recordings.transcribe.live.mailbox": "hands on from thread to thread",
    "recordings.transcribe.live.player": "reads sound in a stream",
    "recordings.transcribe.live.recogniser": "the live recogniser's process and its threads",
    "recordings.transcribe.live.worker": "the same process, started and heard",
    "recordings.transcribe.messages": "a file for what a process says",
    "recordings.transcribe.music_words": "reads the sound around words",
    "recordings.transcribe.pool": "lends processes to threads",
    "recordings.transcribe.runner": "how many cores there are, how long a sound is",
    "recordings.transcribe.scratch": "a folder for the moment, locked by who works in it",
    "recordings.transcribe.told_progress": "a small file beside the sound",
    "recordings.transcribe.vosk_engine": "reads sound in a stream",
    "recordings.transcribe.worker": "the recogniser's process as seen from outside",
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_IMPURE_IMPORTS = _words(
    "asyncio concurrent ctypes fcntl ftplib glob http logging mmap multiprocessing os queue requests sched secrets"
    " select selectors shutil signal smtplib socket sqlite3 ssl subprocess tempfile threading time urllib.request uuid"
)
_FILE_CALLS = _words(
    "open .open .read_text .write_text .read_bytes .write_bytes .exists .is_file .is_dir .is_symlink .stat .lstat"
    " .mkdir .rmdir .unlink .touch .chmod .rename .symlink_to .hardlink_to .readlink .resolve .samefile .iterdir .glob"
    " .rglob .cwd .home .expanduser .fromfile .tofile .memmap np.load np.save np.savez"
)
"""A name with a dot before it: this method of anything, such as of a path."""
_CLOCK_CALLS = _words(
    "datetime.now datetime.utcnow datetime.today date.today time.time time.time_ns time.localtime time.gmtime"
)
_CHANCE_CALLS = _words(
    "random.random random.randint random.randrange random.choice random.choices random.sample random.shuffle"
    " random.uniform random.gauss random.seed random.getrandbits np.random.seed np.random.rand np.random.randn"
    " np.random.randint np.random.random np.random.choice np.random.normal np.random.uniform np.random.shuffle"
    " np.random.permutation"
)
_MADE_OF_A_SEED = _words("random.Random np.random.default_rng np.random.RandomState")
"""Chance all the same where no seed is given."""
CLOCKS: dict[str, str] = {
    # who may ask the machine what time it is
    "callcenter.kit.clock": "this is the clock",
    "callcenter.kit.ids": "ids sort by the time they were made",
}


def test_pure_modules_touch_no_file_process_network_or_database() -> None:
    wrong = [what for module in _pure_modules() for what in _touches(module)]
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
    wrong += [what for module in modules() for what in _unseeded(module)]
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


@pytest.mark.parametrize("name", TOUCHES)
def test_every_exception_names_one_module_that_needs_it(name: str) -> None:
    module = next((module for module in modules() if module.name == name), None)
    assert module is not None, f"{name} is no module: delete its row"
    assert not module.path.name.startswith("__init__"), f"{name} is a package: name the modules in it"
    assert _touches(module), f"{name} touches nothing: delete its row"


@pytest.mark.parametrize("name", CLOCKS)
def test_every_clock_is_read(name: str) -> None:
    assert _calls((module for module in modules() if module.name == name), _CLOCK_CALLS), f"delete the row of {name}"


def _pure_modules() -> Iterator[Module]:
    for module in modules():
        if any(is_within(module.name, package) for package in _PURE_PACKAGES) and not any(
            is_within(module.name, name) for name in (*_ROLES, *TOUCHES)
        ):
            yield module


def _touches(module: Module) -> list[str]:
    imported = [
        f"{module.place}:{line}: imports {name}"
        for name, line in module.imports
        if name in _IMPURE_IMPORTS or name.partition(".")[0] in _IMPURE_IMPORTS
    ]
    return imported + _calls([module], _FILE_CALLS)


def _unseeded(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and not node.args and not node.keywords:
            name = written(node.func)
            if name in _MADE_OF_A_SEED:
                yield f"{module.place}:{node.lineno}: calls {name} without a seed"


def _calls(among: Iterable[Module], forbidden: frozenset[str]) -> list[str]:
    """The calls of `forbidden` names: with what they belong to ('np.load'), or as the method of anything ('.open')."""
    return [
        f"{module.place}:{line}: calls {call}"
        for module in among
        for call, line in module.calls()
        if forbidden & _readings_of(call)
    ]


def _readings_of(call: str) -> set[str]:
    """'a.b.c' as a whole, as 'b.c', and as the method '.c'."""
    *owners, name = call.split(".")
    return {call, f"{owners[-1]}.{name}", f".{name}"} if owners else {call}
