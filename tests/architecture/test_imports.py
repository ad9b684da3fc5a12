"""Who may import whom. Each rule is a row; a module without a row fails, so the tree cannot grow unseen.

The direction is kit <- domain <- {telephony.port, storage, clinic} <- features <- app; web knows kit and domain.
Features meet through domain events and ids. A vendor's library lives in one place.
"""

import sys

import pytest

from tests.architecture.source import PACKAGES, ROOT, is_within, modules

_CORE = ("callcenter.kit", "callcenter.domain")
_FEATURE = (
    *(*_CORE, "callcenter.storage", "callcenter.clinic", "callcenter.clinic.book", "callcenter.telephony.port"),
    "callcenter.web",
)
_WORDS = (*_CORE, "recordings.stretch", "recordings.transcript", "recordings.recording")
_STORED = (*_WORDS, "callcenter.storage", "recordings.store", "recordings.statistics")
_SHOWN = (*_STORED, "callcenter.web", "recordings.calls", "recordings.private_words", "recordings.reading")
EVERYTHING = "*"

OURS: dict[str, tuple[str, ...]] = {
    # package (the narrowest row that fits a module counts): what of ours it may import, besides itself
    "callcenter.kit": (),
    "callcenter.domain": ("callcenter.kit",),
    "callcenter.telephony.port": _CORE,
    "callcenter.telephony.voice_port": (*_CORE, "callcenter.telephony.port"),
    "callcenter.telephony": (
        *_CORE,
        "callcenter.storage",
        "callcenter.telephony.port",
        "callcenter.telephony.voice_port",
    ),
    "callcenter.telephony.asterisk": (*_CORE, "callcenter.telephony.port", "callcenter.telephony.voice_port"),
    "callcenter.telephony.simulator": (*_CORE, "callcenter.telephony.port", "callcenter.telephony.voice_port"),
    "callcenter.storage": _CORE,
    "callcenter.clinic": (*_CORE, "callcenter.storage", "callcenter.clinic.book", "callcenter.clinic.files"),
    "callcenter.clinic.book": _CORE,
    "callcenter.clinic.files": (*_CORE, "callcenter.clinic.book"),
    "callcenter.web": _CORE,
    "scripts_library": _FEATURE,
    # Within ivr: meanings and speech stand on nothing, flows on meanings, hearing on meanings, real calls on these, the
    # screens on all. So flows and meanings stay without database, exchange and pages.
    "ivr": (),
    "ivr.answers": ("callcenter.kit",),
    "ivr.answers_trainer": ("callcenter.kit", "ivr.answers"),
    "ivr.speech": ("callcenter.kit",),
    "ivr.flow": (*_CORE, "ivr.answers"),
    "ivr.hearing": (*_CORE, "callcenter.telephony.voice_port", "ivr.answers"),
    "ivr.prompt_sounds": (*_CORE, "ivr.flow", "ivr.speech"),
    "ivr.leading": (
        *(*_CORE, "callcenter.storage", "callcenter.telephony.port", "callcenter.telephony.voice_port"),
        *("ivr.answers", "ivr.flow", "ivr.hearing"),
    ),
    "ivr.screens": (
        *(*_CORE, "callcenter.storage", "callcenter.web"),
        *("ivr.answers", "ivr.flow", "ivr.leading", "ivr.prompt_sounds"),
    ),
    "outbound": (*_FEATURE, "callcenter.telephony.voice_port"),
    # Within recordings, from what stands on nothing to what stands on all: values, sound, rules over words, models,
    # words out of sound, the calls around them, search and copies, the use cases, the screens.
    "recordings.stretch": _CORE,
    "recordings.transcript": (*_CORE, "recordings.stretch"),
    "recordings.transcript_json": (*_WORDS, "recordings.json_field"),
    "recordings.json_field": (*_CORE, "recordings.transcript"),
    "recordings.recording": (*_CORE, "recordings.transcript"),
    "recordings.statistics": _WORDS,
    "recordings.turns": _WORDS,
    "recordings.audio": (*_CORE, "recordings.stretch"),
    "recordings.kept_notes": (*_CORE, "recordings.audio", "recordings.recording"),
    "recordings.reading": _WORDS,
    "recordings.scoring": (*_WORDS, "recordings.statistics", "recordings.json_field"),
    # Runs when models are made, not in the product.
    "recordings.act_trainer": (*_WORDS, "recordings.scoring", "recordings.transcript_json"),
    "recordings.measures": (*_WORDS, "recordings.reading", "recordings.statistics"),
    "recordings.transcribe.port": _WORDS,
    "recordings.model_shelf": (*_CORE, "recordings.transcribe.port"),
    "recordings.problems": (*_WORDS, "recordings.model_shelf"),
    "recordings.voices": (*_WORDS, "recordings.audio", "recordings.scoring", "recordings.turns"),
    "recordings.transcribe": (
        *_WORDS,
        *("recordings.audio", "recordings.kept_notes", "recordings.measures", "recordings.model_shelf"),
        "recordings.transcribe.port",
        *("recordings.transcript_json", "recordings.turns", "recordings.voices"),
    ),
    "recordings.store": (*_STORED, "recordings.scoring", "recordings.transcript_json"),
    "recordings.own_standard": (*_STORED, "recordings.scoring"),
    "recordings.judge": (
        *(*_STORED, "recordings.json_field", "recordings.own_standard", "recordings.private_words"),
        "recordings.scoring",
    ),
    # These two know each other: marks that change write the index anew in their own transaction, and what is private
    # is not found.
    "recordings.private_words": (*_STORED, "recordings.search"),
    "recordings.search": (*_SHOWN, "recordings.transcript_json"),
    "recordings.adherence": (*_WORDS, "recordings.search"),
    "recordings.months": (*_SHOWN, "recordings.scoring"),
    "recordings.calls": (*_STORED, "recordings.private_words", "recordings.problems"),
    "recordings": (
        *(*_STORED, "callcenter.clinic", "recordings.audio", "recordings.json_field", "recordings.kept_notes"),
        *("recordings.model_shelf", "recordings.own_standard", "recordings.private_words", "recordings.problems"),
        *("recordings.scoring", "recordings.search", "recordings.transcribe"),
        *("recordings.transcribe.port", "recordings.transcript_json", "recordings.turns", "recordings.voices"),
    ),
    "recordings.rescoring": (*_STORED, "recordings.own_standard"),
    "recordings.copies": (*_SHOWN, "recordings", "recordings.audio", "recordings.transcript_json"),
    "recordings.screens": (
        *(*_SHOWN, "recordings", "recordings.audio", "recordings.copies", "recordings.model_shelf"),
        *("recordings.problems", "recordings.scoring", "recordings.search"),
        *("recordings.adherence", "recordings.months", "recordings.own_standard"),
    ),
    "recordings.standard_screens": (
        *(*_CORE, "callcenter.storage", "callcenter.web", "recordings.own_standard", "recordings.rescoring"),
        *("recordings.scoring", "recordings.transcript"),
    ),
    # What the demo says is what its speech models are built from; nothing of this runs in the product but the check of
    # `callcenter lint`.
    "recordings.demo_model": (*_CORE, "callcenter.clinic", "scripts_library", "ivr.speech"),
    "callcenter.desk": (*_FEATURE, "scripts_library"),  # the one feature that runs another: it walks the script
    "callcenter.app": (EVERYTHING,),
}

