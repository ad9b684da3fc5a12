"""What people call the stages of a call. Pure; English texts, translated where they are shown."""

from collections.abc import Mapping

from callcenter.kit.words import N_

STAGE_TITLES: Mapping[str, str] = {
    "contact": N_("Contact"),
    "needs": N_("Needs"),
    "presentation": N_("Presentation"),
    "closing": N_("Agreeing on a visit"),
    "wrap-up": N_("End of the call"),
    "manner": N_("Manner"),
    "measured": N_("Measured"),
}
"""By stage, in the order of a card."""
OTHER_STAGE = N_("Other points")
"""Over criteria that the standard no longer has."""
