"""The seeded set: templates filled in, each word with what it is, and the damage of a recogniser."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from callcenter.domain.clinic import Gender, Patient, Tier
from callcenter.kit.ids import PatientId
from callcenter.kit.languages import Language
from recordings.transcript import Speaker, Turn, Word
from tests.benchmarks.private_speech import en, pl, ru, uk, zh
from tests.benchmarks.private_speech.speech import Dice, Speech

SETS = {Language.RU: ru, Language.UK: uk, Language.PL: pl, Language.EN: en, Language.ZH: zh}
EACH = 4
"""How often each template is filled in."""
_SLOT = re.compile(r"\{(\w+)\}")
_CASES = ("nom", "gen", "dat", "acc", "ins")
_KINDS = {
    "phone": "phone",
    "short": "phone",
    "card": "card",
    "policy": "policy",
    "pesel": "policy",
    "birth": "birth_date",
}
_SOUNDS_LIKE = str.maketrans("оадтбпзсеиімнmndtbpszeoua", "аотдпбсзиеинмnmtdpbzsiuoe")


@dataclass(frozen=True, slots=True)
class Said:
    """One word, and the kind of private data that it is part of; empty for the others."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A short exchange: who said which words."""

    id: str
    language: Language
    turns: tuple[tuple[Speaker, tuple[Said, ...]], ...]

    def as_turns(self) -> tuple[Turn, ...]:
        """The same as a transcript, a third of a second a word."""
        joint, clock = "" if self.language is Language.ZH else " ", 0.0
        turns = []
        for speaker, said in self.turns:
            words = []
            for one in said:
                words.append(Word(text=one.text, start=round(clock, 2), end=round(clock + 0.3, 2)))
                clock += 0.33
            text = joint.join(one.text for one in said)
            turns.append(Turn(speaker=speaker, start=words[0].start, end=words[-1].end, text=text, words=tuple(words)))
            clock += 0.7
        return tuple(turns)


def sentences(language: Language, seed: int = 7) -> list[Sentence]:
    """Every template of a language filled in `EACH` times."""
    module = SETS[language]
    templates = [line for line in module.TEMPLATES.strip().splitlines() if line.strip()]
    return [
        _filled(f"{language}-{place:02}-{copy}", template, language, module.SPEECH, seed)
        for place, template in enumerate(templates)
        for copy in range(EACH)
    ]


def known_patients(language: Language) -> tuple[Patient, ...]:
    """The patients whose surnames the sentences name, in a clinic that has others too."""
    speech = SETS[language].SPEECH
    patients = []
    for place, forms in enumerate(speech.surnames):
        whole = forms[0]
        split = 2 if whole.startswith("欧阳") else 1
        surname, given = (whole[:split], whole[split:]) if speech.is_chinese else (whole, speech.given[place % 7])
        patients.append(
            Patient(
                id=PatientId(f"p{place}"),
                given_name=given,
                surname=surname,
                gender=Gender.UNKNOWN,
                language=language,
                tier=Tier.REGULAR,
            )
        )
    return tuple(patients)


def damaged(sentence: Sentence, share: float, seed: int = 3) -> Sentence:
    """The sentence as a recogniser might have heard it, with about `share` (0..1) of the words damaged."""
    dice = random.Random(f"{seed}-{sentence.id}")  # noqa: S311 - a repeatable yardstick, not a secret
    turns = tuple((speaker, tuple(_heard(words, share, dice))) for speaker, words in sentence.turns)
    return Sentence(sentence.id, sentence.language, tuple(turn for turn in turns if turn[1]))


def _heard(words: tuple[Said, ...], share: float, dice: Dice) -> Iterator[Said]:
    for place, word in enumerate(words):
        if dice.random() >= share:
            yield word
            continue
        match dice.randrange(4):
            case 0:
                continue
            case 1:
                yield word
                yield word
            case 2:
                yield Said(_misheard(word.text, dice), word.kind)
            case _:
                yield words[min(place + 1, len(words) - 1)]


def _misheard(word: str, dice: Dice) -> str:
    place = dice.randrange(len(word))
    letter = word[place].translate(_SOUNDS_LIKE)
    changed = word[:place] + letter + word[place + 1 :]
    return changed if changed != word or len(word) < 3 else word[:-1]


def _filled(name: str, template: str, language: Language, speech: Speech, seed: int) -> Sentence:
    dice = random.Random(f"{seed}-{name}")  # noqa: S311 - a repeatable yardstick, not a secret
    forms = dice.choice(speech.surnames)
    values = _values(speech, dice) | dict(zip(_CASES, forms, strict=True))
    values["given"] = dice.choice(speech.given) if speech.given else ""
    turns = []
    for part in template.split(" / "):
        who, _, text = part.strip().partition(": ")
        speaker = Speaker.ADMINISTRATOR if who == "a" else Speaker.PATIENT
        turns.append((speaker, tuple(_words(text, values, speech, dice))))
    return Sentence(name, language, tuple(turns))


def _values(speech: Speech, dice: Dice) -> dict[str, str]:
    def digits(shape: tuple[int, ...]) -> list[str]:
        return ["".join(str(dice.randint(0, 9)) for _ in range(size)) for size in shape]

    def spoken(groups: list[str]) -> list[str]:
        return [speech.group(group, dice) for group in groups]

    phone = [dice.choice(speech.phone_starts), *spoken(digits(dice.choice(speech.phone_shapes)))]
    third = max(1, len(phone) // 3)
    values = {"phone": " ".join(phone)}
    for place, part in enumerate((phone[:third], phone[third : 2 * third], phone[2 * third :]), start=1):
        values[f"phone{place}"] = " ".join(part).strip() or speech.group("7", dice)
    values["short"] = " ".join(spoken(digits(dice.choice(speech.short_shapes))))
    card_shape = (1, 1, 1, 1) if speech.is_chinese else dice.choice(((1, 1, 1, 1), (2, 2)))
    card = [" ".join(spoken(digits(card_shape))) for _ in range(4)]
    values["card"] = " ".join(card)
    values |= {f"card{place}": part for place, part in enumerate(card, start=1)}
    values["policy"] = " ".join(
        [dice.choice(speech.policy_letters), *spoken(digits(dice.choice(speech.policy_shapes)))]
    )
    values["pesel"] = " ".join(spoken(digits((2, 2, 2, 3, 2))))
    values["birth"] = speech.birth(dice)
    values["this_year"] = speech.this_year
    return values


def _words(text: str, values: dict[str, str], speech: Speech, dice: Dice) -> Iterator[Said]:
    done = 0
    for slot in _SLOT.finditer(text):
        yield from _plain(text[done : slot.start()], speech)
        name = slot.group(1)
        if name in values:
            kind = "surname" if name in _CASES else _KINDS.get(name.rstrip("1234"), "")
            yield from (Said(word, kind) for word in _split(values[name], speech))
        else:
            choices = getattr(speech, f"{name}s")
            yield from _plain(dice.choice(choices), speech)
        done = slot.end()
    yield from _plain(text[done:], speech)


def _plain(text: str, speech: Speech) -> Iterator[Said]:
    yield from (Said(word) for word in _split(text, speech))


def _split(text: str, speech: Speech) -> list[str]:
    return [letter for letter in text if not letter.isspace()] if speech.is_chinese else text.lower().split()
