"""What stands in brackets in place of private words, in the five languages of the catalogues. Pure."""

from collections.abc import Callable, Mapping

from callcenter.kit.words import P_
from recordings.private_words.spans import PrivateKind

_LABELS: Mapping[PrivateKind, tuple[str, str]] = {
    PrivateKind.PHONE: P_("private words", "phone number"),
    PrivateKind.CARD: P_("private words", "card number"),
    PrivateKind.POLICY: P_("private words", "policy number"),
    PrivateKind.BIRTH_DATE: P_("private words", "date of birth"),
    PrivateKind.SURNAME: P_("private words", "surname"),
    PrivateKind.OTHER: P_("private words", "private"),
}

ENGLISH: Mapping[PrivateKind, str] = {kind: text for kind, (_, text) in _LABELS.items()}


def labels_of(pgettext: Callable[[str, str], str]) -> Mapping[PrivateKind, str]:
    """The labels as a catalogue has them."""
    return {kind: pgettext(context, text) for kind, (context, text) in _LABELS.items()}
