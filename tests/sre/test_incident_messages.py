from __future__ import annotations

import pytest

from steadybook.sre.incident_messages import ALL_CLEAR, CUSTOMERS, INTERNAL, MESSAGE_TEMPLATES, OPENING, MessageTemplate


def test_templates_name_what_to_fill_in() -> None:
    assert OPENING.placeholders == ("title", "severity", "impact", "incident_commander", "channel", "next_update")
    filled = OPENING.fill(title="Payments {time} out", severity="SEV1")
    assert "INCIDENT: Payments {time} out\nSeverity: SEV1\nImpact: {impact}" in filled


@pytest.mark.parametrize("template", MESSAGE_TEMPLATES, ids=lambda template: template.name)
def test_every_template_can_be_filled_completely(template: MessageTemplate) -> None:
    values = dict.fromkeys(template.placeholders, "words")
    assert "{" not in template.fill(**values)
    assert template.fill_known(**values) == template.fill(**values)
    assert template.audience in (INTERNAL, CUSTOMERS)


def test_a_line_without_its_value_is_left_out() -> None:
    filled = ALL_CLEAR.fill_known(title="{x}", severity="SEV3", duration="1 h", known="", cause="A full disk")
    assert filled == "RESOLVED: {x} (SEV3)\nDuration: 1 h\nCause: A full disk"