VENDORS: dict[str, tuple[str, ...]] = {
    # library: where it may be imported ('*.store' is the role: store.py and ..._store.py of any feature)
    "alembic": ("callcenter.storage",),
    "asterisk": ("callcenter.telephony.asterisk.link",),
    "babel": ("callcenter.web",),
    "click": ("callcenter.app",),
    "dbos": ("callcenter.storage",),
    "espeakng_loader": ("ivr.speech.espeak_library",),
    "fastapi": ("callcenter.web", "callcenter.app", "*.routes"),
    "itsdangerous": ("callcenter.web",),
    "jinja2": ("callcenter.web", "scripts_library", "ivr.flow.texts", "ivr.flow.template_rules"),
    "kaldi_native_fbank": ("recordings.demo_model.mfcc",),
    "markupsafe": ("callcenter.web",),
    "numpy": (
        *("recordings.audio", "recordings.transcribe", "recordings.voices", "recordings.model_shelf.trial_child"),
        *("recordings.demo_model", "ivr.speech", "ivr.prompt_sounds", "callcenter.telephony.simulator"),
        *("recordings.scoring.acts.model", "recordings.scoring.acts.model_file", "recordings.act_trainer"),
        *("recordings.scoring.opinion", "callcenter.kit.wordmodel", "ivr.answers.model", "ivr.answers.model_file"),
        *("ivr.answers_trainer", "ivr.hearing.voice", "ivr.hearing.tones", "ivr.hearing.sound_watch"),
        "outbound.risk.fit",
    ),
    "openpyxl": ("recordings.own_standard.foreign.workbook",),
    "phonenumbers": ("callcenter.kit.phones",),
    "prometheus_client": ("callcenter.web", "callcenter.app"),
    "psycopg": ("callcenter.storage",),
    "pwdlib": ("callcenter.web.passwords",),
    "rjieba": ("recordings.search.lemmas",),
    "ruamel": ("callcenter.kit.content",),
    "scipy": ("recordings.act_trainer.train", "ivr.answers_trainer"),
    "simplemma": ("recordings.search.lemmas",),
    "sklearn": ("recordings.act_trainer", "ivr.answers_trainer"),
    "soundfile": ("recordings.audio",),
    "soxr": ("recordings.audio", "recordings.demo_model.filters", "ivr.speech"),
    "sqlalchemy": ("callcenter.storage", "*.store", "callcenter.clinic.seed"),
    "starlette": ("callcenter.web", "*.routes"),
    "structlog": ("callcenter.kit.logs",),
    "torch": ("recordings.demo_model.network", "recordings.demo_model.training"),
    "uvicorn": ("callcenter.web.server", "callcenter.app"),
    "vosk": (
        *("recordings.transcribe.vosk_engine", "recordings.transcribe.live.engine"),
        *("recordings.model_shelf.trial_child", "recordings.demo_model.recognise"),
    ),
}

