"""Whatever legal steps an incident takes, its document stays valid, and nobody's comment or line end is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadybook.analysis.incident_messages import Said, messages_of
from steadybook.commands._incident import steps
from steadybook.commands._incident.draft import drafted
from steadybook.commands._incident.moments import moment_of, written
from steadybook.engine.check import check_repository
from steadybook.engine.repository import open_repository
from steadybook.kinds.incident.model import Incident
from steadybook.model.discovery import kinds
from steadybook.model.errors import UsageError
from steadybook.model.loading import Loader
from steadybook.rules.text.invisible_character import INVISIBLE
from steadybook.source.reader import Limits, read
from steadybook.source.tree import WorkTree

START = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
PATH = "postmortems/incidents/2026-10-25-orders-fail.yaml"
LOADER = Loader(kinds(), Limits())

LAYOUTS = {
    "block": """\
# Opened by the pager
incident:
  title: Orders fail           # as users say it
  services: [checkout]
  function: degraded           # for now
  users: one
  # Nothing is lost so far.
  severity: SEV4
  status: investigating        # see below
  started_at: 2026-10-25T00:30:00Z
  detected_at: 2026-10-25T02:30:00+02:00   # the pager's clock
  roles:
    incident_commander: pay-2
    communications_lead: lead  # until six
  timeline:
    # In order of time
    - time: 2026-10-25T00:30:00Z
      event: >-
        The pager
        goes off
      phase: detection
  # The end
""",
    "no timeline and no roles": """\
incident:
  title: Orders fail
  services: [checkout]
  function: degraded
  users: one
  severity: SEV4
  status: investigating
  started_at: 2026-10-25T00:30:00Z
  detected_at: 2026-10-25T00:30:00Z  # too
""",
    "flow": """\
incident: {title: Orders fail, services: [checkout], function: degraded, users: one, severity: SEV4, # first
  status: investigating, started_at: 2026-10-25T00:30:00Z, detected_at: 2026-10-25T00:30:00Z, # second
  roles: {incident_commander: pay-2, communications_lead: lead}, timeline: []}  # third
""",
    "by hand": """\
incident:
    "title": 'Orders fail'
    services:
    - checkout
    timeline: []               # soon
    function: degraded
    users: one
    severity: "SEV4"
    roles: {incident_commander: pay-2,
            communications_lead: lead}   # two
    started_at: 2026-10-25T00:30:00Z
    status: investigating
    detected_at: 2026-10-25T00:30:00Z
