"""A studio's folder taken in, file by file: a bad file is told and left, and what was there stays in use."""

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from callcenter.kit.clock import Clock
from callcenter.kit.errors import BadInputError, CallCenterError, NotFoundError
from callcenter.kit.languages import Language
from ivr.flow.facts import Clinic
from ivr.flow.prompts import Prompts
from ivr.prompt_sounds.catalogue import FixedPrompt, fixed_prompts
from ivr.prompt_sounds.cleaning import Cleaned, Take, TakeError, clean
from ivr.prompt_sounds.studio_store import StudioStore
from ivr.prompt_sounds.versions import Recording, Versions

ReadTake = Callable[[Path], Take]
"""Reads any usual audio file. Raises BadInputError, OSError."""

_NO_SOUND = frozenset({".txt", ".csv", ".md", ".pdf", ".doc", ".docx", ".xlsx", ".json", ".zip", ".jpg", ".png"})


class Outcome(StrEnum):
    """What became of a file."""

    IMPORTED = "imported"
    UNCHANGED = "unchanged"
    """This very sound is in use already."""
    REFUSED = "refused"
    SKIPPED = "skipped"
    """No sound by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFile:
    """The report of one file."""

    file: str
    """Its path within the folder."""
    outcome: Outcome
    problem: str = ""
    cleaned: Cleaned | None = None


class Studio:
    """Imports, removes, undoes."""

    def __init__(
        self,
        store: StudioStore,
        prompts: Mapping[Language, Prompts],
        read: ReadTake,
        clock: Clock,
        clinics: Mapping[Language, Clinic] | None = None,
    ) -> None:
        """`clinics`: the clinic in the words of each language; without it, prompts that name it are the engine's."""
        self._store = store
        self._prompts = prompts
        self._fixed = {
            language: {one.id: one for one in fixed_prompts(words, (clinics or {}).get(language))}
            for language, words in prompts.items()
        }
        self._read = read
        self._clock = clock

    def bring(self, folder: Path, default: Language) -> Iterator[ImportedFile]:
        """Import the files <prompt>.<ending> (in the `default` language) and <language>/<prompt>.<ending> of a folder.

        Each is reported when it is done. Raises NotFoundError where there is no folder.
        """
        if not folder.is_dir():
            raise NotFoundError(f"{folder} is no folder; give the folder with the studio's files")
        seen: dict[tuple[Language, str], str] = {}
        for path in sorted(folder.iterdir()):
            if path.name.startswith("."):
                continue
            if not path.is_dir():
                yield self._bring_file(path, path.name, default, seen)
                continue
            try:
                language = Language(path.name.lower())
            except ValueError:
                known = ", ".join(Language)
                problem = f"no language is called so; name the folder by one of {known}"
                yield ImportedFile(file=f"{path.name}/", outcome=Outcome.SKIPPED, problem=problem)
                continue
            for inner in sorted(path.iterdir()):
                if not inner.name.startswith("."):
                    yield self._bring_file(inner, f"{path.name}/{inner.name}", language, seen)

    def remove(self, prompt: str, language: Language) -> None:
        """Use the recording no longer; `undo` brings it back. Raises NotFoundError."""

        def without(versions: Versions) -> Versions:
            if versions.now is None:
                raise NotFoundError(f"{prompt} has no {language.english_name} recording")
            return versions.with_new(None)

        self._store.change(language, prompt, without)

    def undo(self, prompt: str, language: Language) -> Versions:
        """Use the recording before again; a second undo goes back. Raises NotFoundError."""

        def undone(versions: Versions) -> Versions:
            if versions.before is None:
                raise NotFoundError(
                    f"nothing was kept before the {language.english_name} recording of {prompt}; `callcenter prompts "
                    f"remove {prompt}` goes back to the voice engine"
                )
            return versions.undone()

        return self._store.change(language, prompt, undone)

    def accept(self, prompt: str, language: Language) -> None:
        """Use a recording of other words for the text as it is now: the clinic says that it is right.

        Raises NotFoundError, BadInputError.
        """
        text = self._prompt(prompt, language).text

        def accepted(versions: Versions) -> Versions:
            if versions.now is None:
                raise NotFoundError(f"{prompt} has no {language.english_name} recording")
            return versions.accepted_for(text)

        self._store.change(language, prompt, accepted)

    def _bring_file(
        self, path: Path, shown: str, language: Language, seen: dict[tuple[Language, str], str]
    ) -> ImportedFile:
        if path.suffix.lower() in _NO_SOUND:
            return ImportedFile(file=shown, outcome=Outcome.SKIPPED, problem="no sound file")
        try:
            prompt = self._prompt(path.stem.lower(), language)
            if twin := seen.get((language, prompt.id)):
                raise TakeError(f"{twin} is the same prompt; keep one of them")
            seen[language, prompt.id] = shown
            cleaned = clean(self._read(path))
            is_new = self._store.put(language, prompt.id, self._recording(prompt, path, cleaned), cleaned.pair)
        except CallCenterError as exc:
            return ImportedFile(file=shown, outcome=Outcome.REFUSED, problem=str(exc))
        except OSError as exc:
            problem = f"{exc.strerror or 'it could not be written'}; what was in use before still is"
            return ImportedFile(file=shown, outcome=Outcome.REFUSED, problem=problem)
        outcome = Outcome.IMPORTED if is_new else Outcome.UNCHANGED
        return ImportedFile(file=shown, outcome=outcome, cleaned=cleaned)

    def _prompt(self, name: str, language: Language) -> FixedPrompt:
        """The prompt of an id. Raises BadInputError where a studio cannot record such."""
        known = self._fixed.get(language, {})
        if name in known:
            return known[name]
        if language not in self._prompts:
            raise BadInputError(f"there are no {language.english_name} prompts yet")
        if name in self._prompts[language].by_id:
            raise BadInputError(f"{name} names people, days or the clinic, so the voice engine says it")
        near = difflib.get_close_matches(name, known, 1)
        hint = f"; did you mean {near[0]}?" if near else "; `callcenter prompts list` shows all"
        raise BadInputError(f"{name} is no prompt{hint}")

    def _recording(self, prompt: FixedPrompt, path: Path, cleaned: Cleaned) -> Recording:
        return Recording(
            digest="",
            text=prompt.text,
            imported_at=self._clock.now(),
            source=path.name,
            loudness_before=round(cleaned.loudness_before, 1),
            loudness_after=round(cleaned.loudness_after, 1),
            seconds=round(cleaned.pair.seconds, 2),
        )
