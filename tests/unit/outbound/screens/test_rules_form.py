"""The form of a campaign's rules shows every rule, so that saving it loses none."""

import pytest

from callcenter.domain.outreach import Purpose
from outbound.rules.settings import _KEYS, RuleSettings
from outbound.screens.rules_form import form_of


@pytest.mark.parametrize("purpose", Purpose)
def test_every_rule_of_a_purpose_has_a_row(purpose: Purpose) -> None:
    shown = {one.name for one in form_of(purpose, RuleSettings(), {})}
    assert {f"{purpose.value}.{key}" for key in _KEYS[purpose.value]} <= shown
