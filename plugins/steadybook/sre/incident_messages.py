"""Messages to send during an incident: inside, to those who help and wait, and to customers."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter
from typing import Final

SOURCE: Final = "SRE & Incident Management Platform, phase 5: communication templates"
INTERNAL: Final = "internal"
CUSTOMERS: Final = "customers"


@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """A message to send during an incident, with named placeholders such as `{title}`."""

    name: str
    audience: str
    text: str

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The names to fill in, in the order in which they appear, each once."""
        return _names(self.text)

    def fill(self, **values: str) -> str:
        """The message; a name without a value stays as its placeholder, so that a draft shows what is missing."""
        return self.text.format_map({name: values.get(name, f"{{{name}}}") for name in self.placeholders})

    def fill_known(self, **values: str) -> str:
        """The message ready to send: a line with a name that has no value, or an empty one, is left out."""
        known = {name: value for name, value in values.items() if value}
        lines = [line for line in self.text.split("\n") if known.keys() >= set(_names(line))]
        return "\n".join(lines).format_map(known)


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(field for _, field, _, _ in Formatter().parse(text) if field))


OPENING: Final = MessageTemplate(
    "Opening",
    INTERNAL,
    "INCIDENT: {title}\n"
    "Severity: {severity}\n"
    "Impact: {impact}\n"
    "Status: investigating\n"
    "Incident commander: {incident_commander}\n"
    "Channel: {channel}\n"
    "Next update: {next_update}",
)
TAKEN_ON: Final = MessageTemplate(
    "Acknowledgement",
    INTERNAL,
    "ACKNOWLEDGED: {title} ({severity})\n"
    "By: {by}\n"
    "After: {after} from detection\n"
    "Note: {known}\n"
    "Channel: {channel}\n"
    "Next update: {next_update}",
)
UPDATE: Final = MessageTemplate(
    "Status update",
    INTERNAL,
    "UPDATE: {title} ({severity}, {status})\n"
    "What we know: {known}\n"
    "What we do not know yet: {unknown}\n"
    "What we are doing: {doing}\n"
    "Next update: {next_update}",
)
ESCALATION: Final = MessageTemplate(
    "Escalation",
    INTERNAL,
    "ESCALATED: {title}\n"
    "Severity: {severity}, before {former_severity}\n"
    "Reason: {known}\n"
    "Impact: {impact}\n"
    "Incident commander: {incident_commander}\n"
    "Channel: {channel}\n"
    "Next update: {next_update}",
)
MITIGATION: Final = MessageTemplate(
    "Mitigation",
    INTERNAL,
    "MITIGATED: {title} ({severity})\n"
    "Impact: {impact}\n"
    "What ended the impact: {known}\n"
    "Status: mitigated; the search for the cause goes on\n"
    "Next update: {next_update}",
)
ALL_CLEAR: Final = MessageTemplate(
    "All-clear",
    INTERNAL,
    "RESOLVED: {title} ({severity})\n"
    "Duration: {duration}\n"
    "Impact: {impact}\n"
    "What ended it: {known}\n"
    "Cause: {cause}\n"
    "Postmortem: {postmortem} (due {postmortem_due})",
)
PUBLIC_NOTICE: Final = MessageTemplate(
    "Public notice",
    CUSTOMERS,
    "{service}: we are looking into {symptom}\n\n"
    "{public}\n"
    "{whom} may notice {user_impact}. Our engineers are working on it.\n"
    "We will write here again {next_update}.",
)
PUBLIC_UPDATE: Final = MessageTemplate(
    "Public update",
    CUSTOMERS,
    "{service}: we are still working on it\n\n"
    "{public}\n"
    "{whom} may still notice {user_impact}.\n"
    "We will write here again {next_update}.",
)
PUBLIC_MITIGATION: Final = MessageTemplate(
    "Public mitigation",
    CUSTOMERS,
    "{service}: working again\n\n"
    "{public}\n"
    "Since {mitigated} the effects have ended. We keep watching, and are looking for the cause.\n"
    "We will write here again {next_update}.",
)
PUBLIC_ALL_CLEAR: Final = MessageTemplate(
    "Public all-clear",
    CUSTOMERS,
    "{service}: resolved\n\n"
    "{public}\n"
    "From {started} to {mitigated}, {whom_then} may have noticed {user_impact}.\n"
    "This is over, and its cause is removed. We are sorry for the trouble.",
)

MESSAGE_TEMPLATES: Final = (
    OPENING,
    TAKEN_ON,
    UPDATE,
    ESCALATION,
    MITIGATION,
    ALL_CLEAR,
    PUBLIC_NOTICE,
    PUBLIC_UPDATE,
    PUBLIC_MITIGATION,
    PUBLIC_ALL_CLEAR,
)
"""In the order in which an incident needs them, those for inside first."""
