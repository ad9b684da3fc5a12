"""The sentences that a model was made from: they are not for measuring it. Pure."""

from recordings.demo_model.bigram import sample
from recordings.demo_model.model_folder import ModelFolder
from recordings.demo_model.phrases import Phrases
from recordings.demo_model.sentence_sets import mark_of


def seen_marks(phrases: Phrases, folder: ModelFolder) -> frozenset[str]:
    """Marks of the sentences of the network's training and of the language model."""
    return folder.trained_on() | {mark_of(" ".join(sentence)) for sentence in sample(phrases)}
