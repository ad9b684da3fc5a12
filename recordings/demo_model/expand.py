"""A new graph on the network that is there: the vocabulary, how it sounds, which word follows which."""

from collections.abc import Mapping

from callcenter.kit.errors import CallCenterError
from callcenter.kit.languages import Language
from recordings.demo_model.bigram import estimate, sample
from recordings.demo_model.graph import make_graph
from recordings.demo_model.lexicon import Heard, pronunciations, unheard_phonemes, unheard_words
from recordings.demo_model.model_folder import ModelFolder
from recordings.demo_model.phones import phones_of
from recordings.demo_model.phrases import Phrases
from recordings.demo_model.talker import Report
from recordings.demo_model.unknown_word import UnknownSettings, add_unknown

_UNKNOWN_WORD = UnknownSettings(begin=5.0, sound=0.5, shortest=4)
_UNKNOWN_WORD_OF: Mapping[Language, UnknownSettings] = {
    Language.EN: UnknownSettings(begin=5.0, sound=0.0, shortest=4),  # English words are short
}


def unknown_word(language: Language) -> UnknownSettings:
    """How easily a word is taken for unknown: so many as can be had without a cost to known ones (choosing seed)."""
    return _UNKNOWN_WORD_OF.get(language, _UNKNOWN_WORD)


def expand(
    phrases: Phrases, heard: Heard, folder: ModelFolder, report: Report, unknown: UnknownSettings | None
) -> None:
    """Write graph and vocabulary into `folder`; `heard` says how the voice pronounces the words.

    Without `unknown` every word is taken for a known one.

    Raises CallCenterError where the phrases need sounds that the network was never taught.
    """
    phonemes = folder.phonemes()
    found = pronunciations(heard, phrases.pronunciations, phonemes)
    missing = unheard_words(phrases, heard, phonemes)
    if missing:
        sounds = ", ".join(sorted(unheard_phonemes(heard, phonemes))) or "none"
        raise CallCenterError(
            f"the network in {folder.path} cannot hear {', '.join(missing)} (sounds that it was not taught: {sounds}); "
            "write these words in another way, say them with the nearest sounds under `pronunciations` in the phrase "
            "file, or train a new network: build LANG --new-network"
        )
    words = sorted({one.word for one in found})
    ids = {word: number for number, word in enumerate(words, start=1)}
    phones = phones_of(phonemes)
    fst, loose = make_graph(found, ids, phones, estimate(sample(phrases), words))
    if unknown:
        add_unknown(fst, loose, found, phones, folder.unknown_id(words), unknown)
    folder.write_graph(fst, words)
    states, arcs = fst.size
    report(f"graph: {len(words)} words, {len(found)} pronunciations, {states} states, {arcs} arcs")