_ADVICE = (
    "Move the code to where the import is allowed, pass the thing in from app/compose.py, or tell of it by a domain"
    " event. Change the table only when the design changes."
)


def test_every_module_has_a_rule() -> None:
    homeless = [module.place for module in modules() if not _row_of(module.name) and module.name != "callcenter"]
    assert not homeless, "\n".join(
        [*homeless, "No rule for these modules: add a row to OURS that says what they may import"]
    )


@pytest.mark.parametrize("package", OURS)
def test_a_package_imports_only_what_its_row_allows(package: str) -> None:
    allowed = {package, *OURS[package]}
    assert EVERYTHING in allowed or allowed <= OURS.keys(), "each name in a row is a row of its own"
    wrong = [
        f"{module.place}:{line}: imports {name}"
        for module in modules()
        if _row_of(module.name) == package
        for name, line in module.imports
        if name.partition(".")[0] in PACKAGES and not allowed & {_row_of(name), EVERYTHING}
    ]
    assert not wrong, "\n".join([*wrong, f"{package} may import {', '.join(sorted(allowed))}.", _ADVICE])


@pytest.mark.parametrize("library", VENDORS)
def test_a_vendors_library_stays_in_its_place(library: str) -> None:
    users = [
        (module, line) for module in modules() for name, line in module.imports if name.partition(".")[0] == library
    ]
    assert users, f"nothing imports {library} any more: delete its row here and its line in pyproject.toml"
    unused = [place for place in VENDORS[library] if not any(is_within(module.name, place) for module, _ in users)]
    assert not unused, f"nothing in {', '.join(unused)} imports {library}: take the place out of its row"
    wrong = [
        f"{module.place}:{line}: imports {library}"
        for module, line in users
        if not any(is_within(module.name, place) for place in VENDORS[library])
    ]
    assert not wrong, "\n".join([*wrong, f"{library} belongs in {', '.join(VENDORS[library])}.", _ADVICE])


def test_every_vendors_library_has_a_place() -> None:
    known = {*PACKAGES, *sys.stdlib_module_names, *VENDORS}
    wrong = [
        f"{module.place}:{line}: imports {name}"
        for module in modules()
        for name, line in module.imports
        if name.partition(".")[0] not in known
    ]
    assert not wrong, "\n".join([*wrong, "Give the library its one place: a row in VENDORS, a line in pyproject.toml"])


@pytest.mark.parametrize("feature", ["recordings", "ivr"])
def test_each_part_of_a_large_feature_has_a_rule_of_its_own(feature: str) -> None:
    parts = {f"{feature}.{folder.parent.name}" for folder in (ROOT / feature).glob("*/__init__.py")}
    assert not parts - OURS.keys(), f"add a row to OURS for each of them that says what of {feature} it stands on"


def _row_of(name: str) -> str:
    """The narrowest row that holds a module; so 'recordings' lets nobody into a part that has a row of its own."""
    return max((package for package in OURS if is_within(name, package)), key=len, default="")
