"""What is new between two versions of a standard. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from callcenter.kit.languages import Language
from recordings.own_standard.limits import Limit, limits_of
from recordings.scoring.standard import Criterion, Standard


class Part(StrEnum):
    """What of a criterion has changed."""

    WEIGHT = "weight"
    CRITICAL = "critical"
    STAGE = "stage"
    TITLE = "title"
    APPLIES = "applies"
    PROOF = "proof"
    LIMIT = "limit"
    OTHER_LANGUAGES = "other languages"


@dataclass(frozen=True, slots=True)
class Change:
    """One value that is another now; flags are 'yes' or empty, texts are in the reader's language."""

    part: Part
    before: str
    after: str
    limit: str = ""
    """Which limit."""
    unit: str = ""
    """Of a limit: what its figures are in; English, translated where it is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A criterion that is in both."""

    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """All of it."""

    added: tuple[Criterion, ...]
    removed: tuple[Criterion, ...]
    changed: tuple[Changed, ...]
    title: Change | None = None
    """Of the standard itself."""

    @property
    def count(self) -> int:
        """How many criteria it touches."""
        return len(self.added) + len(self.removed) + len(self.changed)


def differences(old: Standard, new: Standard, language: Language) -> Differences:
    """What `new` has otherwise than `old`, for a reader of `language`."""
    changed = []
    for criterion in new.criteria:
        before = old.criterion(criterion.id)
        changes = tuple(_changes(before, criterion, language)) if before else ()
        if changes:
            changed.append(Changed(title=criterion.title[language], changes=changes))
    return Differences(
        added=tuple(one for one in new.criteria if old.criterion(one.id) is None),
        removed=tuple(one for one in old.criteria if new.criterion(one.id) is None),
        changed=tuple(changed),
        title=_title(old, new, language),
    )


def _title(old: Standard, new: Standard, language: Language) -> Change | None:
    if old.title == new.title:
        return None
    before, after = old.title.get(language, ""), new.title.get(language, "")
    return Change(Part.OTHER_LANGUAGES, "", "") if before == after else Change(Part.TITLE, before, after)


def _changes(old: Criterion, new: Criterion, language: Language) -> Iterator[Change]:
    if old.weight != new.weight:
        yield Change(Part.WEIGHT, str(old.weight), str(new.weight))
    if old.critical != new.critical:
        yield Change(Part.CRITICAL, "yes" if old.critical else "", "yes" if new.critical else "")
    if old.stage != new.stage:
        yield Change(Part.STAGE, old.stage, new.stage)
    yield from _limits(old, new)
    texts = (
        (Part.TITLE, old.title, new.title),
        (Part.APPLIES, old.applies, new.applies),
        (Part.PROOF, old.proof, new.proof),
    )
    elsewhere = False
    for part, before_texts, after_texts in texts:
        if before_texts.get(language, "") != after_texts.get(language, ""):
            yield Change(part, before_texts.get(language, ""), after_texts.get(language, ""))
        elsewhere = elsewhere or any(
            before_texts.get(one, "") != after_texts.get(one, "") != after_texts.get(language, "")
            for one in Language
            if one is not language
        )
    if elsewhere:
        yield Change(Part.OTHER_LANGUAGES, "", "")


def _limits(old: Criterion, new: Criterion) -> Iterator[Change]:
    """In the units in which they are edited."""
    before = {one.name: one for one in limits_of(old)}
    after = {one.name: one for one in limits_of(new)}
    for name, one in {**before, **after}.items():
        if before.get(name) != after.get(name):
            yield Change(Part.LIMIT, _figure(before.get(name)), _figure(after.get(name)), name, one.unit)


def _figure(limit: Limit | None) -> str:
    return "" if limit is None else f"{limit.value:g}"
