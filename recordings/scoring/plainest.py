"""Which sentence of an utterance does an act: none is judged alone (acts/pieces.py), but one is quoted. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from recordings.scoring.acts.model import ActModel
from recordings.scoring.acts.reading import Done
from recordings.scoring.text import Spoken

_ENOUGH = 0.4
"""A sentence so much as likely as the surest piece holds what does the act; of less, the act lies in several."""


def at_sentences(
    utterances: Sequence[Spoken], done: Sequence[Mapping[str, Done]], model: ActModel
) -> Iterator[Mapping[str, Done]]:
    """What each utterance of one side does, as likely as before; of several sentences, each act in the surest one."""
    cut = [spoken.sentences() for spoken in utterances]
    several = [own if len(own) > 1 else [] for own in cut]
    every = [spoken.words[first:end] for spoken, own in zip(utterances, several, strict=True) for first, end in own]
    rows = iter(model.likelihoods(every).tolist() if every else ())
    for spoken, acts, own in zip(utterances, done, several, strict=True):
        likely = [next(rows) for _ in own]
        yield _at_surest(spoken, acts, own, likely, model.acts) if own else acts


def _at_surest(
    spoken: Spoken,
    done: Mapping[str, Done],
    sentences: Sequence[tuple[int, int]],
    likely: Sequence[Sequence[float]],
    acts: Sequence[str],
) -> Mapping[str, Done]:
    found = dict(done)
    for act, of_sentences in zip(acts, zip(*likely, strict=True), strict=True):
        surest = max(of_sentences)
        if surest >= _ENOUGH * done[act].likelihood:
            first, end = sentences[of_sentences.index(surest)]
            found[act] = replace(done[act], match=spoken.match(first, end))
    return found