""",
}

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")), min_size=1, max_size=30
)
TEXTS = WORDS.map(lambda text: " ".join(text.split())).filter(lambda text: text and not INVISIBLE.search(text))
ZONES = st.sampled_from(
    [UTC, timezone(timedelta(hours=1)), timezone(timedelta(hours=2)), timezone(timedelta(minutes=-210))]
)

Decide = Callable[[Incident, datetime], steps.Step]
PEOPLE = {"incident_commander": "pay-2", "communications_lead": "lead"}


def _update(text: str, unknown: str, identified: bool) -> Decide:
    return lambda incident, at: steps.update(
        incident, at, Said(known=text, unknown=unknown), identified, {"scribe": text}
    )


def _escalate(severity: str | None, text: str, facts: dict[str, str]) -> Decide:
    return lambda incident, at: steps.escalate(incident, at, severity, text, facts, PEOPLE)


DECISIONS: st.SearchStrategy[Decide] = st.one_of(
    st.builds(_update, TEXTS, st.just("") | TEXTS, st.booleans()),
    st.builds(lambda by, note: lambda incident, at: steps.acknowledge(incident, at, by, note), TEXTS, TEXTS),
    st.builds(
        _escalate,
        st.sampled_from([None, "SEV1", "SEV2", "SEV3"]),
        TEXTS,
        st.fixed_dictionaries(
            {}, optional={"users": st.sampled_from(["under_25", "all"]), "data_loss": st.just("true")}
        ),
    ),
    st.builds(lambda text: lambda incident, at: steps.mitigate(incident, at, Said(known=text)), TEXTS),
    st.builds(lambda text: lambda incident, at: steps.resolve(incident, at, Said(known=text)), TEXTS),
)
STEPS = st.lists(st.tuples(DECISIONS, st.integers(0, 5400), ZONES), max_size=7)


def model_of(text: str) -> Incident:
    loaded = LOADER.load(PATH, text.encode())
    assert loaded.problems == ()
    assert isinstance(loaded.model, Incident)
    return loaded.model


def comments(text: str) -> list[str]:
    return [line.partition("#")[2].strip() for line in text.splitlines() if "#" in line]


def carried_out(text: str, taken: list[tuple[Decide, int, timezone]]) -> tuple[str, int]:
    at, number = START, 0
    for decide, seconds, zone in taken:
        at += timedelta(seconds=seconds)
        try:
            step = decide(model_of(text), at.astimezone(zone))
        except UsageError:
            continue  # not legal here: nothing is written
        text = steps.carried_out(text, step)
        number += 1
        messages = messages_of("2026-10-25-orders-fail", model_of(text), step.stage, step.at, Said(public="x"))
        assert "{" not in messages.internal + messages.customer
    return text, number


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@settings(max_examples=25)
@given(taken=STEPS)
def test_any_legal_sequence_keeps_the_document(
    layout: str, line_end: str, taken: list[tuple[Decide, int, timezone]]
) -> None:
    before = LAYOUTS[layout].replace("\n", line_end)
    after, number = carried_out(before, taken)
    incident = model_of(after)
    assert len(incident.timeline) == len(model_of(before).timeline) + number
    assert read(after.encode()).problems == ()
    kept = [comment for comment in comments(before) if comment not in after]
    assert kept == []
    assert after.count("\n") == after.count(line_end)
    moments = [moment for _, moment in incident.instants]
    assert moments == sorted(moments)
    if incident.is_resolved:
        draft = LOADER.load("postmortems/x.yaml", drafted("2026-10-25-orders-fail", incident, ["pay-2"], ()).encode())
        assert draft.problems == ()


@settings(max_examples=40)
@given(taken=STEPS)
def test_the_check_finds_no_error_in_it(
    checked: Callable[[str], list[str]], taken: list[tuple[Decide, int, timezone]]
) -> None:
    text, _ = carried_out(LAYOUTS["block"], taken)
    assert checked(text) == []


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Callable[[str], list[str]]:
    """The errors that the whole check finds with this text as an incident of a small organisation."""
    import shutil

    root = tmp_path_factory.mktemp("sequences") / "shop"
    shutil.copytree(repository / "tests/rules/base", root)
    file = root / PATH
    file.parent.mkdir(parents=True)

    def errors(text: str) -> list[str]:
        file.write_text(text, "utf-8")
        found = check_repository(open_repository(root, "2026-10-25", tree=WorkTree(root))).findings
        return [f"{f.rule}: {f.message}" for f in found if f.severity == "error"]

    return errors


@given(st.integers(10**9, 17 * 10**8), ZONES)
def test_a_moment_is_written_with_its_zone(seconds: int, zone: timezone) -> None:
    aware = datetime.fromtimestamp(seconds, zone)
    assert moment_of("--at", written(aware), START) == aware
    assert written(aware).endswith("Z" if zone is UTC else aware.isoformat()[-6:])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5m", "2026-10-25T00:25:00+00:00"),
        ("5m ago", "2026-10-25T00:25:00+00:00"),
        ("1h30m", "2026-10-24T23:00:00+00:00"),
        ("00:10Z", "2026-10-25T00:10:00+00:00"),
        ("23:50Z", "2026-10-24T23:50:00+00:00"),
        ("02:10+02:00", "2026-10-25T02:10:00+02:00"),
        ("2026-10-25 02:10:30+02:00", "2026-10-25T02:10:30+02:00"),
        ("2026-10-24t23:50z", "2026-10-24T23:50:00+00:00"),
    ],
)
def test_moments_as_people_type_them(text: str, expected: str) -> None:
    assert moment_of("--at", text, START).isoformat() == expected


@pytest.mark.parametrize(
    "text", ["", "now", "25:00Z", "00:10", "2026-02-30T00:00:00Z", "5", "-5m", "99999999d", "5m from now"]
)
def test_what_is_no_moment(text: str) -> None:
    with pytest.raises(UsageError, match=r"is not a moment|has no zone"):
        moment_of("--at", text, START)
