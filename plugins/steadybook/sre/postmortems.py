"""Postmortems: what to ask, how to find causes, how to review them, and what actions may be."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from steadybook.sre.agenda import AgendaItem

SOURCE: Final = "SRE & Incident Management Platform, phase 6; Google SRE Book, ch. 15: Postmortem Culture"


class FactorCategory(NamedTuple):
    """A kind of contributing factor with the questions that bring it to light."""

    id: str
    name: str
    questions: tuple[str, ...]


FACTOR_CATEGORIES: Final = (
    FactorCategory("trigger", "Trigger", ("Which change or event set it off?",)),
    FactorCategory("propagation", "Propagation", ("How did it spread?", "What could have contained it and did not?")),
    FactorCategory("detection", "Detection", ("What kept us from noticing it sooner?",)),
    FactorCategory("resolution", "Resolution", ("What made the repair slow?",)),
    FactorCategory("process", "Process", ("Which gaps in how we work played a part?",)),
)
"""By the phase of the incident in which a factor acted."""

ISHIKAWA_CATEGORIES: Final = (
    FactorCategory("people", "People", ("Was training missing?", "Was anyone tired?", "Did a message get lost?")),
    FactorCategory(
        "process", "Process", ("Was there a runbook?", "Did escalation work?", "How was the change managed?")
    ),
    FactorCategory(
        "technology",
        "Technology",
        ("A defect?", "A setting?", "Too little capacity?", "Something we depend on?"),
    ),
    FactorCategory("environment", "Environment", ("The network?", "The cloud provider?", "Another third party?")),
    FactorCategory(
        "monitoring",
        "Monitoring",
        ("Did nothing watch for this?", "Were there too many alerts to see it?", "Was a dashboard missing?"),
    ),
    FactorCategory(
        "testing", "Testing", ("Did a test miss it?", "Was it tested under load?", "Was the fault ever injected?")
    ),
)
ISHIKAWA_SOURCE: Final = "Fishbone diagram after Kaoru Ishikawa; SRE & Incident Management Platform, phase 6"

FACTOR_CATEGORY_IDS: Final = tuple(
    dict.fromkeys(category.id for category in (*FACTOR_CATEGORIES, *ISHIKAWA_CATEGORIES))
)
"""Every word that a contributing factor's `category` may be; `process` belongs to both schemes."""


class AnalysisMethod(NamedTuple):
    """A way of looking for causes."""

    name: str
    suits: str
    steps: tuple[str, ...]


FIVE_WHYS: Final = AnalysisMethod(
    "Five whys",
    "Incidents with one line of cause and effect",
    (
        "Begin with what users met, and ask why it happened",
        "Turn each answer into the next question",
        "Answer with facts that somebody can check",
        "Stop at a condition that the organisation can change, usually after about five rounds",
        "Take that condition as the root cause, and derive an action from it",
    ),
)
FISHBONE: Final = AnalysisMethod(
    "Fishbone",
    "Incidents in which several things came together",
    (
        "Write the effect at the head of the fish",
        "Go through every category and collect what contributed",
        "Mark which factors were necessary and which made it worse",
        "Give an action to each factor worth removing",
    ),
)
ANALYSIS_METHODS: Final = (FIVE_WHYS, FISHBONE)


class Why(NamedTuple):
    """One round of the five whys."""

    why: str
    because: str


FIVE_WHYS_EXAMPLE: Final = (
    Why("Why could shoppers not pay?", "The checkout answered every payment with an error."),
    Why("Why did it answer with errors?", "All its database connections were taken."),
    Why("Why were they all taken?", "A slow query held each of them for a minute."),
    Why("Why was the query slow?", "A column added that day had no index."),
    Why("Why was the index missing?", "Nothing in the pipeline looks at query plans before a migration is merged."),
)
FIVE_WHYS_EXAMPLE_CAUSE: Final = "The delivery pipeline lets migrations through without a look at query plans."
FIVE_WHYS_EXAMPLE_ACTION: Final = "Analyse the query plans of every migration in continuous integration."

REVIEW_AGENDA: Final = (
    AgendaItem(
        "Walk through the timeline",
        15,
        ("The author tells what happened, in order", "Everybody who was there adds what they saw"),
    ),
    AgendaItem(
        "Look for the root cause",
        15,
        ("Is everybody convinced by the root cause?", "Which contributing factors are still missing?"),
    ),
    AgendaItem(
        "Go through the action items",
        20,
        ("Would these actions really help?", "Is the order of importance right?", "Do owners accept their deadlines?"),
    ),
    AgendaItem(
        "Improve how we work",
        10,
        ("How could we notice it sooner?", "How could we end it faster?", "What would have made it impossible?"),
    ),
)
REVIEW_AGENDA_SOURCE: Final = "SRE & Incident Management Platform, phase 6: postmortem review meeting (60 min)"

TRIGGERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "deployment": "A new version of software",
        "configuration": "A changed setting, flag or rule",
        "capacity": "More load than there was room for",
        "dependency": "A service or provider that we call",
        "hardware": "A machine, disk or network device",
        "data": "Wrong, missing or unexpected data",
        "security": "An attack or a leak",
        "external": "An event outside our systems",
        "unknown": "Not found yet",
    }
)
"""What may have set an incident off: the words of `trigger`. Two incidents with the same one may be a repeat."""

ACTION_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "prevent": "Makes the incident impossible or less likely",
        "detect": "Lets us notice it sooner",
        "mitigate": "Makes it smaller or shorter",
        "process": "Changes how we work together",
    }
)
LASTING_ACTION_TYPES: Final = ("prevent", "detect")
"""A SEV1 postmortem needs at least one action of these types."""

ACTION_PRIORITIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "P0": "Before anything else",
        "P1": "In the next planning period",
        "P2": "When it fits",
    }
)
ACTION_STATUSES: Final = ("open", "in-progress", "done")
POSTMORTEM_STATUSES: Final = ("draft", "in-review", "final")

REQUIRED_PHASES: Final = ("detection", "mitigation", "resolution")
"""Phases that the timeline of a final postmortem, or of its incident, holds at least once."""

QUESTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "summary": "What happened, whom did it hurt, and how did it end? One paragraph.",
        "root_cause": "Why could it happen? Go on until the answer is a condition that can be changed.",
        "contributing_factors": "What made it worse, or made it last longer?",
        "could_have_detected_sooner": "What would have shown it sooner?",
        "what_went_well": "What worked, and should stay as it is?",
        "what_went_wrong": "What did not work?",
        "where_we_got_lucky": "What could have made it worse, and by chance did not?",
    }
)
"""What each part of a postmortem answers."""
