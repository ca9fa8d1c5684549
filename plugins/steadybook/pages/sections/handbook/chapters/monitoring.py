"""What to watch: golden signals, USE and RED."""

from __future__ import annotations

from steadybook.pages.sections.handbook.blocks import Chapter, Enforced, Grid, Mark, Part, Prose
from steadybook.sre import monitoring
from steadybook.sre.monitoring import Signal


def _watched(caption: str, signals: tuple[Signal, ...]) -> Grid:
    return Grid(caption, ("Signal", "Measure"), tuple((Mark("strong", s.name), s.measure) for s in signals))


def _parts() -> tuple[Part, ...]:
    golden = tuple((Mark("strong", s.name), s.measure, s.alert_when) for s in monitoring.GOLDEN_SIGNALS)
    return (
        Part(
            "golden-signals",
            "The four golden signals",
            (
                Prose("Whatever a service does, these four say whether its users are well served."),
                Grid("Golden signals", ("Signal", "Measure", "Alert when"), golden),
                Prose("A service's document names the dashboard and the alert of each under `monitoring`."),
            ),
            monitoring.GOLDEN_SIGNALS_SOURCE,
        ),
        Part("use", "USE, for every resource", (_watched("USE", monitoring.USE),), monitoring.USE_SOURCE),
        Part("red", "RED, for every service", (_watched("RED", monitoring.RED),), monitoring.RED_SOURCE),
    )


CHAPTER = Chapter(
    order=60,
    group="Monitoring",
    slug="monitoring",
    title="Signals to watch",
    lede="Four signals for what users feel, three for every resource, three for every service.",
    parts=_parts,
    enforced=(Enforced("references", ("dangling-reference",)),),
    kinds=("service",),
)
