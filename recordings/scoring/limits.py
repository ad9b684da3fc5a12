"""From which likelihood on an act is believed, where that is not one half. Pure.

An act is looked for in every utterance of a call: one that is rare in calls needs to be surer than in the corpus, where
each is as common as the others. Chosen on labelled calls.
"""

from collections.abc import Mapping

from recordings.scoring.acts.names import AdministratorAct as Does
from recordings.scoring.acts.names import PatientAct as Wants

LIKELY = 0.5
LIMITS: Mapping[str, float] = {
    Does.ADVISE: 0.8,
    Does.ASK_NEED: 0.3,
    Does.BENEFIT: 0.35,
    Does.DISCLOSE: 0.4,
    Does.EMERGENCY: 0.6,
    Does.IRRITATED: 0.6,
    Does.OFFER_TIME: 0.35,
    Does.RECAP: 0.4,
    Does.STATE_REASON: 0.6,
    Wants.ACCEPT: 0.35,
    Wants.ASK_INFO: 0.7,
    Wants.DISTRESS: 0.35,
    Wants.EMERGENCY_SIGN: 0.8,
}


def limit_of(act: str) -> float:
    """The likelihood (0..1) from which on `act` is believed."""
    return LIMITS.get(act, LIKELY)
