"""Who may import whom. Each rule is a row; a module without a row fails, so the tree cannot grow unseen.

The direction is kit <- domain <- {telephony.port, storage, clinic} <- features <- app; web knows kit and domain.
Features meet through domain events and ids. A vendor's library lives in one place.
"""

import sys

import pytest

from tests.architecture.source import PACKAGES, is_within, modules

_CORE = ("callcenter.kit", "callcenter.domain")
_FEATURE = (*_CORE, "callcenter.storage", "callcenter.clinic", "callcenter.telephony.port", "callcenter.web")

OURS: dict[str, tuple[str, ...]] = {
    # package (the narrowest row that fits a module counts): what of ours it may import, besides itself
    "callcenter.kit": (),
    "callcenter.domain": ("callcenter.kit",),
    "callcenter.telephony.port": _CORE,
    "callcenter.telephony": (*_CORE, "callcenter.storage", "callcenter.telephony.port"),
    "callcenter.telephony.asterisk": (*_CORE, "callcenter.telephony.port"),
    "callcenter.telephony.simulator": (*_CORE, "callcenter.telephony.port"),
    "callcenter.storage": _CORE,
    "callcenter.clinic": (*_CORE, "callcenter.storage"),
    "callcenter.web": _CORE,
    "scripts_library": _FEATURE,
    "ivr": _FEATURE,
    "outbound": _FEATURE,
    "recordings": _FEATURE,
    # What the demo says is what its speech models are built from; nothing of this runs in the product but the check of
    # `callcenter lint`.
    "recordings.demo_model": (*_FEATURE, "scripts_library", "ivr"),
    "callcenter.desk": (*_FEATURE, "scripts_library"),  # the one feature that runs another: it walks the script
    "callcenter.app": (*PACKAGES, "recordings.demo_model"),
}

VENDORS: dict[str, tuple[str, ...]] = {
    # library: where it may be imported ('*.store' is the role: store.py and ..._store.py of any feature)
    "alembic": ("callcenter.storage",),
    "asterisk": ("callcenter.telephony.asterisk.link",),
    "babel": ("callcenter.web",),
    "click": ("callcenter.app",),
    "dbos": ("callcenter.storage", "*.jobs"),
    "espeakng_loader": ("ivr.speech.espeak_child", "recordings.demo_model.espeak"),
    "fastapi": ("callcenter.web", "callcenter.app", "*.routes"),
    "itsdangerous": ("callcenter.web",),
    "jinja2": ("callcenter.web", "scripts_library", "ivr"),
    "kaldi_native_fbank": ("recordings.demo_model.mfcc",),
    "markupsafe": ("callcenter.web",),
    "numpy": ("recordings", "ivr.speech", "callcenter.telephony.simulator"),
    "phonenumbers": ("callcenter.kit.phones",),
    "prometheus_client": ("callcenter.web", "callcenter.app"),
    "psycopg": ("callcenter.storage",),
    "pwdlib": ("callcenter.web.passwords",),
    "rjieba": ("recordings.search.lemmas",),
    "ruamel": ("callcenter.kit.content",),
    "simplemma": ("recordings.search.lemmas",),
    "soundfile": ("recordings.audio", "callcenter.telephony.simulator"),
    "soxr": ("recordings.audio", "recordings.demo_model.filters", "ivr.speech"),
    "sqlalchemy": ("callcenter.storage", "*.store", "*.jobs", "callcenter.clinic.seed"),
    "starlette": ("callcenter.web", "callcenter.app", "*.routes"),
    "structlog": ("callcenter.kit.logs",),
    "torch": ("recordings.demo_model.network", "recordings.demo_model.training"),
    "uvicorn": ("callcenter.web.server", "callcenter.app"),
    "vosk": ("recordings.transcribe", "recordings.model_shelf.trial_child", "recordings.demo_model.recognise"),
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
    wrong = [
        f"{module.place}:{line}: imports {name}"
        for module in modules()
        if _row_of(module.name) == package
        for name, line in module.imports
        if name.partition(".")[0] in PACKAGES and not _is_allowed(name, allowed)
    ]
    assert not wrong, "\n".join([*wrong, f"{package} may import {', '.join(sorted(allowed))}.", _ADVICE])


@pytest.mark.parametrize("library", VENDORS)
def test_a_vendors_library_stays_in_its_place(library: str) -> None:
    users = [
        (module, line) for module in modules() for name, line in module.imports if name.partition(".")[0] == library
    ]
    assert users, f"nothing imports {library} any more: delete its row here and its line in pyproject.toml"
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


def _row_of(name: str) -> str:
    return max((package for package in OURS if is_within(name, package)), key=len, default="")


def _is_allowed(name: str, allowed: set[str]) -> bool:
    """True where `allowed` names the narrowest row that holds `name`, or a package above it other than its own.

    So 'callcenter.telephony' does not let anybody into its adapters, while 'callcenter' (for app) lets everywhere.
    """
    row = _row_of(name)
    return row in allowed or any(is_within(row, prefix) for prefix in allowed if prefix not in OURS)
